/** Whom a new note is for: everybody in the session, or only me. The choice is kept for each session. */
import { create } from 'zustand'
import { useWorkspace } from '../session/workspace.ts'
import type { Audience } from './notes.ts'

const SHELF = 'lectern.audience.'

function kept(sessionId: string): Audience {
  try {
    return localStorage.getItem(SHELF + sessionId) === 'me' ? 'me' : 'everyone'
  } catch {
    return 'everyone' // storage may be forbidden; the choice then lives as long as the page
  }
}

const useChoices = create<{ [sessionId: string]: Audience }>(() => ({}))

/** @returns whom a note written now is for, and the choice, where there is one */
export function useAudience(): {
  audience: Audience
  /** null where only one answer is possible */
  choose: ((audience: Audience) => void) | null
} {
  const { session, may } = useWorkspace()
  const chosen = useChoices((choices) => choices[session.id]) ?? kept(session.id)
  // Nobody is kept from writing for themselves.
  if (!may('annotation.write')) return { audience: 'me', choose: null }
  return {
    audience: chosen,
    choose: (audience) => {
      useChoices.setState({ [session.id]: audience })
      try {
        localStorage.setItem(SHELF + session.id, audience)
      } catch {
        // as above
      }
    },
  }
}
