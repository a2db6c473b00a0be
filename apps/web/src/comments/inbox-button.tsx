/** How much was said to me and not read, in the banner; says when something new is. */
import { Bell } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import * as m from '../messages/messages.js'
import { goToNote } from '../search/go-to.ts'
import { useChannelState, useWorkspace } from '../session/workspace.ts'
import { notify } from '../ui/announce.tsx'
import { IconButton } from '../ui/button.tsx'
import styles from './inbox.module.css'
import { useSentence } from './inbox-sentence.ts'
import { type Conversation, inboxOf } from './inbox.ts'
import { useNotes, useReads } from './notes.ts'

const InboxDialog = lazy(() => import('./inbox-dialog.tsx').then((part) => ({ default: part.InboxDialog })))

const NOTHING_READ: ReadonlySet<string> = new Set()

export function InboxButton() {
  const { me } = useWorkspace()
  const notes = useNotes()
  const reads = useReads()
  const [open, setOpen] = useState(false)
  const [conversationsOf] = useState(() => inboxOf(me.personId))
  const conversations = conversationsOf(notes.all, reads ?? NOTHING_READ)
  const unread = reads ? conversations.reduce((sum, one) => sum + one.unread, 0) : 0

  useTold(conversations, reads)

  return (
    <>
      <IconButton
        className={styles.button}
        label={unread > 0 ? m.inbox_open_unread({ count: unread }) : m.inbox_open()}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Bell size={18} aria-hidden />
        {unread > 0 && (
          <span className={styles.count} aria-hidden>
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </IconButton>
      {open && (
        <Suspense>
          <InboxDialog conversations={conversations} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

/** Shows what is new for some seconds. What was there when the page came is in the list, and no news. */
function useTold(conversations: readonly Conversation[], reads: ReadonlySet<string> | null): void {
  const { channels } = useWorkspace()
  const notes = useNotes()
  const sentence = useSentence()
  const synced = useChannelState(channels?.annotations)?.synced === true
  const told = useRef<readonly string[] | null>(null)
  useEffect(() => {
    if (!synced || !reads) return
    const items = conversations.flatMap((one) => one.items.map((item) => ({ item, under: one.note.key })))
    const known = told.current
    told.current = items.map(({ item }) => item.key)
    if (!known) return
    const before = new Set(known)
    const fresh = items.filter(({ item }) => !before.has(item.key) && !reads.has(item.key))
    const [first] = fresh
    if (!first) return
    const text = fresh.length === 1 ? sentence(first.item) : m.inbox_more({ count: fresh.length })
    const gone = notify(text, 'plain', {
      label: m.inbox_show(),
      run: () => {
        gone()
        goToNote(first.under, notes)
      },
    })
  }, [conversations, synced, reads, sentence, notes])
}
