/** Everybody seated in a room: who hears what, and who is sent away. Knows frames and presences, no documents. */
import { LIMITS, may } from '@lectern/model'
import { Pace } from './pace.ts'
import { CLOSE, type Peer, type PeerMember } from './peer.ts'
import { Presences, RENEW_EVERY } from './presence.ts'
import { awarenessFrame, savedFrame, updateFrame } from './protocol.ts'
import { Seat } from './seat.ts'

export class Audience {
  readonly #seats = new Set<Seat>()
  readonly #presences: Presences
  /** Updates the peers have not been told, in order. */
  #updates: Uint8Array[] = []
  /** Who wrote all of them, if one did. */
  #author: Seat | undefined
  readonly #pace = new Pace(() => this.#tellAll())
  #renewing: NodeJS.Timeout | undefined
  readonly #busy: () => boolean
  readonly #onError: (error: unknown) => void
  readonly #onLeave: () => void
  readonly #onSlow: () => void

  /**
   * @param busy whether an update is on its way that will be told soon
   * @param onLeave somebody left
   * @param onSlow somebody does not read and is dropped
   */
  constructor(options: {
    now: () => number
    busy: () => boolean
    onError: (error: unknown) => void
    onLeave: () => void
    onSlow: () => void
  }) {
    this.#presences = new Presences(options.now)
    this.#busy = options.busy
    this.#onError = options.onError
    this.#onLeave = options.onLeave
    this.#onSlow = options.onSlow
  }

  get size(): number {
    return this.#seats.size
  }
  [Symbol.iterator](): Iterator<Seat> {
    return this.#seats.values()
  }

  add(peer: Peer): Seat {
    const seat = new Seat(peer)
    this.#seats.add(seat)
    this.#renewing ??= setInterval(() => {
      if (this.#presences.renew()) this.#pace.soon(this.size)
    }, RENEW_EVERY).unref()
    return seat
  }

  /** At once, after what this peer is still to be told of its own. */
  send(seat: Seat, frame: Uint8Array): void {
    const { saved } = seat
    seat.saved = undefined
    this.#deliver(seat, saved === undefined ? frame : [savedFrame(saved), frame])
  }

  /** An update for everybody but its author. It goes out with what else is said in this round. */
  tell(update: Uint8Array, author?: Seat): void {
    this.#author = this.#updates.length === 0 || this.#author === author ? author : undefined
    this.#updates.push(update)
    this.#pace.atOnce()
  }

  /** The first `count` are committed: said after what was told before. */
  acknowledge(seat: Seat, count: number): void {
    seat.saved = count
    this.#pace.atOnce()
  }

  /** Tells everybody now what was collected. */
  flush(): void {
    this.#pace.now()
  }

  /** Everything collected, in one write to each. What is the same for many is made once and shared. */
  #tellAll(): void {
    const updates = this.#updates
    this.#updates = []
    // One who wrote only a part gets the whole as everybody does: what is known already has no effect.
    const author = this.#author
    this.#author = undefined
    const news = this.#presences.take()
    // Not merged: applied as one transaction, overlapping formats are tidied differently than one after the other.
    const told = updates.map(updateFrame)
    const shared = [...told, ...(news ? [awarenessFrame(news.all)] : [])]
    for (const seat of this.#seats) {
      const { saved } = seat
      const concerned = news?.concerns(seat.presence)
      if (saved === undefined && seat !== author && !concerned) {
        if (shared.length > 0) this.#deliver(seat, shared)
        continue
      }
      seat.saved = undefined
      const own = seat === author ? [] : [...told]
      if (news) own.push(awarenessFrame(concerned ? news.for(seat.presence) : news.all))
      if (saved !== undefined) own.push(savedFrame(saved))
      if (own.length > 0) this.#deliver(seat, own)
    }
  }

  #deliver(seat: Seat, frames: Uint8Array | readonly Uint8Array[]): void {
    if (seat.gone) return
    if (seat.peer.backlog > LIMITS.backlogBytes) {
      this.#onSlow()
      return this.close(seat, CLOSE.tryLater, 'The connection is too slow to follow; it starts again.')
    }
    try {
      if (frames instanceof Uint8Array) seat.peer.send(frames)
      else if (seat.peer.sendTogether) seat.peer.sendTogether(frames)
      else for (const frame of frames) seat.peer.send(frame)
    } catch (error) {
      this.#onError(error)
      this.close(seat, CLOSE.tryLater, 'The connection broke; it starts again.')
    }
  }

  close(seat: Seat, code: number, reason: string): void {
    if (seat.gone) return
    this.leave(seat)
    seat.peer.close(code, reason)
  }

  closeAll(code: number, reason: string): void {
    this.flush()
    for (const seat of this.#seats) this.close(seat, code, reason)
  }

  leave(seat: Seat): void {
    if (seat.gone) return
    seat.gone = true
    seat.dequeue()
    this.#seats.delete(seat)
    if (this.#presences.leave(seat.presence)) this.#pace.soon(this.size)
    if (this.size === 0) {
      clearInterval(this.#renewing)
      this.#renewing = undefined
      this.#pace.stop()
      this.#updates = []
    }
    this.#onLeave()
  }

  /** Replaces the member of a seat and tells the others. */
  rename(seat: Seat, member: PeerMember): void {
    seat.peer.member = member
    if (this.#presences.restamp(seat.presence, member)) this.#pace.soon(this.size)
  }

  /** @param claim binds a client id to the seat's person; false when it is somebody else's */
  hear(seat: Seat, data: Uint8Array, claim: (client: number) => boolean): void {
    const { member } = seat.peer
    if (!may(member, 'presence.write')) return
    const heard = this.#presences.hear(seat.presence, data, member, claim)
    if (heard === 'same') this.send(seat, awarenessFrame(this.#presences.echo(seat.presence)))
    if (heard !== 'new') return
    // Where somebody looks is usually said right after what they wrote there: then both go out together, in this order.
    this.#pace.count()
    if (this.#busy()) this.#pace.later()
    else this.#pace.soon(this.size)
  }

  /** Tells one peer who is here. */
  introduce(seat: Seat): void {
    const present = this.#presences.all()
    if (present) this.send(seat, awarenessFrame(present))
  }
}
