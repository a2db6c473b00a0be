/** Small groups: members of a session who talk apart for a while, each group in a session of its own on the same texts. */
import * as z from 'zod/mini'
import { Id, line, Title } from './ids.ts'
import { LIMITS } from './limits.ts'

export const NewGroups = z
  .array(
    z.strictObject({
      name: line(LIMITS.groupName),
      members: z
        .array(Id)
        .check(z.minLength(1, 'must have somebody in each'), z.maxLength(LIMITS.membersPerSession)),
    }),
  )
  .check(
    z.minLength(1),
    z.maxLength(LIMITS.groups, `must be at most ${LIMITS.groups} groups`),
    z.refine((groups) => {
      const all = groups.flatMap(({ members }) => members)
      return new Set(all).size === all.length
    }, 'must have each person once'),
  )
export type NewGroups = z.infer<typeof NewGroups>

/** A group that is open. `sessionId`: where it talks. */
export const Group = z.strictObject({ sessionId: Id, name: line(LIMITS.groupName), members: z.array(Id) })
export type Group = z.infer<typeof Group>

/** Of a group's session: what it is a part of. */
export const Whole = z.strictObject({ sessionId: Id, title: Title })
export type Whole = z.infer<typeof Whole>
