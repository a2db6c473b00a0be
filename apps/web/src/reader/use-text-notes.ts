/** The notes of one text, arranged for painting, for the margin, and for what lies under the pointer. */
import type { Text } from '@lectern/model'
import { useMemo, useState } from 'react'
import { type PlacedNote, useNotes } from '../comments/notes.ts'
import { isOpen, useKnown, useSieve } from '../comments/sieve.ts'
import { useView } from '../session/view.ts'
import { IntervalIndex } from './interval-index.ts'

const none: PlacedNote[] = []

/** Each index is made from the one before. */
function indexer(): (notes: readonly PlacedNote[]) => IntervalIndex<PlacedNote> {
  let last: IntervalIndex<PlacedNote> | undefined
  return (notes) => (last = new IntervalIndex(notes, last))
}

export type TextNotes = {
  loaded: boolean
  /** All of this text, in order of position. */
  all: readonly PlacedNote[]
  /** Those that are marked in the text: what was chosen in the list, else all but the resolved ones, or these too where asked for. */
  shown: readonly PlacedNote[]
  /** Those with a card: the shown ones, and the open one whatever it is. */
  inMargin: readonly PlacedNote[]
  index: IntervalIndex<PlacedNote>
  /** Other shown notes on the words of the open one. */
  others: PlacedNote[]
  resolved: number
}

export function useTextNotes(text: Text, showResolved: boolean): TextNotes {
  const notes = useNotes()
  const active = useView((view) => view.active)
  const all = notes.placed.get(text.id) ?? none
  const { filter, fits } = useSieve()
  const known = useKnown()
  const open = useMemo(() => all.filter((note) => isOpen(note, known)), [all, known])
  const chosen = useMemo(
    () => (filter ? all.filter((note) => fits(note, known)) : null),
    [all, filter, fits, known],
  )
  const shown = chosen ?? (showResolved ? all : open)
  const [indexOf] = useState(indexer)
  const index = useMemo(() => indexOf(shown), [indexOf, shown])
  const [inMargin, others] = useMemo(() => {
    const note = all.find(({ key }) => key === active)
    if (!note) return [shown, none]
    const beside = index.overlapping(note.start, note.end).filter(({ key }) => key !== active)
    if (shown.includes(note)) return [shown, beside]
    const also = new Set(shown).add(note)
    return [all.filter((one) => also.has(one)), beside]
  }, [all, shown, index, active])
  return { loaded: notes.loaded, all, shown, inMargin, index, others, resolved: all.length - open.length }
}
