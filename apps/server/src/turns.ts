/** One thing at a time for each session, so that a rule like "the last host stays" is judged on what is really so. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>()

  /** Runs `job` after all earlier jobs of the same key, whether those succeeded or not. */
  run<T>(key: string, job: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key)
    const turn = this.#after(before, job)
    const done = turn
      .catch(() => {})
      .finally(() => {
        if (this.#last.get(key) === done) this.#last.delete(key)
      })
    this.#last.set(key, done)
    return turn
  }

  async #after<T>(before: Promise<unknown> | undefined, job: () => Promise<T>): Promise<T> {
    await before
    return job()
  }

  /** Resolves when every job that was asked for is over. */
  async settled(): Promise<void> {
    await Promise.all(this.#last.values())
  }
}
