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

/** One change somebody could make with a keyboard. */
function edit(doc: Y.Doc, next: ReturnType<typeof random>, word: string): void {
  const root = doc.getXmlFragment('summary')
  if (root.length === 0 || next.chance(0.1)) return void writeParagraph(doc, word)
  const text = (root.get(next.below(root.length)) as Y.XmlElement).get(0) as Y.XmlText
  if (next.chance(0.25) && text.length > 2) return text.delete(next.below(text.length - 1), 1 + next.below(2))
  if (next.chance(0.15) && text.length > 2) {
    return text.format(next.below(text.length - 1), 2, { bold: next.chance(0.5) ? {} : null })
  }
  if (next.chance(0.05)) return root.delete(next.below(root.length), 1)
  text.insert(next.below(text.length + 1), word)
}

/**
 * Four tabs of three people write, the end of the log is lost, and they come back in any order, writing on.
 * @returns what is not as it should be
 */
async function relapse(seed: number): Promise<string[]> {
  const next = random(seed)
  const world = new World()
  const people = ['ann', 'ann', 'bo', 'cy'].map((name) => world.join(SUMMARY, name))
  await quiet()
  for (let step = 0; step < 60; step++) {
    edit(next.pick(people).doc, next, `${step} `)
    if (next.chance(0.5)) await quiet()
  }
  await quiet()
  for (const client of people) client.disconnect()
  // Some also write before they are back.
  for (const client of people) if (next.chance(0.3)) edit(client.doc, next, 'away ')
  const { seq } = await world.log.load('s1/summary')
  const again = await earlier(world, next.below(seq))
  const absent = [...people]
  for (let step = 0; step < 40 || absent.length > 0; step++) {
    if (absent.length > 0 && next.chance(0.2)) {
      absent.splice(next.below(absent.length), 1)[0]!.connect(again.rooms, SUMMARY)
    } else edit(next.pick(people).doc, next, `again ${step} `)
    if (next.chance(0.3)) await quiet()
    else if (next.chance(0.5)) await Promise.resolve()
  }
  await quiet()
  const content = await again.content(SUMMARY)
  const faults = people.flatMap((client, i) => [
    ...(client.closed ? [`${i} was closed with ${client.closed.code} ${client.closed.reason}`] : []),
    ...client.refused.map(({ reason }) => `${i} was refused: ${reason}`),
    ...(client.saved === client.sent ? [] : [`${i} has ${client.saved} of ${client.sent} saved`]),
    ...(contentOf(client.doc, SUMMARY) === content ? [] : [`${i} sees something else`]),
  ])
  if ((await again.restarted().content(SUMMARY)) !== content) faults.push('the log holds something else')
  return faults
}

test('S8 whatever end of the log is lost, all who come back end with the same, saved', async () => {
  const bad: { [seed: number]: string[] } = {}
  for (let seed = 1; seed <= (process.env['LONG'] ? 3_000 : 150); seed++) {
    const faults = await relapse(seed)
    if (faults.length > 0) bad[seed] = faults
  }
  expect(bad).toEqual({})
}, 600_000)

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

test('S8 a document of which nothing can be read says so, and is never an empty one as if it were new', async () => {
  const world = new World()
  const ann = world.join(SUMMARY, 'ann')
  await quiet()
  writeParagraph(ann.doc, 'words')
  await quiet()
  ann.disconnect()
  const again = new World({ log: withoutRows(world.log, () => true) })
  const bo = again.join(SUMMARY, 'bo')
  await quiet()
  expect([contentOf(bo.doc, SUMMARY), bo.damaged]).toEqual(['', true])
})
