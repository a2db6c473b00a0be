/** How long ago something was, in both languages. */
import { expect, test } from 'vitest'
import { notToCome, roughly } from './moment.tsx'

const now = Date.parse('2026-11-22T12:00:00.000Z')
test.each([
  ['2026-11-22T11:59:40.000Z', 'en', 'now'],
  ['2026-11-22T11:57:30.000Z', 'en', '2 min'],
  ['2026-11-22T09:00:00.000Z', 'en', '3 hr'],
  ['2026-11-17T09:00:00.000Z', 'en', '5 days'],
  ['2026-11-22T12:00:30.000Z', 'en', 'now'], // another's clock runs ahead
  ['2026-11-22T11:57:30.000Z', 'zh-CN', '2分钟'],
])('%s in %s is "%s"', (iso, locale, words) => expect(roughly(iso, now, locale)).toBe(words))

test('beyond a month it is a date', () => {
  expect(roughly('2026-03-01T12:00:00.000Z', now, 'en')).toMatch(/Mar.*2026/)
})

test('a time to come is now', () => {
  expect(notToCome(now + 9 * 365 * 86_400_000, now)).toBe(now)
  expect(notToCome(now - 1, now)).toBe(now - 1)
})
