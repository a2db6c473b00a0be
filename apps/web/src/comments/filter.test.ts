/** Choosing among notes: what fits, in which order, and what waits. */
import { expect, test } from 'vitest'
import { choices, fitsOf, holdBack, NO_FILTER, NO_KIND, ordered } from './filter.ts'
import { inboxOf } from './inbox.ts'
import type { PlacedNote } from './notes.ts'
import type { Filter } from './sieve.ts'
import { unreadOf } from './unread.ts'

let clock = 0
const at = () => new Date(Date.UTC(2026, 0, 1, 0, clock++)).toISOString()
const body = (value: string) => ({ type: 'TextualBody', value, format: 'text/markdown' }) as const

function note(key: string, words: string, more: Partial<PlacedNote> = {}): PlacedNote {
  const created = at()
  const [start, end] = [10, 20]
  return {
    key,
    personId: key.split('/')[0]!,
    target: {
      source: 'speech',
      selector: [
        { type: 'TextPositionSelector', start, end },
        { type: 'TextQuoteSelector', exact: 'the long road', prefix: '', suffix: '' },
      ],
    },
    motivation: 'commenting',
    body: body(words),
    created,
    modified: created,
    replies: [],
    reactions: [],
    textId: 'speech',
    start,
    end,
    ...more,
  }
}
const reply = (key: string, words: string, hidden = false) => {
  const created = at()
  return {
    key,
    personId: key.split('/')[0]!,
    body: body(words),
    created,
    modified: created,
    ...(hidden && { moderation: { hidden, by: 'hana', at: created } }),
  }
}
const NOTHING: ReadonlySet<string> = new Set()
const known = { me: 'me', cited: [{ textId: 'speech', start: 19, end: 30 }] }
const keysOf = (notes: readonly { key: string }[], change: Partial<Filter>, reads = NOTHING) => {
  const fits = fitsOf({ ...NO_FILTER, ...change }, reads)
  return notes.filter((one) => fits(one as PlacedNote, known)).map(({ key }) => key)
}

const created = at()
const NOTES = [
  note('ann/1', 'Über die Höhe', { kind: 'question', tags: ['Roads'] }),
  note('ben/1', 'nothing', { replies: [reply('me/ben/1/r', 'I see'), reply('ann/ben/1/s', 'well')] }),
  note('ben/2', 'done', { status: { resolved: true, by: 'ann', at: created } }),
  note('me/1', '', { start: 0, end: 5 }),
  note('ann/2', 'covered words', { moderation: { hidden: true, by: 'hana', at: created } }),
  note('ben/3', 'ask [@Me](#person=me)', { start: 40, end: 50 }),
]

test.each<[string, Partial<Filter>, string[]]>([
  ['without a choice what is open', {}, ['ann/1', 'ben/1', 'me/1', 'ann/2', 'ben/3']],
  ['what is resolved', { resolved: 'resolved' }, ['ben/2']],
  ['a person who wrote or answered', { person: 'ann' }, ['ann/1', 'ben/1', 'ann/2']],
  ['a kind', { kind: 'question' }, ['ann/1']],
  ['no kind', { kind: NO_KIND }, ['ben/1', 'me/1', 'ann/2', 'ben/3']],
  ['a tag, however it is written', { tag: 'roads' }, ['ann/1']],
  ['what the summary cites', { cited: true }, ['ann/1', 'ben/1', 'ann/2']],
  ['what is mine, answered by me, or names me', { mine: true }, ['ben/1', 'me/1', 'ben/3']],
  ['words without their accents', { words: 'uber die hohe' }, ['ann/1']],
  ['words of a reply', { words: 'well' }, ['ben/1']],
  [
    'words of the passage, of covered notes too',
    { words: 'long road', person: 'ann' },
    ['ann/1', 'ben/1', 'ann/2'],
  ],
  ['no covered words', { words: 'covered' }, []],
  ['a name, not what stands behind it', { words: 'person=me' }, []],
  ['several things together', { person: 'ann', cited: true, words: 'hohe' }, ['ann/1']],
])('it finds %s', (_, filter, keys) => {
  expect(keysOf(NOTES, filter)).toEqual(keys)
})

test('reading on takes nothing out of the unread ones', () => {
  expect(keysOf(NOTES, { unread: true })).toEqual(['ann/1', 'ben/1', 'ben/3'])
  expect(keysOf(NOTES, { unread: true }, new Set(['ben/1', 'ann/ben/1/s', 'ben/3']))).toEqual(['ann/1'])
})

test('choices are counted', () => {
  expect([choices(NO_FILTER), choices({ ...NO_FILTER, unread: true, resolved: 'all' })]).toEqual([0, 2])
})

test('unread is what others said openly and I have not read', () => {
  const spoken = note('ben/9', 'hear', {
    replies: [reply('me/ben/9/a', 'mine'), reply('ann/ben/9/b', 'new'), reply('ann/ben/9/c', 'bad', true)],
  })
  expect(unreadOf(spoken, NOTHING, 'me')).toEqual(['ben/9', 'ann/ben/9/b'])
  expect(unreadOf(spoken, new Set(['ben/9']), 'me')).toEqual(['ann/ben/9/b'])
  expect(unreadOf({ ...spoken, private: true }, NOTHING, 'me')).toEqual([])
  expect(unreadOf(note('ben/8', ''), NOTHING, 'me')).toEqual([])
})

test('by time the thread somebody wrote in last comes first, by reactions the one with most', () => {
  const [a, b] = [note('ann/1', 'a'), note('ann/2', 'b')]
  const answered = { ...a, replies: [reply('ben/ann/1/r', 'late')] }
  const liked = { ...a, reactions: [{ personId: 'ben', emoji: '👍' }] }
  expect(ordered([a, b], 'position')).toEqual([a, b])
  expect(ordered([a, b], 'time')).toEqual([b, a])
  expect(ordered([answered, b], 'time')).toEqual([answered, b])
  expect(ordered([b, liked], 'reactions')).toEqual([liked, b])
})

const mine = ({ key }: { key: string }) => key.startsWith('me/')

test('what others add waits; what is gone leaves, my own comes at its place', () => {
  const list = ['me/0', 'ann/1', 'ben/1', 'me/1', 'me/2', 'ann/3'].map((key) => ({ key }))
  const held = holdBack(['ann/1', 'gone/1', 'ann/3'], list, mine)
  expect(held.shown.map(({ key }) => key)).toEqual(['me/0', 'ann/1', 'me/1', 'me/2', 'ann/3'])
  expect(held.waiting).toBe(1)
})

test('the inbox has mentions, answers to me and what follows my words; newest first, none of my own', () => {
  const mine = note('me/1', 'my note', {
    replies: [reply('ann/me/1/a', 'one'), reply('me/me/1/b', 'I'), reply('ben/me/1/c', 'two')],
  })
  const joined = note('ann/5', 'theirs', {
    replies: [reply('ben/ann/5/a', 'before me'), reply('me/ann/5/b', 'I'), reply('ben/ann/5/c', 'after me')],
  })
  const named = note('ben/6', 'hello [@Me](#person=me)')
  const inbox = inboxOf('me')
  const found = inbox([mine, joined, named], new Set(['ann/me/1/a']))
  expect(found.map(({ note: { key }, unread }) => [key, unread])).toEqual([
    ['ben/6', 1],
    ['ann/5', 1],
    ['me/1', 1],
  ])
  expect(found.flatMap(({ items }) => items.map(({ key, reason }) => [key, reason]))).toEqual([
    ['ben/6', 'mention'],
    ['ben/ann/5/c', 'thread'],
    ['ben/me/1/c', 'reply'],
    ['ann/me/1/a', 'reply'],
  ])
  expect(inbox([{ ...named, moderation: { hidden: true, by: 'hana', at: created } }], NOTHING)).toEqual([])
})
