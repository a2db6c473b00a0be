/**
 * Seeded: the end of the log is lost, client ids and all, while people go on typing and come back in any order. Everybody
 * who wrote ends with "saved", all have the same, nothing is missing, and no deletion is undone.
 */
import { type DocumentLog, openMemory } from '@lectern/storage'
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import type { DocumentRef } from './index.ts'
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
type Random = ReturnType<typeof random>

/** A log that remembers what it was given, so that its end can be cut off. */
function recorded() {
  const { log } = openMemory()
  const given: Parameters<DocumentLog['append']>[] = []
  const append: DocumentLog['append'] = (...args) => {
    given.push(args)
    return log.append(...args)
  }
  return { log: { ...bound(log), append }, given }
}
const bound = (log: DocumentLog): DocumentLog => ({
  append: (...args) => log.append(...args),
  load: (...args) => log.load(...args),
  snapshot: (...args) => log.snapshot(...args),
})

/** Writes a word, or deletes one. @returns what must be there in the end, and what must not */
function type(client: Client, next: Random, word: string, fates: Map<string, boolean>): void {
  const texts = client.doc
    .getXmlFragment('summary')
    .toArray()
    .flatMap((node) => (node instanceof Y.XmlElement ? node.toArray() : []))
    .filter((node) => node instanceof Y.XmlText)
  const text = texts.length > 0 ? next.pick(texts) : undefined
  if (!text || next.chance(0.05)) {
    fates.set(word, true)
    return void writeParagraph(client.doc, word)
  }
  // oxlint-disable-next-line typescript/no-base-to-string -- an XmlText has its own
  const plain = text
    .toDelta()
    .map(({ insert }: { insert: string }) => insert)
    .join('') as string
  const words = [...plain.matchAll(/\[\d+\]/g)]
  if (words.length > 0 && next.chance(0.3)) {
    const { 0: gone, index } = next.pick(words)
    fates.set(gone, false)
    return text.delete(index, gone.length)
  }
  fates.set(word, true)
  const at = words.length > 0 ? next.pick(words).index : 0
  text.insert(at, word, next.chance(0.1) ? { bold: {} } : undefined)
}

/** Writes, changes or takes back a note of one's own, and has a say on anybody's. */
function annotate(client: Client, next: Random, word: string): void {
  const me = client.member.personId
  const notes = client.doc.getMap('annotations')
  const key = `${me}/${next.below(4)}`
  if (next.chance(0.3)) notes.delete(key)
  else notes.set(key, note(word))
  const all = [...notes.keys()]
  if (all.length > 0 && next.chance(0.3)) {
    const reactions = client.doc.getMap('reactions')
    const reaction = `${me}/${next.pick(all)}/👍`
    if (reactions.has(reaction)) reactions.delete(reaction)
    else reactions.set(reaction, true)
  }
}

async function history(document: DocumentRef, seed: number): Promise<void> {
  const next = random(seed)
  const { log, given } = recorded()
  const world = new World({ log })
  const people: Client[] = ['ann', 'bo', 'cy', 'cy'].map((name) => world.join(document, name))
  await quiet()
  const fates = new Map<string, boolean>()
  let n = 0
  const act = (client: Client) =>
    document.kind === 'summary' ? type(client, next, `[${++n}]`, fates) : annotate(client, next, `${++n}`)
  for (let step = 0; step < 40; step++) {
    act(next.pick(people))
    if (next.chance(0.6)) await quiet()
  }
  await quiet()
  for (const client of people) client.disconnect()

  const rest = openMemory().log
  for (const args of given.slice(0, next.below(given.length))) await rest.append(...args)
  const again = new World({ log: rest })
  const coming = [...people].sort(() => next.below(3) - 1)
  for (let step = 0; step < 30; step++) {
    if (next.chance(0.3) && coming.length > 0) coming.pop()!.connect(again.rooms, document)
    act(next.pick(people))
    if (next.chance(0.3)) await quiet()
  }
  for (const client of coming) client.connect(again.rooms, document)
  await quiet()
  const content = await again.content(document)
  for (const client of people) {
    const { personId } = client.member
    expect([client.closed, client.refused], `seed ${seed}: ${personId}`).toEqual([undefined, []])
    expect(client.saved, `seed ${seed}: ${personId} is saved`).toBe(client.sent)
    expect(contentOf(client.doc, document), `seed ${seed}: ${personId} has the same`).toBe(content)
  }
  for (const [word, stays] of fates) expect(content.includes(word), `seed ${seed}: ${word}`).toBe(stays)
  expect(await again.restarted().content(document), `seed ${seed}, from storage`).toBe(content)
  expect(again.errors, `seed ${seed}`).toEqual([])
}

test.each([SUMMARY, ANNOTATIONS])(
  'S8 of a log that was cut off everything comes back, in whatever order people do ($kind)',
  async (document) => {
    for (let seed = 1; seed <= (LONG ? 2_000 : 40); seed++) await history(document, seed)
  },
  3_600_000,
)
