/**
 * Counts what one connection has sent against what the server says it has committed, and remembers across reloads how
 * many changes it has not. Pure: knows no socket, no document.
 */

import { FRAME } from '@lectern/model'

/** The kinds of a sync message that carry changes (https://github.com/yjs/y-protocols/blob/master/PROTOCOL.md). */
const SYNC_STEP_2 = 1
const UPDATE = 2

/**
 * The frames of the present connection. The server says SAVED n when the first n frames that carry changes are
 * committed, so everything is committed when n is all of them, and our SyncStep2, which brings what was written
 * before the connection, is among them. After a refusal only a later SyncStep2 can bring what was refused.
 */
export class Tally {
  #sent = 0
  #saved = 0
  /** Number of the last SyncStep2, and of the last frame that was refused; 0 is none. */
  #whole = 0
  #refused = 0

  /** A new connection. */
  reset(): void {
    this.#sent = 0
    this.#saved = 0
    this.#whole = 0
    this.#refused = 0
  }

  /** @param frame as it goes onto the wire */
  sent(frame: Uint8Array): void {
    if (frame[0] !== FRAME.SYNC) return
    if (frame[1] === SYNC_STEP_2 || frame[1] === UPDATE) this.#sent++
    if (frame[1] === SYNC_STEP_2) this.#whole = this.#sent
  }

  /** @param n as the server said; more than was sent is nonsense and says nothing */
  saved(n: number): void {
    if (n <= this.#sent) this.#saved = Math.max(this.#saved, n)
  }

  /** Frame number n was not taken. */
  refused(n: number): void {
    this.#refused = Math.max(this.#refused, n)
  }

  /** Whether the server has all of it. */
  get settled(): boolean {
    return this.#whole > this.#refused && this.#saved >= this.#sent
  }
}

/** What of the browser's storage is needed; it may throw at any call (full, or switched off). */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

type Counts = { [page: string]: number }

/**
 * A number of changes that outlives the page. Where the browser keeps nothing it still counts. Two tabs share the shelf:
 * each counts its own and what it found, and one that has everything saved takes nothing from the other's number.
 */
export class UnsavedCount {
  readonly #key: string
  readonly #shelf: Shelf | undefined
  /** Of this page among the pages of this browser. */
  readonly #page = Math.random().toString(36).slice(2)
  #own = 0
  #found: Counts

  constructor(key: string, shelf: Shelf | undefined) {
    this.#key = `unsaved:${key}`
    this.#shelf = shelf
    this.#found = this.#read()
  }

  get count(): number {
    return this.#own + this.found
  }

  /** Of pages before this one, or beside it. */
  get found(): number {
    return Object.values(this.#found).reduce((sum, count) => sum + count, 0)
  }

  add(): void {
    this.#own++
    this.#write({ ...this.#read(), [this.#page]: this.#own })
  }

  /** Everything counted is saved; what another page has added since is not. */
  clear(): void {
    if (this.count === 0) return
    const left = this.#read()
    delete left[this.#page]
    for (const [page, count] of Object.entries(this.#found)) left[page] = (left[page] ?? 0) - count
    this.#own = 0
    this.#found = {}
    this.#write(left)
  }

  /** What was found cannot be reached now. It stays on the shelf for a page that can. */
  setAside(): void {
    this.#found = {}
  }

  /** What was counted is gone for good, on every page. */
  drop(): void {
    this.#own = 0
    this.#found = {}
    this.#write({})
  }

  #read(): Counts {
    const kept = attempt(() => JSON.parse(this.#shelf?.getItem(this.#key) ?? '{}') as unknown)
    return Object.fromEntries(Object.entries(Object(kept) as Counts).filter(([, count]) => isCount(count)))
  }

  #write(counts: Counts): void {
    const kept = Object.fromEntries(Object.entries(counts).filter(([, count]) => isCount(count)))
    attempt(() => {
      if (Object.keys(kept).length === 0) this.#shelf?.removeItem(this.#key)
      else this.#shelf?.setItem(this.#key, JSON.stringify(kept))
    })
  }
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined // the number is then right only until the page is left
  }
}
