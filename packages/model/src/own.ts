/** What one person's browser remembers of their own ways. Somebody may have changed it by hand, so it is parsed like a request. */
import * as z from 'zod/mini'
import { Id } from './ids.ts'
import { LIMITS } from './limits.ts'

const Combination = z.string().check(z.maxLength(LIMITS.keyCombination))

/** By command id, its key combinations, e.g. "Shift+Q"; an empty list is no key at all. `single`: whether keys without a modifier work. */
export const OwnKeys = z.strictObject({
  single: z.boolean(),
  keys: z.record(
    z.string().check(z.maxLength(64)),
    z.array(Combination).check(z.maxLength(LIMITS.keysPerCommand)),
  ),
})
export type OwnKeys = z.infer<typeof OwnKeys>

/** What somebody wants to be told aloud of what others do. */
export const Listening = z.strictObject({
  /** New notes and replies: all; only one person's; only what is meant for me; none. */
  news: z.enum(['all', 'person', 'me', 'none']),
  personId: z.optional(Id),
  /** Who comes and goes; `few`: as long as there are few people. */
  presence: z.enum(['few', 'on', 'off']),
  /** Changes others make in the summary. */
  summary: z.boolean(),
  /** Going from note to note: with its words, or only its kind and author. */
  notes: z.enum(['words', 'short']),
})
export type Listening = z.infer<typeof Listening>
