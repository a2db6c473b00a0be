/**
 * Small vocabulary for tests: rooms over a log, and clients that speak the y-websocket protocol with stock Yjs documents,
 * each over its own in-memory wire that keeps order and delivers later, as a socket does.
 */
import { openMemory, type DocumentLog } from '@lectern/storage'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import {
  type Allowances,
  type Connection,
  type DocumentRef,
  type Peer,
  type PeerMember,
  Rooms,
  type Watch,
} from '../index.ts'

export const SUMMARY: DocumentRef = { sessionId: 's1', kind: 'summary' }
export const ANNOTATIONS: DocumentRef = { sessionId: 's1', kind: 'annotations' }

export function member(personId: string, more: Partial<PeerMember> = {}): PeerMember {
  return {
    personId,
    name: personId.toUpperCase(),
    color: '#123456',
    role: 'participant',
    status: 'open',
    ...more,
  }
}

/** Traffic of all clients: when it stands still, everything was said. */
let traffic = 0

/** Resolves when nobody has anything more to say. */
export async function quiet(): Promise<void> {
  for (let still = 0, before = traffic; still < 5; before = traffic) {
    await new Promise((resolve) => setImmediate(resolve))
    still = before === traffic ? still + 1 : 0
  }
}

export class World {
  readonly errors: unknown[] = []
  readonly log: DocumentLog
  readonly rooms: Rooms
  readonly options
  constructor(
    options: {
      log?: DocumentLog
      idleMs?: number
      now?: () => number
      clock?: () => number
      allowances?: Allowances
      watch?: Watch
    } = {},
  ) {
    this.log = options.log ?? openMemory().log
    this.options = { ...options, log: this.log, onError: (error: unknown) => void this.errors.push(error) }
    this.rooms = new Rooms(this.options)
  }
  /** The same storage in a new process. */
  restarted(): World {
    return new World({ ...this.options, log: this.log })
  }
  /** A connected client. */
  join(document: DocumentRef, who: PeerMember | string, options: ClientOptions = {}): Client {
    const client = new Client(typeof who === 'string' ? member(who) : who, options)
    client.connect(this.rooms, document)
    return client
  }
  content(document: DocumentRef): Promise<string> {
    return this.rooms.read(document, (doc) => contentOf(doc, document))
  }
}

/** Everything visible in a document, as a string. */
export function contentOf(doc: Y.Doc, document: DocumentRef): string {
  if (document.kind === 'summary') {
    // oxlint-disable-next-line typescript/no-base-to-string -- an XmlFragment has its own
    return doc.getXmlFragment('summary').toString()
  }
  const roots = ['annotations', 'replies', 'reactions', 'status', 'moderation']
  return JSON.stringify(
    roots.map((root) => [...doc.getMap(root).entries()].sort(([a], [b]) => (a < b ? -1 : 1))),
  )
}

export type ClientOptions = {
  doc?: Y.Doc
  /** Asks for SAVED and REFUSED. */
  acks?: boolean
  /** Has no awareness, as a hand-written client. */
  mute?: boolean
}

export class Client implements Peer {
  member: PeerMember
  readonly acknowledged: boolean
  backlog = 0
  readonly doc: Y.Doc
  readonly awareness: Awareness | undefined
  online = false
  synced = false
  /** How the server closed the connection. */
  closed: { code: number; reason: string } | undefined
  /** The last SAVED of this connection. */
  saved = 0
  /** SyncStep2 and Update frames sent on this connection. */
  sent = 0
  /** How often the server said that its content is another. */
  diverged = 0
  refused: { count: number; reason: string }[] = []
  /** What the server said of its storage: parts cannot be read, or it is whole again. */
  readonly damaged: boolean[] = []
  /** Frames received, by kind. */
  readonly received: string[] = []
  #connection: Connection | undefined
  /** Grows with each connection, so that what was on an old wire is not delivered. */
  #epoch = 0

  constructor(member: PeerMember, { doc = new Y.Doc(), acks = true, mute = false }: ClientOptions = {}) {
    this.member = member
    this.acknowledged = acks
    this.doc = doc
    if (!mute) {
      this.awareness = new Awareness(doc)
      this.awareness.on('update', ({ added, updated, removed }: Record<string, number[]>) => {
        this.#sendAwareness([...added!, ...updated!, ...removed!])
      })
    }
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.push(update)
    })
  }

  connect(rooms: Pick<Rooms, 'connect'>, document: DocumentRef): void {
    this.#epoch++
    this.online = true
    this.synced = false
    this.closed = undefined
    this.saved = 0
    this.sent = 0
    this.refused = []
    this.#connection = rooms.connect(document, this)
    this.transmit(frame(0, (e) => syncProtocol.writeSyncStep1(e, this.doc)))
    if (this.awareness?.getLocalState()) this.#sendAwareness([this.doc.clientID])
  }
  /** The wire is cut: what is on it is lost. */
  disconnect(): void {
    this.#epoch++
    this.online = false
    this.#connection?.closed()
  }

  /** Sends any update, also one no honest client would. */
  push(update: Uint8Array, as: 'update' | 'step2' = 'update'): void {
    if (!this.online) return
    this.sent++
    this.transmit(
      frame(0, (e) => {
        encoding.writeVarUint(
          e,
          as === 'update' ? syncProtocol.messageYjsUpdate : syncProtocol.messageYjsSyncStep2,
        )
        encoding.writeVarUint8Array(e, update)
      }),
    )
  }
  transmit(bytes: Uint8Array): void {
    const epoch = this.#epoch
    traffic++
    queueMicrotask(() => {
      traffic++
      if (epoch === this.#epoch) this.#connection?.receive(bytes)
    })
  }
  #sendAwareness(clients: number[]): void {
    if (!this.online) return
    this.transmit(
      frame(1, (e) => encoding.writeVarUint8Array(e, encodeAwarenessUpdate(this.awareness!, clients))),
    )
  }

  // The server's side of the wire.
  send(bytes: Uint8Array): void {
    const epoch = this.#epoch
    traffic++
    queueMicrotask(() => {
      traffic++
      if (epoch === this.#epoch) this.#hear(bytes)
    })
  }
  close(code: number, reason: string): void {
    this.closed = { code, reason }
    this.#epoch++
    this.online = false
    const connection = this.#connection
    queueMicrotask(() => connection?.closed())
  }

  #hear(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes)
    const type = decoding.readVarUint(decoder)
    if (type === 0) {
      this.received.push(`sync${bytes[1]}`)
      const reply = encoding.createEncoder()
      encoding.writeVarUint(reply, 0)
      const step = syncProtocol.readSyncMessage(decoder, reply, this.doc, this)
      if (step === syncProtocol.messageYjsSyncStep2) this.synced = true
      if (step === syncProtocol.messageYjsSyncStep1) {
        this.sent++
        this.transmit(encoding.toUint8Array(reply))
      }
    } else if (type === 1) {
      this.received.push('awareness')
      if (this.awareness) applyAwarenessUpdate(this.awareness, decoding.readVarUint8Array(decoder), this)
    } else if (type === 4) {
      this.received.push('saved')
      this.saved = decoding.readVarUint(decoder)
    } else if (type === 5) {
      this.received.push('refused')
      this.refused.push({ count: decoding.readVarUint(decoder), reason: decoding.readVarString(decoder) })
    } else if (type === 7) this.diverged++
    else if (type === 8) this.damaged.push(decoding.readVarUint(decoder) === 1)
    else throw new Error(`unknown frame ${type}`)
  }
}

function frame(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type)
    write(encoder)
  })
}

/** A paragraph with one text, at the end of a summary. @returns the text */
export function writeParagraph(doc: Y.Doc, words: string): Y.XmlText {
  const text = new Y.XmlText()
  doc.transact(() => {
    text.insert(0, words)
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [text])
    const root = doc.getXmlFragment('summary')
    root.insert(root.length, [paragraph])
  })
  return text
}

/** A valid value of `annotations`. */
export const note = (value: string) => ({
  target: {
    source: 't1',
    selector: [
      { type: 'TextPositionSelector', start: 0, end: 3 },
      { type: 'TextQuoteSelector', exact: 'One' },
    ],
  },
  motivation: 'commenting',
  body: { type: 'TextualBody', value, format: 'text/markdown' },
  created: '2026-11-22T10:00:00.000Z',
  modified: '2026-11-22T10:00:00.000Z',
})

/** Seeded random numbers (mulberry32), so that a failing run can be repeated. */
export function random(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    chance: (p: number) => next() < p,
    below: (n: number) => Math.floor(next() * n),
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!,
  }
}
