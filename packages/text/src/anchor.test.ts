/** T19–T21: what is described is found again, and what cannot be told apart is not guessed. */
import { LIMITS, type Target } from '@lectern/model'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { describe, match } from './index.ts'

const words = fc.array(
  fc.oneof(
    fc.constantFrom(
      'the river ',
      'runs ',
      '加强基础研究，',
      'e\u0301te\u0301 ',
      '👩‍👩‍👧 ',
      '\u{20bb7}野家',
      '\n\n',
      'नमस्ते ',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  ),
  { minLength: 1, maxLength: 60 },
)
const text = words.map((parts) => parts.join('')).filter((value) => value.length > 1)
const cutsPair = (value: string, at: number) =>
  /[\ud800-\udbff]/.test(value[at - 1] ?? '') && /[\udc00-\udfff]/.test(value[at] ?? '')
const isWhole = (value: string) => value.isWellFormed()

/** A text and a passage of it that cuts no pair. */
const passage = text.chain((canonical) =>
  fc
    .tuple(fc.constant(canonical), fc.nat(canonical.length - 1), fc.integer({ min: 1, max: 400 }))
    .map(([value, start, length]) => ({
      canonical: value,
      start,
      end: Math.min(value.length, start + length),
    }))
    .filter(({ canonical: value, start, end }) => !cutsPair(value, start) && !cutsPair(value, end)),
)

test('T19 describe and match round-trip, in surrogate pairs, CJK and combining marks', () => {
  fc.assert(
    fc.property(passage, ({ canonical, start, end }) => {
      const [position, quote] = describe(canonical, start, end)
      expect(canonical.slice(start, end)).toBe(quote.exact)
      expect(match(canonical, [position, quote])).toEqual({ start, end })
      expect(canonical.slice(0, start).endsWith(quote.prefix!)).toBe(true)
      expect(canonical.slice(end).startsWith(quote.suffix!)).toBe(true)
      expect(quote.prefix!.length).toBeLessThanOrEqual(LIMITS.quoteContext)
      expect(quote.suffix!.length).toBeLessThanOrEqual(LIMITS.quoteContext)
      if (isWhole(canonical)) expect(isWhole(quote.prefix!) && isWhole(quote.suffix!)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('T19 a bound inside a surrogate pair moves outwards', () => {
  const [position, quote] = describe('a😀b', 2, 4)
  expect(position).toMatchObject({ start: 1, end: 4 })
  expect(quote.exact).toBe('😀b')
})

test('T19 what is no passage is refused, with the limit', () => {
  expect(() => describe('abc', 2, 2)).toThrow('empty')
  expect(() => describe('abc', 1, 9)).toThrow('outside')
  expect(() => describe('x'.repeat(LIMITS.quote + 1), 0, LIMITS.quote + 1)).toThrow(String(LIMITS.quote))
  expect(describe('x'.repeat(LIMITS.quote), 0, LIMITS.quote)[1].exact).toHaveLength(LIMITS.quote)
})

const SPEECH = 'We must read widely. We must read slowly. And we must read together, aloud.'

test('T20 a passage is found after words were put before it', () => {
  const start = SPEECH.indexOf('read slowly')
  const selectors = describe(SPEECH, start, start + 'read'.length)
  for (const added of ['', 'Friends! ', 'We must read. ', 'x'.repeat(1000)]) {
    const moved = added + SPEECH
    expect(match(moved, selectors)).toEqual({ start: start + added.length, end: start + added.length + 4 })
  }
})

test('T20 drift of any length does not lose a passage whose words are there once', () => {
  fc.assert(
    fc.property(passage, fc.string({ maxLength: 50 }), ({ canonical, start, end }, added) => {
      const selectors = describe(canonical, start, end)
      const moved = added + canonical
      const found = match(moved, selectors)
      const once = moved.indexOf(selectors[1].exact) === moved.lastIndexOf(selectors[1].exact)
      if (once) expect(found).toEqual({ start: start + added.length, end: end + added.length })
      if (found) expect(moved.slice(found.start, found.end)).toBe(selectors[1].exact)
    }),
  )
})

const quoted = (exact: string, prefix?: string, suffix?: string): Target['selector'] => [
  { type: 'TextPositionSelector', start: 1e6, end: 1e6 + exact.length },
  { type: 'TextQuoteSelector', exact, ...(prefix && { prefix }), ...(suffix && { suffix }) },
]

test('T21 absent words, and words in two equally likely places, match nothing', () => {
  expect(match(SPEECH, quoted('write'))).toBeNull()
  expect(match(SPEECH, quoted('must read'))).toBeNull()
  expect(match(SPEECH, quoted('must read', 'We '))).toBeNull()
  expect(match(SPEECH, quoted('must read', 'And we '))).toEqual({ start: 49, end: 58 })
  expect(match(SPEECH, quoted('must read', undefined, ' slowly'))).toEqual({ start: 24, end: 33 })
  expect(match('a'.repeat(200_000), quoted('aaaa', 'b'))).toBeNull()
})
