/** Which passages lie under a place of the text. Pure; knows neither page nor annotations. */

export type Interval = { start: number; end: number }

const byPlace = (a: Interval, b: Interval) => a.start - b.start || a.end - b.end

/**
 * Intervals sorted by start, with the furthest end so far beside each: a query walks back from the last interval that
 * starts in reach and stops where nothing before it can reach. Passages are short, so the walk is.
 */
export class IntervalIndex<T extends Interval> {
  readonly items: readonly T[]
  readonly #furthest: Float64Array

  /** @param items in any order; a list that is in order already is taken as it is, and not copied */
  constructor(items: readonly T[]) {
    const inOrder = items.every((item, i) => i === 0 || byPlace(items[i - 1]!, item) <= 0)
    this.items = inOrder ? items : [...items].sort(byPlace)
    this.#furthest = new Float64Array(this.items.length)
    let furthest = -1
    for (const [i, { end }] of this.items.entries()) this.#furthest[i] = furthest = Math.max(furthest, end)
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
