/** The question board of a session: what somebody wants to have talked about, on a passage or not. */
import * as z from 'zod/mini'
import { Id, Timestamp } from './ids.ts'
import { LIMITS } from './limits.ts'
import { Passage } from './text.ts'

export const QuestionState = z.enum(['open', 'taken', 'answered', 'parked'])
export type QuestionState = z.infer<typeof QuestionState>

export const QuestionWords = z.string().check(
  z.refine((words) => words.trim() !== '', 'must not be empty'),
  z.maxLength(LIMITS.question, `must be at most ${LIMITS.question} characters`),
)

export const BoardQuestion = z
  .strictObject({
    id: Id,
    by: Id,
    at: Timestamp,
    words: QuestionWords,
    passage: z.optional(Passage),
    too: z.array(Id).check(z.describe('whose question it is as well')),
    action: z.optional(z.literal(true).check(z.describe('left by the last session of a series, to be done'))),
    state: QuestionState.check(z.describe('taken: being talked about; parked: for next time')),
  })
  .register(z.globalRegistry, { id: 'BoardQuestion' })
export type BoardQuestion = z.infer<typeof BoardQuestion>

/** In the order in which they were asked. */
export const Board = z.array(BoardQuestion)
export type Board = z.infer<typeof Board>
