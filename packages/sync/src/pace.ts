/**
 * When what was collected is dealt with. At the end of the turn of the event loop when the room is quiet, so nothing waits
 * for a tick; when much is said to many, at most once in a while that grows with the number of listeners and with what the
 * last round carried, because the number of commits and writes is what costs, not their size. Knows no peers, no frames.
 */

/** What one write to one socket is given, ms. */
const PER_LISTENER = 0.04
/** How much longer a round may take for each thing the one before carried. */
const PER_THING = 0.25
/** Longest time between two rounds, ms: two frames of a screen. */
const LONGEST = 33
/** How long something may wait for company that is on its way, ms. */
const PATIENCE = 50

export class Pace {
  readonly #go: () => void
  #immediate: NodeJS.Immediate | undefined
  #timer: NodeJS.Timeout | undefined
  #timerIsLate = false
  #last = -Infinity
  /** Things in this round and in the one before. */
  #things = 0
  #before = 0

  constructor(go: () => void) {
    this.#go = () => {
      this.stop()
      this.#last = performance.now()
      this.#before = this.#things
      this.#things = 0
      go()
    }
  }

  /** A thing for this many. */
  soon(listeners: number): void {
    this.#things++
    if (this.#immediate || (this.#timer && !this.#timerIsLate)) return
    const window = Math.min(LONGEST, listeners * PER_LISTENER * (1 + this.#before * PER_THING))
    const wait = this.#last + window - performance.now()
    if (wait < 1) return this.atOnce()
    clearTimeout(this.#timer)
    this.#timerIsLate = false
    this.#timer = setTimeout(this.#go, wait)
  }

  /** At the end of this turn. */
  atOnce(): void {
    this.#immediate ??= setImmediate(this.#go)
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
