/** Loading, unloading, and what happens when something fails: the document is always its log. */
import { LIMITS } from '@lectern/model'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { CLOSE } from './index.ts'
import { item } from './testing/craft.ts'
import { TestLog } from './testing/logs.ts'
import { contentOf, quiet, SUMMARY, World, writeParagraph } from './testing/world.ts'

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('S7 a document is loaded once, and frames wait for it', () => {
  test('what comes while it loads is taken up in order', async () => {
    const log = new TestLog()
    const first = new World({ log })
    const ann = first.join(SUMMARY, 'ann')
    await quiet()
    writeParagraph(ann.doc, 'before')
    await quiet()
    const world = first.restarted()
    log.hold()
    const bo = world.join(SUMMARY, 'bo')
    const cy = world.join(SUMMARY, 'cy')
    await quiet()
    const texts = ['one', 'two', 'three'].map((words) => writeParagraph(bo.doc, words))
    texts[0]!.insert(0, 'number ')
    await quiet()
    expect([bo.received, bo.synced]).toEqual([[], false])
    log.release()
    await quiet()
    expect(log.loads).toBe(2)
    expect([bo.synced, cy.synced, bo.saved]).toEqual([true, true, bo.sent])
    const content = await world.content(SUMMARY)
    expect(content).toMatch(/before/)
    expect(content).toMatch(/number one.*two.*three/)
    expect(contentOf(cy.doc, SUMMARY)).toBe(content)
  })

  test('but not without bound', async () => {
    const log = new TestLog()
    const world = new World({ log })
    log.hold()
    const ann = world.join(SUMMARY, 'ann')
    const bo = world.join(SUMMARY, 'bo', { mute: true })
    for (let i = 0; i <= LIMITS.queuedFrames; i++) writeParagraph(ann.doc, 'x')
    for (let i = 0; i < 3; i++) bo.push(new Uint8Array(LIMITS.backlogBytes / 2))
    await quiet()
    expect([ann.closed?.code, bo.closed?.code]).toEqual([CLOSE.tryLater, CLOSE.tryLater])
    log.release()
    await quiet()
    ann.connect(world.rooms, SUMMARY)
    await quiet()
    expect(ann.saved).toBe(ann.sent)
  })

  test('when it cannot be loaded everybody is sent away to come back, and then it works', async () => {
    const log = new TestLog()
    const world = new World({ log })
    log.failingLoads = new Error('the disk is gone')
    const ann = world.join(SUMMARY, 'ann')
    await expect(world.content(SUMMARY)).rejects.toMatchObject({ code: 'unavailable' })
    await quiet()
    expect([ann.closed?.code, world.errors.length]).toEqual([CLOSE.tryLater, 1])
    expect(world.rooms.stats()).toMatchObject({ rooms: 0, peers: 0 })
    log.failingLoads = undefined
    writeParagraph(ann.doc, 'kept')
    ann.connect(world.rooms, SUMMARY)
    await quiet()
    expect(await world.content(SUMMARY)).toContain('kept')
  })

  test('it is unloaded after a while without users, and not before', async () => {
    const log = new TestLog()
    const world = new World({ log, idleMs: 20 })
    const ann = world.join(SUMMARY, 'ann')
    await quiet()
    writeParagraph(ann.doc, 'hello')
    await wait(60)
    expect(world.rooms.stats()).toMatchObject({ rooms: 1, peers: 1, updates: 1 })
    log.hold()
    writeParagraph(ann.doc, 'world')
    await quiet()
    ann.disconnect()
    await wait(60)
    expect(world.rooms.stats().rooms).toBe(1)
    log.release()
    await expect.poll(() => world.rooms.stats()).toEqual({ rooms: 0, peers: 0, updates: 2, refused: 0 })
    expect(await world.content(SUMMARY)).toMatch(/hello.*world/)
    await expect.poll(() => world.rooms.stats().rooms).toBe(0)
  })

  test('200 times the last one leaves while the next one comes: nothing is lost', async () => {
    const log = new TestLog()
    const world = new World({ log, idleMs: 0 })
    for (let round = 0; round < 200; round++) {
      const client = world.join(SUMMARY, `p${round % 3}`)
      while (!client.synced) await wait(0)
      expect(contentOf(client.doc, SUMMARY).match(/round/g)?.length ?? 0).toBe(round)
      writeParagraph(client.doc, `round ${round}`)
      while (client.saved < client.sent) await wait(0)
      client.disconnect()
      if (round % 3 === 1) await wait(1)
      if (round % 3 === 2) await wait(3)
    }
    expect(log.loads).toBeGreaterThan(50)
    expect(world.errors).toEqual([])
  })
})

describe('S8 whatever fails, the document is the log', () => {
  test('an update that breaks the document is refused, and the document is loaded again under its peers', async () => {
    const log = new TestLog()
    const world = new World({ log })
    const [ann, bo] = [world.join(SUMMARY, 'ann'), world.join(SUMMARY, 'bo')]
    await quiet()
    const text = writeParagraph(ann.doc, 'hello')
    await quiet()
    const mallory = world.join(SUMMARY, 'mal', { mute: true })
    await quiet()
    const { client } = text._item!.id
    log.hold()
    text.insert(0, 'oh ')
    // Right before left: only seen when it is applied.
    mallory.push(item(7, 0, { left: [client, 5], right: [client, 2], holds: { string: 'evil' } }))
    text.insert(0, 'and ')
    bo.doc.getXmlFragment('summary').insert(0, [new Y.XmlElement('paragraph')])
    await quiet()
    expect(mallory.closed?.code).toBe(CLOSE.notAllowed)
    log.release()
    await quiet()
    expect(log.loads).toBe(2)
    expect(world.errors).toHaveLength(1)
    const content = await world.content(SUMMARY)
    expect(content).toContain('and oh hello')
    expect(content).not.toContain('evil')
    for (const peer of [ann, bo]) {
      expect([peer.closed, peer.saved, contentOf(peer.doc, SUMMARY)]).toEqual([undefined, peer.sent, content])
    }
    expect(await world.restarted().content(SUMMARY)).toBe(content)
  })

  test('a row that storage refuses is not acknowledged, and its author brings it again', async () => {
    const log = new TestLog()
    const world = new World({ log })
    const [ann, bo] = [world.join(SUMMARY, 'ann'), world.join(SUMMARY, 'bo')]
    await quiet()
    log.failing = new Error('refused')
    writeParagraph(ann.doc, 'hello')
    for (let turns = 0; turns < 50 && world.errors.length === 0; turns++)
      await new Promise((resolve) => setImmediate(resolve))
    log.failing = undefined
    await quiet()
    expect(new Set(world.errors).size).toBe(1)
    const content = await world.content(SUMMARY)
    expect(content).toContain('hello')
    expect([contentOf(bo.doc, SUMMARY), ann.saved]).toEqual([content, ann.sent])
    expect(await world.restarted().content(SUMMARY)).toBe(content)
  })

  test('when far too much waits for storage, writers are sent away to come back', async () => {
    const log = new TestLog()
    const world = new World({ log })
    const ann = world.join(SUMMARY, 'ann', { mute: true })
    await quiet()
    log.hold()
    const texts = Array.from({ length: 100 }, () =>
      writeParagraph(ann.doc, 'x'.repeat(LIMITS.updateBytes - 1_000)),
    )
    await quiet()
    expect(ann.closed?.code).toBe(CLOSE.tryLater)
    expect(texts.length).toBe(100)
    log.release()
    await quiet()
    expect((await world.content(SUMMARY)).length).toBeGreaterThan(16_000_000)
  })

  test('a damaged log is reported, and its author’s client heals it', async () => {
    const log = new TestLog()
    const world = new World({ log })
    const [ann, bo] = [world.join(SUMMARY, 'ann'), world.join(SUMMARY, 'bo')]
    await quiet()
    const text = writeParagraph(ann.doc, 'one ')
    await quiet()
    text.insert(4, 'two ')
    await quiet()
    text.insert(8, 'three ')
    await quiet()
    for (const client of [ann, bo]) client.disconnect()
    const load = log.load
    log.load = async (doc) => {
      const stored = await load(doc)
      return { ...stored, rows: stored.rows.filter(({ seq }) => seq !== 2), damaged: ['row 2'] }
    }
    const again = world.restarted()
    bo.connect(again.rooms, SUMMARY)
    await quiet()
    expect(String(again.errors[0])).toContain('row 2')
    expect([bo.closed, await again.content(SUMMARY)]).toEqual([undefined, '<paragraph>one </paragraph>'])
    expect(bo.damaged).toBe(true)
    expect(contentOf(bo.doc, SUMMARY)).toContain('one two three')
    ann.connect(again.rooms, SUMMARY)
    await quiet()
    const content = await again.content(SUMMARY)
    expect(content).toContain('one two three')
    expect(ann.saved).toBe(ann.sent)
    expect([ann.damaged, bo.damaged]).toEqual([false, false])
    // From here on it loads without the row that is missing.
    log.load = load
    expect((await load('s1/summary')).snapshot?.upto).toBe((await load('s1/summary')).seq)
    const later = again.restarted()
    const cy = later.join(SUMMARY, 'cy')
    await quiet()
    expect([contentOf(cy.doc, SUMMARY), cy.damaged, later.errors]).toEqual([content, undefined, []])
  })

  test('a snapshot is kept every 500 rows, and loading from it gives the same', async () => {
    const log = new TestLog()
    const world = new World({ log })
    const ann = world.join(SUMMARY, 'ann')
    await quiet()
    const text = writeParagraph(ann.doc, 'start')
    for (let i = 0; i < 1_020; i++) {
      text.insert(text.length, `${i} `, i % 7 === 0 ? { bold: {} } : { bold: null })
      if (i % 3 === 0) text.delete(0, 1)
      if (i % 100 === 0) await quiet()
    }
    await quiet()
    const { snapshot, rows, seq } = await log.inner.load('s1/summary')
    expect([snapshot?.upto, rows.length]).toEqual([1_000, seq - 1_000])
    const content = await world.content(SUMMARY)
    expect(await world.restarted().content(SUMMARY)).toBe(content)
    expect(contentOf(ann.doc, SUMMARY)).toBe(content)
    expect(world.errors).toEqual([])
  })

  test('the larger the document, the rarer its snapshots', async () => {
    const log = new TestLog()
    const world = new World({ log })
    const ann = world.join(SUMMARY, 'ann')
    await quiet()
    for (let i = 0; i < 4; i++) writeParagraph(ann.doc, 'x'.repeat(200_000))
    const text = writeParagraph(ann.doc, 'small')
    for (let i = 0; i < 1_100; i++) {
      text.insert(0, 'y')
      if (i % 100 === 0) await quiet()
    }
    await quiet()
    expect((await log.inner.load('s1/summary')).snapshot?.upto).toBe(500)
  })
})
