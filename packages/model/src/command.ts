/**
 * Commands: what the session rules and the server decides. The id is made by the client, so a repeat is harmless.
 * Adding one: its shape here and one handler in the server.
 */
import * as z from 'zod/mini'
import { SessionKinds } from './annotation.ts'
import { QuestionState, QuestionWords } from './board.ts'
import { NewGroups } from './groups.ts'
import { ANNOTATION_KEY, Id, line, Name } from './ids.ts'
import { LIMITS } from './limits.ts'
import { Agenda, RoundForm, StageRules } from './meeting.ts'
import { AttendanceStatus, MinutesChange } from './minutes.ts'
import { InviteRole, Revision, Role } from './session.ts'
import { Passage, Span } from './text.ts'

/** Key of an annotation, and of an annotation or a reply. */
const AnnotationKey = z.string().check(z.regex(ANNOTATION_KEY))
const EntryKey = z.string().check(z.regex(/^[\w-]{1,64}\/[\w-]{1,64}(\/[\w-]{1,64}\/[\w-]{1,64})?$/))

const command = <T extends string, S extends z.core.$ZodLooseShape>(type: T, shape: S) =>
  z.strictObject({ id: Id, type: z.literal(type), ...shape })

export const Command = z
  .discriminatedUnion('type', [
    command('session.close', {}),
    command('session.reopen', {}),
    command('member.role', { personId: Id, role: Role }),
    command('member.remove', { personId: Id }),
    command('member.mute', { personId: Id, muted: z.boolean() }),
    command('annotation.publish', { key: AnnotationKey }),
    command('annotation.hide', {
      key: EntryKey,
      hidden: z.boolean(),
      reason: z.optional(
        z.string().check(z.maxLength(LIMITS.reason, `must be at most ${LIMITS.reason} characters`)),
      ),
    }),
    command('thread.lock', { key: AnnotationKey, locked: z.boolean() }),
    command('kinds.set', {
      kinds: z.optional(SessionKinds.check(z.describe('absent: the five in the box again'))),
    }),
    command('text.replace', {
      from: Id,
      to: Id,
      choices: z.optional(Revision.shape.choices),
    }),
    command('revision.choose', {
      from: Id,
      key: AnnotationKey,
      place: z.nullable(Span).check(z.describe('null: it stands nowhere in the corrected text')),
    }),
    command('invite.renew', { role: InviteRole }),
    command('agenda.set', { agenda: Agenda }),
    command('stage.go', { stageId: z.nullable(Id).check(z.describe('null: the meeting is over')) }),
    command('stage.extend', {
      minutes: z.int().check(z.minimum(-LIMITS.extendMinutes), z.maximum(LIMITS.extendMinutes)),
    }),
    command('stage.reveal', {}),
    command('hand.raise', { passage: z.optional(Passage) }),
    command('hand.lower', { personId: z.optional(Id.check(z.describe('another one, for hosts'))) }),
    command('floor.give', { personId: z.optional(Id.check(z.describe('absent: whoever comes next'))) }),
    command('floor.yield', { pass: z.optional(z.boolean()) }),
    command('round.start', {
      form: RoundForm,
      order: z.array(Id).check(z.minLength(1), z.maxLength(LIMITS.hands)),
      turnSeconds: StageRules.shape.turnSeconds,
    }),
    command('round.end', {}),
    command('groups.open', { groups: NewGroups }),
    command('groups.gather', {}),
    command('question.ask', { words: QuestionWords, passage: z.optional(Passage) }),
    command('question.too', { questionId: Id, given: z.boolean() }),
    command('question.mark', { questionId: Id, state: QuestionState }),
    command('question.remove', { questionId: Id }),
    command('look.here', { passage: Passage }),
    command('member.attendance', {
      personId: z.optional(Id),
      name: z.optional(Name.check(z.describe('of somebody who is no member'))),
      status: z.nullable(AttendanceStatus).check(z.describe('null: as the server has seen it')),
      reason: z.optional(line(LIMITS.reason)),
    }),
    command('minutes.set', { minutes: MinutesChange }),
  ])
  .register(z.globalRegistry, { id: 'Command' })
export type Command = z.infer<typeof Command>
export type CommandType = Command['type']
