import type { Text } from '@lectern/model'
import { expect, test } from 'vitest'
import { coverage } from './coverage.ts'

const text = {
  id: 't',
  blocks: [
    { kind: 'heading', start: 0, end: 10 },
    { kind: 'paragraph', start: 11, end: 20, number: 1 },
    { kind: 'paragraph', start: 21, end: 30, number: 2 },
    { kind: 'paragraph', start: 31, end: 40, number: 3 },
  ],
} as Text

test('paragraphs are counted once, and only those of the text that a citation touches', () => {
  const cited = [
    { textId: 't', start: 12, end: 14 },
    { textId: 't', start: 15, end: 25 },
    { textId: 't', start: 0, end: 11 },
    { textId: 'other', start: 31, end: 40 },
  ]
  expect(coverage(text, cited)).toEqual({ cited: 2, all: 3 })
  expect(coverage(text, [])).toEqual({ cited: 0, all: 3 })
})
