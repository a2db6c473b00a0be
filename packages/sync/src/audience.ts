/** Everybody seated in a room: who hears what, and who is sent away. Knows frames and presences, no documents. */
import { LIMITS, may } from '@lectern/model'
import { CLOSE, type Peer, type PeerMember } from './peer.ts'
import { Presences } from './presence.ts'
import { awarenessFrame } from './protocol.ts'
import { Seat } from './seat.ts'

export class Audience {
  readonly #seats = new Set<Seat>()
  readonly #presences: Presences
  readonly #onError: (error: unknown) => void
  readonly #onLeave: () => void

  /** @param onLeave somebody left */
  constructor(options: { now: () => number; onError: (error: unknown) => void; onLeave: () => void }) {
    this.#presences = new Presences(options.now)
    this.#onError = options.onError
    this.#onLeave = options.onLeave
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
    return seat
  }

  send(seat: Seat, frame: Uint8Array): void {
    if (seat.gone) return
    if (seat.peer.backlog > LIMITS.backlogBytes) {
      return this.close(seat, CLOSE.tryLater, 'The connection is too slow to follow; it starts again.')
    }
    try {
      seat.peer.send(frame)
    } catch (error) {
      this.#onError(error)
      this.close(seat, CLOSE.tryLater, 'The connection broke; it starts again.')
    }
  }

  /** The frame is made once and shared. */
  broadcast(frame: Uint8Array, except?: Seat): void {
    for (const seat of this.#seats) if (seat !== except) this.send(seat, frame)
  }

  close(seat: Seat, code: number, reason: string): void {
    if (seat.gone) return
    this.leave(seat)
    seat.peer.close(code, reason)
  }

  closeAll(code: number, reason: string): void {
    for (const seat of this.#seats) this.close(seat, code, reason)
  }

  leave(seat: Seat): void {
    if (seat.gone) return
    seat.gone = true
    seat.dequeue()
    this.#seats.delete(seat)
    const news = this.#presences.leave(seat.presence)
    if (news) this.broadcast(awarenessFrame(news))
    this.#onLeave()
  }

  /** Replaces the member of a seat and tells the others. */
  rename(seat: Seat, member: PeerMember): void {
    seat.peer.member = member
    const news = this.#presences.restamp(seat.presence, member)
    if (news) this.broadcast(awarenessFrame(news), seat)
  }

  /** @param claim binds a client id to the seat's person; false when it is somebody else's */
  hear(seat: Seat, data: Uint8Array, claim: (client: number) => boolean): void {
    const { member } = seat.peer
    if (!may(member, 'presence.write')) return
    const news = this.#presences.hear(seat.presence, data, member, claim)
    if (!news) return
    this.send(seat, awarenessFrame(news.echo))
    this.broadcast(awarenessFrame(news.others), seat)
  }

  /** Tells one peer who is here. */
  introduce(seat: Seat): void {
    const present = this.#presences.all()
    if (present) this.send(seat, awarenessFrame(present))
  }
}
