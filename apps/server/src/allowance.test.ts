/** Counting by key: what is inside goes through, the next one does not, and time or leaving makes room again. */
import { expect, test } from 'vitest'
import { Allowance, Seats } from './allowance.ts'

test('a number within a window, for each key; asking counts nothing', () => {
  let now = 1_000_000
  const allowance = new Allowance(2, 60_000, () => now)
  const attempt = (key: string) => {
    try {
      allowance.take(key, 'Wait.')
      return true
    } catch {
      return false
    }
  }
  for (let n = 0; n < 5; n++) allowance.check('a', 'Wait.')
  expect(['a', 'a', 'a', 'b'].map(attempt)).toEqual([true, true, false, true])
  expect(() => allowance.check('a', 'Wait.')).toThrow('Wait.')
  now += 60_000
  expect(attempt('a')).toBe(true)
  // A clock that is set back holds nobody up.
  attempt('a')
  now -= 3_600_000
  expect(attempt('a')).toBe(true)
})

test('a number at once: whoever leaves makes room', () => {
  const seats = new Seats(2)
  const first = seats.take('a')
  seats.take('a')
  expect([seats.take('a'), typeof seats.take('b')]).toEqual([undefined, 'function'])
  first!()
  expect(typeof seats.take('a')).toBe('function')
  expect(seats.take('a')).toBeUndefined()
})
