/** The next session of a series: what the last one left opens it. */
import { minutesOf } from '@lectern/formats'
import {
  type Agenda,
  type Board,
  type BoardQuestion,
  LIMITS,
  type Minutes,
  NO_MINUTES,
  Problem,
} from '@lectern/model'
import { findPlace, notFound } from '../access.ts'
import { type Context, newId, timestamp } from '../context.ts'
import { takeRecord } from '../record.ts'

export type Left = { agenda: Agenda; minutes: Minutes; board: Board }

/**
 * What a session hands on: its agenda, the facts of the series, and on the board its open questions and actions.
 * @throws Problem `not-found`, or `forbidden` for whoever was no host there
 */
export async function leftBy(context: Context, sessionId: string, personId: string): Promise<Left> {
  const place = await findPlace(context, sessionId, personId)
  if (!place) throw notFound('session')
  if (place.member.role !== 'host')
    throw new Problem('forbidden', 'Only a host of the last session can go on from it. Ask one of them.')
  const { session } = place
  const {
    series,
    ordinal = 1,
    place: where,
    convener,
    questions,
    actions,
  } = minutesOf(await takeRecord(context, place, ''))
  const left = (words: string, more: Partial<BoardQuestion> = {}): BoardQuestion => ({
    id: newId(),
    by: personId,
    at: timestamp(context),
    words: words.slice(0, LIMITS.question).toWellFormed(),
    too: [],
    state: 'open',
    ...more,
  })
  const told = [
    ...actions.map(({ what, owner, due }) =>
      left([what, owner, due].filter((part) => part !== undefined).join(' · '), { action: true }),
    ),
    ...questions.map((words) => left(words)),
  ]
  return {
    agenda: session.agenda.map((stage) => ({ ...stage, id: newId(), passages: [] })),
    minutes: {
      ...NO_MINUTES,
      series: series ?? session.title.slice(0, LIMITS.minutesFact),
      ordinal: ordinal + 1,
      ...(where !== undefined && { place: where }),
      ...(convener !== undefined && { convener }),
    },
    board: told.slice(0, LIMITS.questions),
  }
}
