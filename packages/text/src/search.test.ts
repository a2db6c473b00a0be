/** T24–T28: what is found, and where it stands. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contains, SearchIndex, snippet } from './index.ts'

const indexOf = (...all: string[]) => {
  const index = new SearchIndex()
  for (const [i, words] of all.entries()) index.put({ id: String(i), words })
  return index
}
/** The words that a query finds in one string, as they stand there. */
const found = (words: string, query: string): string[] | null => {
  const [hit] = indexOf(words, 'nothing of the kind').search(query)
  return hit?.id === '0' ? hit.ranges.map(({ start, end }) => words.slice(start, end)) : null
}

describe('T24 a word is found however it is spelt', () => {
  test.each([
    ['Self-Reliance is learnt', 'self-reliance', ['Self-Reliance']],
    ['Self-Reliance is learnt', 'selfreliance', ['Self-Reliance']],
    ['Self-Reliance is learnt', 'reliance', ['Reliance']],
    ['co\u00adoperation of all', 'cooperation', ['co\u00adoperation']],
    ['basic re-\nsearch is long', 'research', ['re-\nsearch']],
    ['Naïve readers, a café', 'NAIVE cafe', ['Naïve', 'café']],
    ['e\u0301tude', 'étude', ['e\u0301tude']],
    ['the people’s livelihood', "people's", ['people’s']],
    ['ＡＢＣ and more', 'abc', ['ＡＢＣ']],
    ['straße', 'STRASSE', null],
    ['شَكَرَ الرئيس', 'شكر', ['شَكَرَ']],
  ])('%j by %j', (words, query, expected) => {
    expect(found(words, query)).toEqual(expected)
  })
})

describe('T25 a slip of the finger is forgiven, a short word is not guessed', () => {
  test.each([
    ['strategic orientation', 'stratgic', ['strategic']],
    ['strategic orientation', 'oreintatoin', null],
    ['strategic orientation', 'orientatoin', ['orientation']],
    ['a need arose', 'nead', null],
    ['strategic orientation', 'strat', ['strategic']],
    ['strategic orientation', 'strat orientation', null],
  ])('%j by %j', (words, query, expected) => {
    expect(found(words, query)).toEqual(expected)
  })
})

describe('T26 where no spaces stand between words, characters are found as they follow one another', () => {
  test.each([
    ['加强基础研究，是实现高水平科技自立自强的迫切要求', '基础研究', ['基础研究']],
    ['加强基础研究，是实现高水平科技自立自强的迫切要求', '科技 基础', ['基础', '科技']],
    ['基础不牢，研究不深', '基础研究', null],
    ['学习系统', '学', null],
    ['「学」', '学', ['学']],
    ['がんばる', 'かん', null],
    ['read 基础研究 first', 'basic 基础', null],
    ['read 基础研究 first', 'first 基础', ['基础', 'first']],
  ])('%j by %j', (words, query, expected) => {
    expect(found(words, query)).toEqual(expected)
  })
})

describe('T27 the best comes first, and quoted words stand as they are', () => {
  test('all words of the query are there', () => {
    const index = indexOf('two ends outside', 'two legs', 'ends meet, two by two')
    expect(
      index
        .search('two ends')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(['0', '2'])
    expect(index.search('“two ends”').map(({ id }) => id)).toEqual(['0'])
    expect(index.search('"two ends" outside')[0]?.ranges).toEqual([
      { start: 0, end: 8 },
      { start: 9, end: 16 },
    ])
  })
  test('what has the word more often, in fewer words, is better', () => {
    const index = indexOf('a long string in which science is named once among much else', 'science, science')
    expect(index.search('science').map(({ id }) => id)).toEqual(['1', '0'])
  })
  test('nothing is found by nothing', () => {
    for (const query of ['', '  ', '…', '""']) expect(indexOf('words').search(query)).toEqual([])
  })
})

describe('T28 the index follows what changes', () => {
  test('replaced, removed and put again', () => {
    const index = indexOf('first words', 'second words')
    index.put({ id: '0', words: 'other things' })
    expect(index.search('first')).toEqual([])
    expect(index.search('other').map(({ id }) => id)).toEqual(['0'])
    index.remove('0')
    expect(index.search('other')).toEqual([])
    index.put({ id: '0', words: 'first words' })
    expect(
      index
        .search('words')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(['0', '1'])
    expect(index.size).toBe(2)
  })

  test('ranges are places of the original string, whatever stands in it', () => {
    const alphabet = fc.constantFrom(
      'a',
      'B',
      'é',
      'ﬁ',
      '-',
      '’',
      ' ',
      '\n',
      '研',
      '究',
      '𠮷',
      '👍',
      '\u00ad',
      'ß',
      'İ',
    )
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 40 }), fc.array(alphabet, { maxLength: 6 }), (a, b) => {
        const words = a.join('')
        for (const { ranges } of indexOf(words).search(b.join(''))) {
          let last = -1
          for (const { start, end } of ranges) {
            expect(start).toBeGreaterThan(last)
            expect(end).toBeGreaterThan(start)
            expect(end).toBeLessThanOrEqual(words.length)
            last = end
          }
          const cut = snippet(words, ranges)
          expect(words.startsWith(cut.text, cut.start)).toBe(true)
          for (const { start, end } of cut.ranges) expect(cut.text.slice(start, end).trim()).not.toBe('')
        }
      }),
      { numRuns: 500 },
    )
  })
})

test('T27 a snippet is cut between words, around the first place', () => {
  const words = `${'before '.repeat(20)}found ${'after '.repeat(40)}found`
  const start = words.indexOf('found')
  const cut = snippet(words, [
    { start, end: start + 5 },
    { start: words.length - 5, end: words.length },
  ])
  expect(cut.text).toMatch(/^before (before )+found (after )+after$/)
  expect(cut.ranges.map(({ start, end }) => cut.text.slice(start, end))).toEqual(['found'])
})

test('T24 a filter by words forgives the same', () => {
  expect(contains('The people’s Self-Reliance', "people's self")).toBe(true)
  expect(contains('加强基础研究', '础研')).toBe(true)
  expect(contains('The people', 'peoples')).toBe(false)
  expect(contains('What? Why!', '?')).toBe(true)
})
