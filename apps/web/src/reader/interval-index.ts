/** Which passages lie under a place of the text. Pure; knows neither page nor annotations. */

export type Interval = { start: number; end: number }

/**
 * Intervals sorted by start, with the furthest end so far beside each: a query walks back from the last interval that
 * starts in reach and stops where nothing before it can reach. Passages are short, so the walk is.
 */
export class IntervalIndex<T extends Interval> {
  readonly items: readonly T[]
  readonly #furthest: number[]

  constructor(items: readonly T[]) {
    this.items = [...items].sort((a, b) => a.start - b.start || a.end - b.end)
    let furthest = -1
    this.#furthest = this.items.map(({ end }) => (furthest = Math.max(furthest, end)))
  }

  /** Intervals that share at least one code unit with [start, end), in order of start. */
  overlapping(start: number, end: number): T[] {
    const found: T[] = []
    for (let i = this.#countBefore(end) - 1; i >= 0 && this.#furthest[i]! > start; i--) {
      const item = this.items[i]!
      if (item.end > start) found.push(item)
    }
    return found.reverse()
  }

  /** Intervals over the character at `offset`, the shortest first: the one a click means. */
  at(offset: number): T[] {
    return this.overlapping(offset, offset + 1).sort((a, b) => a.end - a.start - (b.end - b.start))
  }

  /** How many items start before `offset`. */
  #countBefore(offset: number): number {
    let low = 0
    let high = this.items.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.items[middle]!.start < offset) low = middle + 1
      else high = middle
    }
    return low
  }
}
