/** The state of a session that everyone in it sees alike. */
import type { SessionState } from '@lectern/model'
import type { Context } from './context.ts'

/** @param online persons with a live connection */
export async function stateOf(
  { storage }: Pick<Context, 'storage'>,
  sessionId: string,
  online: () => string[],
): Promise<SessionState | undefined> {
  const [session, members] = await Promise.all([
    storage.getSession(sessionId),
    storage.listMembers(sessionId),
  ])
  return session && { session, members, online: online() }
}
