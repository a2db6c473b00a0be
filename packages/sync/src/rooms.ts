/** All rooms of this process: one a document, loaded on demand. The door through which everything reaches a document. */
import { Problem, type SessionStatus } from '@lectern/model'
import type { DocumentLog } from '@lectern/storage'
import type * as Y from 'yjs'
import type { Allowances } from './allowance.ts'
import { type DocumentRef, documentName } from './document.ts'
import { CLOSE, type Peer, type PeerMember } from './peer.ts'
import { Room } from './room.ts'
import { NOBODY_WATCHES, type Watch } from './watch.ts'

/** What the socket tells the room. Both may be called at any time; after `closed` nothing is sent any more. */
export interface Connection {
  receive(frame: Uint8Array): void
  closed(): void
}

export class Rooms {
  readonly #rooms = new Map<string, Room>()
  readonly #log: DocumentLog
  readonly #now: () => number
  readonly #clock: () => number
  readonly #idleMs: number
  readonly #onError: (error: unknown, document: string) => void
  readonly #allowances: Allowances | undefined
  readonly #watch: Watch
  readonly #onRuled: (document: DocumentRef, personId: string, rulings: [string, unknown][]) => void
  readonly #onOwn: (document: DocumentRef) => void
  /** Grows with each change of a member or a session: who looked somebody up before it must look again. */
  changes = 0
  /** Counts of rooms that were unloaded. */
  readonly #past = { updates: 0, refused: 0 }
  #closed = false

  /**
   * @param options.idleMs time a document without users stays loaded, ms (default 60 000)
   * @param options.onRuled told of what a host has ruled about entries of everybody's notes once it is committed, whichever way it came:
   * what now stands under these keys of `moderation`, `undefined` for nothing
   * @param options.onOwn told that somebody's own notes have changed, once that is committed
   * @param options.allowances what one person may take; without, everything
   */
  constructor(options: {
    log: DocumentLog
    now?: () => number
    clock?: () => number
    idleMs?: number
    onError?: (error: unknown, document: string) => void
    allowances?: Allowances | undefined
    watch?: Watch
    onRuled?: (document: DocumentRef, personId: string, rulings: [key: string, value: unknown][]) => void
    onOwn?: (document: DocumentRef) => void
  }) {
    this.#log = options.log
    this.#now = options.now ?? Date.now
    this.#clock = options.clock ?? (() => performance.now())
    this.#idleMs = options.idleMs ?? 60_000
    this.#allowances = options.allowances
    this.#watch = options.watch ?? NOBODY_WATCHES
    this.#onRuled = options.onRuled ?? (() => {})
    this.#onOwn = options.onOwn ?? (() => {})
    this.#onError = options.onError ?? ((error, document) => console.error(document, error))
  }

  /**
   * Seats a peer. Frames may come at once; they wait, bounded, until the document is loaded. `peer.send` and `peer.close`
   * may be called before this returns.
   */
  connect(document: DocumentRef, peer: Peer): Connection {
    const foreign = document.kind === 'mine' && document.personId !== peer.member.personId
    if (this.#closed || foreign) {
      if (foreign) peer.close(CLOSE.notAllowed, 'These notes belong to another person.')
      else peer.close(CLOSE.goingAway, 'The server is restarting.')
      return { receive() {}, closed() {} }
    }
    const line = this.#room(document).connect(peer)
    return this.#allowances?.guard(peer, line) ?? line
  }

  /** `null`: the person was removed, and their connections are closed with 4403. */
  setMember(sessionId: string, personId: string, member: PeerMember | null): void {
    this.changes++
    for (const room of this.#of(sessionId)) {
      room.changeMembers((old) => (old.personId === personId ? member : old))
    }
  }

  setStatus(sessionId: string, status: SessionStatus): void {
    this.changes++
    for (const room of this.#of(sessionId)) room.changeMembers((member) => ({ ...member, status }))
  }

  /** While gated, everybody's new notes are refused here: they belong into `mine`. */
  setGated(sessionId: string, gated: boolean): void {
    this.changes++
    for (const room of this.#of(sessionId)) room.changeMembers((member) => ({ ...member, gated }))
  }

  setLocked(sessionId: string, locked: readonly string[]): void {
    this.changes++
    for (const room of this.#of(sessionId)) room.changeMembers((member) => ({ ...member, locked }))
  }

  /**
   * Reads a document. The result is given once everything it may show is committed. Changing the document throws.
   * @throws Problem `unavailable`
   */
  async read<T>(document: DocumentRef, read: (doc: Y.Doc) => T): Promise<T> {
    return this.#open(document).read(read)
  }

  /**
   * Changes a document as the member, through the same gate as everybody. Resolves when it is committed.
   * @throws Problem
   */
  async write(document: DocumentRef, member: PeerMember, change: (doc: Y.Doc) => void): Promise<void> {
    return this.#open(document).write(member, change)
  }

  stats(): { rooms: number; peers: number; updates: number; refused: number } {
    const stats = { rooms: this.#rooms.size, peers: 0, ...this.#past }
    for (const room of this.#rooms.values()) {
      stats.peers += room.peers
      stats.updates += room.counts.updates
      stats.refused += room.counts.refused
    }
    return stats
  }

  /** Closes every peer with 1012 and resolves when everything that was applied is committed. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#rooms.values()].map((room) => room.end()))
    this.#rooms.clear()
  }

  #open(document: DocumentRef): Room {
    if (this.#closed) throw new Problem('unavailable', 'The server is restarting. Try again in a moment.')
    return this.#room(document)
  }

  #room(document: DocumentRef): Room {
    const name = documentName(document)
    let room = this.#rooms.get(name)
    if (!room) {
      room = new Room(document, {
        log: this.#log,
        now: this.#now,
        clock: this.#clock,
        idleMs: this.#idleMs,
        onError: this.#onError,
        watch: this.#watch,
        onTold: (personId, entries) => {
          if (document.kind === 'annotations') this.#onRuled(document, personId, entries)
          else this.#onOwn(document)
        },
        onEnd: (room) => {
          if (this.#rooms.get(name) !== room) return
          this.#rooms.delete(name)
          this.#past.updates += room.counts.updates
          this.#past.refused += room.counts.refused
        },
      })
      this.#rooms.set(name, room)
    }
    return room
  }

  *#of(sessionId: string): Generator<Room> {
    for (const room of this.#rooms.values()) if (room.document.sessionId === sessionId) yield room
  }
}
