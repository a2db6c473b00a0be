/** How often a key may do something within a window of time. For what express-rate-limit cannot see: people and sockets. */
import { Problem } from '@lectern/model'

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
    const now = this.#now()
    if (now - this.#since >= this.#windowMs) {
      this.#counts.clear()
      this.#since = now
    }
    const count = (this.#counts.get(key) ?? 0) + 1
    if (count > this.#most) throw new Problem('too-fast', sentence, { limit: this.#most })
    this.#counts.set(key, count)
  }
}
