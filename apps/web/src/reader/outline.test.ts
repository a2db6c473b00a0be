/** Which part is being read. */
import type { OutlineEntry } from '@lectern/model'
import { expect, test } from 'vitest'
import { countsOf, partAt } from './outline.tsx'

const part = (start: number, end: number, level = 2): OutlineEntry => ({
  title: '',
  level,
  from: 'heading',
  start,
  end,
})

test('the innermost part that has begun; what stands before all belongs to the first', () => {
  const outline = [part(10, 100), part(20, 50, 3), part(50, 100, 3), part(100, 200)]
  expect([0, 10, 25, 60, 99, 100, 500].map((offset) => partAt(outline, offset))).toEqual([
    0, 0, 1, 2, 2, 3, 3,
  ])
})

test('each part is told how many notes begin in it, and which is the first', () => {
  const notes = [5, 12, 20, 21, 60, 150].map((start) => ({ start }))
  expect(countsOf([part(10, 100), part(20, 50, 3), part(50, 100, 3), part(200, 300)], notes)).toEqual([
    { first: 1, count: 4 },
    { first: 2, count: 2 },
    { first: 4, count: 1 },
    { first: 6, count: 0 },
  ])
})
