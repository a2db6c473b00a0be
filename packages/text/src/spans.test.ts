/** Spans that touch are one. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { united } from './index.ts'

const range = fc
  .record({ start: fc.nat(60), length: fc.integer({ min: 1, max: 12 }) })
  .map(({ start, length }) => ({ start, end: start + length }))

const covers = (list: readonly { start: number; end: number }[], at: number) =>
  list.some(({ start, end }) => start <= at && at < end)

test('united ranges cover the same places, in order, and do not touch', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 12 }), (ranges) => {
      const found = united(ranges)
      for (let at = 0; at < 80; at++) expect(covers(found, at)).toBe(covers(ranges, at))
      for (const [i, { start }] of found.entries())
        if (i > 0) expect(start).toBeGreaterThan(found[i - 1]!.end)
    }),
  )
})
