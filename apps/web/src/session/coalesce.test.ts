/** Many who format the same words at once: those who apply a frame at a time end with the same as those who do not. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { WebsocketProvider } from 'y-websocket'
import { writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { coalesceUpdates } from './coalesce.ts'

/** Seeded random numbers from 0 to 1 (mulberry32). */
function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Reader = { doc: Y.Doc; hear(update: Uint8Array): void; draw(): void }
const plain = (doc: Y.Doc): Reader => ({
  doc,
  hear: (update) => Y.applyUpdate(doc, update, 'wire'),
  draw() {},
})

/** Reads through `coalesceUpdates`, on a wire that is only its message handlers. */
function coalescing(doc: Y.Doc): Reader {
  const draws: (() => void)[] = []
  const handlers: WebsocketProvider['messageHandlers'] = [() => {}]
  const provider = { doc, messageHandlers: handlers, on: (_: string, flush: () => void) => draws.push(flush) }
  coalesceUpdates(provider as unknown as WebsocketProvider)
  return {
    doc,
    hear: (update) => {
      const frame = decoding.createDecoder(encoding.encode((encoder) => writeUpdate(encoder, update)))
      handlers[0]!(encoding.createEncoder(), frame, provider as never, false, 0)
    },
    draw: () => draws.forEach((flush) => flush()),
  }
}

const textOf = ({ doc }: Reader) => doc.get('text', Y.XmlText)

/** @returns what each reader shows in the end, the writers first */
function history(seed: number, read: (doc: Y.Doc) => Reader): string[] {
  const next = random(seed)
  const below = (n: number) => Math.floor(next() * n)
  const readers = [plain(new Y.Doc()), ...Array.from({ length: 3 }, () => read(new Y.Doc()))]
  const said = readers.map((): Uint8Array[] => [])
  readers.forEach(({ doc }, who) => {
    doc.clientID = 100 * seed + who
    // What Yjs tidies after an update of others is said as any edit.
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'mine' || origin === null) said[who]!.push(update)
    })
  })
  for (let round = 0; round < 12; round++) {
    for (const reader of readers) {
      for (let n = below(4); n > 0; n--) {
        const text = textOf(reader)
        reader.doc.transact(() => {
          if (text.length < 6 || next() < 0.2) return text.insert(below(text.length + 1), 'abcdef')
          const start = below(text.length - 1)
          const length = 1 + below(text.length - start)
          if (next() < 0.15) return text.delete(start, Math.min(3, length))
          text.format(start, length, { [next() < 0.5 ? 'bold' : 'italic']: next() < 0.6 ? true : null })
        }, 'mine')
      }
    }
    // All that was said goes out in one order, one frame for those who draw a frame at a time.
    for (let more = true; more;) {
      const news = said.flatMap((updates, who) => updates.splice(0).map((update) => ({ who, update })))
      more = news.length > 0
      for (const { who, update } of news) {
        readers.forEach((reader, other) => other !== who && reader.hear(update))
      }
      for (const reader of readers) reader.draw()
    }
  }
  return readers.map((reader) => JSON.stringify(textOf(reader).toDelta()))
}

test('S14 overlapping formats end the same for those who apply a frame at a time and those who do not', () => {
  for (let seed = 1; seed <= 300; seed++) {
    expect(new Set(history(seed, coalescing)).size, `seed ${seed}`).toBe(1)
  }
})
