/** Whom a new note is for: everybody in the session, or only me. The choice is kept for each session, and always in sight. */
import { Lock, Users } from 'lucide-react'
import { useId } from 'react'
import { create } from 'zustand'
import * as m from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import styles from './audience.module.css'
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

/** "Everyone / Only me" */
export function AudienceChoice() {
  const { audience, choose } = useAudience()
  const name = useId()
  if (!choose) return <OnlyYou />
  return (
    <fieldset className={styles.choice}>
      <legend className="visually-hidden">{m.comments_audience()}</legend>
      {(['everyone', 'me'] as const).map((one) => (
        <label key={one} className={styles.option}>
          <input
            type="radio"
            name={name}
            className="visually-hidden"
            checked={audience === one}
            onChange={() => choose(one)}
          />
          {one === 'me' ? <Lock size={13} aria-hidden /> : <Users size={13} aria-hidden />}
          {one === 'me' ? m.comments_only_me() : m.comments_everyone()}
        </label>
      ))}
    </fieldset>
  )
}

/** The same choice as one button, where there is little room. */
export function AudienceToggle({ className }: { className?: string | undefined }) {
  const { audience, choose } = useAudience()
  return (
    <button
      type="button"
      className={className}
      aria-pressed={audience === 'me'}
      aria-disabled={choose === null || undefined}
      title={m.comments_only_me_why()}
      onClick={() => choose?.(audience === 'me' ? 'everyone' : 'me')}
    >
      {audience === 'me' ? <Lock size={15} aria-hidden /> : <Users size={15} aria-hidden />}
      <span>{audience === 'me' ? m.comments_only_me() : m.comments_everyone()}</span>
    </button>
  )
}

/** Stands on what nobody else sees. */
export function OnlyYou() {
  return (
    <span className={styles.only}>
      <Lock size={12} aria-hidden /> {m.comments_only_you()}
    </span>
  )
}
