/** What a room is given: where its document is kept, clocks, and whom to tell. */
import type { DocumentLog } from '@lectern/storage'
import type { Watch } from './watch.ts'

export type RoomOptions = {
  log: DocumentLog
  now: () => number
  /** ms, only grows. */
  clock: () => number
  /** Time a room without users stays loaded, ms. */
  idleMs: number
  onError: (error: unknown, document: string) => void
  watch: Watch
  /** Entries of the root that the policy tells of are committed: what stands under these keys now. */
  onTold: (personId: string, entries: [key: string, value: unknown][]) => void
  /** The room is empty and everything is committed, or it cannot be loaded; it is not used again. */
  onEnd: (room: { readonly counts: { updates: number; refused: number } }) => void
}
