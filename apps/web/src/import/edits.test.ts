/** What is done to rows is what the server is asked for, and what it then makes. */
import { compose, edit } from '@lectern/text'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  begin,
  editsOf,
  fold,
  join,
  name,
  redo,
  rowsOf,
  type Rows,
  split,
  step,
  undo,
  wordsOf,
} from './edits.ts'

const text = compose([
  { kind: 'heading', level: 1, text: 'On Rivers' },
  { kind: 'metadata', text: 'Journal, vol. 3', excluded: 'page-header' },
  { kind: 'paragraph', text: 'They run down' },
  { kind: 'paragraph', text: 'to the sea. They rest.' },
  { kind: 'paragraph', text: '加强基础' },
  { kind: 'paragraph', text: '研究。' },
])
const shown = (rows: Rows) =>
  rows.map((row) => `${row.kind}${row.level ?? ''}${row.excluded ? ' -' : ''}: ${wordsOf(text, row).words}`)
const made = (rows: Rows) => {
  const edited = edit(text, editsOf(text, rows))
  return shownOf(edited)
}
const shownOf = ({
  blocks,
  canonical,
  exclusions,
}: Pick<typeof text, 'blocks' | 'canonical' | 'exclusions'>) =>
  blocks.map(({ kind, level, start, end }) => {
    const folded = exclusions.some((span) => span.start <= start && span.end >= end)
    return `${kind}${level ?? ''}${folded ? ' -' : ''}: ${canonical.slice(start, end)}`
  })

test('nothing changed asks for nothing', () => {
  expect(editsOf(text, rowsOf(text))).toEqual({})
  expect(shown(rowsOf(text))).toEqual(shownOf(text))
})

test('rows are joined, cut at the caret, named and folded, and each step can be taken back', () => {
  let history = begin(rowsOf(text))
  history = step(history, join(history.now, 3))
  expect(wordsOf(text, history.now[2]!).words).toBe('They run down to the sea. They rest.')
  history = step(history, split(text, history.now, 2, 'They run down to the sea. '.length))
  history = step(history, name(history.now, 3, 'heading', 2))
  history = step(history, fold(history.now, 3, 'by-hand'))
  history = step(history, fold(history.now, 1, undefined))
  history = step(history, join(history.now, 5))
  expect(shown(history.now)).toEqual([
    'heading1: On Rivers',
    'metadata: Journal, vol. 3',
    'paragraph: They run down to the sea.',
    'heading2 -: They rest.',
    'paragraph: 加强基础研究。',
  ])
  expect(made(history.now)).toEqual(shown(history.now))
  for (let n = 0; n < 6; n++) history = undo(history)
  expect(history.now).toEqual(rowsOf(text))
  expect(undo(history)).toEqual(history)
  for (let n = 0; n < 6; n++) history = redo(history)
  expect(shown(history.now)).toHaveLength(5)
})

test('where there are no words on one side nothing is cut', () => {
  const rows = rowsOf(text)
  expect(split(text, rows, 0, 0)).toBe(rows)
  expect(split(text, rows, 0, 9)).toBe(rows)
  expect(join(rows, 0)).toBe(rows)
})

test('whatever one does, the server makes just these rows', () => {
  const action = fc.tuple(fc.constantFrom('join', 'split', 'name', 'fold'), fc.nat(8), fc.nat(30))
  fc.assert(
    fc.property(fc.array(action, { maxLength: 12 }), (actions) => {
      let rows = rowsOf(text)
      for (const [what, n, caret] of actions) {
        const at = n % rows.length
        if (what === 'join') rows = join(rows, at)
        else if (what === 'split') rows = split(text, rows, at, caret)
        else if (what === 'name')
          rows = caret % 2 ? name(rows, at, 'heading', 3) : name(rows, at, 'quotation')
        else rows = fold(rows, at, caret % 2 ? 'by-hand' : undefined)
      }
      expect(made(rows)).toEqual(shown(rows))
    }),
  )
})
