/** Why one cannot write for everybody: the session, one's role, or a host's word. One can always write for oneself. */
import * as m from '../messages/messages.js'
import { useWorkspace, type Workspace } from '../session/workspace.ts'

/** null for those who can */
export function whyNot({ session, me, members, may }: Workspace): string | null {
  if (may('annotation.write')) return null
  if (session.status === 'closed') return m.comments_closed()
  if (members.find(({ personId }) => personId === me.personId)?.muted) return m.comments_muted()
  return me.role === 'observer' ? m.comments_observer() : null
}

export const useWhyNot = (): string | null => whyNot(useWorkspace())
