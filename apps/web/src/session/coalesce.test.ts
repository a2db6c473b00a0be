/** Changes of others that come within a frame become one transaction, and that makes no difference to what is there. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { readSyncMessage, writeSyncStep1, writeSyncStep2, writeUpdate } from 'y-protocols/sync'
import type { WebsocketProvider } from 'y-websocket'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { coalesceUpdates } from './coalesce.ts'

type Handler = WebsocketProvider['messageHandlers'][number]

/** As much of a provider as there is to it: a document, and what happens to a sync message. */
class Page {
  readonly doc = new Y.Doc()
  readonly messageHandlers: Handler[] = [
    (encoder, decoder) => void readSyncMessage(decoder, encoder, this.doc, this),
  ]
  /** What this page is to send: its own changes, and what Yjs tidies after those of others. */
  readonly outbox: Uint8Array[] = []
  synced = false
  on() {}
  constructor(client: number) {
    this.doc.clientID = client
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.outbox.push(update)
    })
  }
  get text(): Y.Text {
    return this.doc.getText('summary')
  }
  hears(write: (encoder: encoding.Encoder) => void): void {
    const message = decoding.createDecoder(encoding.encode(write))
    const provider = this as unknown as WebsocketProvider
    this.messageHandlers[0]!(encoding.createEncoder(), message, provider, true, 0)
  }
}
const page = (client: number, coalesced: boolean): Page => {
  const made = new Page(client)
  if (coalesced) coalesceUpdates(made as unknown as WebsocketProvider)
  return made
}
const shown = ({ doc }: { doc: Y.Doc }) => JSON.stringify(doc.getText('summary').toDelta())

function random(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 4_294_967_296) * below)
  }
}

/** Two pages that coalesce and two that do not write over one another's formats through a server that tells each change by itself. */
function history(seed: number): { pages: Page[]; server: Y.Doc; transactions: number; told: number } {
  const below = random(seed)
  const server = new Y.Doc()
  const pages = [true, true, false, false].map((coalesced, i) => page(100 + i, coalesced))
  const inboxes = new Map(pages.map((one) => [one, [] as Uint8Array[]]))
  let [transactions, told] = [0, 0]
  pages[0]!.doc.on('afterTransaction', ({ local }) => void (transactions += local ? 0 : 1))
  const send = (author: Page) => {
    for (const update of author.outbox.splice(0)) {
      const emitted: Uint8Array[] = []
      const collect = (bytes: Uint8Array) => void emitted.push(bytes)
      server.on('update', collect)
      Y.applyUpdate(server, update)
      server.off('update', collect)
      // What is tidied on the server goes to the author too.
      for (const one of pages) if (one !== author || emitted.length > 1) inboxes.get(one)!.push(...emitted)
    }
  }
  const deliver = (one: Page) => {
    const updates = inboxes.get(one)!.splice(0)
    if (one === pages[0]) told += updates.length
    for (const update of updates) one.hears((encoder) => writeUpdate(encoder, update))
    // A question is answered from everything that was told before it.
    one.hears((encoder) => writeSyncStep1(encoder, new Y.Doc()))
  }
  pages[0]!.text.insert(0, 'words that are read together')
  send(pages[0]!)
  pages.forEach(deliver)
  for (let step = 0; step < 80; step++) {
    const author = pages[below(4)]!
    const { text } = author
    const at = below(text.length)
    const length = 1 + below(Math.min(6, text.length - at))
    const what = below(10)
    if (what < 5) text.format(at, length, { [below(2) ? 'bold' : 'italic']: below(3) ? true : null })
    else if (what < 8) text.insert(at, 'xy', below(2) ? { bold: true } : {})
    else if (text.length > 10) text.delete(at, length)
    if (below(2)) send(pages[below(4)]!)
    if (below(3) === 0) deliver(pages[below(4)]!)
  }
  for (let round = 0; round < 4; round++) {
    pages.forEach(send)
    pages.forEach(deliver)
  }
  return { pages, server, transactions, told }
}

test('over one another’s formats, whoever takes several at once ends with what everybody has', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const { pages, server } = history(seed)
    const there = shown({ doc: server })
    expect(
      pages.map((one) => shown(one) === there),
      `seed ${seed}`,
    ).toEqual([true, true, true, true])
  }
})

test('several that come at once are one transaction', () => {
  const { transactions, told } = history(7)
  expect(transactions).toBeGreaterThan(0)
  expect(transactions).toBeLessThan(told / 2)
})

test('one that cannot be applied takes no other with it', () => {
  const [reader, writer] = [page(1, true), page(2, false)]
  writer.text.insert(0, 'good')
  const [update] = writer.outbox
  reader.hears((encoder) => writeUpdate(encoder, Uint8Array.of(1, 1, 1, 255)))
  reader.hears((encoder) => writeUpdate(encoder, update!))
  reader.hears((encoder) => writeSyncStep1(encoder, new Y.Doc()))
  expect(reader.text.toJSON()).toBe('good')
})

test('held back, what others change waits, also over a new connection; one’s own goes on, and all is there in the end', () => {
  const [reader, writer] = [new Page(1), page(2, false)]
  let told = 0
  const incoming = coalesceUpdates(reader as unknown as WebsocketProvider, () => told++)
  incoming.hold(true)
  writer.text.insert(0, 'theirs ')
  reader.hears((encoder) => writeUpdate(encoder, writer.outbox[0]!))
  reader.hears((encoder) => writeSyncStep1(encoder, new Y.Doc()))
  writer.text.insert(0, 'more of ')
  reader.hears((encoder) => writeSyncStep2(encoder, writer.doc))
  reader.text.insert(0, 'mine ')
  expect([reader.text.toJSON(), incoming.waits, told, reader.synced]).toEqual(['mine ', true, 2, true])
  expect(reader.outbox).toHaveLength(1)
  incoming.hold(false)
  Y.applyUpdate(writer.doc, reader.outbox[0]!)
  expect(incoming.waits).toBe(false)
  expect(reader.text.toJSON()).toContain('more of theirs ')
  expect(reader.text.toJSON()).toBe(writer.text.toJSON())
})
