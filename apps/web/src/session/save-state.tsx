/** Says truthfully where one's words are: with the server, on the way, or only here. */
import { useEffect, useId, useRef, useState } from 'react'
import { momentLabel } from '../app/labels.ts'
import { m } from '../messages/messages.js'
import { announce } from '../ui/announce.tsx'
import { type Saved, saveState } from './saved.ts'
import styles from './save-state.module.css'
import { useChannelState, useWorkspace } from './workspace.ts'

/** So long "Saving…" stands at least, and so long a first connection may take without a word. ms */
const CALM = 500
const FIRST = 2500

export function SaveState() {
  const { channels } = useWorkspace()
  const annotations = useChannelState(channels?.annotations)
  const mine = useChannelState(channels?.mine)
  const summary = useChannelState(channels?.summary)
  const documents = [annotations, mine, summary]
  const { saved, unsaved } = saveState(documents)
  const shown = useCalm(saved)
  const details = useId()
  useSpoken(shown, unsaved)

  const words = {
    saved: m.save_saved(),
    saving: m.save_saving(),
    here: m.save_here({ count: unsaved }),
    reconnecting: m.save_reconnecting(),
    opening: '',
  }[shown]
  const kept = documents.every((channel) => channel?.keeps !== false)
  const here = shown === 'here' || shown === 'reconnecting'
  const at = Math.max(...documents.map((document) => document?.savedAt ?? 0))
  return (
    <div className={styles.place}>
      {/* Keep the place as wide as the usual words, so that nothing beside it moves. */}
      <span className={styles.sizer} aria-hidden data-words={m.save_reconnecting()} />
      {/* aria-live: while one types it would speak all the time; what matters is announced. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- its details show on focus */}
      <span
        role="status"
        aria-live="off"
        aria-label={m.save_name()}
        aria-describedby={details}
        className={styles.state}
        data-state={shown}
        tabIndex={0}
      >
        {words}
      </span>
      <span id={details} role="tooltip" className={styles.details}>
        {here ? (kept ? m.save_here_detail() : m.save_no_copy()) : m.save_detail()}
        {at > 0 && ` ${m.save_last({ time: momentLabel(new Date(at).toISOString()) })}`}
      </span>
    </div>
  )
}

/** Bad news at once; "Saved" only when it stays so for a moment, as each key pressed would make it blink. */
function useCalm(saved: Saved): Saved {
  const [shown, setShown] = useState(saved)
  const wait =
    saved === 'saved' && shown === 'saving' ? CALM : saved === 'opening' && shown === 'opening' ? FIRST : 0
  useEffect(() => {
    if (wait === 0) return undefined
    const timer = setTimeout(() => setShown(saved === 'opening' ? 'reconnecting' : saved), wait)
    return () => clearTimeout(timer)
  }, [saved, wait])
  const late = saved === 'opening' && shown === 'reconnecting'
  if (wait === 0 && shown !== saved && !late) setShown(saved)
  return wait === 0 && !late ? saved : shown
}

/** Says aloud that words are only here, and that they no longer are. */
function useSpoken(shown: Saved, unsaved: number): void {
  const alone = useRef(false)
  const count = useRef(unsaved)
  useEffect(() => {
    count.current = unsaved
  }, [unsaved])
  useEffect(() => {
    if (shown === 'here' && !alone.current) announce(m.save_here({ count: count.current }))
    if (shown === 'saved' && alone.current) announce(m.save_saved())
    if (shown === 'here') alone.current = true
    if (shown === 'saved') alone.current = false
  }, [shown])
}
