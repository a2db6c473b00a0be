/**
 * Everything about a text that answers, paints or tells without an element of its own. It follows the pointer and the
 * scroll bar, so it stands apart: what changes often here renders nothing else again.
 */
import type { Passage } from '@lectern/model'
import type { PlacedNote } from '../comments/notes.ts'
import { IntervalIndex } from './interval-index.ts'
import { usePlace } from './place.ts'
import { type Elsewhere, useTellPlace } from './presence.ts'
import { useSelected, useSelectionOf } from './selected.ts'
import type { TextPage } from './text-page.ts'
import { useMarks } from './use-marks.ts'
import { usePointer, useRequests, useScrolling } from './use-page.ts'

const NOTHING = new IntervalIndex<PlacedNote>([])

type Props = {
  page: TextPage
  plain: boolean
  all: readonly PlacedNote[]
  shown: readonly PlacedNote[]
  index: IntervalIndex<PlacedNote>
  cited: readonly Passage[]
  readers: readonly Elsewhere[]
}

export function Unseen({ page, plain, all, shown, index, cited, readers }: Props) {
  const { id } = page.text
  const flash = useRequests(page, all)
  useMarks(page, { notes: shown, all, cited, elsewhere: readers, flash, plain })
  usePointer(page, plain ? NOTHING : index)
  useSelectionOf(page)
  useScrolling(page)
  const passage = useSelected((state) => (state.passage?.textId === id ? state.passage : null))
  const place = usePlace((state) => (state.textId === id ? state.start : 0))
  useTellPlace(id, place, passage)
  return null
}
