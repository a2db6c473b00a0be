/** What changes around me while I read: the session's state, my role, the network. Said once, shown as long as it holds. */
import { CloudOff, Eye, FileWarning, Lock, MicOff } from 'lucide-react'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { m } from '../../messages/messages.js'
import { roleSentence } from '../../session/standing.ts'
import { useChannelState, useWorkspace } from '../../session/workspace.ts'
import { announce, notify, show } from '../../ui/announce.tsx'
import styles from './notices.module.css'

function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      addEventListener('online', listener)
      addEventListener('offline', listener)
      return () => {
        removeEventListener('online', listener)
        removeEventListener('offline', listener)
      }
    },
    () => navigator.onLine,
  )
}

/** Calls `changed` with the value before, on every change but the first. */
function useChange<T>(value: T, changed: (before: T) => void): void {
  const before = useRef(value)
  useEffect(() => {
    if (before.current === value) return
    const was = before.current
    before.current = value
    changed(was)
  })
}

/** Banners above the text; nothing when there is nothing to say. */
export function Notices() {
  const { session, me, members, channels } = useWorkspace()
  const online = useOnline()
  const annotations = useChannelState(channels?.annotations)
  const summary = useChannelState(channels?.summary)
  const damaged = annotations?.damaged === true || summary?.damaged === true
  const muted = members.find(({ personId }) => personId === me.personId)?.muted === true
  // The provider says these two aloud.
  useChange(session.status, () =>
    show(session.status === 'closed' ? m.session_now_closed() : m.session_now_open()),
  )
  useChange(me.role, () => show(roleSentence(me.role)))
  useChange(muted, () => notify(muted ? m.session_now_muted() : m.session_now_unmuted()))
  useChange(session.locked, (before) => {
    if (session.locked.some((key) => !before.includes(key))) announce(m.comments_locked_news())
    else if (before.some((key) => !session.locked.includes(key))) announce(m.comments_unlocked_news())
  })
  useChange(online, () => announce(online ? m.session_back_online() : m.session_gone_offline()))
  useChange(damaged, () => announce(damaged ? m.session_damaged() : m.session_whole_again()))
  return (
    <>
      {!online && (
        <p className={styles.banner}>
          <CloudOff size={16} aria-hidden /> {m.session_gone_offline()}
        </p>
      )}
      {damaged && (
        <p className={styles.banner}>
          <FileWarning size={16} aria-hidden /> {m.session_damaged()}
        </p>
      )}
      {session.status === 'closed' ? (
        <p className={styles.banner}>
          <Lock size={16} aria-hidden /> {m.session_closed_banner()}
        </p>
      ) : muted ? (
        <p className={styles.banner}>
          <MicOff size={16} aria-hidden /> {m.session_muted_banner()}
        </p>
      ) : (
        me.role === 'observer' && (
          <p className={styles.banner}>
            <Eye size={16} aria-hidden /> {m.session_observer_banner()}
          </p>
        )
      )}
    </>
  )
}
