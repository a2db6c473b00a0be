/** One peer's seat in a room: what the room remembers of a connection. */
import { LIMITS } from '@lectern/model'
import type { Peer } from './peer.ts'
import { Holder } from './presence.ts'

export class Seat {
  readonly peer: Peer
  readonly presence = new Holder()
  /** SyncStep2 and Update frames received. */
  received = 0
  /** A frame was refused; nothing is acknowledged until a SyncStep2 has brought everything. */
  hole = false
  /** A SyncStep1 of ours is not answered yet. */
  asked = false
  gone = false
  /** How many of them are committed, when the peer is still to be told. */
  saved: number | undefined
  #queue: Uint8Array[] = []
  #queuedBytes = 0

  constructor(peer: Peer) {
    this.peer = peer
  }

  /** Keeps a frame for later. @returns false when too much is waiting already */
  enqueue(frame: Uint8Array): boolean {
    if (this.#queue.length >= LIMITS.queuedFrames) return false
    if (this.#queuedBytes + frame.length > LIMITS.backlogBytes) return false
    this.#queuedBytes += frame.length
    this.#queue.push(frame)
    return true
  }

  /** The frames kept, which are then no longer kept. */
  dequeue(): Uint8Array[] {
    const frames = this.#queue
    this.#queue = []
    this.#queuedBytes = 0
    return frames
  }
}
