/** T22 and T23: words, minutes and the bounds of words and sentences. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  blockAt,
  boundary,
  countWords,
  isExcluded,
  paragraphNumberAt,
  readingMinutes,
  segment,
  visibleRuns,
} from './index.ts'

test('T22 words are counted as the language divides them, outside the exclusions', () => {
  expect(countWords("It's a well-read book, isn't it?", 'en', [])).toBe(7)
  expect(countWords('加强基础研究。', 'zh-CN', [])).toBe(3)
  expect(countWords('one two three four', 'en', [{ start: 4, end: 13, reason: 'by-hand' }])).toBe(2)
  expect(countWords('one two', 'no-such-language-tag', [])).toBe(2)
})

test('T22 reading time is whole minutes, never zero for a text with words', () => {
  expect(readingMinutes(0, 'en')).toBe(0)
  expect(readingMinutes(3, 'en')).toBe(1)
  expect(readingMinutes(2280, 'en-GB')).toBe(10)
  expect(readingMinutes(1580, 'zh')).toBe(10)
  expect(readingMinutes(1840, 'xx')).toBe(10)
})

const LINES = 'Mr. Lu reads. We listen!\n\n加强基础研究。我们学习。'

/** Every stop from one edge to the other. */
function steps(unit: 'word' | 'sentence', direction: 1 | -1): number[] {
  const stops: number[] = []
  for (let at = direction === 1 ? 0 : LINES.length; ;) {
    const next = boundary(LINES, 'zh', at, unit, direction)
    if (next === at) return stops
    stops.push((at = next))
  }
}

test('T23 words and sentences are stepped through, over line ends, to the edge', () => {
  expect(steps('word', 1).map((at) => LINES.slice(0, at).split(/\s/).at(-1))).toEqual([
    'Mr',
    'Lu',
    'reads',
    'We',
    'listen',
    'listen!',
    '加强',
    '加强基础',
    '加强基础研究',
    '加强基础研究。我们',
    '加强基础研究。我们学习',
    '加强基础研究。我们学习。',
  ])
  expect(steps('sentence', -1).map((at) => LINES.slice(at, at + 2))).toEqual([
    '我们',
    '加强',
    'We',
    'Lu',
    'Mr',
  ])
})

test('T23 a step always moves in its direction until the edge', () => {
  const text = fc.array(fc.constantFrom('word ', 'end. ', '\n\n', '研究。', '😀', 'e\u0301', ' ', '“'), {
    maxLength: 30,
  })
  fc.assert(
    fc.property(
      text,
      fc.nat(),
      fc.constantFrom('word' as const, 'sentence' as const),
      (parts, place, unit) => {
        const canonical = parts.join('')
        const at = place % (canonical.length + 1)
        const on = boundary(canonical, 'en', at, unit, 1)
        const back = boundary(canonical, 'en', at, unit, -1)
        expect(at === canonical.length ? on === at : on > at && on <= canonical.length).toBe(true)
        expect(at === 0 ? back === 0 : back < at && back >= 0).toBe(true)
      },
    ),
  )
})

test('T11 a place has the number of its paragraph, or of the nearest before it', () => {
  const text = segment('On Rivers\n\nThey run.\n\nThe sea.Photo by Ada Example\n\nThey end.')
  const at = (words: string) => text.canonical.indexOf(words)
  expect(paragraphNumberAt(text, 0)).toBeUndefined()
  expect(paragraphNumberAt(text, at('run'))).toBe(1)
  expect(paragraphNumberAt(text, at('Photo'))).toBe(1)
  expect(paragraphNumberAt(text, at('They end') - 1)).toBe(1)
  expect(paragraphNumberAt(text, at('They end'))).toBe(2)
  expect(paragraphNumberAt(text, text.canonical.length)).toBe(2)
  expect(blockAt(text.blocks, at('run'))).toBe(text.blocks[1])
  expect(blockAt(text.blocks, at('They run') - 1)).toBeUndefined()
  expect(blockAt(text.blocks, 999)).toBeUndefined()
  expect(visibleRuns(text, text.blocks[2]!)).toEqual([])
  expect(isExcluded(text, at('The sea'), at('They end'))).toBe(true)
  expect(isExcluded(text, at('run'), at('sea'))).toBe(false)
})
