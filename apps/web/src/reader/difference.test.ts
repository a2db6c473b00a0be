/** The difference against the plain definition. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { difference, follower } from './difference.ts'

const lists = fc.tuple(
  fc.uniqueArray(fc.nat(60), { maxLength: 40 }),
  fc.uniqueArray(fc.nat(60), { maxLength: 40 }),
)

test('finds exactly what is in one list and not in the other', () => {
  fc.assert(
    fc.property(lists, ([before, after]) => {
      expect(difference(before, after)).toEqual({
        gone: before.filter((entry) => !after.includes(entry)),
        come: after.filter((entry) => !before.includes(entry)),
      })
    }),
  )
})

test('one entry put into a long list is found alone', () => {
  const before = Array.from({ length: 1000 }, (_, n) => ({ n }))
  const fresh = { n: -1 }
  const after = [...before.slice(0, 500), fresh, ...before.slice(500)]
  const { gone, come } = difference(before, after)
  expect(gone).toEqual([])
  expect(come).toHaveLength(1)
  expect(come[0]).toBe(fresh)
})

test('a list made of another follows it, and asks only for what changed', () => {
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(fc.nat(30), { maxLength: 20 }), { maxLength: 8 }), (steps) => {
      const follow = follower((n: number) => n * 2)
      for (const step of steps) expect(follow(step)).toEqual(step.map((n) => n * 2))
    }),
  )
  const asked: number[] = []
  const follow = follower((n: number) => asked.push(n))
  follow([1, 2, 3, 4])
  asked.length = 0
  follow([1, 2, 9, 3, 4])
  expect(asked).toEqual([9])
})
