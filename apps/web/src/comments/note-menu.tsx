/** What else can be done with a note or a reply: its address, and what a host rules about it. */
import { Ellipsis } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import * as m from '../messages/messages.js'
import { noteLink } from '../session/address.ts'
import { useWorkspace } from '../session/workspace.ts'
import { notify } from '../ui/announce.tsx'
import { copyText } from '../ui/clipboard.ts'
import { MenuButton, MenuItem } from '../ui/menu.tsx'
import { useRulings } from './rulings.ts'
import styles from './thread.module.css'

const HideDialog = lazy(() => import('./hide-dialog.tsx').then((part) => ({ default: part.HideDialog })))

type Props = {
  /** Of the note, or of the reply under it. */
  entry: string
  /** Of the note. */
  note: string
  hidden: boolean
  locked: boolean
}

export function NoteMenu({ entry, note, hidden, locked }: Props) {
  const { session, may } = useWorkspace()
  const rulings = useRulings()
  const [hiding, setHiding] = useState(false)
  const isNote = entry === note
  const items = [
    isNote && {
      label: m.comments_copy_link(),
      run: () =>
        void copyText(noteLink(session.id, note)).then((done) => done && notify(m.comments_link_copied())),
    },
    may('annotation.hide') &&
      (hidden
        ? { label: m.comments_restore(), run: () => void rulings.restore(entry) }
        : { label: m.comments_hide_ask(), run: () => setHiding(true) }),
    isNote &&
      may('thread.lock') && {
        label: locked ? m.comments_unlock() : m.comments_lock(),
        run: () => void rulings.lock(note, !locked),
      },
  ].filter((item) => item !== false)
  if (items.length === 0) return null
  return (
    <>
      <MenuButton
        icon
        className={styles.menu}
        name={isNote ? m.comments_note_menu() : m.comments_reply_menu()}
        label={<Ellipsis size={16} aria-hidden />}
      >
        {(close) =>
          items.map(({ label, run }) => (
            <MenuItem
              key={label}
              onClick={(event) => {
                event.stopPropagation()
                close()
                run()
              }}
            >
              {label}
            </MenuItem>
          ))
        }
      </MenuButton>
      {hiding && (
        <Suspense>
          <HideDialog onHide={(reason) => rulings.hide(entry, reason)} onClose={() => setHiding(false)} />
        </Suspense>
      )}
    </>
  )
}
