/** Takes the Record of a session: gathers what is stored into plain data and decides nothing about its form. */
import type { SessionRecord, SummaryNode } from '@lectern/model'
import { citedPassages, summaryJson } from '@lectern/docs'
import type { Place } from './access.ts'
import { allAnnotations, visibleTo } from './annotations.ts'
import { type Context, timestamp } from './context.ts'

/** The summary as it stands. */
export const readSummary = ({ rooms }: Context, sessionId: string): Promise<SummaryNode> =>
  rooms.read({ sessionId, kind: 'summary' }, summaryJson)

/**
 * @param place who asks: what is hidden from them is not in their record
 * @param address where people reach Lectern
 */
export async function takeRecord(context: Context, place: Place, address: string): Promise<SessionRecord> {
  const { session } = place
  const { storage, rooms } = context
  const [members, events, minutes, board, annotations, summary] = await Promise.all([
    storage.listMembers(session.id),
    storage.listEvents(session.id),
    storage.getMinutes(session.id),
    storage.getBoard(session.id),
    allAnnotations(context, session.id),
    rooms.read({ sessionId: session.id, kind: 'summary' }, (doc) => ({
      json: summaryJson(doc),
      cited: citedPassages(doc),
    })),
  ])
  // A text the host has since taken out of the session comes along as long as somebody's words point into it.
  const textIds = new Set([
    ...session.textIds,
    ...session.revisions.flatMap(({ from, to }) => [from, to]),
    ...annotations.map(({ target }) => target.source),
    ...summary.cited.map(({ textId }) => textId),
  ])
  const texts = await Promise.all([...textIds].map((id) => storage.getText(id)))
  return {
    version: 1,
    takenAt: timestamp(context),
    url: `${address}/s/${session.id}`,
    session,
    members,
    texts: texts.filter((text) => text !== undefined),
    annotations: visibleTo(place, annotations),
    summary: summary.json,
    agenda: session.agenda,
    ...(minutes && { minutes }),
    board,
    events,
  }
}
