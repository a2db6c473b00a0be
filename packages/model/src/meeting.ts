/**
 * How a session runs: its agenda, the stage it is in, who speaks and who comes next. All of it is decided by the server, so that whoever
 * comes late sees the same. Knows no document and no clock: moments are ms since 1970 as the server has them.
 */
import * as z from 'zod/mini'
import { Id, line, Name, Timestamp } from './ids.ts'
import { LIMITS } from './limits.ts'
import { Passage } from './text.ts'

export const STAGE_KINDS = [
  'opening',
  'framing',
  'keynote',
  'report',
  'reading',
  'reveal',
  'rounds',
  'discussion',
  'drafting',
  'checking',
  'sign-off',
  'closing',
] as const
export const StageKind = z.enum(STAGE_KINDS)
export type StageKind = z.infer<typeof StageKind>

/**
 * How turns go round. `each`: everybody once. `last-word`: somebody reads a passage without comment, all others answer, and who read
 * speaks last; then the next one reads. `final-word`: the same, but who reads says at once what it means to them.
 */
export const RoundForm = z.enum(['each', 'last-word', 'final-word'])
export type RoundForm = z.infer<typeof RoundForm>

export const StageRules = z.strictObject({
  gate: z.boolean().check(z.describe('new notes stay with their authors until the presider reveals them')),
  newFirst: z.boolean().check(z.describe('in the queue those who have not spoken yet come first')),
  round: z.optional(RoundForm),
  turnSeconds: z.optional(
    z
      .int()
      .check(z.minimum(LIMITS.turnSeconds.least), z.maximum(LIMITS.turnSeconds.most), z.describe('one turn')),
  ),
})
export type StageRules = z.infer<typeof StageRules>

/** One step of the agenda. */
export const Stage = z
  .strictObject({
    id: Id,
    kind: StageKind,
    title: z.optional(line(LIMITS.stageTitle)),
    minutes: z.int().check(z.minimum(1), z.maximum(LIMITS.stageMinutes)),
    speakers: z
      .array(Name)
      .check(z.maxLength(LIMITS.stageSpeakers, `must be at most ${LIMITS.stageSpeakers} speakers`)),
    passages: z
      .array(Passage)
      .check(z.maxLength(LIMITS.stagePassages, `must be at most ${LIMITS.stagePassages} passages`)),
    rules: StageRules,
  })
  .register(z.globalRegistry, { id: 'Stage' })
export type Stage = z.infer<typeof Stage>

export const Agenda = z.array(Stage).check(
  z.maxLength(LIMITS.stages, `must be at most ${LIMITS.stages} stages`),
  z.refine((stages) => new Set(stages.map(({ id }) => id)).size === stages.length, 'must have each id once'),
)
export type Agenda = z.infer<typeof Agenda>

const Moment = z.int().check(z.nonnegative(), z.describe('ms since 1970, as the server has them'))

export const TurnPart = z.enum(['speaks', 'reads', 'answers', 'concludes'])
export type TurnPart = z.infer<typeof TurnPart>

/** A turn of a round. */
export const Turn = z.strictObject({ personId: Id, part: TurnPart, seconds: z.optional(z.int()) })
export type Turn = z.infer<typeof Turn>

export const Hand = z.strictObject({ personId: Id, at: Timestamp, passage: z.optional(Passage) })
export type Hand = z.infer<typeof Hand>

/** Where a session stands that has begun. */
export const Meeting = z
  .strictObject({
    startedAt: Timestamp,
    stage: z.nullable(
      z.strictObject({
        id: Id,
        since: Moment,
        until: Moment,
        revealed: z.boolean(),
      }),
    ),
    hands: z.array(Hand).check(z.describe('in the order in which they will speak')),
    floor: z.nullable(
      z.strictObject({
        personId: Id,
        part: TurnPart,
        since: Moment,
        until: z.optional(Moment),
        passage: z.optional(Passage),
      }),
    ),
    round: z.nullable(
      z.strictObject({
        turns: z.array(Turn),
        next: z.int().check(z.describe('index of the turn that comes next')),
      }),
    ),
    spoke: z.array(Id).check(z.describe('who has had the floor')),
    look: z.nullable(z.strictObject({ passage: Passage, by: Id, at: Moment })),
  })
  .register(z.globalRegistry, { id: 'Meeting' })
export type Meeting = z.infer<typeof Meeting>

/** How long somebody has had the floor, ms, by person. To hosts that of all, to everybody else only their own. */
export const Spoken = z.record(Id, z.int())
export type Spoken = z.infer<typeof Spoken>

/** Notes that wait for the reveal: how many, of how many people. */
export const Held = z.strictObject({ notes: z.int(), people: z.int() })
export type Held = z.infer<typeof Held>

/** A meeting before its first stage. */
export const newMeeting = (startedAt: string): Meeting => ({
  startedAt,
  stage: null,
  hands: [],
  floor: null,
  round: null,
  spoke: [],
  look: null,
})

/** The stage a session is in. */
export const stageOf = (session: { agenda: Agenda; meeting?: Meeting | undefined }): Stage | undefined =>
  session.agenda.find(({ id }) => id === session.meeting?.stage?.id)

/** Whether new notes stay with their authors just now. */
export const isGated = (session: { agenda: Agenda; meeting?: Meeting | undefined }): boolean =>
  stageOf(session)?.rules.gate === true && session.meeting?.stage?.revealed === false
