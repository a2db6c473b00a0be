/**
 * Puts together again what storage lost, from what everybody still has: each brings what they wrote themselves, in the
 * order in which it builds on one another. Knows seats, and asks the room to take and to ask.
 */
import type { Replica } from './replica.ts'
import type { Seat } from './seat.ts'

export type HealingRoom = {
  /** Takes a part of a seat's offer through the gate. @returns whether there was anything new, or `stop` */
  take(seat: Seat, part: Uint8Array): boolean | 'stop'
  /** The seat's offer holds nothing more that is missing here: a full sync now tells the rest. */
  ask(seat: Seat): void
  /** A damaged document is whole again, as far as anybody can tell. */
  recovered(replica: Replica): void
}

export class Healing {
  readonly #room: HealingRoom
  /** The full syncs that could not be taken as a whole. */
  readonly #offers = new Map<Seat, Uint8Array>()
  /** Of each replica, the persons whose full sync was taken since it was loaded. */
  readonly #back = new WeakMap<Replica, Set<string>>()

  constructor(room: HealingRoom) {
    this.#room = room
  }

  /** Keeps nothing of those who left. */
  tidy(): void {
    for (const seat of this.#offers.keys()) if (seat.gone) this.#offers.delete(seat)
  }

  /**
   * A full sync was refused. Takes of all such what can be taken now.
   * @returns false when it brings nothing of anybody else's and has no gap: then something else is wrong with it
   */
  offer(seat: Seat, replica: Replica, data: Uint8Array): boolean {
    if (!replica.lacks(data, seat.peer.member.personId)) return false
    this.#offers.set(seat, data)
    this.#proceed(replica)
    return true
  }

  /** A full sync was taken: it may be what the offers of others build on, and the last that was missing. */
  cameBack(seat: Seat, replica: Replica): void {
    this.#proceed(replica)
    if (replica.damaged.length === 0) return
    const back = this.#back.get(replica) ?? new Set()
    this.#back.set(replica, back.add(seat.peer.member.personId))
    if (replica.recovers(back)) this.#room.recovered(replica)
  }

  /** Takes of the offers what can be taken now. */
  #proceed(replica: Replica): void {
    for (let moved = this.#offers.size > 0; moved;) {
      moved = false
      for (const [seat, offer] of this.#offers) {
        const taken = this.#room.take(seat, replica.salvage(seat.peer.member.personId, offer))
        if (taken === 'stop') return
        moved ||= taken
      }
    }
    for (const [seat, offer] of this.#offers) {
      if (replica.lacks(offer)) continue
      this.#offers.delete(seat)
      this.#room.ask(seat)
    }
  }
}
