/** The index against the plain definition of "overlaps". */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { IntervalIndex } from './interval-index.ts'

const interval = fc
  .record({ start: fc.nat(300), length: fc.integer({ min: 1, max: 80 }) })
  .map(({ start, length }) => ({ start, end: start + length }))
const intervals = fc
  .array(interval, { maxLength: 80 })
  .map((list) => list.map((item, key) => ({ ...item, key })))
const place = (item: { start: number; end: number }) => item.start * 1000 + item.end
const keys = (items: { key: number }[]) => items.map(({ key }) => key).sort((a, b) => a - b)

test('finds exactly the passages that overlap a range', () => {
  fc.assert(
    fc.property(intervals, interval, (items, { start, end }) => {
      const expected = items.filter((item) => item.start < end && item.end > start)
      expect(keys(new IntervalIndex(items).overlapping(start, end))).toEqual(keys(expected))
    }),
  )
})

test('finds what lies under a place, the shortest first', () => {
  fc.assert(
    fc.property(intervals, fc.nat(400), (items, offset) => {
      const found = new IntervalIndex(items).at(offset)
      expect(keys(found)).toEqual(keys(items.filter(({ start, end }) => start <= offset && offset < end)))
      const lengths = found.map(({ start, end }) => end - start)
      expect(lengths).toEqual([...lengths].sort((a, b) => a - b))
    }),
  )
})

test('made from an index of nearly the same passages it is as if made anew', () => {
  fc.assert(
    fc.property(
      intervals,
      fc.array(interval, { maxLength: 3 }),
      fc.nat(),
      interval,
      (items, more, n, range) => {
        const first = new IntervalIndex(items)
        const rest = first.items.filter((_, i) => first.items.length === 0 || i !== n % first.items.length)
        const changed = [...rest, ...more.map((item, i) => ({ ...item, key: 1000 + i }))]
        const lists = [changed, changed.toSorted((a, b) => place(a) - place(b))]
        for (const list of lists) {
          const [kept, anew] = [new IntervalIndex(list, first), new IntervalIndex(list)]
          expect(kept.items).toEqual(anew.items)
          expect(kept.overlapping(range.start, range.end)).toEqual(anew.overlapping(range.start, range.end))
        }
      },
    ),
  )
})
