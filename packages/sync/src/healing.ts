/**
 * Puts together again what storage lost, from what everybody still has: each brings what they wrote themselves, in the
 * order in which it builds on one another. Knows seats, and asks the room to take and to ask.
 */
import { Refused } from './admit.ts'
import type { Replica } from './replica.ts'
import type { Seat } from './seat.ts'

export type HealingRoom = {
  /** Takes a part of a seat's offer through the gate. @returns whether there was anything new, why not, or `stop` */
  take(seat: Seat, part: Uint8Array): boolean | Refused | 'stop'
  /** The seat's offer holds nothing more that others have to bring: a full sync now tells the rest. */
  ask(seat: Seat): void
  /** A damaged document is whole again, as far as anybody can tell. */
  recovered(replica: Replica): void
}

type Offer = {
  data: Uint8Array
  /** Clients of others, or of nobody known, whose structs it holds and that were not here. */
  missing: ReadonlySet<number>
  /** What had moved when its seat was asked last. */
  asked: number
}

export class Healing {
  readonly #room: HealingRoom
  /** The full syncs that could not be taken as a whole. */
  readonly #offers = new Map<Seat, Offer>()
  /** How often something came in that others waited for. */
  #moves = 0
  #busy = false
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
   * @returns `wrong` when it brings nothing of anybody else's: then something else is the matter with it; `taken` when all
   * that is left of it are deletions only others may make; `waits` for what others have to bring
   */
  offer(seat: Seat, replica: Replica, data: Uint8Array, refused: Refused): 'wrong' | 'taken' | 'waits' {
    const person = seat.peer.member.personId
    const before = this.#offers.get(seat)
    const bringsOthers = replica.lacks(data, person)
    if (!bringsOthers && !refused.others) {
      this.#offers.delete(seat)
      return 'wrong'
    }
    const missing = replica.strangers(data, person)
    if (missing.size === 0 && refused.others) {
      // What is left are deletions that are not the sender's to bring. Their authors do, and what they wrote counts.
      this.#offers.delete(seat)
      const taken = this.#take(seat, replica, data)
      if (taken instanceof Refused) return 'wrong'
      if (taken === true) this.moved(replica)
      return taken === 'stop' ? 'waits' : 'taken'
    }
    this.#offers.set(seat, { data, missing, asked: before?.asked ?? -1 })
    this.#settle(replica)
    return 'waits'
  }

  /**
   * Something was taken in the ordinary way. @param clients whose structs; without, anybody's
   */
  moved(replica: Replica, clients?: readonly number[]): void {
    if (this.#busy || this.#offers.size === 0) return
    const awaited =
      !clients ||
      [...this.#offers.values()].some(({ missing }) => clients.some((client) => missing.has(client)))
    if (!awaited) return
    this.#moves++
    this.#settle(replica)
  }

  /** A full sync was taken: it may be the last that was missing. */
  cameBack(seat: Seat, replica: Replica): void {
    this.#offers.delete(seat)
    if (replica.damaged.length === 0) return
    const back = this.#back.get(replica) ?? new Set()
    this.#back.set(replica, back.add(seat.peer.member.personId))
    if (replica.recovers(back)) this.#room.recovered(replica)
  }

  #settle(replica: Replica): void {
    this.#busy = true
    try {
      for (let moved = true; moved;) {
        moved = false
        for (const [seat, { data }] of this.#offers) {
          const taken = this.#take(seat, replica, data)
          if (taken === 'stop') return
          if (taken !== true) continue
          moved = true
          this.#moves++
        }
      }
    } finally {
      this.#busy = false
    }
    for (const [seat, offer] of this.#offers) {
      if (offer.asked === this.#moves || replica.lacks(offer.data, seat.peer.member.personId)) continue
      offer.asked = this.#moves
      this.#room.ask(seat)
    }
  }

  /** What the sender wrote; with the deletions of anything, else of their own. */
  #take(seat: Seat, replica: Replica, data: Uint8Array): boolean | Refused | 'stop' {
    const { personId } = seat.peer.member
    let taken = this.#room.take(seat, replica.salvage(personId, data, 'all'))
    if (taken instanceof Refused) taken = this.#room.take(seat, replica.salvage(personId, data, 'own'))
    return taken
  }
}
