/**
 * Annotations: W3C Web Annotations on passages (https://www.w3.org/TR/annotation-model/) as they stand in the Yjs document,
 * as they are shown, and as other programs read and write them.
 * Who wrote an entry stands in its key (see `@lectern/docs`), so no shape here has a creator that could be forged.
 */
import * as z from 'zod/mini'
import { Id, line, Timestamp } from './ids.ts'
import { LIMITS } from './limits.ts'

/** https://www.w3.org/TR/annotation-model/#text-position-selector, counted in UTF-16 code units of `canonical`. */
export const TextPositionSelector = z.strictObject({
  type: z.literal('TextPositionSelector'),
  start: z.int().check(z.nonnegative()),
  end: z.int().check(z.nonnegative()),
})
/** https://www.w3.org/TR/annotation-model/#text-quote-selector */
export const TextQuoteSelector = z.strictObject({
  type: z.literal('TextQuoteSelector'),
  exact: z.string().check(z.minLength(1), z.maxLength(LIMITS.quote)),
  prefix: z.optional(z.string().check(z.maxLength(LIMITS.quoteContext))),
  suffix: z.optional(z.string().check(z.maxLength(LIMITS.quoteContext))),
})
export type TextQuoteSelector = z.infer<typeof TextQuoteSelector>

/** Where an annotation points: a text and both selectors, position first. */
export const Target = z
  .strictObject({
    source: Id,
    selector: z.tuple([TextPositionSelector, TextQuoteSelector]),
  })
  .register(z.globalRegistry, { id: 'Target' })
export type Target = z.infer<typeof Target>

/** https://www.w3.org/TR/annotation-model/#embedded-textual-body; `value` is empty for a bare highlight. */
export const TextualBody = z.strictObject({
  type: z.literal('TextualBody'),
  value: z.string().check(z.maxLength(LIMITS.body)),
  format: z.literal('text/markdown'),
})

export const Motivation = z.enum([
  'highlighting',
  'commenting',
  'questioning',
  'assessing',
  'classifying',
  'tagging',
])
export type Motivation = z.infer<typeof Motivation>

/** The kinds in the box, in the order of their number keys. A kind is a slug, so sessions can have others. */
export const KINDS = ['key-idea', 'question', 'agree', 'doubt', 'term'] as const
export type BuiltInKind = (typeof KINDS)[number]
export const KindId = z.string().check(z.regex(/^[a-z0-9-]{1,32}$/))

/** The colours and icons a kind of a session can have; the page says how each looks. */
export const KIND_COLORS = ['yellow', 'blue', 'green', 'red', 'purple', 'teal', 'orange', 'grey'] as const
export const KIND_ICONS = [
  'lightbulb',
  'question',
  'thumbs-up',
  'warning',
  'book',
  'tag',
  'star',
  'flag',
  'quote',
  'link',
  'task',
  'scale',
] as const

/** A kind of notes as a session names it. */
export const SessionKind = z
  .strictObject({
    id: KindId,
    name: line(LIMITS.kindName),
    color: z.enum(KIND_COLORS),
    icon: z.enum(KIND_ICONS),
  })
  .register(z.globalRegistry, { id: 'SessionKind' })
export type SessionKind = z.infer<typeof SessionKind>

export const SessionKinds = z.array(SessionKind).check(
  z.minLength(1, 'must have at least one kind'),
  z.maxLength(LIMITS.kinds, `must be at most ${LIMITS.kinds} kinds`),
  z.refine((kinds) => new Set(kinds.map(({ id }) => id)).size === kinds.length, 'must have each id once'),
)

/** A question of one’s own as well: the first reaction offered on a question. */
export const ME_TOO = '▲'
/** The other reactions that are offered; any short sign is accepted. */
export const REACTIONS = ['👍', '💡', '❤️', '🤔', '❗', '👀'] as const

/** Of what came with a file: who wrote it there. The person in the key brought it along, and answers for it. */
export const Imported = z.strictObject({ author: z.string().check(z.minLength(1), z.maxLength(80)) })
export type Imported = z.infer<typeof Imported>

/** Value of `annotations` `<person>/<annotation>`. */
export const AnnotationValue = z.strictObject({
  target: Target,
  motivation: Motivation,
  body: TextualBody,
  created: Timestamp,
  modified: Timestamp,
  kind: z.optional(KindId),
  tags: z.optional(
    z.array(z.string().check(z.minLength(1), z.maxLength(LIMITS.tag))).check(z.maxLength(LIMITS.tags)),
  ),
  imported: z.optional(Imported),
})
export type AnnotationValue = z.infer<typeof AnnotationValue>

/** Value of `annotations` in `mine`. */
export const OwnAnnotationValue = z.extend(AnnotationValue, {
  held: z.optional(z.literal(true).check(z.describe('for everybody, once the presider reveals'))),
})
export type OwnAnnotationValue = z.infer<typeof OwnAnnotationValue>

/** Value of `replies` `<person>/<owner>/<annotation>/<reply>`. */
export const ReplyValue = z.strictObject({
  body: TextualBody,
  created: Timestamp,
  modified: Timestamp,
  imported: z.optional(Imported),
})
export type ReplyValue = z.infer<typeof ReplyValue>

/** Value of `reactions` `<person>/<owner>/<annotation>/<emoji>`. */
export const ReactionValue = z.literal(true)
/** In `mine`, by the key of a note or a reply: this person has read it. */
export const ReadValue = z.literal(true)

/** Value of `status` `<owner>/<annotation>`; `by` is the writer. */
export const StatusValue = z.strictObject({ resolved: z.boolean(), by: Id, at: Timestamp })
export type StatusValue = z.infer<typeof StatusValue>

/** Value of `moderation` (any key above); `by` is the host who wrote it. */
export const ModerationValue = z.strictObject({
  hidden: z.boolean(),
  by: Id,
  at: Timestamp,
  reason: z.optional(z.string().check(z.maxLength(LIMITS.reason))),
})
export type ModerationValue = z.infer<typeof ModerationValue>

/** A reply as it is shown. `key` is its document key. */
export const Reply = z.strictObject({
  key: z.string(),
  personId: Id,
  ...ReplyValue.shape,
  moderation: z.optional(ModerationValue),
})
export type Reply = z.infer<typeof Reply>

/** An annotation as it is shown: its value joined with replies (by time), reactions, resolution and moderation. */
export const Annotation = z
  .strictObject({
    key: z.string().check(z.describe('<person>/<annotation>')),
    personId: Id,
    ...OwnAnnotationValue.shape,
    replies: z.array(Reply),
    reactions: z.array(z.strictObject({ personId: Id, emoji: z.string() })),
    status: z.optional(StatusValue),
    moderation: z.optional(ModerationValue),
  })
  .register(z.globalRegistry, { id: 'Annotation' })
export type Annotation = z.infer<typeof Annotation>

/** `POST /api/sessions/:id/annotations`: for programs without Yjs; the server writes it as the caller. */
export const NewAnnotation = z
  .union([
    z.strictObject({
      target: Target,
      motivation: z.optional(Motivation),
      body: z.optional(TextualBody),
      kind: AnnotationValue.shape.kind,
      tags: AnnotationValue.shape.tags,
    }),
    z.strictObject({
      replyTo: z.string().check(z.regex(/^[\w-]{1,64}\/[\w-]{1,64}$/), z.describe('key of the annotation')),
      body: TextualBody,
    }),
  ])
  .register(z.globalRegistry, { id: 'NewAnnotation' })
export type NewAnnotation = z.infer<typeof NewAnnotation>

/** https://www.w3.org/TR/annotation-model/#annotation-collection with one embedded page. */
export const AnnotationCollection = z
  .looseObject({
    '@context': z.literal('http://www.w3.org/ns/anno.jsonld'),
    id: z.string(),
    type: z.literal('AnnotationCollection'),
    total: z.int(),
    first: z.looseObject({
      type: z.literal('AnnotationPage'),
      items: z.array(z.looseObject({ id: z.string() })),
    }),
  })
  .register(z.globalRegistry, { id: 'AnnotationCollection' })
export type AnnotationCollection = z.infer<typeof AnnotationCollection>
