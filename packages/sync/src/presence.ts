/**
 * Who is here and where they look, behind the gate: one entry a connection, under a client id bound to its person, with
 * the identity stamped by the server. Never stored. Knows the awareness encoding of y-protocols
 * (https://github.com/yjs/y-protocols/blob/master/awareness.js), and no documents.
 */
import { LIMITS } from '@lectern/model'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { PeerMember } from './peer.ts'

/** What a client may say of itself; everything else is dropped. */
const FIELDS = ['cursor', 'reading', 'selection'] as const
type State = { [field: string]: unknown }

/** One connection's place among the present. */
export class Holder {
  client: number | undefined
  /** The client's own clock, as far as it was heard here. */
  clock = -1
  state: State | undefined
}

type Entry = { client: number; clock: number; state: string }

function encode(entries: Entry[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length)
    for (const { client, clock, state } of entries) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarString(encoder, state)
    }
  })
}

/** What is to be sent after something was heard: awareness updates, for the sender and for the others. */
export type News = { echo: Uint8Array; others: Uint8Array }

const GONE = 'null'

export class Presences {
  readonly #holders = new Map<number, Holder>()
  /** The last entry the others got of each client that is here. */
  readonly #shown = new Map<number, Entry>()
  /** The last clock given out. */
  #clock = 0
  readonly #now: () => number
  constructor(now: () => number) {
    this.#now = now
  }

  /**
   * @param claim binds the client id to the member; false when it is somebody else's
   * @throws Error when the bytes are no awareness update
   */
  hear(
    holder: Holder,
    data: Uint8Array,
    member: PeerMember,
    claim: (client: number) => boolean,
  ): News | undefined {
    const decoder = decoding.createDecoder(data)
    let news: News | undefined
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const client = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      const json = decoding.readVarUint8Array(decoder)
      // Stock clients pass on what they hear of others, and their time-outs; those are decided here.
      if (holder.client === undefined) {
        if (!claim(client)) continue
        this.#seat(holder, client)
      }
      if (client !== holder.client || json.length > LIMITS.awarenessBytes) continue
      const said: unknown = JSON.parse(new TextDecoder().decode(json))
      // The same clock again can only say that it leaves.
      if (clock < holder.clock || (clock === holder.clock && said !== null)) continue
      holder.clock = clock
      holder.state = said === null ? undefined : known(said)
      const shown = this.#show(holder, member)
      // To the sender under its own clock: it takes no notice, and sees that the connection is alive.
      news = { others: encode([shown]), echo: encode([{ client, clock, state: shown.state }]) }
    }
    return news
  }

  /** The identity changed. @returns what the others are to hear, if anything */
  restamp(holder: Holder, member: PeerMember): Uint8Array | undefined {
    return holder.state && encode([this.#show(holder, member)])
  }

  /** @returns what the others are to hear, if anything */
  leave(holder: Holder): Uint8Array | undefined {
    const { client, state } = holder
    holder.client = undefined
    holder.state = undefined
    if (client === undefined) return undefined
    this.#holders.delete(client)
    this.#shown.delete(client)
    return state && encode([{ client, clock: this.#tick(), state: GONE }])
  }

  /** Everybody who is here, for one who comes. */
  all(): Uint8Array | undefined {
    const entries = [...this.#shown.values()].filter(({ state }) => state !== GONE)
    return entries.length > 0 ? encode(entries) : undefined
  }

  /** The same client on a new connection takes the seat of the old one, which may not know yet that it is dead. */
  #seat(holder: Holder, client: number): void {
    const old = this.#holders.get(client)
    if (old) {
      old.client = undefined
      old.state = undefined
    }
    holder.client = client
    this.#holders.set(client, holder)
  }

  /**
   * The server's own clock: it only grows, also when a client comes back or the server starts again, and no client can
   * push it so far ahead that a later word is not believed.
   */
  #tick(): number {
    return (this.#clock = Math.max(this.#clock + 1, this.#now()))
  }

  #show(holder: Holder, { personId, name, color, role }: PeerMember): Entry {
    const client = holder.client!
    const user = { id: personId, name, color, role }
    const entry = {
      client,
      clock: this.#tick(),
      state: holder.state ? JSON.stringify({ ...holder.state, user }) : GONE,
    }
    this.#shown.set(client, entry)
    return entry
  }
}

function known(said: unknown): State {
  const given = Object(said) as State
  const state: State = {}
  for (const field of FIELDS) if (Object.hasOwn(given, field)) state[field] = given[field]
  return state
}
