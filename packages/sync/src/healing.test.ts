/** Storage lost rows nobody can miss, or an older copy was put in its place: those who have them bring them back. */
import { openMemory } from '@lectern/storage'
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
