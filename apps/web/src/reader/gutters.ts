/** What each piece's gutter shows: who reads there, whether the summary cites it, how many notes begin in it. Pure. */
import type { Passage } from '@lectern/model'
import { cardId, type PlacedNote } from '../comments/notes.ts'
import type { Elsewhere } from './presence.ts'
import { type Gutter, NOBODY } from './text-body.tsx'
import type { TextPage } from './text-page.ts'

type GutterSources = {
  readers: Elsewhere[]
  cited: Passage[]
  notes: readonly PlacedNote[]
  mounted: ReadonlySet<string>
}

/** By the start of the piece; a piece with nothing to show has no entry. */
export function guttersOf(
  page: TextPage,
  { readers, cited, notes, mounted }: GutterSources,
): Map<number, Gutter> {
  const found = new Map<
    number,
    { readers: Gutter['readers'][number][]; cited: boolean; notes: number; details: string[] }
  >()
  const at = (offset: number) => {
    const { start } = page.map.pieces[page.indexAt(offset)]!
    let gutter = found.get(start)
    if (!gutter) found.set(start, (gutter = { readers: [], cited: false, notes: 0, details: [] }))
    return gutter
  }
  if (page.map.pieces.length === 0) return new Map()
  for (const reader of readers) at(reader.start).readers.push(reader)
  for (const { start } of cited) at(start).cited = true
  for (const { key, start } of notes) {
    const gutter = at(start)
    gutter.notes++
    if (mounted.has(key)) gutter.details.push(cardId(key))
  }
  return new Map(
    [...found].map(([start, { readers, details, ...gutter }]) => [
      start,
      { ...gutter, readers: readers.length > 0 ? readers : NOBODY, details: details.join(' ') },
    ]),
  )
}
