/** The Record (named SessionRecord here, as TypeScript has a Record of its own): a whole session as plain data. Every export is a pure function of one. */
import * as z from 'zod/mini'
import { Annotation } from './annotation.ts'
import { Board } from './board.ts'
import { Id, Timestamp } from './ids.ts'
import { Agenda } from './meeting.ts'
import { Minutes } from './minutes.ts'
import { Member, Session } from './session.ts'
import { Text } from './text.ts'

/** ProseMirror JSON of the summary (https://prosemirror.net/docs/ref/#model.Node.toJSON). */
export type SummaryNode = {
  type: string
  attrs?: Record<string, unknown>
  content?: SummaryNode[]
  text?: string
  marks?: { type: string; attrs?: Record<string, unknown> }[]
}
const SummaryNode: z.ZodMiniType<SummaryNode> = z.lazy(() =>
  z.strictObject({
    type: z.string(),
    attrs: z.optional(z.record(z.string(), z.unknown())),
    content: z.optional(z.array(SummaryNode)),
    text: z.optional(z.string()),
    marks: z.optional(
      z.array(z.strictObject({ type: z.string(), attrs: z.optional(z.record(z.string(), z.unknown())) })),
    ),
  }),
)

/** One thing that happened, in the order the server saw it. */
export const SessionEvent = z.strictObject({
  at: Timestamp,
  type: z.string(),
  personId: Id,
  data: z.record(z.string(), z.unknown()),
})
export type SessionEvent = z.infer<typeof SessionEvent>

export const SessionRecord = z
  .strictObject({
    version: z.literal(1),
    /** When the record was taken. */
    takenAt: Timestamp,
    /** Where the session lives, e.g. http://localhost:3000/s/abc */
    url: z.string(),
    session: Session,
    members: z.array(Member),
    texts: z.array(Text),
    annotations: z.array(Annotation),
    summary: SummaryNode,
    agenda: Agenda,
    minutes: z.optional(Minutes),
    board: Board,
    events: z.array(SessionEvent),
  })
  .register(z.globalRegistry, { id: 'Record' })
export type SessionRecord = z.infer<typeof SessionRecord>
