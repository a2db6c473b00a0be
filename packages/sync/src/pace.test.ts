/** How often, counted in frames, never in time. */
import { afterEach, expect, test, vi } from 'vitest'
import { TestLog } from './testing/logs.ts'
import { type Client, contentOf, quiet, SUMMARY, World, writeParagraph } from './testing/world.ts'

afterEach(() => void vi.useRealTimers())

const count = (client: Client, kind: string, from = 0) =>
  client.received.slice(from).filter((frame) => frame === kind).length

const clocks = (by: Client) => [...by.awareness!.meta].map(([client, { clock }]) => [client, clock] as const)

test('S17 what several write at once is few writes to each, and all end with the same', async () => {
  const world = new World()
  const writers = ['ann', 'bo', 'cy'].map((who) => world.join(SUMMARY, who))
  const reader = world.join(SUMMARY, 'di')
  await quiet()
  let writes = 0
  const sendTogether = (frames: readonly Uint8Array[]) => {
    writes++
    for (const frame of frames) reader.send(frame)
  }
  Object.assign(reader, { sendTogether })
  for (const [i, { doc }] of writers.entries()) {
    for (let j = 0; j < 10; j++) writeParagraph(doc, `${i}:${j}`)
  }
  await quiet()
  await vi.waitFor(async () => expect(contentOf(reader.doc, SUMMARY)).toBe(await world.content(SUMMARY)))
  expect(writes).toBeLessThan(10)
  for (const writer of writers) {
    await vi.waitFor(() => expect(writer.saved).toBe(writer.sent))
    expect(contentOf(writer.doc, SUMMARY)).toBe(contentOf(reader.doc, SUMMARY))
  }
})

test('S17 an edit and the caret after it reach the others in one write, in this order', async () => {
  const world = new World()
  const [ann, bo] = [world.join(SUMMARY, 'ann'), world.join(SUMMARY, 'bo')]
  await quiet()
  const writes: number[][] = []
  Object.assign(bo, { sendTogether: (frames: Uint8Array[]) => writes.push(frames.map(([type]) => type!)) })
  writeParagraph(ann.doc, 'hello')
  ann.awareness!.setLocalStateField('cursor', { at: 1 })
  await quiet()
  expect(writes).toEqual([[0, 1]])
})

test('S17 those who join before and after an edit get the document whole', async () => {
  const world = new World({ log: new TestLog() })
  const ann = world.join(SUMMARY, 'ann')
  await quiet()
  for (const words of ['one', 'two']) {
    writeParagraph(ann.doc, words)
    await quiet()
    const [bo, cy] = [world.join(SUMMARY, 'bo'), world.join(SUMMARY, 'cy')]
    await quiet()
    for (const { doc } of [bo, cy]) expect(contentOf(doc, SUMMARY)).toBe(contentOf(ann.doc, SUMMARY))
  }
})

test('S17 renewals of presence cost frames for each peer, not for each pair', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  const world = new World()
  const peers = Array.from({ length: 30 }, (_, i) => world.join(SUMMARY, `p${i}`))
  await quiet()
  const before = peers.map(({ received }) => received.length)
  const old = new Map(clocks(peers[0]!))
  for (const { awareness } of peers) awareness!.setLocalState(awareness!.getLocalState())
  await quiet()
  // The answer to its own, and nothing of the others.
  expect(peers.map((peer, i) => count(peer, 'awareness', before[i]))).toEqual(peers.map(() => 1))
  for (let seconds = 0; seconds < 30; seconds += 3) {
    vi.advanceTimersByTime(3_000)
    await quiet()
  }
  const heard = peers.map((peer, i) => count(peer, 'awareness', before[i]) - 1)
  // Two more answers to the renewals of its own, and no more than one frame each 3 s.
  expect(Math.max(...heard)).toBeLessThanOrEqual(30 / 3 + 3)
  // Everybody was renewed, before a stock client would have forgotten them.
  const others = clocks(peers[0]!).filter(([client]) => client !== peers[0]!.doc.clientID)
  for (const [client, clock] of others) expect(clock).toBeGreaterThan(old.get(client)!)
})
