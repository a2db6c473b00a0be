/**
 * When what was collected is dealt with. At the end of the turn of the event loop, so nothing waits for a tick, as long as
 * writing each thing to everybody by itself would take a small part of the time; beyond that in rounds, the rarer the more
 * is said to the more people, because the number of writes is what costs, not their size. Knows no peers, no frames.
 */

/** What one write to one socket takes, ms. Measured, see docs/performance.md; it need not be exact. */
const WRITE = 0.012
/** Part of the time that writing may take without rounds. */
const CALM = 0.1
/** How many times its cost a round lasts at the least, and how many more times when writing would take all of the time. */
const ROUND = 4
const FULL_ROUND = 8
/** Longest time between two rounds, ms: two frames of a screen. */
const LONGEST = 33
/** How far back the rate of things is looked at, ms. */
const MEMORY = 500
/** How long something may wait for company that is on its way, ms. */
const PATIENCE = 50

export class Pace {
  readonly #go: () => void
  #immediate: NodeJS.Immediate | undefined
  #timer: NodeJS.Timeout | undefined
  #timerIsLate = false
  /** When the last round was, ms. */
  #last = -Infinity
  /** Things of late: each counts for less as it gets older. */
  #things = 0
  #countedAt = 0

  constructor(go: () => void) {
    this.#go = () => {
      this.stop()
      this.#last = performance.now()
      go()
    }
  }

  /** One more thing. */
  count(): void {
    const now = performance.now()
    this.#things = 1 + this.#things * Math.exp((this.#countedAt - now) / MEMORY)
    this.#countedAt = now
  }

  /** There is something for this many: with the next round, when that may be now at the end of this turn. */
  soon(listeners: number): void {
    this.#when(listeners, () => this.atOnce())
  }

  /** The same, but now when that may be now. */
  promptly(listeners: number): void {
    this.#when(listeners, this.#go)
  }

  #when(listeners: number, now: () => void): void {
    if (this.#immediate || (this.#timer && !this.#timerIsLate)) return
    const wait = this.#wait(listeners)
    if (wait === 0) return now()
    clearTimeout(this.#timer)
    this.#timerIsLate = false
    this.#timer = setTimeout(this.#go, wait)
  }

  /** ms until the next round for this many may be. */
  #wait(listeners: number): number {
    const cost = listeners * WRITE
    const load = (this.#things / MEMORY) * cost
    if (load < CALM) return 0
    const round = Math.min(LONGEST, cost * (ROUND + FULL_ROUND * load))
    const wait = this.#last + round - performance.now()
    return wait < 1 ? 0 : wait
  }

  /** At the end of this turn. */
  atOnce(): void {
    this.#immediate ??= setImmediate(this.#go)
  }

  /** Now. What was to come at the end of the turn is part of it. */
  now(): void {
    this.#go()
  }

  /** A thing that is better dealt with together with what will soon be there. */
  later(): void {
    if (this.#immediate || this.#timer) return
    this.#timerIsLate = true
    this.#timer = setTimeout(this.#go, PATIENCE)
  }

  stop(): void {
    clearImmediate(this.#immediate)
    clearTimeout(this.#timer)
    this.#immediate = undefined
    this.#timer = undefined
  }
}
