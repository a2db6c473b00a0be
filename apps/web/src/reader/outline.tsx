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

/** How many notes begin before an offset. Notes come in order of position, however many they are. */
function countBefore(notes: readonly { start: number }[], offset: number): number {
  let low = 0
  let high = notes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (notes[middle]!.start < offset) low = middle + 1
    else high = middle
  }
  return low
}

/** For each part of the text: where its notes begin in the list, and how many there are. */
export const countsOf = (
  outline: readonly Pick<OutlineEntry, 'start' | 'end'>[],
  notes: readonly { start: number }[],
): { first: number; count: number }[] =>
  outline.map(({ start, end }) => {
    const first = countBefore(notes, start)
    return { first, count: countBefore(notes, end) - first }
  })

const NO_NOTES: readonly PlacedNote[] = []

export function Outline() {
  const { texts } = useWorkspace()
  const textId = useView((view) => view.textId)
  const place = usePlace((state) => (state.textId === textId ? state.start : 0))
  const { placed } = useNotes()
  const text = texts.find(({ id }) => id === textId)
  const notes = placed.get(textId) ?? NO_NOTES
  const counts = useMemo(() => countsOf(text?.outline ?? [], notes), [text, notes])
  if (!text || text.outline.length === 0) return null
  const most = Math.max(1, ...counts.map(({ count }) => count))
  const here = partAt(text.outline, place)
  return (
    <ol className={styles.outline} aria-label={m.reader_outline()}>
      {text.outline.map((entry, i) => (
        <li
          key={`${entry.start}-${entry.level}`}
          className={styles.part}
          style={{ paddingLeft: Math.max(0, entry.level - 2) * 12 }}
        >
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
            {entry.from === 'opening' ? (
              m.reader_opening()
            ) : (
              <span className={styles.title}>{entry.title}</span>
            )}
          </button>
          <Count {...counts[i]!} most={most} notes={notes} />
        </li>
      ))}
    </ol>
  )
}

/** How much was noted in a part, as a bar and in words; goes to the first of it. */
function Count({
  first,
  count,
  most,
  notes,
}: {
  first: number
  count: number
  most: number
  notes: readonly PlacedNote[]
}) {
  const bar = (
    <span className={styles.bar}>
      <span style={{ width: `${(count / most) * 100}%` }} />
    </span>
  )
  if (count === 0) return <span className={styles.count}>{bar}</span>
  const label = `${m.reader_notes_here({ count })}. ${m.reader_first_note_here()}`
  return (
    <button
      type="button"
      className={styles.count}
      aria-label={label}
      title={label}
      onClick={() => {
        const note = notes[first]!
        useView.getState().openPhoneTab('text')
        useView.getState().setActive(note.key)
        usePlace.getState().focusOn(note.textId, note.start)
      }}
    >
      {bar}
    </button>
  )
}
