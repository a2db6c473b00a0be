/** What an editor does with a text that was read: the words stay, and what stood at them stays with them. */
import { Problem } from '@lectern/model'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compose, edit, type StatedBlock } from './index.ts'

const STATED: StatedBlock[] = [
  { kind: 'heading', level: 1, text: 'On Rivers' },
  { kind: 'metadata', text: 'Journal, vol. 3', excluded: 'page-header' },
  { kind: 'paragraph', text: 'They run down', marks: [{ at: 5, type: 'page', label: '12' }] },
  {
    kind: 'paragraph',
    text: 'to the sea. They rest.',
    marks: [
      { at: 7, type: 'comment-start', id: 'c' },
      { at: 10, type: 'comment-end', id: 'c' },
    ],
  },
  { kind: 'table-row', text: 'Nile\t6650' },
]
const read = compose(STATED, { comments: new Map([['c', { author: 'Ana', words: 'which?', replies: [] }]]) })
const startOf = (words: string) => read.canonical.indexOf(words)
const shown = ({ blocks, canonical }: Pick<typeof read, 'blocks' | 'canonical'>) =>
  blocks.map(({ kind, start, end }) => `${kind}: ${canonical.slice(start, end)}`)

test('T36: blocks that a document states become a text with its pages, its comments and its folds', () => {
  expect(shown(read)).toEqual([
    'heading: On Rivers',
    'metadata: Journal, vol. 3',
    'paragraph: They run down',
    'paragraph: to the sea. They rest.',
    'table-row: Nile\t6650',
  ])
  expect(read.locators).toEqual([{ kind: 'page', label: '12', at: startOf('run down') }])
  expect(read.comments.map(({ start, end }) => read.canonical.slice(start, end))).toEqual(['sea'])
  expect(read.exclusions).toMatchObject([{ start: startOf('Journal'), reason: 'page-header' }])
})

test('T37: what is joined is one block with a space between, and pages and comments stay at their words', () => {
  const joined = edit(read, { join: [startOf('to the sea')] })
  expect(shown(joined)).toContain('paragraph: They run down to the sea. They rest.')
  expect(joined.locators.map(({ at }) => joined.canonical.slice(at, at + 3))).toEqual(['run'])
  expect(joined.comments.map(({ start, end }) => joined.canonical.slice(start, end))).toEqual(['sea'])
})

test('T37: what is cut is two blocks, another kind is another kind, and folds are as one says', () => {
  const edited = edit(read, {
    split: [startOf('They rest')],
    kinds: [{ start: startOf('Nile'), kind: 'paragraph' }],
    exclusions: [],
  })
  expect(shown(edited).slice(2)).toEqual([
    'paragraph: They run down',
    'paragraph: to the sea.',
    'paragraph: They rest.',
    'paragraph: Nile\t6650',
  ])
  expect(edited.exclusions).toEqual([])
  expect(edited.blocks.map(({ number }) => number)).toEqual([undefined, undefined, 1, 2, 3, 4])
})

test('T37: what was cut off is of another kind, or goes on elsewhere', () => {
  const edited = edit(read, {
    split: [startOf('They rest')],
    join: [startOf('to the sea')],
    kinds: [{ start: startOf('They rest'), kind: 'heading', level: 2 }],
  })
  expect(shown(edited).slice(2, 4)).toEqual(['paragraph: They run down to the sea.', 'heading: They rest.'])
})

test('T37: Chinese is joined without a space', () => {
  const text = compose([
    { kind: 'paragraph', text: '加强基础' },
    { kind: 'paragraph', text: '研究。' },
  ])
  expect(edit(text, { join: [text.blocks[1]!.start] }).canonical).toBe('加强基础研究。')
})

test.each([
  { split: [3000] },
  { split: [0] },
  { join: [2] },
  { kinds: [{ start: 1, kind: 'note' as const }] },
])('T37: an edit where nothing can be edited is refused: %j', (edits) => {
  expect(() => edit(read, edits)).toThrow(Problem)
})

const words = (text: string) => text.split(/\s+/).filter(Boolean)

test('T37: no edit loses a word or makes one', () => {
  const cuts = [...read.canonical.matchAll(/\s(?=\S)/g)].map(({ index }) => index + 1)
  const inside = cuts.filter((at) => read.blocks.every(({ start }) => start !== at))
  fc.assert(
    fc.property(
      fc.subarray(inside),
      fc.subarray(read.blocks.slice(1).map(({ start }) => start)),
      fc.boolean(),
      (split, join, folds) => {
        const edited = edit(read, { split, join, ...(folds && { exclusions: [] }) })
        expect(words(edited.canonical)).toEqual(words(read.canonical))
        for (const [i, { start, end }] of edited.blocks.entries()) {
          expect(start).toBeGreaterThanOrEqual(edited.blocks[i - 1]?.end ?? 0)
          expect(end).toBeGreaterThan(start)
        }
      },
    ),
  )
})
