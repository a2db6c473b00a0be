/** Who wrote what. The person stands in the key of an entry; name and colour come from the session's members. */
import * as m from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'

export type Author = { personId: string; name: string; color: string; me: boolean }

/** Removed members keep their name at their words. */
export function usePeople(): (personId: string) => Author {
  const { members, me } = useWorkspace()
  return (personId) => {
    const member = members.find((one) => one.personId === personId)
    if (member) return { personId, name: member.name, color: member.color, me: personId === me.personId }
    if (personId === me.personId) return { ...me, me: true }
    return { personId, name: m.comments_someone(), color: '#6b675f', me: false }
  }
}
