/** Who the caller is in a session, and the one place where `may` is asked before anything is done. */
import { type Action, isGated, type Me, type Member, may, Problem, type Session } from '@lectern/model'
import type { PeerMember } from '@lectern/sync'
import type { Context } from './context.ts'

/** A session and the caller's place in it. */
export type Place = { session: Session; member: Member }

export const notFound = (what: string) =>
  new Problem('not-found', `There is no such ${what}, or it is not open to you.`)

/** @returns undefined when there is no such session or the person is not (or no longer) in it */
export async function findPlace(
  { storage }: Context,
  sessionId: string,
  personId: string,
): Promise<Place | undefined> {
  const [session, member] = await Promise.all([
    storage.getSession(sessionId),
    storage.getMember(sessionId, personId),
  ])
  return session && member && !member.removed ? { session, member } : undefined
}

/**
 * The caller's place, where they may do this.
 * @throws Problem `not-found` for a session that is unknown or not theirs, `forbidden`, or `session-closed` when only
 *   the closing stands in the way
 */
export async function placeFor(
  context: Context,
  sessionId: string,
  personId: string,
  action: Action,
): Promise<Place> {
  const place = await findPlace(context, sessionId, personId)
  if (!place) throw notFound('session')
  demand(place, action)
  return place
}

/** @throws Problem, see `placeFor` */
export function demand({ session, member }: Place, action: Action): void {
  const { role, muted } = member
  if (may({ role, status: session.status, muted }, action)) return
  if (may({ role, status: 'open', muted }, action)) {
    throw new Problem(
      'session-closed',
      'The session is closed: it can be read, not changed. A host can open it again.',
    )
  }
  if (may({ role, status: 'open' }, action)) {
    throw new Problem('forbidden', 'A host has muted you: you can read, and write notes only for yourself.')
  }
  throw new Problem('forbidden', `As ${role} you may not do this. Ask a host of the session.`)
}

export const meOf = ({ personId, name, color, role }: Member): Me => ({ personId, name, color, role })

/** The caller as a room sees them. */
export const peerOf = ({ session, member }: Place): PeerMember => ({
  ...meOf(member),
  status: session.status,
  muted: member.muted,
  locked: session.locked,
  gated: isGated(session),
})
