/**
 * Hostile updates, sent by a member who may write. After each: nothing has changed, and what the victim had typed
 * meanwhile and could not send yet still lands everywhere.
 */
import { LIMITS } from '@lectern/model'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { ATTACKS } from './testing/attacks.ts'
import { collected, deletes, MALLORY, mine, VICTIM } from './testing/blows.ts'
import { craft, type Id } from './testing/craft.ts'
import {
  ANNOTATIONS,
  contentOf,
  member,
  note,
  quiet,
  SUMMARY,
  World,
  writeParagraph,
} from './testing/world.ts'

const idOf = (type: unknown): Id => [VICTIM, (type as Y.XmlElement)._item!.id.clock]

/** A victim who wrote "hello" and then typed more without a connection. */
async function summaryWorld() {
  const world = new World()
  const doc = new Y.Doc()
  doc.clientID = VICTIM
  const victim = world.join(SUMMARY, 'vic', { doc })
  const bystander = world.join(SUMMARY, 'bea')
  await quiet()
  const text = writeParagraph(doc, 'hello')
  await quiet()
  const [paragraph] = doc.getXmlFragment('summary').toArray()
  const next = Y.getState(doc.store, VICTIM)
  victim.disconnect()
  text.insert(5, ' offline words')
  const mallory = world.join(SUMMARY, 'mal', { mute: true })
  await quiet()
  return {
    world,
    victim,
    bystander,
    mallory,
    text: idOf(text),
    paragraph: idOf(paragraph),
    next,
    last: [VICTIM, next - 1] as Id,
  }
}

describe('S3 an update no honest client sends changes nothing', () => {
  test.each(ATTACKS)('it %s: %s', async (_, outcome, update) => {
    const w = await summaryWorld()
    const before = await w.world.content(SUMMARY)
    w.mallory.push(update(w))
    await quiet()
    const { closed } = w.mallory
    const again = w.world.errors.length > 0 ? ', loaded again' : ''
    expect(closed ? `closed ${closed.code}${again}` : `ignored${again}`).toBe(outcome)
    expect(await w.world.content(SUMMARY)).toBe(before)
    w.victim.connect(w.world.rooms, SUMMARY)
    await quiet()
    const after = await w.world.content(SUMMARY)
    expect(after).toContain('hello offline words')
    expect(contentOf(w.victim.doc, SUMMARY)).toBe(after)
    expect(contentOf(w.bystander.doc, SUMMARY)).toBe(after)
    expect([w.victim.closed, w.bystander.closed]).toEqual([undefined, undefined])
    expect(w.victim.saved).toBe(w.victim.sent)
    // And the same after everything is loaded again from storage.
    expect(await w.world.restarted().content(SUMMARY)).toBe(after)
  })
})

test('S6 an item with the same neighbour on both sides, as a redo can make it, reads the same for everybody', async () => {
  const w = await summaryWorld()
  w.mallory.push(mine({ left: w.last, right: w.last, holds: { string: 'm' } }))
  await quiet()
  w.victim.connect(w.world.rooms, SUMMARY)
  await quiet()
  const content = await w.world.content(SUMMARY)
  expect(content).toContain('m')
  expect(content).toContain(' offline words')
  expect([w.mallory.closed, w.world.errors]).toEqual([undefined, []])
  for (const { doc } of [w.victim, w.bystander]) expect(contentOf(doc, SUMMARY)).toBe(content)
  expect(await w.world.restarted().content(SUMMARY)).toBe(content)
})

const annotationsWorld = async () => {
  const world = new World()
  const doc = new Y.Doc()
  doc.clientID = VICTIM
  const victim = world.join(ANNOTATIONS, 'vic', { doc })
  await quiet()
  const map = doc.getMap('annotations')
  map.set('vic/1', note('mine'))
  await quiet()
  const { id } = map._map.get('vic/1')!
  return { world, victim, id: [id.client, id.clock] as Id }
}
const entry = (root: string, key: string, value: unknown) =>
  mine({ parent: root, key, holds: { any: [value] } })
const at = '2026-11-22T10:00:00.000Z'

describe('S4 in the annotations the key says who may write', () => {
  const CASES: [name: string, update: (id: Id) => Uint8Array][] = [
    ['overwrites another’s entry', () => entry('annotations', 'vic/1', note('forged'))],
    ['overwrites it without naming the key', (id) => mine({ left: id, holds: { any: [note('forged')] } })],
    ['deletes it', ([client, clock]) => deletes({ client, ranges: [[clock, 1]] })],
    ['writes an entry for somebody who is not here', () => entry('annotations', 'bo/1', note('x'))],
    [
      'replies as another',
      () => entry('replies', 'vic/vic/1/r', { body: note('x').body, created: at, modified: at }),
    ],
    ['reacts as another', () => entry('reactions', 'vic/vic/1/👍', true)],
    ['reacts with a word', () => entry('reactions', 'mal/vic/1/👍', 'yes')],
    ['resolves in another’s name', () => entry('status', 'vic/1', { resolved: true, by: 'vic', at })],
    ['hides without being a host', () => entry('moderation', 'vic/1', { hidden: true, by: 'mal', at })],
    ['climbs in a key', () => entry('annotations', 'mal/../vic/1', note('x'))],
    ['uses __proto__ for a key', () => entry('annotations', '__proto__', note('x'))],
    ['uses a root of its own', () => entry('constructor', 'mal/1', note('x'))],
    ['adds a field', () => entry('annotations', 'mal/1', { ...note('x'), creator: 'vic' })],
    ['leaves a field out', () => entry('annotations', 'mal/1', { ...note('x'), target: undefined })],
    [
      'hides the fields in a prototype',
      () =>
        craft([
          {
            client: MALLORY,
            clock: 0,
            structs: [
              {
                parent: 'annotations',
                key: 'mal/1',
                holds: { any: [JSON.parse(`{"__proto__": ${JSON.stringify(note('x'))}}`)] },
              },
            ],
          },
        ]),
    ],
    ['writes too much', () => entry('annotations', 'mal/1', note('x'.repeat(LIMITS.body + 1)))],
    [
      'writes two values under one key',
      () => mine({ parent: 'annotations', key: 'mal/1', holds: { any: [note('x'), note('y')] } }),
    ],
    ['writes a map', () => mine({ parent: 'annotations', key: 'mal/1', holds: { type: 1 } })],
    [
      'writes bytes',
      () => mine({ parent: 'annotations', key: 'mal/1', holds: { binary: new Uint8Array(2) } }),
    ],
    ['writes without a key', () => mine({ parent: 'annotations', holds: { any: [note('x')] } })],
    [
      'gives its own key a right neighbour',
      () =>
        craft([
          {
            client: MALLORY,
            clock: 0,
            structs: [
              { parent: 'annotations', key: 'mal/1', holds: { any: [note('a')] } },
              { right: [MALLORY, 0], holds: { any: [note('b')] } },
            ],
          },
        ]),
    ],
  ]
  test.each(CASES)('a member who %s is closed with 4403', async (_, update) => {
    const { world: w, victim, id } = await annotationsWorld()
    const before = await w.content(ANNOTATIONS)
    const mallory = w.join(ANNOTATIONS, 'mal', { mute: true })
    await quiet()
    mallory.push(update(id))
    await quiet()
    expect(mallory.closed?.code).toBe(4403)
    expect(await w.content(ANNOTATIONS)).toBe(before)
    victim.doc.getMap('annotations').set('vic/1', note('edited'))
    await quiet()
    expect(await w.content(ANNOTATIONS)).toContain('edited')
    expect(victim.closed).toBeUndefined()
  })

  test('a host hides and shows again, signed', async () => {
    const { world: w } = await annotationsWorld()
    const host = w.join(ANNOTATIONS, member('hana', { role: 'host' }))
    await quiet()
    host.doc.getMap('moderation').set('vic/1', { hidden: true, by: 'hana', at })
    host.doc.getMap('moderation').delete('vic/1')
    await quiet()
    expect(host.saved).toBe(host.sent)
    expect(await w.content(ANNOTATIONS)).not.toContain('hidden')
    host.doc.getMap('moderation').set('vic/1', { hidden: true, by: 'vic', at })
    await quiet()
    expect(host.closed?.code).toBe(4403)
  })

  test('everybody’s own notes are closed to all others', async () => {
    const w = new World()
    const document = { sessionId: 's1', kind: 'mine', personId: 'ann' } as const
    const ann = w.join(document, 'ann')
    const bo = w.join(document, 'bo')
    await quiet()
    ann.doc.getMap('annotations').set('ann/1', note('private'))
    await quiet()
    expect(bo.closed?.code).toBe(4403)
    expect(bo.received).toEqual([])
    expect(await w.content(document)).toContain('private')
  })
})

describe('S18 what a host rules holds from the next edit on', () => {
  test.each([
    ['annotations', 'ann/1', note('changed')],
    ['replies', 'bo/ann/1/r', { body: note('').body, created: note('').created, modified: note('').created }],
    ['reactions', 'bo/ann/1/👍', true],
    ['status', 'ann/1', { resolved: true, by: 'bo', at: note('').created }],
  ] as const)('in a locked thread nobody but a host writes: %s', async (root, key, value) => {
    const world = new World()
    const owner = key.split('/')[0] === 'ann' && root === 'annotations' ? 'ann' : 'bo'
    const ann = world.join(ANNOTATIONS, 'ann')
    const writer = owner === 'ann' ? ann : world.join(ANNOTATIONS, 'bo')
    const host = world.join(ANNOTATIONS, member('host', { role: 'host' }))
    await quiet()
    ann.doc.getMap('annotations').set('ann/1', note('first'))
    await quiet()
    const before = await world.content(ANNOTATIONS)
    world.rooms.setLocked('s1', ['ann/1'])
    writer.doc.getMap(root).set(key, value)
    await quiet()
    expect([writer.closed, writer.refused[0]?.reason]).toEqual([undefined, 'A host has locked this thread.'])
    expect(await world.content(ANNOTATIONS)).toBe(before)
    host.doc.getMap('reactions').set('host/ann/1/👍', true)
    await quiet()
    expect(await world.content(ANNOTATIONS)).toContain('host/ann/1')
    // What was refused is welcome again.
    world.rooms.setLocked('s1', [])
    await quiet()
    expect(contentOf(writer.doc, ANNOTATIONS)).toBe(await world.content(ANNOTATIONS))
    expect(writer.saved).toBe(writer.sent)
  })

  test('another thread is not locked', async () => {
    const world = new World()
    const ann = world.join(ANNOTATIONS, 'ann')
    await quiet()
    world.rooms.setLocked('s1', ['bo/1'])
    ann.doc.getMap('annotations').set('ann/2', note('free'))
    await quiet()
    expect(ann.saved).toBe(ann.sent)
  })

  test('who is muted writes nothing that others see, hears the others, and may speak again', async () => {
    const world = new World()
    const muted = member('ann', { muted: true })
    const [summary, notes, mine] = [
      world.join(SUMMARY, muted),
      world.join(ANNOTATIONS, muted),
      world.join({ sessionId: 's1', kind: 'mine', personId: 'ann' }, muted),
    ]
    await quiet()
    writeParagraph(summary.doc, 'loud')
    notes.doc.getMap('annotations').set('ann/1', note('loud'))
    mine.doc.getMap('annotations').set('ann/2', note('for me'))
    await quiet()
    expect([summary.closed, notes.closed]).toEqual([undefined, undefined])
    expect(await world.content(SUMMARY)).not.toContain('loud')
    expect(await world.content(ANNOTATIONS)).not.toContain('loud')
    expect(mine.saved).toBe(mine.sent)
    world.rooms.setMember('s1', 'ann', member('ann'))
    await quiet()
    expect(await world.content(SUMMARY)).toContain('loud')
    expect(await world.content(ANNOTATIONS)).toContain('loud')
  })
})

describe('S5 a reader changes nothing and is never sent away for trying', () => {
  test.each([
    ['an observer', member('obs', { role: 'observer' })],
    ['a member of a closed session', member('ann', { status: 'closed' })],
  ])('%s', async (_, who) => {
    const world = new World()
    const writer = world.join(SUMMARY, 'bea')
    await quiet()
    writeParagraph(writer.doc, 'hello')
    await quiet()
    const reader = world.join(SUMMARY, who)
    await quiet()
    expect(reader.saved).toBe(reader.sent)
    const before = await world.content(SUMMARY)
    expect(contentOf(reader.doc, SUMMARY)).toBe(before)
    writeParagraph(reader.doc, 'not mine to write')
    reader.push(collected(1_234, 0, 2 ** 40))
    await quiet()
    expect(reader.closed).toBeUndefined()
    expect(reader.refused).toHaveLength(2)
    expect(await world.content(SUMMARY)).toBe(before)
    expect(contentOf(writer.doc, SUMMARY)).toBe(before)
    // It still hears the others.
    writeParagraph(writer.doc, 'world')
    await quiet()
    expect(contentOf(reader.doc, SUMMARY)).toContain('world')
  })

  test('S4 what a person has read stands in their own document, and in no other', async () => {
    const world = new World()
    const mine = { sessionId: 's1', kind: 'mine', personId: 'obs' } as const
    const observer = world.join(mine, member('obs', { role: 'observer', status: 'closed' }))
    const writer = world.join(ANNOTATIONS, member('ann'))
    await quiet()
    observer.doc.getMap('reads').set('ann/1', true)
    observer.doc.getMap('reads').set('bo/ann/1/2', true)
    await quiet()
    expect(observer.saved).toBe(observer.sent)
    expect(observer.closed).toBeUndefined()
    writer.doc.getMap('reads').set('ann/1', true)
    await quiet()
    expect(writer.closed?.code).toBe(4403)
    const wrong = world.join(mine, member('obs', { role: 'observer' }))
    await quiet()
    wrong.doc.getMap('reads').set('ann/1', 'yes')
    await quiet()
    expect(wrong.closed?.code).toBe(4403)
  })

  test('an observer writes into their own notes', async () => {
    const world = new World()
    const document = { sessionId: 's1', kind: 'mine', personId: 'obs' } as const
    const observer = world.join(document, member('obs', { role: 'observer', status: 'closed' }))
    await quiet()
    observer.doc.getMap('annotations').set('obs/1', note('x'))
    await quiet()
    expect(observer.saved).toBe(observer.sent)
  })
})
