/** What can be found follows what is there, and what a host hid is not there. */
import type { Annotation, Text } from '@lectern/model'
import { expect, test } from 'vitest'
import { Findable } from './findable.ts'

const canonical = 'Read me\n\nFirst, the strategic layout.\n\nShare this page'
const text = {
  id: 't1',
  canonical,
  blocks: [
    { kind: 'heading', start: 0, end: 7 },
    { kind: 'paragraph', start: 9, end: 37 },
    { kind: 'paragraph', start: 39, end: canonical.length },
  ],
  exclusions: [{ start: 39, end: canonical.length, reason: 'site-button' }],
} as unknown as Text
const note = (key: string, value: string, more: Partial<Annotation> = {}) =>
  ({ key, personId: 'ann', body: { value }, replies: [], reactions: [], ...more }) as unknown as Annotation
const hidden = { hidden: true, by: 'host', at: '2026-11-25T10:00:00.000Z' }

const ids = (findable: Findable, query: string) =>
  Object.values(findable.search(query, 10)).flatMap(({ found }) => found.map(({ id }) => id))

test('texts without what is folded away, notes with their tags, replies, blocks of the summary', () => {
  const findable = new Findable()
  const replies = [{ key: 'bo/ann/1/r', personId: 'bo', body: { value: 'an answer' } }] as never
  findable.follow({
    texts: [text],
    notes: [note('ann/1', 'a remark', { tags: ['history'], replies })],
    summary: ['We agree'],
  })
  const { text: inText } = findable.search('strategic layout', 10)
  expect(inText.found[0]?.passage).toEqual({ textId: 't1', start: 20, end: 29 })
  expect(ids(findable, 'share')).toEqual([])
  expect(ids(findable, 'history')).toEqual(['{"kind":"note","key":"ann/1"}'])
  expect(ids(findable, 'answer')).toEqual(['{"kind":"reply","key":"bo/ann/1/r","under":"ann/1"}'])
  expect(ids(findable, 'agree')).toEqual(['{"kind":"summary","block":0}'])
})

test('what changed is found as it is now; what is hidden or gone is not', () => {
  const findable = new Findable()
  const follow = (...notes: Annotation[]) => findable.follow({ texts: [], notes, summary: [] })
  follow(note('ann/1', 'before'), note('ann/2', 'kept'))
  follow(note('ann/1', 'after'), note('ann/2', 'kept', { moderation: hidden }))
  expect([ids(findable, 'before'), ids(findable, 'kept'), ids(findable, 'after').length]).toEqual([[], [], 1])
  follow()
  expect(ids(findable, 'after')).toEqual([])
})

test('no more than asked for, and of how many', () => {
  const findable = new Findable()
  findable.follow({
    texts: [],
    notes: Array.from({ length: 30 }, (_, i) => note(`ann/${i}`, 'same')),
    summary: [],
  })
  const { note: group } = findable.search('same', 12)
  expect([group.found.length, group.of]).toEqual([12, 30])
})
