/** What this person wants to be told aloud of what others do, kept in this browser. Knows no page and no document. */
import { Listening } from '@lectern/model'
import { create } from 'zustand'

const KEY = 'lectern-listening'
export const USUAL: Listening = { news: 'all', presence: 'few', summary: false, notes: 'words' }
/** Where more people are here than this, coming and going is not said unless it is asked for. */
export const FEW = 10

/** What is not of the form counts for nothing. */
function kept(): Listening {
  try {
    const found = Listening.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
    return found.success ? found.data : USUAL
  } catch {
    // Storage is closed to this page, or holds something else.
    return USUAL
  }
}

export const useListening = create<Listening>(kept)

export function changeListening(change: Partial<Listening>): void {
  useListening.setState(change)
  try {
    localStorage.setItem(KEY, JSON.stringify(useListening.getState()))
  } catch {
    // Not kept for the next visit, then.
  }
}

/** Whether a note or a reply is to be said. */
export function isWanted(
  { news, personId }: Listening,
  entry: { personId: string; forMe: boolean },
): boolean {
  if (news === 'person') return entry.personId === personId
  return news === 'all' || (news === 'me' && entry.forMe)
}

/** Whether coming and going is to be said. @param here how many people are */
export const saysPresence = ({ presence }: Listening, here: number): boolean =>
  presence === 'on' || (presence === 'few' && here <= FEW)
