/**
 * How many notes stand at each height of the text, for the strip beside the scroll bar. Pure; knows heights only by asking.
 * A change costs what changed; only a new layout counts all anew.
 */
import type { Passage } from '@lectern/model'
import type { PlacedNote } from '../comments/notes.ts'
import { difference } from './difference.ts'
import type { Color } from './painter.ts'

/** What a strip shows at one height. */
export type Tick = {
  bin: number
  notes: number
  /** The colour most of its notes have. */
  color: Color
  /** Questions that are not resolved. */
  questions: number
  cited: number
  /** Offsets of the first and the last note or citation. */
  first: number
  last: number
}

/** @returns a share of the height of the text, 0 to 1 */
export type HeightOf = (offset: number) => number

export class DensityBins {
  readonly #count: number
  readonly #heightOf: HeightOf
  readonly #colorOf: (kind: string | undefined) => Color
  readonly #notes: PlacedNote[][]
  readonly #cited: Passage[][]
  #before: { notes: readonly PlacedNote[]; cited: readonly Passage[] } = { notes: [], cited: [] }
  readonly #ticks: (Tick | undefined)[]

  constructor(count: number, heightOf: HeightOf, colorOf: (kind: string | undefined) => Color) {
    this.#count = count
    this.#heightOf = heightOf
    this.#colorOf = colorOf
    this.#notes = Array.from({ length: count }, () => [])
    this.#cited = Array.from({ length: count }, () => [])
    this.#ticks = Array.from({ length: count }, () => undefined)
  }

  /** @returns the ticks there are, from the top; one that did not change is the same object as before */
  update(notes: readonly PlacedNote[], cited: readonly Passage[]): Tick[] {
    const touched = new Set<number>()
    this.#put(this.#notes, difference(this.#before.notes, notes), touched)
    this.#put(this.#cited, difference(this.#before.cited, cited), touched)
    this.#before = { notes, cited }
    for (const bin of touched) this.#ticks[bin] = this.#tick(bin)
    return this.#ticks.filter((tick) => tick !== undefined)
  }

  /** Where an offset stands on the strip. */
  binOf(offset: number): number {
    return Math.min(this.#count - 1, Math.max(0, Math.floor(this.#heightOf(offset) * this.#count)))
  }

  #put<T extends { start: number }>(
    bins: T[][],
    { gone, come }: { gone: readonly T[]; come: readonly T[] },
    touched: Set<number>,
  ): void {
    const binOf = ({ start }: T) => this.binOf(start)
    const leaving = new Set(gone)
    for (const bin of new Set(gone.map(binOf))) {
      bins[bin] = bins[bin]!.filter((entry) => !leaving.has(entry))
      touched.add(bin)
    }
    for (const entry of come) {
      const bin = binOf(entry)
      bins[bin]!.push(entry)
      touched.add(bin)
    }
  }

  #tick(bin: number): Tick | undefined {
    const [notes, cited] = [this.#notes[bin]!, this.#cited[bin]!]
    if (notes.length + cited.length === 0) return undefined
    const colors = new Map<Color, number>()
    let questions = 0
    let [first, last] = [Infinity, -Infinity]
    for (const { kind, status } of notes) {
      const color = this.#colorOf(kind)
      colors.set(color, (colors.get(color) ?? 0) + 1)
      if (kind === 'question' && !status?.resolved) questions++
    }
    for (const list of [notes, cited]) {
      for (const { start } of list) {
        first = Math.min(first, start)
        last = Math.max(last, start)
      }
    }
    const [color] = [...colors].reduce<readonly [Color, number]>(
      (most, one) => (one[1] > most[1] ? one : most),
      ['grey', 0],
    )
    return { bin, notes: notes.length, color, questions, cited: cited.length, first, last }
  }
}

export type Stretch = Omit<Tick, 'bin' | 'color'>

/** What stands within `reach` bins of one: small ticks are hard to hit. null where nothing is near. */
export function around(ticks: readonly Tick[], bin: number, reach: number): Stretch | null {
  const near = ticks.filter((tick) => Math.abs(tick.bin - bin) <= reach)
  if (near.length === 0) return null
  const sum = (of: (tick: Tick) => number) => near.reduce((total, tick) => total + of(tick), 0)
  return {
    notes: sum(({ notes }) => notes),
    questions: sum(({ questions }) => questions),
    cited: sum(({ cited }) => cited),
    first: Math.min(...near.map(({ first }) => first)),
    last: Math.max(...near.map(({ last }) => last)),
  }
}
