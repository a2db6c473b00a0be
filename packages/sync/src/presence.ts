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

/** What the others got of one client, or are to get. */
type Entry = { client: number; state: string; bytes: Uint8Array; shownAt: number }

function encodeEntry(client: number, clock: number, state: string): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, state)
  })
}

function encode(entries: Uint8Array[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length)
    for (const entry of entries) encoding.writeUint8Array(encoder, entry)
  })
}

const GONE = 'null'
const UTF_8 = new TextDecoder()
/** Stock clients forget whom they have not heard of for 30 s (`outdatedTimeout`). Everybody is renewed within this, ms. */
const RENEWED_WITHIN = 15_000
/** Time between two calls of `renew`, ms. */
export const RENEW_EVERY = 3_000

export class Presences {
  readonly #holders = new Map<number, Holder>()
  /** The last entry of each client that is here, the longest unchanged first. */
  readonly #shown = new Map<number, Entry>()
  /** What the others have not been told. */
  #news = new Map<number, Entry>()
  /** The last clock given out. */
  #clock = 0
  readonly #now: () => number
  constructor(now: () => number) {
    this.#now = now
  }

  /**
   * @param claim binds the client id to the member; false when it is somebody else's
   * @returns 'new' when the others are to hear it, 'same' when the client only says that it is still here
   * @throws Error when the bytes are no awareness update
   */
  hear(
    holder: Holder,
    data: Uint8Array,
    member: PeerMember,
    claim: (client: number) => boolean,
  ): 'new' | 'same' | undefined {
    const decoder = decoding.createDecoder(data)
    let heard: 'new' | 'same' | undefined
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
      const said: unknown = JSON.parse(UTF_8.decode(json))
      // The same clock again can only say that it leaves.
      if (clock < holder.clock || (clock === holder.clock && said !== null)) continue
      holder.clock = clock
      holder.state = said === null ? undefined : known(said)
      const before = this.#shown.get(client)?.state
      if (before === stamped(holder, member)) heard ??= 'same'
      else {
        this.#show(holder, member)
        heard = 'new'
      }
    }
    return heard
  }

  /** The identity changed. @returns whether the others are to hear it */
  restamp(holder: Holder, member: PeerMember): boolean {
    if (!holder.state) return false
    this.#show(holder, member)
    return true
  }

  /** @returns whether the others are to hear it */
  leave(holder: Holder): boolean {
    const { client, state } = holder
    holder.client = undefined
    holder.state = undefined
    if (client === undefined) return false
    this.#holders.delete(client)
    this.#shown.delete(client)
    if (!state) return false
    this.#news.set(client, this.#entry(client, GONE))
    return true
  }

  /**
   * To be called every `RENEW_EVERY`. The renewals of N clients would be N² frames if each were passed on; here those whose
   * turn it is go out together.
   * @returns whether the others are to hear something
   */
  renew(): boolean {
    let quota = Math.ceil((this.#shown.size * RENEW_EVERY) / RENEWED_WITHIN)
    const old = performance.now() - RENEWED_WITHIN + RENEW_EVERY
    for (const { client, state, shownAt } of this.#shown.values()) {
      if (state === GONE) continue
      if (quota-- <= 0 || shownAt > old) break
      this.#tell(this.#entry(client, state))
    }
    return this.#news.size > 0
  }

  /** Everybody who is here, for one who comes. An awareness update. */
  all(): Uint8Array | undefined {
    const here = [...this.#shown.values()].filter(({ state }) => state !== GONE)
    return here.length > 0 ? encode(here.map(({ bytes }) => bytes)) : undefined
  }

  /** What is to be said now, and is then said. */
  take(): Bulletin | undefined {
    if (this.#news.size === 0) return undefined
    const bulletin = new Bulletin(this.#news)
    this.#news = new Map()
    return bulletin
  }

  /**
   * An awareness update that tells a client what is known of itself, under its own clock: it takes no notice, and sees
   * that the connection is alive.
   */
  echo(holder: Holder): Uint8Array {
    return encode([echoOf(holder, this.#shown.get(holder.client!)?.state ?? GONE)])
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

  #entry(client: number, state: string): Entry {
    return { client, state, bytes: encodeEntry(client, this.#tick(), state), shownAt: performance.now() }
  }

  #show(holder: Holder, member: PeerMember): void {
    this.#tell(this.#entry(holder.client!, stamped(holder, member)))
  }

  #tell(entry: Entry): void {
    // Away and back in, so that the order is that of the last words.
    this.#shown.delete(entry.client)
    this.#shown.set(entry.client, entry)
    this.#news.set(entry.client, entry)
  }
}

/** Presence news of one round, the newest of each client. */
export class Bulletin {
  readonly #news: Map<number, Entry>
  /** The awareness update for everybody who is not in it. */
  readonly all: Uint8Array

  constructor(news: Map<number, Entry>) {
    this.#news = news
    this.all = encode([...news.values()].map(({ bytes }) => bytes))
  }

  concerns({ client }: Holder): boolean {
    return client !== undefined && this.#news.has(client)
  }

  /** The awareness update for one who is in it: what it said itself comes back under its own clock. */
  for(holder: Holder): Uint8Array {
    const entries: Uint8Array[] = []
    for (const { client, state, bytes } of this.#news.values()) {
      entries.push(client === holder.client ? echoOf(holder, state) : bytes)
    }
    return encode(entries)
  }
}

const echoOf = ({ client, clock }: Holder, state: string) => encodeEntry(client!, clock, state)

const stamped = ({ state }: Holder, { personId, name, color, role }: PeerMember): string =>
  state ? JSON.stringify({ ...state, user: { id: personId, name, color, role } }) : GONE

function known(said: unknown): State {
  const given = Object(said) as State
  const state: State = {}
  for (const field of FIELDS) if (Object.hasOwn(given, field)) state[field] = given[field]
  return state
}
