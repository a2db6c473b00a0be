/**
 * "Deleted · Undo". Stays while the pointer or the focus is on it. At the end of the page, not where it is mounted: on a
 * phone the reader is inert while another tab covers it.
 */
import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import * as m from '../messages/messages.js'
import { announce } from '../ui/announce.tsx'
import styles from './undo-toast.module.css'
import { useUndo } from './undo.ts'

const SHOWN_MS = 10_000

const close = () => useUndo.setState({ offer: null })

export function UndoToast() {
  const { offer } = useUndo()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (!offer || held) return undefined
    const timer = setTimeout(close, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [offer, held])
  return createPortal(
    <div role="status" className={styles.place}>
      {offer && (
        <div
          key={offer.n}
          className={styles.toast}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <span>{offer.text}</span>
          <button
            type="button"
            className={styles.undo}
            onClick={() => {
              offer.undo()
              setHeld(false)
              close()
              announce(m.comments_undone())
            }}
          >
            {m.comments_undo()}
          </button>
          <button type="button" className={styles.close} aria-label={m.comments_close()} onClick={close}>
            <X size={15} aria-hidden />
          </button>
        </div>
      )}
    </div>,
    document.body,
  )
}
