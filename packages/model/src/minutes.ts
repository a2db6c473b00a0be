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

const fact = z.optional(line(LIMITS.minutesFact))
const Item = line(LIMITS.minutesItem)

/** What the record of a meeting says besides what was written in the session. What is absent is filled in from there. */
export const Minutes = z
  .strictObject({
    series: fact,
    ordinal: z.optional(z.int().check(z.minimum(1), z.maximum(9999))),
    place: fact,
    convener: fact,
    presider: fact,
    keynotes: z.optional(z.array(Name).check(z.maxLength(LIMITS.stageSpeakers))),
    attendance: z.array(Attendance).check(z.maxLength(LIMITS.membersPerSession)),
    gists: z
      .record(Id, z.string().check(z.maxLength(LIMITS.gist, `must be at most ${LIMITS.gist} characters`)))
      .check(
        z.describe('what somebody said, by person'),
        z.refine(
          (gists) => Object.keys(gists).length <= LIMITS.membersPerSession,
          'must be at most one a member',
        ),
      ),
    decisions: z.optional(z.array(Item).check(z.maxLength(LIMITS.minutesItems))),
    actions: z.optional(
      z
        .array(z.strictObject({ what: Item, owner: z.optional(Name), due: z.optional(DateOnly) }))
        .check(z.maxLength(LIMITS.minutesItems)),
    ),
    questions: z.optional(z.array(Item).check(z.maxLength(LIMITS.minutesItems))),
  })
  .register(z.globalRegistry, { id: 'Minutes' })
export type Minutes = z.infer<typeof Minutes>

export const NO_MINUTES: Minutes = {
  attendance: [],
  gists: {},
}
