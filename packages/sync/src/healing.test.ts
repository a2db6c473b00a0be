/** Storage lost rows nobody can miss, or an older copy was put in its place: those who have them bring them back. */
import { type DocumentLog, openMemory } from '@lectern/storage'
import type * as Y from 'yjs'
import { describe, expect, test } from 'vitest'
import { CLOSE } from './index.ts'
import { contentOf, quiet, random, SUMMARY, World, writeParagraph } from './testing/world.ts'

/** The same storage as it was after `rows` rows. */
async function earlier(world: World, rows: number): Promise<World> {
  const { rows: kept, writers } = await world.log.load('s1/summary')
  const { log } = openMemory()
  await log.append('s1/summary', kept.slice(0, rows), [...writers])
  return new World({ log })
}

const firstText = (doc: Y.Doc) => (doc.getXmlFragment('summary').get(0) as Y.XmlElement).get(0) as Y.XmlText

describe('S8 what storage lost comes back from those who have it', () => {
  test('people whose words build on one another’s all come back, nobody is sent away, and everything is saved', async () => {
    const world = new World()
    const people = ['ann', 'bo', 'cy'].map((name) => world.join(SUMMARY, name))
    await quiet()
    const next = random(5)
    writeParagraph(people[0]!.doc, 'start ')
    await quiet()
    for (let i = 0; i < 90; i++) {
      const { doc } = people[i % 3]!
      const text = firstText(doc)
      if (i % 10 === 9) text.delete(next.below(text.length), 1)
      else text.insert(next.below(text.length), `${i} `)
      if (i % 20 === 0) writeParagraph(doc, `paragraph ${i}`)
      await quiet()
    }
    const whole = contentOf(people[0]!.doc, SUMMARY)
    for (const client of people) client.disconnect()
    for (const rows of [0, 1, 17, 60]) {
      const again = await earlier(world, rows)
      for (const client of people) client.connect(again.rooms, SUMMARY)
      await quiet()
      expect(await again.content(SUMMARY)).toBe(whole)
      for (const client of people) {
        expect([client.closed, client.refused, client.saved]).toEqual([undefined, [], client.sent])
        expect(contentOf(client.doc, SUMMARY)).toBe(whole)
        client.disconnect()
      }
      expect(await again.restarted().content(SUMMARY)).toBe(whole)
    }
  })

  test('until the author is back nobody is told that it is saved, and nobody can bring it in their name', async () => {
    const world = new World()
    const [ann, bo] = [world.join(SUMMARY, 'ann'), world.join(SUMMARY, 'bo')]
    await quiet()
    writeParagraph(ann.doc, 'by ann ')
    await quiet()
    firstText(bo.doc).insert(3, 'bo and ')
    await quiet()
    for (const client of [ann, bo]) client.disconnect()
    const again = await earlier(world, 0)
    bo.connect(again.rooms, SUMMARY)
    await quiet()
    expect([bo.closed, bo.saved, await again.content(SUMMARY)]).toEqual([undefined, 0, ''])
    ann.connect(again.rooms, SUMMARY)
    await quiet()
    expect(await again.content(SUMMARY)).toContain('by bo and ann')
    expect([bo.saved, ann.saved]).toEqual([bo.sent, ann.sent])
  })

  test('what is forged in a full sync is refused as ever', async () => {
    const world = new World()
    const ann = world.join(SUMMARY, 'ann')
    const mallory = world.join(SUMMARY, 'mal', { mute: true })
    await quiet()
    writeParagraph(ann.doc, 'hello')
    await quiet()
    mallory.doc.getMap('annotations').set('ann/1', 'evil')
    await quiet()
    expect(mallory.closed?.code).toBe(CLOSE.notAllowed)
    expect(await world.content(SUMMARY)).toBe('<paragraph>hello</paragraph>')
  })
})

/** The same storage, in which some rows cannot be read. */
function withoutRows(log: DocumentLog, lost: (seq: number) => boolean): DocumentLog {
  return {
    append: (...args) => log.append(...args),
    snapshot: (...args) => log.snapshot(...args),
    load: async (doc) => {
      const stored = await log.load(doc)
      const damaged = stored.rows.filter(({ seq }) => lost(seq)).map(({ seq }) => `row ${seq}`)
      return { ...stored, rows: stored.rows.filter(({ seq }) => !lost(seq)), damaged }
    },
  }
}

describe('S8 damage is told to those who asked for acknowledgements', () => {
  test('from the first moment until what builds on it is whole, and no longer by a server started later', async () => {
    const world = new World()
    const [ann, bo] = [world.join(SUMMARY, 'ann'), world.join(SUMMARY, 'bo')]
    await quiet()
    for (let i = 0; i < 6; i++) {
      if (i === 0) writeParagraph(ann.doc, 'start ')
      else firstText(ann.doc).insert(2, `${i} `)
      await quiet()
    }
    const whole = contentOf(ann.doc, SUMMARY)
    expect([ann.damaged, bo.damaged]).toEqual([[], []])
    for (const client of [ann, bo]) client.disconnect()

    const again = new World({ log: withoutRows(world.log, (seq) => seq === 3) })
    const stock = again.join(SUMMARY, 'dan', { acks: false })
    const cy = again.join(SUMMARY, 'cy')
    bo.connect(again.rooms, SUMMARY)
    await quiet()
    expect([cy.damaged, bo.damaged, stock.damaged]).toEqual([[true], [true], []])
    ann.connect(again.rooms, SUMMARY)
    await quiet()
    expect([cy.damaged, bo.damaged, ann.damaged]).toEqual([
      [true, false],
      [true, false],
      [true, false],
    ])
    for (const { doc } of [ann, bo, cy, stock]) expect(contentOf(doc, SUMMARY)).toBe(whole)

    const later = again.restarted().join(SUMMARY, 'eve')
    await quiet()
    expect([later.damaged, contentOf(later.doc, SUMMARY)]).toEqual([[], whole])
  })

  test('a document of which nothing can be read says so, and is never an empty one as if it were new', async () => {
    const world = new World()
    const ann = world.join(SUMMARY, 'ann')
    await quiet()
    writeParagraph(ann.doc, 'words')
    await quiet()
    ann.disconnect()
    const again = new World({ log: withoutRows(world.log, () => true) })
    const bo = again.join(SUMMARY, 'bo')
    await quiet()
    expect([contentOf(bo.doc, SUMMARY), bo.damaged]).toEqual(['', [true]])
  })
})
