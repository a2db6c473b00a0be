/** What an operator may want to count, told as it happens. Names no person, no document and no word. */
import type { RefusalKind } from './admit.ts'

export interface Watch {
  /** An update is committed, this many ms after it came. */
  committed(ms: number): void
  /** A document was loaded in this many ms. */
  loaded(ms: number): void
  /** An update was refused. `broken`: it was seen only when it was applied. */
  refused(kind: RefusalKind | 'broken'): void
  /** A peer that does not read was dropped. */
  dropped(): void
  /** Parts of a document could not be read when it was loaded. */
  damaged(): void
  /** A client saw something else than the server although it had the same changes. */
  diverged(): void
}

export const NOBODY_WATCHES: Watch = {
  committed() {},
  loaded() {},
  refused() {},
  dropped() {},
  damaged() {},
  diverged() {},
}
