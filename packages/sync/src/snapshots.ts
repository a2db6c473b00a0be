/**
 * Snapshots on their way into storage: made when a row is applied, kept when it is committed. One that cannot be made or kept
 * is told and missed by nobody, because the rows are there. Knows the log, no peers.
 */
import type { DocumentLog } from '@lectern/storage'

export class Snapshots {
  readonly #log: DocumentLog
  readonly #name: string
  readonly #onError: (error: unknown) => void

  constructor(log: DocumentLog, name: string, onError: (error: unknown) => void) {
    this.#log = log
    this.#name = name
    this.#onError = onError
  }

  /**
   * @param seq of the row after which it is the state
   * @param make gives the snapshot, or nothing when none is due
   * @returns what keeps it, to be called once that row is committed
   */
  take(seq: number, make: () => Uint8Array | undefined): () => void {
    let snapshot: Uint8Array | undefined
    try {
      snapshot = make()
    } catch (error) {
      this.#onError(error)
    }
    return () => {
      if (snapshot) this.#log.snapshot(this.#name, seq, snapshot).catch(this.#onError)
    }
  }
}
