/** Which passages lie under a place of the text. Pure; knows neither page nor annotations. */

import { shared } from './difference.ts'

export type Interval = { start: number; end: number }

/** Whether a stretch of a list, and its neighbours on either side, are in order. */
function isInOrder(items: readonly Interval[], from: number, until: number): boolean {
  for (let i = Math.max(1, from); i <= Math.min(until, items.length - 1); i++) {
    if (byPlace(items[i - 1]!, items[i]!) > 0) return false
  }
  return true
}

const byPlace = (a: Interval, b: Interval) => a.start - b.start || a.end - b.end

/**
 * Intervals sorted by start, with the furthest end so far beside each: a query walks back from the last interval that
 * starts in reach and stops where nothing before it can reach. Passages are short, so the walk is.
 */
export class IntervalIndex<T extends Interval> {
  readonly items: readonly T[]
  readonly #furthest: Float64Array

  /**
   * @param items in any order; a list that is in order already is taken as it is, and not copied
   * @param before an index of nearly the same items: what they share at either end is not looked at again
   */
  constructor(items: readonly T[], before?: IntervalIndex<T>) {
    const same = before ? shared(before.items, items) : { head: 0, tail: 0 }
    const until = items.length - same.tail
    this.items = isInOrder(items, same.head, until) ? items : [...items].sort(byPlace)
    this.#furthest = new Float64Array(items.length)
    let at = 0
    if (before && this.items === items) {
      this.#furthest.set(before.#furthest.subarray(0, same.head))
      at = same.head
    }
    const shift = (before?.items.length ?? 0) - items.length
    let furthest = at > 0 ? this.#furthest[at - 1]! : -1
    for (; at < items.length; at++) {
      this.#furthest[at] = furthest = Math.max(furthest, this.items[at]!.end)
      // From where both reach equally far, the rest is as it was.
      if (before && this.items === items && at >= until && before.#furthest[at + shift] === furthest) {
        this.#furthest.set(before.#furthest.subarray(at + shift), at)
        return
      }
    }
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
