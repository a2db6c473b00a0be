/**
 * What each piece's gutter shows: who reads there, whether the summary cites it, how many notes begin in it. A piece looks
 * at its own gutter only, so that one new note renders one piece again. Knows no page but its pieces.
 */
import type { Passage } from '@lectern/model'
import { useCallback, useSyncExternalStore } from 'react'
import { cardId, type PlacedNote } from '../comments/notes.ts'
import { difference } from './difference.ts'
import type { PieceMap } from './pieces.ts'
import type { Elsewhere } from './presence.ts'

export type Gutter = {
  readers: readonly Elsewhere[]
  cited: boolean
  /** Notes that begin in this piece. */
  notes: number
  /** Ids of the cards that tell of this piece and are in the page, for `aria-details`. */
  details: string
}
const NOBODY: readonly Elsewhere[] = []
export const NO_GUTTER: Gutter = { readers: NOBODY, cited: false, notes: 0, details: '' }

type Sources = {
  readers: readonly Elsewhere[]
  cited: readonly Passage[]
  notes: readonly PlacedNote[]
  /** Keys of the notes whose cards are in the page. */
  mounted: ReadonlySet<string>
}

export class Gutters {
  #map: PieceMap | null = null
  #notes: readonly PlacedNote[] = []
  readonly #counts = new Map<number, number>()
  readonly #shown = new Map<number, Gutter>()
  readonly #listeners = new Map<number, () => void>()

  /** The gutter of the piece that starts there; the same object until it changes. */
  readonly at = (start: number): Gutter => this.#shown.get(start) ?? NO_GUTTER

  /** One piece, one listener. */
  subscribe(start: number, listener: () => void): () => void {
    this.#listeners.set(start, listener)
    return () => void this.#listeners.delete(start)
  }

  /** Tells the pieces whose gutter changed. Costs what changed, and what is not a note. */
  update(map: PieceMap, { readers, cited, notes, mounted }: Sources): void {
    if (map.pieces.length === 0) return
    if (map !== this.#map) {
      this.#map = map
      this.#notes = []
      this.#counts.clear()
    }
    const startOf = (offset: number) => map.pieces[map.indexAt(offset)]!.start
    // What was shown may have to go.
    const touched = new Set<number>()
    for (const [start, gutter] of this.#shown) {
      if (gutter.readers.length > 0 || gutter.cited || gutter.details) touched.add(start)
    }
    const { gone, come } = difference(this.#notes, notes)
    this.#notes = notes
    for (const [list, by] of [[gone, -1] as const, [come, 1] as const]) {
      for (const note of list) {
        const start = startOf(note.start)
        touched.add(start)
        this.#counts.set(start, (this.#counts.get(start) ?? 0) + by)
      }
    }
    const gather = <T extends { start: number }>(list: readonly T[]) => {
      const found = new Map<number, T[]>()
      for (const entry of list) {
        const start = startOf(entry.start)
        touched.add(start)
        const here = found.get(start)
        if (here) here.push(entry)
        else found.set(start, [entry])
      }
      return found
    }
    const reading = gather(readers)
    const citing = gather(cited)
    const telling = gather(mounted.size > 0 ? notes.filter(({ key }) => mounted.has(key)) : [])
    for (const start of touched) {
      this.#show(start, {
        readers: reading.get(start) ?? NOBODY,
        cited: citing.has(start),
        notes: this.#counts.get(start) ?? 0,
        details:
          telling
            .get(start)
            ?.map(({ key }) => cardId(key))
            .join(' ') ?? '',
      })
    }
  }

  #show(start: number, gutter: Gutter): void {
    if (same(this.at(start), gutter)) return
    if (same(gutter, NO_GUTTER)) this.#shown.delete(start)
    else this.#shown.set(start, gutter)
    this.#listeners.get(start)?.()
  }
}

const same = (a: Gutter, b: Gutter): boolean =>
  a.cited === b.cited &&
  a.notes === b.notes &&
  a.details === b.details &&
  a.readers.length === b.readers.length &&
  a.readers.every((reader, i) => reader === b.readers[i])

export function useGutter(gutters: Gutters, start: number): Gutter {
  const subscribe = useCallback(
    (listener: () => void) => gutters.subscribe(start, listener),
    [gutters, start],
  )
  return useSyncExternalStore(subscribe, () => gutters.at(start))
}
