/**
 * Each of these attacks works on a stock Yjs server, where whoever may connect may do everything, and fails on this one.
 * Both are given the same frames by the same clients. A case says whether harm was done.
 */
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { Allowances } from '../../packages/sync/src/index.ts'
import { collected, deletes, MALLORY, mine, VICTIM } from '../../packages/sync/src/testing/blows.ts'
import { craft, type Id, item, type StructSpec } from '../../packages/sync/src/testing/craft.ts'
import { StockServer } from '../../packages/sync/src/testing/stock.ts'
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
} from '../../packages/sync/src/testing/world.ts'

type Stage = {
  /** Wrote "hello" under client id 42, and is called vic. */
  victim: Client
  bystander: Client
  /** A participant who may write. */
  mallory: Client
  /** Of the victim's paragraph, its text, the last character; the victim's next clock. */
  paragraph: Id
  text: Id
  last: Id
  next: number
  /** The victim goes away, types this, and comes back later. */
  away(words: string): void
  back(): void
  /** What the bystander sees. */
  shown(): string
  join(who: Parameters<typeof member>, doc?: Y.Doc): Promise<Client>
}
type Case = [name: string, harm: (stage: Stage) => Promise<boolean>]

const idOf = (type: unknown): Id => [VICTIM, (type as Y.XmlElement)._item!.id.clock]

async function stage(kind: 'stock' | 'real'): Promise<Stage & { close(): Promise<void> }> {
  const world = new World({ allowances: new Allowances() })
  const stock = new StockServer()
  const server = kind === 'stock' ? stock : world.rooms
  const join = async (who: Parameters<typeof member>, doc = new Y.Doc(), mute = false) => {
    const client = new Client(member(...who), { doc, mute })
    client.connect(server, SUMMARY)
    await quiet()
    return client
  }
  const doc = new Y.Doc()
  doc.clientID = VICTIM
  const victim = await join(['vic'], doc)
  const bystander = await join(['bea'])
  const text = writeParagraph(doc, 'hello')
  await quiet()
  const mallory = await join(['mal'], new Y.Doc(), true)
  const next = Y.getState(doc.store, VICTIM)
  return {
    victim,
    bystander,
    mallory,
    paragraph: idOf(doc.getXmlFragment('summary').get(0)),
    text: idOf(text),
    last: [VICTIM, next - 1],
    next,
    away: (words) => {
      victim.disconnect()
      text.insert(text.length, words)
    },
    back: () => victim.connect(server, SUMMARY),
    shown: () => contentOf(bystander.doc, SUMMARY),
    join: (who, doc) => join(who, doc),
    close: async () => {
      for (const client of [victim, bystander]) client.awareness?.destroy()
      stock.close()
      await world.rooms.close()
    },
  }
}

/** Sends it while the victim types without a connection. @returns whether the victim's words were lost */
const whileAway = (update: (s: Stage) => Uint8Array) => async (s: Stage) => {
  s.away(' offline words')
  s.mallory.push(update(s))
  await quiet()
  s.back()
  await quiet()
  return !s.shown().includes('hello offline words') || s.shown() !== contentOf(s.victim.doc, SUMMARY)
}
/** @returns whether others see what matches */
const plants = (update: (s: Stage) => Uint8Array, mark: RegExp) => async (s: Stage) => {
  s.mallory.push(update(s))
  await quiet()
  return mark.test(s.shown())
}

const awarenessOf = (entries: [client: number, clock: number, state: string][]): Uint8Array => {
  const bytes: number[] = []
  const uint = (n: number) => {
    for (; n > 127; n = Math.floor(n / 128)) bytes.push((n % 128) | 128)
    bytes.push(n)
  }
  uint(entries.length)
  for (const [client, clock, state] of entries) {
    uint(client)
    uint(clock)
    uint(Buffer.byteLength(state))
    bytes.push(...Buffer.from(state))
  }
  const body = bytes.splice(0)
  bytes.push(1)
  uint(body.length)
  return Uint8Array.from([...bytes, ...body])
}

const CASES: Case[] = [
  [
    'text under the victim’s id takes the place of what the victim types',
    whileAway((s) => item(VICTIM, s.next, { left: s.last, holds: { string: 'xxxxx' } })),
  ],
  [
    'ten bytes of "collected" under the victim’s id erase it on the victim’s own screen',
    whileAway((s) => collected(VICTIM, s.next, 2 ** 31)),
  ],
  [
    'a deletion of what the victim has not typed yet waits for it',
    whileAway((s) => deletes({ client: VICTIM, ranges: [[s.next, 2 ** 31]] })),
  ],
  [
    'text at a future clock of the victim goes off later',
    async (s) => {
      s.mallory.push(item(VICTIM, s.next + 4, { left: s.last, holds: { string: 'POISON' } }))
      await quiet()
      const text = s.victim.doc.getXmlFragment('summary').get(0) as Y.XmlElement
      for (const letter of '12345678') (text.get(0) as Y.XmlText).insert(0, letter)
      await quiet()
      return /POISON/.test(s.shown()) || !s.shown().includes('87654321hello')
    },
  ],
  [
    'an update that is cut short is half applied',
    plants(
      (s) =>
        craft(
          [{ client: MALLORY, clock: 0, structs: [{ left: s.last, holds: { string: 'half' } }] }],
          [{ client: MALLORY, ranges: [[0, 1]] }],
        ).slice(0, -1),
      /half/,
    ),
  ],
  [
    'a paragraph in a paragraph, which editors delete with all that is in it',
    plants((s) => mine({ parent: s.paragraph, holds: { element: 'paragraph' } }), /<paragraph>.*<paragraph>/),
  ],
  [
    'a node the schema lacks',
    plants(() => mine({ parent: 'summary', holds: { element: 'script' } }), /<script>/),
  ],
  [
    'a link that runs a script',
    plants((s) => {
      const link: StructSpec = { left: s.last, holds: { format: ['link', { href: 'javascript:alert(1)' }] } }
      return craft([
        { client: MALLORY, clock: 0, structs: [link, { left: [MALLORY, 0], holds: { string: 'x' } }] },
      ])
    }, /javascript:/),
  ],
  [
    'an attribute in two parts breaks the server’s document: nothing anybody types arrives any more',
    async (s) => {
      s.mallory.push(
        craft([
          {
            client: MALLORY,
            clock: 0,
            structs: [
              { parent: 'summary', holds: { element: 'citation' } },
              { parent: [MALLORY, 0], key: 'label', holds: { any: ['a', 'b'] } },
              { left: [MALLORY, 1], holds: { any: ['c'] } },
            ],
          },
        ]),
      )
      s.mallory.push(deletes({ client: MALLORY, ranges: [[0, 1]] }))
      await quiet()
      writeParagraph(s.victim.doc, 'still here')
      await quiet()
      return !s.shown().includes('still here')
    },
  ],
  [
    'a lie about neighbours makes two people read different texts for good',
    async (s) => {
      const letter = (n: number): Id => [VICTIM, s.last[1] - 4 + n]
      s.victim.disconnect()
      const paragraph = s.victim.doc.getXmlFragment('summary').get(0) as Y.XmlElement
      ;(paragraph.get(0) as Y.XmlText).insert(1, 'B')
      // Says that it stood between "l" and the "e" before it.
      s.mallory.push(item(MALLORY, 0, { left: letter(3), right: letter(1), holds: { string: 'm' } }))
      await quiet()
      s.back()
      await quiet()
      return s.shown() !== contentOf(s.victim.doc, SUMMARY)
    },
  ],
  [
    'the victim’s name is worn by another, at a clock the victim never reaches',
    async (s) => {
      const state = JSON.stringify({ user: { name: 'Eve', id: 'vic' } })
      s.mallory.transmit(awarenessOf([[VICTIM, 2 ** 50, state]]))
      await quiet()
      s.victim.awareness!.setLocalStateField('selection', 1)
      await quiet()
      const { user } = (s.bystander.awareness!.getStates().get(VICTIM) ?? {}) as { user?: { name: string } }
      return user?.name === 'Eve'
    },
  ],
  [
    'a thousand people who are not there',
    async (s) => {
      s.mallory.transmit(awarenessOf(Array.from({ length: 1_000 }, (_, i) => [1_000 + i, 1, '{"a":1}'])))
      await quiet()
      return s.bystander.awareness!.getStates().size > 100
    },
  ],
  [
    'four bytes fetch the whole document, a thousand times',
    async (s) => {
      for (let n = 0; n < 1_000; n++) s.mallory.transmit(Uint8Array.of(0, 0, 1, 0))
      await quiet()
      return s.mallory.received.filter((kind) => kind === 'sync1').length >= 1_000
    },
  ],
  [
    'thousands of deletions of the same words make work',
    async (s) => {
      const ranges: [number, number][] = Array.from({ length: 5_000 }, () => [0, 1])
      s.mallory.push(deletes({ client: VICTIM, ranges }))
      await quiet()
      return !s.mallory.closed
    },
  ],
  [
    'a reader’s editor with an older schema deletes what it does not know',
    async (s) => {
      const reader = await s.join(['obs', { role: 'observer' }])
      reader.doc.getXmlFragment('summary').delete(0, 1)
      await quiet()
      reader.awareness?.destroy()
      return !s.shown().includes('hello')
    },
  ],
  [
    'roots without number',
    async (s) => {
      const roots = Array.from({ length: 500 }, (_, i) => ({
        parent: `r${i}`,
        key: 'x',
        holds: { any: [1] },
      }))
      s.mallory.push(craft([{ client: MALLORY, clock: 0, structs: roots }]))
      await quiet()
      return s.bystander.doc.share.size > 100
    },
  ],
]

describe('the summary and presence', () => {
  test.each(CASES)('%s: on a stock server, and not here', async (_, harm) => {
    const [stock, real] = [await stage('stock'), await stage('real')]
    try {
      expect({ stock: await harm(stock) }).toEqual({ stock: true })
      expect({ real: await harm(real) }).toEqual({ real: false })
    } finally {
      await Promise.all([stock.close(), real.close()])
    }
  })
})

const entry = (root: string, key: string, value: unknown) =>
  mine({ parent: root, key, holds: { any: [value] } })

describe('the annotations', () => {
  const at = '2026-11-22T10:00:00.000Z'
  const ATTACKS: [name: string, update: (id: Id) => Uint8Array, harm: (doc: Y.Doc) => boolean][] = [
    [
      'overwrites what the victim wrote',
      // Of two who write at the same time the higher client id stays.
      () => item(2 * VICTIM, 0, { parent: 'annotations', key: 'vic/1', holds: { any: [note('forged')] } }),
      (doc) => JSON.stringify(doc.getMap('annotations').get('vic/1')).includes('forged'),
    ],
    [
      'overwrites it without naming it',
      (id) => mine({ left: id, holds: { any: [note('forged')] } }),
      (doc) => JSON.stringify(doc.getMap('annotations').get('vic/1')).includes('forged'),
    ],
    [
      'deletes it',
      ([client, clock]) => deletes({ client, ranges: [[clock, 1]] }),
      (doc) => !doc.getMap('annotations').has('vic/1'),
    ],
    [
      'speaks in the name of one who is not here',
      () => entry('annotations', 'bo/1', note('by bo')),
      (doc) => doc.getMap('annotations').has('bo/1'),
    ],
    [
      'hides it without being host',
      () => entry('moderation', 'vic/1', { hidden: true, by: 'mal', at }),
      (doc) => doc.getMap('moderation').has('vic/1'),
    ],
    [
      'gives every object of the program a field',
      () => entry('annotations', '__proto__', { role: 'host' }),
      (doc) => (doc.getMap('annotations').toJSON() as { role?: string }).role === 'host',
    ],
  ]
  test.each(ATTACKS)('%s: on a stock server, and not here', async (_, update, harm) => {
    const done: Record<string, boolean> = {}
    const world = new World()
    const stock = new StockServer()
    for (const [name, server] of [
      ['stock', stock],
      ['real', world.rooms],
    ] as const) {
      const doc = new Y.Doc()
      doc.clientID = VICTIM
      const victim = new Client(member('vic'), { doc, mute: true })
      victim.connect(server, ANNOTATIONS)
      await quiet()
      doc.getMap('annotations').set('vic/1', note('mine'))
      await quiet()
      const mallory = new Client(member('mal'), { mute: true })
      mallory.connect(server, ANNOTATIONS)
      await quiet()
      const { id } = doc.getMap('annotations')._map.get('vic/1')!
      mallory.push(update([id.client, id.clock]))
      await quiet()
      done[name] = harm(victim.doc)
    }
    stock.close()
    await world.rooms.close()
    expect(done).toEqual({ stock: true, real: false })
  })
})
