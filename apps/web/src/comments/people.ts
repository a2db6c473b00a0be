/** Who wrote what. The person stands in the key of an entry; name and colour come from the session's members. */
import type { Imported } from '@lectern/model'
import * as m from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'

export type Author = {
  personId: string
  name: string
  color: string
  me: boolean
  /** Came with a file; `personId` brought it along. */
  imported?: true
}
const GREY = '#6b675f'

/** Removed members keep their name at their words, and what came with a file has the name that stood there. */
export function usePeople(): (personId: string, imported?: Imported) => Author {
  const { members, me } = useWorkspace()
  return (personId, imported) => {
    if (imported) return { personId, name: imported.author, color: GREY, me: false, imported: true }
    const member = members.find((one) => one.personId === personId)
    if (member) return { personId, name: member.name, color: member.color, me: personId === me.personId }
    if (personId === me.personId) return { ...me, me: true }
    return { personId, name: m.comments_someone(), color: GREY, me: false }
  }
}
