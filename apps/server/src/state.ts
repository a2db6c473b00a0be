/** The state of a session that everyone in it sees alike. */
import type { SessionState } from '@lectern/model'
import type { Context } from './context.ts'

/** @param online persons with a live connection */
export async function stateOf(
  context: Context,
  sessionId: string,
  online: () => string[],
): Promise<SessionState | undefined> {
  const { storage } = context
  const [session, members] = await Promise.all([
    storage.getSession(sessionId),
    storage.listMembers(sessionId),
  ])
  if (!session) return undefined
  const held = await context.held.of(context, session)
  return { session, members, online: online(), held, now: context.now() }
}
