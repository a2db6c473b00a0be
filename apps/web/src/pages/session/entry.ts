/** How one comes in: as a member, with an invitation, or not at all. */
import { Problem, type ProblemCode, type SessionView } from '@lectern/model'
import { useCallback, useEffect, useState } from 'react'
import { fetchSession } from '../../app/early-session.ts'
import { useView } from '../../session/view.ts'

export type Entry =
  | { at: 'door' }
  | { at: 'inside'; view: SessionView }
  | { at: 'invited'; invite: string }
  | { at: 'outside'; error: unknown }

/** What the server says to somebody who is no member (it does not tell more). */
const CLOSED: readonly ProblemCode[] = ['not-signed-in', 'forbidden', 'not-found']
export const isClosedTo = (error: unknown): boolean => error instanceof Problem && CLOSED.includes(error.code)

const inviteOf = (hash: string) => new URLSearchParams(hash.slice(1)).get('invite')

/** What else the link points at, e.g. a passage: it is shown once I am in. */
function withoutInvite(): string {
  const rest = location.hash
    .slice(1)
    .split('&')
    .filter((field) => !field.startsWith('invite='))
  return rest.length > 0 ? `#${rest.join('&')}` : ''
}

async function look(sessionId: string): Promise<Entry> {
  const invite = inviteOf(location.hash)
  try {
    const view = await fetchSession(sessionId)
    // Inside, the token has no business in the address, from where it would be copied or photographed.
    if (invite) history.replaceState(history.state, '', location.pathname + location.search + withoutInvite())
    useView.getState().reset(view.texts[0]?.id ?? '')
    return { at: 'inside', view }
  } catch (error) {
    return invite && isClosedTo(error) ? { at: 'invited', invite } : { at: 'outside', error }
  }
}

/** @returns where I stand, and `enter`, which tries (again) */
export function useEntry(sessionId: string): { entry: Entry; enter: () => Promise<void> } {
  const [entry, setEntry] = useState<Entry>({ at: 'door' })
  useEffect(() => {
    let live = true
    void look(sessionId).then((found) => live && setEntry(found))
    return () => void (live = false)
  }, [sessionId])
  const enter = useCallback(async () => setEntry(await look(sessionId)), [sessionId])
  useEffect(() => {
    // A link pasted into the address of the page that refused, or of a page one was removed from, loads nothing by itself.
    const again = () => {
      if (entry.at !== 'inside' || inviteOf(location.hash)) void enter()
    }
    addEventListener('hashchange', again)
    return () => removeEventListener('hashchange', again)
  }, [entry.at, enter])
  return { entry, enter }
}
