/** The parts of the text on the reader, with how much was noted in each; the one being read is marked. */
import type { OutlineEntry } from '@lectern/model'
import { useMemo } from 'react'
import { type PlacedNote, useNotes } from '../comments/notes.ts'
import * as m from '../messages/messages.js'
import { useView } from '../session/view.ts'
import { useWorkspace } from '../session/workspace.ts'
import styles from './outline.module.css'
import { usePlace } from './place.ts'

/** Index of the innermost part that has an offset: the last one that begins at or before it; what is before all belongs to the first. */
export function partAt(outline: readonly OutlineEntry[], offset: number): number {
  return Math.max(
    0,
    outline.findLastIndex(({ start }) => start <= offset),
  )
}

const countsOf = (outline: readonly OutlineEntry[], notes: readonly PlacedNote[]): number[] =>
  outline.map(({ start, end }) => notes.filter((note) => note.start >= start && note.start < end).length)

export function Outline() {
  const { texts } = useWorkspace()
  const textId = useView((view) => view.textId)
  const place = usePlace((state) => (state.textId === textId ? state.start : 0))
  const { placed } = useNotes()
  const text = texts.find(({ id }) => id === textId)
  const notes = placed.get(textId)
  const counts = useMemo(() => countsOf(text?.outline ?? [], notes ?? []), [text, notes])
  if (!text || text.outline.length === 0) return null
  const most = Math.max(1, ...counts)
  const here = partAt(text.outline, place)
  return (
    <ol className={styles.outline} aria-label={m.reader_outline()}>
      {text.outline.map((entry, i) => (
        <li key={`${entry.start}-${entry.level}`} style={{ paddingLeft: Math.max(0, entry.level - 2) * 12 }}>
          <button
            type="button"
            className={styles.entry}
            title={entry.from === 'opening' ? undefined : entry.title}
            aria-current={i === here ? 'location' : undefined}
            onClick={() => {
              useView.getState().openPhoneTab('text')
              usePlace.getState().goTo(textId, entry.start)
            }}
          >
            <span className={styles.title}>
              {entry.from === 'opening' ? m.reader_opening() : entry.title}
            </span>
            <span className={styles.count} aria-hidden>
              <span style={{ width: `${(counts[i]! / most) * 100}%` }} />
            </span>
            {counts[i]! > 0 && (
              <span className="visually-hidden">{m.reader_notes_here({ count: counts[i]! })}</span>
            )}
          </button>
        </li>
      ))}
    </ol>
  )
}
