/**
 * Counts what one connection has sent against what the server says it has committed, and remembers across reloads how
 * many changes it has not. Pure: knows no socket, no document.
 */

/** First byte of a sync message and the kinds that carry changes (https://github.com/yjs/y-protocols/blob/master/PROTOCOL.md). */
const SYNC = 0
const SYNC_STEP_2 = 1
const UPDATE = 2

/**
 * The frames of the present connection. The server says SAVED n when the first n frames that carry changes are
 * committed, so everything is committed when n is all of them, and our SyncStep2, which brings what was written
 * before the connection, is among them.
 */
export class Tally {
  #sent = 0
  #saved = 0
  #answered = false

  /** A new connection. */
  reset(): void {
    this.#sent = 0
    this.#saved = 0
    this.#answered = false
  }

  /** @param frame as it goes onto the wire */
  sent(frame: Uint8Array): void {
    if (frame[0] !== SYNC) return
    if (frame[1] === SYNC_STEP_2) this.#answered = true
    if (frame[1] === SYNC_STEP_2 || frame[1] === UPDATE) this.#sent++
  }

  /** @param n as the server said */
  saved(n: number): void {
    this.#saved = Math.max(this.#saved, n)
  }

  /** Whether the server has all of it. */
  get settled(): boolean {
    return this.#answered && this.#saved >= this.#sent
  }
}

/** What of the browser's storage is needed; it may throw at any call (full, or switched off). */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** A number of changes that outlives the page. Where the browser keeps nothing it still counts. */
export class UnsavedCount {
  readonly #key: string
  readonly #shelf: Shelf | undefined
  #count: number

  constructor(key: string, shelf: Shelf | undefined) {
    this.#key = `unsaved:${key}`
    this.#shelf = shelf
    const kept = Number(attempt(() => shelf?.getItem(this.#key)) ?? 0)
    this.#count = Number.isSafeInteger(kept) && kept > 0 ? kept : 0
  }

  get count(): number {
    return this.#count
  }

  add(): void {
    this.#count++
    attempt(() => this.#shelf?.setItem(this.#key, String(this.#count)))
  }

  clear(): void {
    if (this.#count === 0) return
    this.#count = 0
    attempt(() => this.#shelf?.removeItem(this.#key))
  }
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined // the number is then right only until the page is left
  }
}
