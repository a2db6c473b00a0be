/**
 * What one gets from Yjs and y-protocols without a gate: a relay in the manner of y-websocket's own server. Whoever may
 * connect may do everything. For tests only: to show what the gate is for.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import type { Connection, DocumentRef, Peer } from '../index.ts'

const frame = (type: number, write: (encoder: encoding.Encoder) => void) =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type)
    write(encoder)
  })

export class StockServer {
  readonly doc = new Y.Doc()
  readonly #awareness = new Awareness(this.doc)
  readonly #peers = new Set<Peer>()

  constructor() {
    this.#awareness.setLocalState(null)
    this.doc.on('update', (update: Uint8Array) => {
      this.#broadcast(frame(0, (e) => syncProtocol.writeUpdate(e, update)))
    })
    this.#awareness.on('update', (change: { added: number[]; updated: number[]; removed: number[] }) => {
      const changed = [...change.added, ...change.updated, ...change.removed]
      const news = encodeAwarenessUpdate(this.#awareness, changed)
      this.#broadcast(frame(1, (e) => encoding.writeVarUint8Array(e, news)))
    })
  }

  connect(_document: DocumentRef, peer: Peer): Connection {
    this.#peers.add(peer)
    peer.send(frame(0, (e) => syncProtocol.writeSyncStep1(e, this.doc)))
    return {
      receive: (bytes) => this.#hear(peer, bytes),
      closed: () => void this.#peers.delete(peer),
    }
  }

  /** Ends its timers. */
  close(): void {
    this.#awareness.destroy()
    this.doc.destroy()
  }

  #broadcast(bytes: Uint8Array): void {
    for (const peer of this.#peers) peer.send(bytes)
  }

  #hear(peer: Peer, bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes)
    try {
      if (decoding.readVarUint(decoder) === 1) {
        return applyAwarenessUpdate(this.#awareness, decoding.readVarUint8Array(decoder), peer)
      }
      const reply = encoding.createEncoder()
      encoding.writeVarUint(reply, 0)
      syncProtocol.readSyncMessage(decoder, reply, this.doc, peer, () => {})
      if (encoding.length(reply) > 1) peer.send(encoding.toUint8Array(reply))
    } catch {
      // As the original: it is written to the console, and life goes on.
    }
  }
}
