/** The minutes of a meeting: what is said for the record besides what was written in the session. */
import * as z from 'zod/mini'
import { DateOnly, Id, line, Name } from './ids.ts'
import { LIMITS } from './limits.ts'

export const AttendanceStatus = z.enum(['present', 'late', 'left', 'absent', 'excused'])
export type AttendanceStatus = z.infer<typeof AttendanceStatus>

/** @see Minutes.attendance */
const Attendance = z.strictObject({
  /** Absent for somebody who is no member. */
  personId: z.optional(Id),
  name: Name,
  status: AttendanceStatus,
  reason: z.optional(line(LIMITS.reason)),
})
export type Attendance = z.infer<typeof Attendance>

const Fact = line(LIMITS.minutesFact)
const Ordinal = z.int().check(z.minimum(1), z.maximum(9999))
const Item = line(LIMITS.minutesItem)
const Items = z.array(Item).check(z.maxLength(LIMITS.minutesItems))
const Keynotes = z.array(Name).check(z.maxLength(LIMITS.stageSpeakers))
const Actions = z
  .array(z.strictObject({ what: Item, owner: z.optional(Name), due: z.optional(DateOnly) }))
  .check(z.maxLength(LIMITS.minutesItems))
const Gist = z.string().check(z.maxLength(LIMITS.gist, `must be at most ${LIMITS.gist} characters`))
const fact = z.optional(Fact)

/** What the record of a meeting says besides what was written in the session. What is absent is filled in from there. */
export const Minutes = z
  .strictObject({
    series: fact,
    ordinal: z.optional(Ordinal),
    place: fact,
    convener: fact,
    presider: fact,
    keynotes: z.optional(Keynotes),
    attendance: z.array(Attendance).check(z.maxLength(LIMITS.membersPerSession)),
    gists: z.record(Id, Gist).check(
      z.describe('what somebody said, by person'),
      z.refine(
        (gists) => Object.keys(gists).length <= LIMITS.membersPerSession,
        'must be at most one a member',
      ),
    ),
    decisions: z.optional(Items),
    actions: z.optional(Actions),
    questions: z.optional(Items),
  })
  .register(z.globalRegistry, { id: 'Minutes' })
export type Minutes = z.infer<typeof Minutes>

const change = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema))
/**
 * A change of the minutes: what is absent stays as it was said, null is filled in from the session again. So two who write at once lose
 * nothing of each other but where both wrote the same, and what nobody wrote goes on being filled in.
 */
export const MinutesChange = z
  .strictObject({
    series: change(Fact),
    ordinal: change(Ordinal),
    place: change(Fact),
    convener: change(Fact),
    presider: change(Fact),
    keynotes: change(Keynotes),
    gists: z.optional(z.record(Id, z.nullable(Gist))),
    decisions: change(Items),
    actions: change(Actions),
    questions: change(Items),
  })
  .register(z.globalRegistry, { id: 'MinutesChange' })
export type MinutesChange = z.infer<typeof MinutesChange>

export const NO_MINUTES: Minutes = {
  attendance: [],
  gists: {},
}
