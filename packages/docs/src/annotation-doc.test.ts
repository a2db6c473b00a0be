/** The annotations document: what its keys mean, who may touch them, and how entries are read. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  ANNOTATION_ROOTS,
  annotationKey,
  deleteAnnotation,
  MINE_ROOTS,
  ownerOf,
  reactionKey,
  readAnnotations,
  replyKey,
  rootMap,
  type Writer,
} from './index.ts'

const at = (minute: number) => `2026-11-22T10:${String(minute).padStart(2, '0')}:00.000Z`
const body = (value: string) => ({ type: 'TextualBody', value, format: 'text/markdown' })
const annotation = (start: number, minute: number, source = 'text-a') => ({
  target: {
    source,
    selector: [
      { type: 'TextPositionSelector', start, end: start + 4 },
      { type: 'TextQuoteSelector', exact: 'four' },
    ],
  },
  motivation: 'commenting',
  body: body('a thought'),
  created: at(minute),
  modified: at(minute),
})
const reply = (value: string, minute: number) => ({
  body: body(value),
  created: at(minute),
  modified: at(minute),
})

/** A document in which ann commented twice and ben answered. */
function discussion(): Y.Doc {
  const doc = new Y.Doc()
  const [first, second] = [annotationKey('ann', 'n1'), annotationKey('ann', 'n2')]
  rootMap(doc, 'annotations').set(first, annotation(50, 1))
  rootMap(doc, 'annotations').set(second, annotation(10, 2))
  rootMap(doc, 'replies').set(replyKey('ben', first, 'r2'), reply('later', 9))
  rootMap(doc, 'replies').set(replyKey('ann', first, 'r1'), reply('sooner', 5))
  rootMap(doc, 'reactions').set(reactionKey('ben', first, '👍'), true)
  rootMap(doc, 'status').set(first, { resolved: true, by: 'ben', at: at(10) })
  rootMap(doc, 'moderation').set(replyKey('ben', first, 'r2'), { hidden: true, by: 'host', at: at(11) })
  return doc
}

test('an annotation is read with its replies by time, reactions, resolution and moderation', () => {
  const [second, first] = readAnnotations(discussion())
  expect(second).toMatchObject({ key: 'ann/n2', personId: 'ann', replies: [], reactions: [] })
  expect(first).toMatchObject({ key: 'ann/n1', status: { resolved: true, by: 'ben' } })
  expect(first!.replies.map((entry) => entry.body.value)).toEqual(['sooner', 'later'])
  expect(first!.replies.map((entry) => entry.moderation?.hidden)).toEqual([undefined, true])
  expect(first!.reactions).toEqual([{ personId: 'ben', emoji: '👍' }])
})

test('they come in the order of the text, then position, then time', () => {
  const doc = new Y.Doc()
  const map = rootMap(doc, 'annotations')
  map.set('ann/late', annotation(10, 9))
  map.set('ann/other', annotation(0, 1, 'text-b'))
  map.set('ben/early', annotation(10, 3))
  map.set('ann/front', annotation(2, 5))
  expect(readAnnotations(doc).map((entry) => entry.key)).toEqual([
    'ann/front',
    'ben/early',
    'ann/late',
    'ann/other',
  ])
})

test('entries of a foreign program that do not parse are left out and break nothing', () => {
  const doc = discussion()
  rootMap(doc, 'annotations').set('ann/bad', { target: 'nowhere' })
  rootMap(doc, 'annotations').set('no-owner', annotation(0, 0))
  rootMap(doc, 'annotations').set('__proto__', { polluted: true })
  rootMap(doc, 'replies').set('ben/ann/n1/bad', { body: '<script>' })
  rootMap(doc, 'replies').set('ben/ann/gone/r1', reply('to nobody', 1))
  rootMap(doc, 'reactions').set('ben/ann/n1/x y', true)
  rootMap(doc, 'status').set('ann/n2', 'done')
  const all = readAnnotations(doc)
  expect(all.map((entry) => entry.key)).toEqual(['ann/n2', 'ann/n1'])
  expect(all[0]!.status).toBeUndefined()
  expect(all[1]!.replies).toHaveLength(2)
  expect(all[1]!.reactions).toHaveLength(1)
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})

test('deleting takes my own words under it too, leaves what others wrote, and is one step to undo', () => {
  const doc = discussion()
  const me = {}
  const undo = new Y.UndoManager(
    ['annotations', 'replies', 'reactions'].map((root) => rootMap(doc, root)),
    {
      trackedOrigins: new Set([me]),
    },
  )
  deleteAnnotation(doc, 'ann', 'ann/n1', me)
  expect(readAnnotations(doc).map((entry) => entry.key)).toEqual(['ann/n2'])
  expect([...rootMap(doc, 'replies').keys()]).toEqual(['ben/ann/n1/r2'])
  expect([...rootMap(doc, 'reactions').keys()]).toEqual(['ben/ann/n1/👍'])
  undo.undo()
  expect(readAnnotations(doc)).toEqual(readAnnotations(discussion()))
})

const writer = (
  personId: string,
  role: Writer['role'] = 'participant',
  status: Writer['status'] = 'open',
): Writer => ({
  personId,
  role,
  status,
})

test.each([
  ['annotations', 'ann/n1', writer('ann'), true],
  ['annotations', 'ann/n1', writer('an'), false],
  ['annotations', 'ann/n1', writer('ben', 'host'), false],
  ['replies', 'ben/ann/n1/r1', writer('ben'), true],
  ['replies', 'ben/ann/n1/r1', writer('ann'), false],
  ['reactions', 'ben/ann/n1/👍', writer('ben'), true],
  ['status', 'ann/n1', writer('ben'), true],
  ['moderation', 'ann/n1', writer('ann'), false],
  ['moderation', 'ann/n1', writer('ben', 'host'), true],
  ['moderation', 'ann/n1', writer('ben', 'host', 'closed'), false],
])('in %s, may the key %s be touched by %o: %s', (root, key, who, may) => {
  expect(ownerOf(key)).toBe(key.split('/')[0])
  expect(ANNOTATION_ROOTS[root]!.mayTouch(who, key)).toBe(may)
})

test('what a person has read is kept in their own document only, by the keys of notes and replies', () => {
  expect(ANNOTATION_ROOTS['reads']).toBeUndefined()
  const law = MINE_ROOTS['reads']!
  expect(['ann/n1', 'ben/ann/n1/r1', 'ann', 'ann/n1/x'].map((one) => law.key.test(one))).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect([law.value.safeParse(true).success, law.value.safeParse(1).success]).toEqual([true, false])
  expect(law.mayTouch(writer('ben', 'observer', 'closed'), 'ann/n1')).toBe(true)
})

test.each([
  ['annotations', 'ann/n1', 'ann'],
  ['annotations', 'ann/n1', 'ann/n1/x'],
  ['annotations', 'ann/n1', 'a nn/n1'],
  ['annotations', 'ann/n1', `${'a'.repeat(65)}/n1`],
  ['replies', 'ben/ann/n1/r1', 'ben/ann/n1'],
  ['reactions', 'ben/ann/n1/👍', 'ben/ann/n1/'],
  ['reactions', 'ben/ann/n1/👍', `ben/ann/n1/${'!'.repeat(17)}`],
  ['status', 'ann/n1', 'ann/n1/r1'],
  ['moderation', 'ben/ann/n1/r1', 'ben/ann/n1'],
])('in %s, %s is a key and %s is none', (root, good, bad) => {
  expect(ANNOTATION_ROOTS[root]!.key.test(good)).toBe(true)
  expect(ANNOTATION_ROOTS[root]!.key.test(bad)).toBe(false)
})
