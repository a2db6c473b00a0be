/** How often, or how many at once, for a key. For what express-rate-limit cannot see: people and sockets. */
import { Problem } from '@lectern/model'

/** How often a key may do something within a window of time. */
export class Allowance {
  readonly #most: number
  readonly #windowMs: number
  readonly #now: () => number
  readonly #counts = new Map<string, number>()
  #since = 0

  constructor(most: number, windowMs: number, now: () => number) {
    this.#most = most
    this.#windowMs = windowMs
    this.#now = now
  }

  /**
   * Counts one more.
   * @param sentence what to tell whoever passed the limit
   * @throws Problem `too-fast` with the limit
   */
  take(key: string, sentence: string): void {
    this.check(key, sentence)
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
  }

  /** Whether one more would be taken; counts nothing. @throws Problem as `take` */
  check(key: string, sentence: string): void {
    const now = this.#now()
    if (now - this.#since >= this.#windowMs || now < this.#since) {
      this.#counts.clear()
      this.#since = now
    }
    if ((this.#counts.get(key) ?? 0) < this.#most) return
    throw new Problem('too-fast', sentence, { limit: this.#most })
  }
}

/** How many a key may have at the same time. */
export class Seats {
  readonly #most: number
  readonly #taken = new Map<string, number>()

  constructor(most: number) {
    this.#most = most
  }

  /** @returns what gives the seat back, to be called once; undefined when all are taken */
  take(key: string): (() => void) | undefined {
    const taken = this.#taken.get(key) ?? 0
    if (taken >= this.#most) return undefined
    this.#taken.set(key, taken + 1)
    return () => {
      const left = (this.#taken.get(key) ?? 1) - 1
      if (left > 0) this.#taken.set(key, left)
      else this.#taken.delete(key)
    }
  }
}
