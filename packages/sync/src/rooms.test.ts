/** What a room promises its peers: order, acknowledgements, and that nobody loses what they wrote. */
import { LIMITS, may, Problem } from '@lectern/model'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { CLOSE } from './index.ts'
import { craft, item } from './testing/craft.ts'
import { TestLog } from './testing/logs.ts'
import {
  ANNOTATIONS,
  Client,
  contentOf,
  member,
  note,
  quiet,
  SUMMARY,
  World,
  writeParagraph,
} from './testing/world.ts'

describe('S1 commit, then tell, then acknowledge', () => {
  test('while nothing is committed nobody hears of an edit, not even one who joins', async () => {
    const log = new TestLog()
    const world = new World({ log })
    const [ann, bo] = [world.join(SUMMARY, 'ann'), world.join(SUMMARY, 'bo')]
    await quiet()
    const [saved, heard] = [ann.saved, bo.received.length]
    log.hold()
    writeParagraph(ann.doc, 'hello')
    await quiet()
    const late = world.join(SUMMARY, 'cy')
    const reading = world.content(SUMMARY)
    let read = false
    void reading.then(() => (read = true))
    await quiet()
    expect([ann.saved, bo.received.slice(heard).filter((frame) => frame !== 'awareness')]).toEqual([
      saved,
      [],
    ])
    expect([late.synced, contentOf(late.doc, SUMMARY), read]).toEqual([false, '', false])
    log.release()
    await quiet()
    expect(ann.saved).toBe(ann.sent)
    expect(contentOf(bo.doc, SUMMARY)).toContain('hello')
    expect([late.synced, contentOf(late.doc, SUMMARY)]).toEqual([true, contentOf(ann.doc, SUMMARY)])
    expect(await reading).toContain('hello')
  })

  test('what has no new content is acknowledged once everything before it is committed', async () => {
    const log = new TestLog()
    const world = new World({ log })
    const ann = world.join(SUMMARY, 'ann')
    await quiet()
    log.hold()
    writeParagraph(ann.doc, 'hello')
    ann.push(Y.encodeStateAsUpdate(ann.doc))
    await quiet()
    expect(ann.saved).toBe(1)
    log.release()
    await quiet()
    expect([ann.saved, log.rows]).toEqual([3, 1])
  })

  test('only a client that asked hears of acknowledgements and refusals', async () => {
    const world = new World()
    const stock = world.join(SUMMARY, 'ann', { acks: false })
    const reader = world.join(SUMMARY, member('obs', { role: 'observer' }), { acks: false })
    await quiet()
    writeParagraph(stock.doc, 'hello')
    writeParagraph(reader.doc, 'no')
    await quiet()
    for (const { received } of [stock, reader]) {
      expect(received).not.toContain('saved')
      expect(received).not.toContain('refused')
    }
    expect(stock.synced).toBe(true)
  })

  test('an edit is told to everybody but its author, in one and the same frame', async () => {
    const world = new World()
    const [ann, bo, cy] = ['ann', 'bo', 'cy'].map((who) => world.join(SUMMARY, who))
    await quiet()
    const frames = new Map<Client, Uint8Array[]>([ann!, bo!, cy!].map((client) => [client, []]))
    for (const [client, seen] of frames) {
      const send = client.send.bind(client)
      client.send = (frame) => {
        if (frame[0] === 0) seen.push(frame)
        send(frame)
      }
    }
    writeParagraph(ann!.doc, 'hello')
    await quiet()
    expect([...frames.values()].map((seen) => seen.length)).toEqual([0, 1, 1])
    expect(frames.get(bo!)![0]).toBe(frames.get(cy!)![0])
  })
})

describe('S2 an acknowledgement never covers a hole', () => {
  test('after a refusal they stop until a full sync is accepted', async () => {
    const world = new World()
    const ann = world.join(SUMMARY, member('ann', { role: 'observer' }))
    await quiet()
    const text = writeParagraph(ann.doc, 'refused')
    await quiet()
    const { saved } = ann
    expect(ann.refused).toEqual([{ count: 2, reason: expect.any(String) }])
    // It may write again, but what follows builds on what is missing.
    world.rooms.setMember('s1', 'ann', { ...ann.member, role: 'participant' })
    ann.push(craft([], []))
    expect(ann.saved).toBe(saved)
    text.insert(0, 'now ')
    await quiet()
    // The server asked for everything, and everything came.
    expect(ann.saved).toBe(ann.sent)
    expect(await world.content(SUMMARY)).toContain('now refused')
  })

  test('an edit that is taken after a refusal is not acknowledged before the hole is filled', async () => {
    const world = new World()
    const [ann, bo] = [world.join(SUMMARY, 'ann'), world.join(SUMMARY, 'bo')]
    await quiet()
    writeParagraph(ann.doc, 'first')
    await quiet()
    world.rooms.setMember('s1', 'ann', { ...ann.member, role: 'observer' })
    writeParagraph(ann.doc, 'refused')
    await quiet()
    const { saved } = ann
    // The answer to the question for everything is lost.
    const transmit = ann.transmit.bind(ann)
    ann.transmit = (frame) => {
      if (frame[0] === 0 && frame[1] === 1) ann.sent--
      else transmit(frame)
    }
    world.rooms.setMember('s1', 'ann', { ...ann.member, role: 'participant' })
    await quiet()
    // Deleting builds on nothing that is missing.
    ann.doc.getXmlFragment('summary').delete(0, 1)
    await quiet()
    expect(contentOf(bo.doc, SUMMARY)).toBe('')
    expect(ann.saved).toBe(saved)
    ann.transmit = transmit
    ann.push(Y.encodeStateAsUpdate(ann.doc), 'step2')
    await quiet()
    expect(ann.saved).toBe(ann.sent)
    expect(await world.content(SUMMARY)).toBe(contentOf(bo.doc, SUMMARY))
    expect(contentOf(bo.doc, SUMMARY)).toContain('refused')
  })

  test('edits that overtake the first sync are brought by it, and nobody is told off', async () => {
    const log = new TestLog()
    const world = new World({ log })
    const ann = world.join(SUMMARY, 'ann')
    await quiet()
    ann.disconnect()
    const text = writeParagraph(ann.doc, 'offline')
    log.hold()
    ann.connect(world.rooms, SUMMARY)
    text.insert(0, 'and more ')
    log.release()
    await quiet()
    expect([ann.closed, ann.refused, ann.saved]).toEqual([undefined, [], ann.sent])
    expect(ann.received.filter((frame) => frame === 'sync0').length).toBeLessThanOrEqual(3)
    expect(await world.content(SUMMARY)).toContain('and more offline')
  })

  test('a client that never fills its hole is asked once, not for ever', async () => {
    const world = new World()
    const mute = world.join(SUMMARY, 'mal', { mute: true })
    await quiet()
    // Answers to SyncStep1 are lost.
    const transmit = mute.transmit.bind(mute)
    mute.transmit = (frame) => {
      if (!(frame[0] === 0 && frame[1] === 1)) transmit(frame)
    }
    const before = mute.received.length
    for (let i = 0; i < 20; i++) mute.push(item(7, 100 + i, { left: [7, 99 + i], holds: { string: 'x' } }))
    await quiet()
    expect(mute.received.slice(before)).toEqual(['sync0'])
    expect(mute.saved).toBe(1)
  })
})

describe('S9 a change of access takes effect at once', () => {
  test('who is removed is sent away for good and hears nothing more', async () => {
    const world = new World()
    const [ann, tab, bo] = [
      world.join(SUMMARY, 'ann'),
      world.join(ANNOTATIONS, 'ann'),
      world.join(SUMMARY, 'bo'),
    ]
    const elsewhere = world.join({ ...SUMMARY, sessionId: 's2' }, 'ann')
    await quiet()
    world.rooms.setMember('s1', 'ann', null)
    writeParagraph(bo.doc, 'after')
    await quiet()
    expect([ann.closed?.code, tab.closed?.code]).toEqual([CLOSE.notAllowed, CLOSE.notAllowed])
    expect([bo.closed, elsewhere.closed]).toEqual([undefined, undefined])
    expect(contentOf(ann.doc, SUMMARY)).not.toContain('after')
    expect(world.rooms.stats().peers).toBe(2)
  })

  test('a role lowered refuses the next edit, and raised again takes it all', async () => {
    const world = new World()
    const [ann, bo] = [world.join(SUMMARY, 'ann'), world.join(SUMMARY, 'bo')]
    await quiet()
    writeParagraph(ann.doc, 'first')
    await quiet()
    world.rooms.setMember('s1', 'ann', { ...ann.member, role: 'observer' })
    writeParagraph(ann.doc, 'second')
    await quiet()
    expect([ann.closed, ann.refused.length, ann.saved < ann.sent]).toEqual([undefined, 1, true])
    expect(contentOf(bo.doc, SUMMARY)).not.toContain('second')
    world.rooms.setMember('s1', 'ann', { ...ann.member, role: 'participant' })
    await quiet()
    expect(contentOf(bo.doc, SUMMARY)).toContain('second')
    expect(ann.saved).toBe(ann.sent)
  })

  test('closing the session stops the writing of all, but not of one’s own notes', async () => {
    const world = new World()
    const mine = { sessionId: 's1', kind: 'mine', personId: 'ann' } as const
    const [ann, own] = [world.join(ANNOTATIONS, 'ann'), world.join(mine, 'ann')]
    await quiet()
    world.rooms.setStatus('s1', 'closed')
    expect(may(ann.member, 'annotation.write')).toBe(false)
    for (const { doc } of [ann, own]) doc.getMap('annotations').set('ann/1', note('late'))
    await quiet()
    expect([ann.refused.length, own.refused.length, own.saved]).toEqual([1, 0, own.sent])
    world.rooms.setStatus('s1', 'open')
    await quiet()
    expect(await world.content(ANNOTATIONS)).toContain('late')
  })
})

const change = (key: string) => (doc: Y.Doc) => void doc.getMap('annotations').set(key, note('by the server'))

describe('S10 the server reads and writes through the same door', () => {
  test('a write is made as the member, reaches everybody, and is durable when it resolves', async () => {
    const log = new TestLog()
    const world = new World({ log })
    const ann = world.join(ANNOTATIONS, 'ann')
    await quiet()
    await world.rooms.write(ANNOTATIONS, member('bo'), change('bo/1'))
    expect((await log.inner.load('s1/annotations')).rows.map(({ personId }) => personId)).toEqual(['bo'])
    await quiet()
    expect(contentOf(ann.doc, ANNOTATIONS)).toContain('by the server')
    await world.rooms.write(ANNOTATIONS, member('bo'), () => {})
    expect(world.rooms.stats().updates).toBe(1)
    // However often the server writes for somebody, it is one client of the document.
    await Promise.all(
      ['bo/2', 'bo/3', 'bo/4'].map((key) => world.rooms.write(ANNOTATIONS, member('bo'), change(key))),
    )
    const { writers, seq } = await log.inner.load('s1/annotations')
    expect([seq, [...writers.values()].filter((personId) => personId === 'bo')]).toEqual([4, ['bo']])
  })

  test.each([
    ['another’s entry', member('bo'), 'ann/1', 'bad-request'],
    ['an observer', member('bo', { role: 'observer' }), 'bo/1', 'forbidden'],
    ['a closed session', member('bo', { status: 'closed' }), 'bo/1', 'session-closed'],
  ])('a write is refused as a problem: %s', async (_, who, key, code) => {
    const world = new World()
    await expect(world.rooms.write(ANNOTATIONS, who, change(key))).rejects.toMatchObject({ code })
    await expect(world.rooms.write(ANNOTATIONS, who, change(key))).rejects.toBeInstanceOf(Problem)
    expect(await world.content(ANNOTATIONS)).toBe('[[],[],[],[],[]]')
  })

  test('nobody changes a document by reading it', async () => {
    const world = new World()
    await expect(world.rooms.read(ANNOTATIONS, change('bo/1'))).rejects.toThrow('only read')
    expect(await world.content(ANNOTATIONS)).toBe('[[],[],[],[],[]]')
  })

  test('closing sends everybody away to come back, and commits what was applied', async () => {
    const log = new TestLog()
    const world = new World({ log })
    const ann = world.join(SUMMARY, 'ann')
    await quiet()
    log.hold()
    writeParagraph(ann.doc, 'last words')
    await quiet()
    let closed = false
    const closing = world.rooms.close().then(() => (closed = true))
    await quiet()
    expect([ann.closed?.code, closed]).toEqual([CLOSE.goingAway, false])
    log.release()
    await closing
    expect(await world.restarted().content(SUMMARY)).toContain('last words')
    expect(world.join(SUMMARY, 'bo').closed?.code).toBe(CLOSE.goingAway)
    await expect(world.content(SUMMARY)).rejects.toMatchObject({ code: 'unavailable' })
  })
})

describe('S11 one peer cannot harm the others', () => {
  test.each([
    ['an unknown message', [9, 1, 2]],
    ['an unknown sync step', [0, 7, 0]],
    ['a message cut short', [0, 2, 200, 1]],
    ['no message', []],
    ['a state vector that is none', [0, 0, 3, 5, 255, 255]],
    ['an awareness that is none', [1, 2, 1, 200]],
  ])('%s closes the connection with 1002', async (_, bytes) => {
    const world = new World()
    const [mal, ann] = [world.join(SUMMARY, 'mal', { mute: true }), world.join(SUMMARY, 'ann')]
    await quiet()
    mal.transmit(new Uint8Array(bytes))
    await quiet()
    expect([mal.closed?.code, ann.closed]).toEqual([CLOSE.malformed, undefined])
  })

  test('one that does not read is dropped', async () => {
    const world = new World()
    const [ann, slow] = [world.join(SUMMARY, 'ann'), world.join(SUMMARY, 'slow')]
    await quiet()
    slow.backlog = LIMITS.backlogBytes + 1
    writeParagraph(ann.doc, 'hello')
    await quiet()
    expect([slow.closed?.code, ann.saved]).toEqual([CLOSE.tryLater, ann.sent])
    expect(world.rooms.stats().peers).toBe(1)
  })

  test('one whose socket throws is dropped', async () => {
    const world = new World()
    const [ann, broken, bo] = [
      world.join(SUMMARY, 'ann'),
      world.join(SUMMARY, 'x'),
      world.join(SUMMARY, 'bo'),
    ]
    await quiet()
    broken.send = () => {
      throw new Error('the socket is gone')
    }
    writeParagraph(ann.doc, 'hello')
    await quiet()
    expect(broken.closed?.code).toBe(CLOSE.tryLater)
    expect([contentOf(bo.doc, SUMMARY), ann.saved]).toEqual([contentOf(ann.doc, SUMMARY), ann.sent])
  })

  test('a client id stays with its person, also when both are away', async () => {
    const log = new TestLog()
    const world = new World({ log })
    const ann = world.join(SUMMARY, 'ann')
    await quiet()
    ann.disconnect()
    writeParagraph(ann.doc, 'offline')
    const again = world.restarted()
    const mallory = again.join(SUMMARY, 'mal', { mute: true })
    await quiet()
    mallory.push(item(ann.doc.clientID, 0, { parent: 'summary', holds: { element: 'paragraph' } }))
    await quiet()
    expect(mallory.closed?.code).toBe(CLOSE.notAllowed)
    ann.connect(again.rooms, SUMMARY)
    await quiet()
    expect(await again.content(SUMMARY)).toContain('offline')
  })
})
