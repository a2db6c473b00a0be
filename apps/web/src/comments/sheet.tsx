/**
 * The cards of a phone: one note, or the comment being written, in a sheet over the lower half, so that its passage stays in view.
 * It takes no focus and traps none, and rises above the on-screen keyboard.
 */
import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import * as m from '../messages/messages.js'
import { usePlace } from '../reader/place.ts'
import { useView } from '../session/view.ts'
import { useWorkspace } from '../session/workspace.ts'
import { useDrafting } from './drafting.ts'
import { DraftCard } from './card.tsx'
import { useNotes } from './notes.ts'
import styles from './sheet.module.css'
import { Thread } from './thread.tsx'

/** @param inside stands at the foot of the reader instead of the window: where there is no room for a margin */
export function CommentSheet({ inside = false }: { inside?: boolean }) {
  const { texts } = useWorkspace()
  const textId = useView((view) => view.textId)
  const active = useView((view) => view.active)
  const draft = useDrafting((state) => state.draft)
  const { placed } = useNotes()
  const keyboard = useKeyboardHeight()
  const pull = usePull(() => useView.getState().setActive(null))

  const text = texts.find(({ id }) => id === textId) ?? texts[0]
  const notes = (text && placed.get(text.id)) ?? []
  const note = notes.find(({ key }) => key === active)
  const writing = text !== undefined && draft?.textId === text.id
  if (!text || (!note && !writing)) return null
  return (
    <aside
      key={writing ? 'draft' : active}
      className={styles.sheet}
      data-inside={inside || undefined}
      aria-label={m.comments_label()}
      style={{ bottom: keyboard > 0 && !inside ? keyboard : undefined }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || writing || !note) return
        useView.getState().setActive(null)
        usePlace.getState().focusOn(text.id, note.start)
      }}
    >
      {writing ? (
        <DraftCard draft={draft} page={{ text }} bare />
      ) : (
        note && (
          <>
            <div className={styles.grip} {...pull}>
              <span className={styles.bar} aria-hidden />
              <button
                type="button"
                className={styles.close}
                aria-label={m.comments_close()}
                onClick={() => useView.getState().setActive(null)}
              >
                <X size={18} aria-hidden />
              </button>
            </div>
            <div role="comment" data-kind={note.kind ?? 'none'} data-private={note.private}>
              <Thread
                key={note.key}
                note={note}
                open
                answering
                others={notes.filter(
                  ({ key, start, end }) => key !== note.key && start < note.end && end > note.start,
                )}
              />
            </div>
          </>
        )
      )}
    </aside>
  )
}

/** Px of the window that the on-screen keyboard covers. 0 where the browser makes the page smaller by itself. */
function useKeyboardHeight(): number {
  const [height, setHeight] = useState(0)
  useEffect(() => {
    const view = window.visualViewport
    if (!view) return undefined
    const look = () => {
      const covered = window.innerHeight - view.height - view.offsetTop
      setHeight(view.scale > 1.05 || covered < 80 ? 0 : Math.round(covered))
    }
    view.addEventListener('resize', look)
    view.addEventListener('scroll', look)
    return () => {
      view.removeEventListener('resize', look)
      view.removeEventListener('scroll', look)
    }
  }, [])
  return height
}

/** Pulling the grip down closes; there is a button for everybody else. */
function usePull(close: () => void) {
  const from = useRef<number | null>(null)
  return {
    onPointerDown: (event: React.PointerEvent) => {
      from.current = event.clientY
    },
    onPointerUp: (event: React.PointerEvent) => {
      if (from.current !== null && event.clientY - from.current > 40) close()
      from.current = null
    },
    onPointerCancel: () => {
      from.current = null
    },
  }
}
