/**
 * What one document has on its way into storage, in order. Something is said to the others and acknowledged only from
 * here, after its commit. Updates that come while others are being committed are committed together. Knows the log, no peers.
 */
import type { DocumentLog, LogRow } from '@lectern/storage'
import { Pace } from './pace.ts'
import type { Admitted } from './replica.ts'

type Waiting = {
  /** Undefined for what only waits for the others. */
  row?: LogRow
  writers: Admitted['writers']
  act: () => void
  resolve: () => void
  reject: (error: unknown) => void
}

export class Commits {
  readonly #log: DocumentLog
  readonly #name: string
  readonly #listeners: () => number
  readonly #onSettled: () => void
  readonly #onLost: (error: unknown) => void
  /** What storage has not been given yet. */
  #gathered: Waiting[] = []
  readonly #pace = new Pace(() => this.#write())
  /** Rounds that storage was given and has not settled. */
  #flying = 0
  /** Resolves when everything storage was given is committed or lost. Never rejects. */
  #written: Promise<void> = Promise.resolve()
  #waiting = 0
  #bytes = 0

  /**
   * @param listeners number of those who will be told, see `Pace`
   * @param onSettled everything of a round was acted on
   * @param onLost rows were refused for good; they are not stored although they were applied
   */
  constructor(
    log: DocumentLog,
    name: string,
    listeners: () => number,
    onSettled: () => void,
    onLost: (error: unknown) => void,
  ) {
    this.#log = log
    this.#name = name
    this.#listeners = listeners
    this.#onSettled = onSettled
    this.#onLost = onLost
  }

  /** Bytes of updates that are not committed. */
  get bytes(): number {
    return this.#bytes
  }
  get busy(): boolean {
    return this.#waiting > 0
  }
  /** Resolves when everything appended so far is committed or lost. Never rejects. */
  get settled(): Promise<void> {
    this.#write()
    return this.#written
  }

  /** Commits a row; then, when everything before it is settled too, calls `act`. @throws when the row is lost */
  append(row: LogRow, writers: Admitted['writers'], act: () => void): Promise<void> {
    this.#waiting++
    this.#bytes += row.data.length
    return new Promise((resolve, reject) => {
      this.#gathered.push({ row, writers, act, resolve, reject })
      this.#pace.count()
      this.#proceed()
    })
  }

  /** One round at a time: the next takes what came meanwhile, and waits for nothing else when it is quiet. */
  #proceed(): void {
    if (this.#flying > 0 || this.#gathered.length === 0) return
    this.#pace.promptly(this.#listeners())
  }

  /** Calls `act` when everything appended so far is settled: at once when nothing waits. */
  after(act: () => void): void {
    if (this.#waiting === 0) return act()
    if (this.#gathered.length === 0) return void this.#written.then(act)
    this.#waiting++
    this.#gathered.push({ writers: [], act, resolve() {}, reject: act })
  }

  #write(): void {
    const batch = this.#gathered
    if (batch.length === 0) return
    this.#pace.stop()
    this.#gathered = []
    this.#flying++
    const rows = batch.flatMap(({ row }) => row ?? [])
    const writers = batch.flatMap(({ writers }) => writers)
    const before = this.#written
    this.#written = this.#finish(batch, before, this.#log.append(this.#name, rows, writers))
  }

  async #finish(batch: Waiting[], before: Promise<void>, written: Promise<void>): Promise<void> {
    try {
      await Promise.all([written, before])
      for (const { act, resolve } of batch) {
        act()
        resolve()
      }
    } catch (error) {
      for (const { reject } of batch) reject(error)
      this.#onLost(error)
    }
    this.#waiting -= batch.length
    for (const { row } of batch) this.#bytes -= row?.data.length ?? 0
    this.#flying--
    this.#onSettled()
    this.#proceed()
  }
}
