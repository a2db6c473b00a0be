/** T34–T35: through all revisions of a session, with the places that were chosen. */
import type { Revision } from '@lectern/model'
import { expect, test } from 'vitest'
import { Carrier, describe, pathOf } from './index.ts'

const NIGHT = 'Lamps were lit in every window of the long street that night.'
const RIVER = 'The river had risen by a foot since noon and nobody slept.'
const TEXTS: { [id: string]: string } = {
  a: `${NIGHT} We shall read. ${RIVER}`,
  // A refrain came in: which of the two was meant?
  b: `${NIGHT} We shall read. We shall read. ${RIVER}`,
  c: `It was May. ${NIGHT} We shall read. We shall read. ${RIVER}`,
  gone: `${NIGHT} ${RIVER}`,
}
const revision = (from: string, to: string, choices: Revision['choices'] = {}): Revision => ({
  from,
  to,
  at: '2026-11-25T10:00:00.000Z',
  by: 'host',
  choices,
})
const note = (text: string, words: string) => {
  const start = TEXTS[text]!.indexOf(words)
  return { source: text, selector: describe(TEXTS[text]!, start, start + words.length) }
}
const carrier = (textIds: string[], ...revisions: Revision[]) =>
  new Carrier({ textIds, revisions }, (id) => TEXTS[id])
const words = (standing: ReturnType<Carrier['place']>) =>
  standing.verdict === 'found'
    ? TEXTS[standing.textId]!.slice(standing.start, standing.end)
    : standing.verdict

const [read, risen] = [note('a', 'We shall read.'), note('a', 'risen by a foot')]

test('T34 without a revision everything stands in its own text, or nowhere', () => {
  expect(carrier(['a']).place(risen)).toMatchObject({ verdict: 'found', textId: 'a', carried: false })
  expect(carrier(['b']).place(risen)).toEqual({ verdict: 'lost' })
})

test('T34 through several revisions, and back again, a passage is found where it stands now', () => {
  const there = carrier(['c'], revision('a', 'b'), revision('b', 'c'))
  expect(there.place(risen)).toMatchObject({ verdict: 'found', textId: 'c', carried: true })
  expect(words(there.place(risen))).toBe('risen by a foot')
  expect(words(there.passage({ textId: 'b', start: 0, end: NIGHT.length }))).toBe(NIGHT)
  const back = carrier(['a'], revision('a', 'b'), revision('b', 'a'))
  expect(back.place(risen)).toMatchObject({ textId: 'a', carried: false })
  expect(words(back.place(note('b', 'Lamps were lit')))).toBe('Lamps were lit')
  // The text that took its place was taken out of the session.
  expect(carrier(['gone'], revision('a', 'b'), revision('b', 'a')).place(risen)).toEqual({ verdict: 'lost' })
})

test('T34 what a text lost stands again where a later one has it again', () => {
  const again = carrier(['c'], revision('a', 'gone'), revision('gone', 'c'))
  expect(carrier(['gone'], revision('a', 'gone')).place(read).verdict).toBe('lost')
  expect(again.place(read).verdict).toBe('ambiguous')
})

test('T35 an uncertain place stays so through revisions until it is chosen', () => {
  expect(carrier(['b'], revision('a', 'b')).place(read, 'ann/1')).toMatchObject({
    verdict: 'ambiguous',
    places: [{}, {}],
  })
  expect(carrier(['c'], revision('a', 'b'), revision('b', 'c')).place(read, 'ann/1').verdict).toBe(
    'ambiguous',
  )
  const start = TEXTS['b']!.lastIndexOf('We shall')
  const chosen = revision('a', 'b', { 'ann/1': { start, end: start + 14 } })
  expect(carrier(['b'], chosen).place(read, 'ann/1')).toMatchObject({ start })
  expect(carrier(['b'], chosen).place(read, 'bo/1').verdict).toBe('ambiguous')
  const on = carrier(['c'], chosen, revision('b', 'c')).place(read, 'ann/1')
  expect(on).toMatchObject({ verdict: 'found', textId: 'c', start: TEXTS['c']!.lastIndexOf('We shall') })
})

test('T35 what was chosen to be nowhere stays nowhere', () => {
  const none = revision('a', 'b', { 'ann/1': null })
  expect(carrier(['b'], none).place(risen, 'ann/1')).toEqual({ verdict: 'lost', textId: 'b' })
  expect(carrier(['c'], none, revision('b', 'c')).place(risen, 'ann/1')).toEqual({
    verdict: 'lost',
    textId: 'c',
  })
})

const ids = (textIds: string[], ...path: [string, string][]) =>
  pathOf({ textIds, revisions: path.map(([from, to]) => revision(from, to)) }, 'a')?.map(({ to }) => to)

test('T34 the revisions that lead to a text of the session, whatever was replaced by what', () => {
  expect(ids(['a'])).toEqual([])
  expect(ids(['b'])).toBeUndefined()
  expect(ids(['c'], ['a', 'b'], ['b', 'c'])).toEqual(['b', 'c'])
  expect(ids(['c'], ['a', 'b'], ['b', 'a'], ['a', 'c'])).toEqual(['c'])
  expect(ids([], ['a', 'b'], ['b', 'a'])).toBeUndefined()
})
