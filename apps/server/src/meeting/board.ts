/** The question board: asked by anybody, shared by a press, ordered by the presider. */
import { type Board, type BoardQuestion, LIMITS, Problem } from '@lectern/model'
import { notFound, type Place } from '../access.ts'
import { type Context, happened, newId, timestamp } from '../context.ts'
import type { Ruling } from '../rulings.ts'

export const ask: Ruling<'question.ask'> = async (context, { session, member }, { words, passage }) => {
  const board = await context.storage.getBoard(session.id)
  if (board.length >= LIMITS.questions) {
    const most = `The board has ${LIMITS.questions} questions. A host can take some away.`
    throw new Problem('too-large', most, { limit: LIMITS.questions })
  }
  if (passage && !session.textIds.includes(passage.textId)) {
    throw new Problem('bad-request', 'The passage is in no text of this session.')
  }
  const question: BoardQuestion = {
    id: newId(),
    by: member.personId,
    at: timestamp(context),
    words: words.trim(),
    ...(passage && { passage }),
    too: [],
    state: 'open',
  }
  await context.storage.putBoard(session.id, [...board, question])
  await happened(context, session.id, member.personId, 'question.ask', { questionId: question.id })
  return { questionId: question.id }
}

export const too: Ruling<'question.too'> = async (context, place, { questionId, given }) => {
  const { personId } = place.member
  await change(context, place, questionId, (question) => {
    const others = question.too.filter((id) => id !== personId)
    // One's own is one's own already.
    return { ...question, too: given && question.by !== personId ? [...others, personId] : others }
  })
  context.live.announce(place.session.id)
  return {}
}

export const mark: Ruling<'question.mark'> = async (context, place, { questionId, state }) => {
  await change(context, place, questionId, (question) => ({ ...question, state }))
  await happened(context, place.session.id, place.member.personId, 'question.mark', { questionId, state })
  return {}
}

/** By whoever asked it, or a host. */
export const remove: Ruling<'question.remove'> = async (context, { session, member }, { questionId }) => {
  const board = await context.storage.getBoard(session.id)
  const question = board.find(({ id }) => id === questionId)
  if (!question) return {}
  if (question.by !== member.personId && member.role !== 'host') {
    throw new Problem('forbidden', 'Only who asked it or a host may take a question away.')
  }
  await context.storage.putBoard(session.id, without(board, questionId))
  await happened(context, session.id, member.personId, 'question.remove', { questionId })
  return {}
}

const without = (board: Board, questionId: string) => board.filter(({ id }) => id !== questionId)

/** @throws Problem `not-found` */
async function change(
  { storage }: Context,
  { session }: Place,
  questionId: string,
  to: (question: BoardQuestion) => BoardQuestion,
): Promise<void> {
  const board = await storage.getBoard(session.id)
  if (!board.some(({ id }) => id === questionId)) throw notFound('question')
  const changed = board.map((question) => (question.id === questionId ? to(question) : question))
  await storage.putBoard(session.id, changed)
}
