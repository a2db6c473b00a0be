/** A session is opened or closed, with the turn of whoever was speaking. */
import type { Session } from '@lectern/model'
import { type Context, happened, timestamp } from '../context.ts'
import { clear } from './floor.ts'
import { keep } from './stages.ts'

/** Opens or closes, on every channel at once. Only within a turn, after `placeFor`. */
export async function setStatus(
  context: Context,
  session: Session,
  personId: string,
  status: Session['status'],
): Promise<Session> {
  if (session.status === status) return session
  // Whoever was speaking has spoken; the gate, if it is closed, stays so.
  if (session.meeting?.floor) await keep(context, session, clear(session.meeting, context.now()))
  const changed = await context.storage.patchSession(session.id, { status }, timestamp(context))
  context.rooms.setStatus(session.id, status)
  await happened(context, session.id, personId, status === 'closed' ? 'session.close' : 'session.reopen')
  return changed ?? session
}
