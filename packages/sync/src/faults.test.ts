/** Seeded histories of people, losses of connection, restarts and clocks: everybody ends with the same, and it is all there. */
import { seenSummary } from '@lectern/docs'
import type { DocumentLog } from '@lectern/storage'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { TestLog } from './testing/logs.ts'
import {
  ANNOTATIONS,
  type Client,
  contentOf,
  note,
  quiet,
  random,
  SUMMARY,
  World,
  writeParagraph,
} from './testing/world.ts'

const LONG = process.env['LONG'] === '1'
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const textsOf = (doc: Y.Doc) =>
  doc
    .getXmlFragment('summary')
    .toArray()
    .flatMap((node) => (node instanceof Y.XmlElement ? node.toArray() : []))
    .filter((node) => node instanceof Y.XmlText)

/** One change somebody could make with a keyboard. */
function edit(doc: Y.Doc, next: ReturnType<typeof random>, word: string): void {
  const text = next.pick(textsOf(doc))
  if (!text || next.chance(0.1)) return void writeParagraph(doc, word)
  if (next.chance(0.3) && text.length > 2) return text.delete(next.below(text.length - 1), 1 + next.below(2))
  if (next.chance(0.2) && text.length > 2) {
    return text.format(next.below(text.length - 1), 2, { bold: next.chance(0.5) ? {} : null })
  }
  text.insert(next.below(text.length + 1), word)
}

/** The log as one process has it: after `kill` nothing of that process reaches storage any more. */
function mortal(inner: DocumentLog): DocumentLog & { kill(): void } {
  let dead = false
  const never = new Promise<never>(() => {})
  return {
    append: (...args) => (dead ? never : inner.append(...args)),
    load: (...args) => (dead ? never : inner.load(...args)),
    snapshot: (...args) => (dead ? never : inner.snapshot(...args)),
    kill: () => void (dead = true),
  }
}

/** A history of four people and a server that comes and goes; storage takes its time, and sometimes only part of it is told. */
async function history(seed: number): Promise<void> {
  const next = random(seed)
  const log = new TestLog()
  let process = mortal(log)
  let world = new World({ log: process, idleMs: 0 })
  const people: Client[] = ['ann', 'ann', 'bo', 'cy'].map((name) => world.join(SUMMARY, name))
  for (let step = 0; step < 60; step++) {
    const who = next.pick(people)
    const what = next.below(20)
    if (what < 12) edit(who.doc, next, `w${step} `)
    else if (what < 14) who.disconnect()
    else if (what < 17 && !who.online) who.connect(world.rooms, SUMMARY)
    else if (what === 17) log.hold()
    else if (what === 18) log.release()
    else if (next.chance(0.3)) {
      // Killed: what storage was given by then is there, and everybody is cut off.
      process.kill()
      log.release()
      for (const client of people) client.disconnect()
      process = mortal(log)
      world = new World({ log: process, idleMs: 0 })
    }
    if (next.chance(0.3)) await quiet()
    else if (next.chance(0.5)) await Promise.resolve()
  }
  log.release()
  for (const client of people) if (!client.online) client.connect(world.rooms, SUMMARY)
  for (let i = 0; i < 3; i++) await quiet().then(() => wait(2))
  const content = await world.rooms.read(SUMMARY, seenSummary)
  for (const client of people) {
    expect([client.closed, client.refused], `seed ${seed}`).toEqual([undefined, []])
    expect(seenSummary(client.doc), `seed ${seed}`).toBe(content)
    expect(client.saved, `seed ${seed}`).toBe(client.sent)
  }
  expect(await new World({ log }).rooms.read(SUMMARY, seenSummary), `seed ${seed}, from storage`).toBe(
    content,
  )
}

describe('S6 S7 seeded histories', () => {
  test('all replicas, the server and the log end with the same, and nothing is refused', async () => {
    for (let seed = 1; seed <= (LONG ? 20_000 : 300); seed++) await history(seed)
  }, 3_600_000)

  test('seed 94: a server that was killed writes no more, and the next one has all of it', () => history(94))
})

test('S7 again and again the last one leaves while the next one comes, at every distance from the unloading', async () => {
  const log = new TestLog()
  const world = new World({ log, idleMs: 2 })
  for (let round = 0; round < (LONG ? 500 : 100); round++) {
    const client = world.join(SUMMARY, `p${round % 3}`)
    await expect.poll(() => client.synced, { interval: 1 }).toBe(true)
    expect(contentOf(client.doc, SUMMARY).match(/round/g)?.length ?? 0).toBe(round)
    writeParagraph(client.doc, `round ${round}`)
    if (round % 2) await expect.poll(() => client.saved, { interval: 1 }).toBe(client.sent)
    else await quiet()
    client.disconnect()
    if (round % 5) await wait(round % 5)
  }
  expect(log.loads).toBeGreaterThan(10)
  expect(world.errors).toEqual([])
}, 60_000)

describe('S15 clocks', () => {
  const HOUR = 3_600_000
  const YEAR = 365 * 24 * HOUR
  test('a server whose clock jumps by hours and years takes everything in the order it came', async () => {
    let now = 1_790_000_000_000
    const log = new TestLog()
    const world = new World({ log, now: () => now, idleMs: 0 })
    const [ann, bo] = [world.join(ANNOTATIONS, 'ann'), world.join(ANNOTATIONS, 'bo')]
    await quiet()
    for (const [i, jump] of [HOUR, -2 * HOUR, 10 * YEAR, -20 * YEAR, 0].entries()) {
      now += jump
      ann.doc.getMap('annotations').set('ann/1', note(`${i}`))
      await quiet()
      bo.doc.getMap('annotations').set(`bo/${i}`, note('mine'))
      await quiet()
    }
    expect([ann.closed, bo.closed, ann.saved, bo.saved]).toEqual([undefined, undefined, ann.sent, bo.sent])
    const content = await world.content(ANNOTATIONS)
    expect(content).toContain('"value":"4"')
    for (const { doc } of [ann, bo]) expect(contentOf(doc, ANNOTATIONS)).toBe(content)
    const { rows } = await log.inner.load('s1/annotations')
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, i) => i + 1))
    expect(await world.restarted().content(ANNOTATIONS)).toBe(content)
  })

  test('what a client says of the time is kept as its word, however wrong', async () => {
    const world = new World()
    const ann = world.join(ANNOTATIONS, 'ann')
    await quiet()
    for (const [i, time] of ['1970-01-01T00:00:00.000Z', '2126-01-01T00:00:00.000Z'].entries()) {
      ann.doc.getMap('annotations').set(`ann/${i}`, { ...note('x'), created: time, modified: time })
      await quiet()
    }
    expect([ann.closed, ann.refused, ann.saved]).toEqual([undefined, [], ann.sent])
    expect(await world.content(ANNOTATIONS)).toContain('2126')
  })
})

test('S16 a program that knows less of the schema than the document changes nothing by reading it', async () => {
  const world = new World()
  const ann = world.join(SUMMARY, 'ann')
  await quiet()
  writeParagraph(ann.doc, 'hello')
  await quiet()
  // Rows of a newer program: a root, a node and a mark that this one does not know.
  const newer = new Y.Doc()
  Y.applyUpdate(newer, Y.encodeStateAsUpdate(ann.doc))
  const before = Y.encodeStateVector(newer)
  newer.getMap('future').set('key', { any: 'value' })
  const poem = new Y.XmlElement('poem')
  const verse = new Y.XmlText()
  verse.insert(0, 'verse', { glow: { color: 'red' } })
  poem.insert(0, [verse])
  newer.getXmlFragment('summary').push([poem])
  const { seq } = await world.log.load('s1/summary')
  const data = Y.encodeStateAsUpdate(newer, before)
  await world.log.append(
    's1/summary',
    [{ seq: seq + 1, personId: 'cy', at: 0, data }],
    [[newer.clientID, 'cy']],
  )

  const older = world.restarted()
  const bo = older.join(SUMMARY, 'bo')
  await quiet()
  expect(await older.content(SUMMARY)).toContain('<poem>')
  writeParagraph(bo.doc, 'more')
  await quiet()
  expect([bo.closed, bo.saved]).toEqual([undefined, bo.sent])
  const { rows } = await older.log.load('s1/summary')
  expect(rows.at(-2)!.data).toEqual(data)
  const again = new Y.Doc()
  for (const row of rows) Y.applyUpdate(again, row.data)
  expect(again.getMap('future').toJSON()).toEqual({ key: { any: 'value' } })
  expect(contentOf(again, SUMMARY)).toMatch(/hello.*<poem><glow color="red">verse<\/glow><\/poem>.*more/)
})
