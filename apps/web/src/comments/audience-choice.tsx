/** The choice of whom a note is for, always in sight where one writes, and the sign of those that are only mine. */
import { Lock, Users } from 'lucide-react'
import { useId } from 'react'
import * as m from '../messages/messages.js'
import styles from './audience.module.css'
import { useGated } from './notes.ts'
import { useAudience } from './audience.ts'

/** "Everyone / Only me" */
export function AudienceChoice() {
  const { audience, choose } = useAudience()
  const everyone = useGated() ? m.meeting_everyone_later() : m.comments_everyone()
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
          {one === 'me' ? m.comments_only_me() : everyone}
        </label>
      ))}
    </fieldset>
  )
}

/** The same choice as one button, where there is little room. */
export function AudienceToggle({ className }: { className?: string | undefined }) {
  const { audience, choose } = useAudience()
  const everyone = useGated() ? m.meeting_everyone_later() : m.comments_everyone()
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
      <span>{audience === 'me' ? m.comments_only_me() : everyone}</span>
    </button>
  )
}

/** Stands on what nobody else sees. @param held for now: the presider will reveal it */
export function OnlyYou({ held = false }: { held?: boolean | undefined }) {
  return (
    <span className={styles.only}>
      <Lock size={12} aria-hidden /> {held ? m.meeting_waits() : m.comments_only_you()}
    </span>
  )
}
