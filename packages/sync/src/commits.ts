/**
 * What one document has on its way into storage, in order. Something is said to the others and acknowledged only from
 * here, after its commit. Knows the log, no peers.
 */
import type { DocumentLog, LogRow } from '@lectern/storage'
import type { Admitted } from './replica.ts'

export class Commits {
  readonly #log: DocumentLog
  readonly #name: string
  readonly #onLost: (error: unknown) => void
  /** Resolves when everything appended so far is committed or lost. Never rejects. */
  #settled: Promise<void> = Promise.resolve()
  #waiting = 0
  #bytes = 0

  /** @param onLost a row was refused for good; it is not stored although it was applied */
  constructor(log: DocumentLog, name: string, onLost: (error: unknown) => void) {
    this.#log = log
    this.#name = name
    this.#onLost = onLost
  }

  /** Bytes of updates that are not committed. */
  get bytes(): number {
    return this.#bytes
  }
  get busy(): boolean {
    return this.#waiting > 0
  }
  get settled(): Promise<void> {
    return this.#settled
  }

  /** Commits a row; then, when everything before it is settled too, calls `act`. @throws when the row is lost */
  append(row: LogRow, writers: Admitted['writers'], act: () => void): Promise<void> {
    this.#waiting++
    this.#bytes += row.data.length
    const done = this.#inOrder(this.#log.append(this.#name, [row], writers), act)
    this.#settled = done.catch(this.#onLost).finally(() => {
      this.#waiting--
      this.#bytes -= row.data.length
    })
    return done
  }

  /** Calls `act` when everything appended so far is settled: at once when nothing waits. */
  after(act: () => void): void {
    if (this.#waiting === 0) act()
    else void this.#settled.then(act)
  }

  async #inOrder(written: Promise<void>, act: () => void): Promise<void> {
    await Promise.all([written, this.#settled])
    act()
  }
}
