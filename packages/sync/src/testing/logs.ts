/** Logs for tests that can be made to wait, to fail and to count. */
import { type DocumentLog, openMemory } from '@lectern/storage'

/** A log over memory whose loads and appends wait while `hold` is set, in order, and fail while `failing` is set. */
export class TestLog implements DocumentLog {
  readonly inner = openMemory().log
  loads = 0
  rows = 0
  failing: Error | undefined
  failingLoads: Error | undefined
  #held: (() => void)[] | undefined

  hold(): void {
    this.#held ??= []
  }
  release(): void {
    const held = this.#held ?? []
    this.#held = undefined
    for (const go of held) go()
  }
  async #turn(): Promise<void> {
    if (this.#held) await new Promise<void>((resolve) => this.#held!.push(resolve))
  }

  append: DocumentLog['append'] = async (...args) => {
    const { failing } = this
    if (failing) {
      // Not before other things had their turn, as with a real one.
      await new Promise((resolve) => setImmediate(resolve))
      throw failing
    }
    const done = this.inner.append(...args)
    await this.#turn()
    this.rows += args[1].length
    return done
  }
  load: DocumentLog['load'] = async (doc) => {
    this.loads++
    await this.#turn()
    if (this.failingLoads) throw this.failingLoads
    return this.inner.load(doc)
  }
  snapshot: DocumentLog['snapshot'] = (...args) => this.inner.snapshot(...args)
}
