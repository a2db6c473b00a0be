/** T29–T34: passages in corrected texts, over look-alikes from the seeds, refrains, minutes, a by-law and a talk in Chinese. */
import { readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { carry, Comparison, describe, segment } from './index.ts'
import { corrected, judge, type Language, type Material, randomFrom, truthOf } from './testing/corrections.ts'

const SEEDS = new URL('../../../seeds/', import.meta.url)
type Data = Material & {
  phrases: { [seed: string]: string[] }
  texts: { [name: string]: { language: Language; paragraphs: string[] } }
}
const DATA = JSON.parse(readFileSync(new URL('testing/corrections.json', import.meta.url), 'utf8')) as Data

type Sample = { name: string; text: string; language: Language; phrases: string[] }
const SAMPLES: Sample[] = [
  ...readdirSync(SEEDS)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => ({
      name,
      text: segment(readFileSync(new URL(name, SEEDS), 'utf8')).canonical,
      language: 'en' as const,
      phrases: DATA.phrases[name.slice(0, 3)] ?? [],
    })),
  ...Object.entries(DATA.texts).map(([name, { language, paragraphs }]) => ({
    name,
    text: paragraphs.join('\n\n'),
    language,
    phrases: [],
  })),
]

function placesOf(text: string, words: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    found.push({ start: at, end: at + words.length })
  }
  return found
}

const LENGTHS = { en: [4, 10, 30, 80, 200], zh: [2, 4, 8, 20, 60] }
/** Repeated phrases of the text, and passages of every length anywhere, of whole words. */
function passagesOf({ text, language, phrases }: Sample, random: (below: number) => number) {
  const passages = phrases.flatMap((phrase) => {
    const places = placesOf(text, phrase)
    return [places[random(places.length)]!, places[random(places.length)]!]
  })
  for (let n = 0; n < 30; n++) {
    let start = random(text.length - 60)
    let end = Math.min(text.length, start + LENGTHS[language][random(5)]!)
    if (language === 'en') {
      while (start > 0 && /\w/.test(text[start - 1]!)) start--
      while (end < text.length && /\w/.test(text[end]!)) end++
    }
    if (/[\p{L}\p{N}]/u.test(text.slice(start, end))) passages.push({ start, end })
  }
  return passages
}

const ROUNDS = process.env.LONG ? 200 : 20
function carryAll(samples: Sample[], isOldKnown: boolean) {
  const wrong: string[] = []
  let [there, found] = [0, 0]
  for (const sample of samples) {
    for (let round = 0; round < ROUNDS; round++) {
      const random = randomFrom(round * 7919 + sample.name.length * 31)
      const correction = corrected(sample.text, sample.language, DATA, random)
      const comparison = new Comparison(correction.text, isOldKnown ? sample.text : undefined)
      for (const { start, end } of passagesOf(sample, random)) {
        const truth = truthOf(sample.text, correction, start, end)
        if (truth) there++
        const carried = carry(describe(sample.text, start, end), comparison)
        if (carried.verdict !== 'found') continue
        const judgement = judge(sample.text, correction, { start, end }, carried)
        if (truth && judgement === 'right') found++
        if (judgement !== 'wrong') continue
        const [was, is] = [sample.text.slice(start, end), correction.text.slice(carried.start, carried.end)]
        wrong.push(`${sample.name} ${round} (${correction.operations.join(', ')}): ${was} → ${is}`)
      }
    }
  }
  return { wrong, share: found / there }
}

test('the phrases of the corpus stand several times in their text', () => {
  for (const { text, phrases } of SAMPLES) {
    for (const phrase of phrases) expect(placesOf(text, phrase).length, phrase).toBeGreaterThan(1)
  }
})

test('T29 T30 no note of thousands comes to stand at a look-alike, and 95 of 100 are found', () => {
  const { wrong, share } = carryAll(SAMPLES, true)
  expect(wrong).toEqual([])
  expect(share).toBeGreaterThan(0.95)
})

test('T29 T31 nor by quotation and context alone, where more stay uncertain', () => {
  // Two verses of the song before the refrain are farther apart than context reaches: nobody could tell.
  const { wrong, share } = carryAll(
    SAMPLES.filter(({ name }) => name !== 'A song with a refrain'),
    false,
  )
  expect(wrong).toEqual([])
  expect(share).toBeGreaterThan(0.8)
})

const FORMULA = 'strengthening basic research is an urgent requirement'
const BEFORE = `Of the river nothing was said that day. The first speaker held that ${FORMULA} of the harbour. A long silence followed in the hall.`
const AFTER = `Later the lamps were lit and tea was brought. The second speaker held that ${FORMULA} of the village. Then all went home by boat.`
const select = (text: string, words: string, nth = 0) => {
  const { start, end } = placesOf(text, words)[nth]!
  return describe(text, start, end)
}
const words = (text: string, selector: ReturnType<typeof describe>, old?: string) => {
  const carried = carry(selector, new Comparison(text, old))
  if (carried.verdict === 'found') return text.slice(carried.start, carried.end)
  if (carried.verdict === 'lost') return 'lost'
  return carried.places.map(({ start, end }) => text.slice(start, end))
}

test('T29 a passage that is gone does not go over to its look-alike', () => {
  const old = `${BEFORE}\n\n${AFTER}`
  expect(words(AFTER, select(old, FORMULA, 0), old)).toBe('lost')
  expect(words(AFTER, select(old, FORMULA, 1), old)).toBe(FORMULA)
  // Without the old text it can only be shown as a possible place.
  expect(words(AFTER, select(old, FORMULA, 0))).toEqual([FORMULA])
})

const REPORT = (place: string) =>
  `On the situation in the ${place} the committee heard a report of the water office and resolved without dissent that the bank be raised by one foot before the autumn, that the costs be shared by all, and that a report be given next year on the ${place}.`
const RESOLVED = 'the bank be raised by one foot'

test('T29 nor when what stands around both is alike', () => {
  const old = `${BEFORE}\n\n${REPORT('harbour')}\n\n${REPORT('village')}\n\n${AFTER}`
  const without = old.replace(`${REPORT('harbour')}\n\n`, '')
  expect(words(without, select(old, RESOLVED, 0), old)).toBe('lost')
  expect(words(without, select(old, RESOLVED, 1), old)).toBe(RESOLVED)
  // What is left was corrected on both sides of the words: either may be meant.
  const corrected = without.replace('without dissent', 'unanimously').replace('the autumn', 'winter')
  expect(words(corrected, select(old, RESOLVED, 0), old)).toEqual([RESOLVED])
  // One is left, and nothing tells which.
  const one = old.replace(`${REPORT('harbour')}\n\n${REPORT('village')}`, REPORT('town'))
  for (const nth of [0, 1]) expect(words(one, select(old, RESOLVED, nth), old)).toEqual([RESOLVED])
})

test('T30 corrected words, signs, sentences and the order of paragraphs do not lose a passage', () => {
  const old = `${BEFORE}\n\n${AFTER}`
  const note = select(old, FORMULA, 1)
  for (const [change, is] of [
    [old.replaceAll('urgent', 'urgent,'), 'strengthening basic research is an urgent, requirement'],
    [
      old.replace(/urgent(?=.*village)/, 'pressing'),
      'strengthening basic research is an pressing requirement',
    ],
    [old.replace('The second speaker', 'He spoke of tea. The second speaker'), FORMULA],
    [`${AFTER}\n\n${BEFORE}`, FORMULA],
    [old.replace('brought. The', 'brought.\n\nThe'), FORMULA],
  ] as const) {
    expect(words(change, note, old)).toBe(is)
  }
})

test('T30 a passage keeps its quotation marks, and the part of a word it began with', () => {
  const old = 'He said: “Let us read.” And we read, unhurriedly, all of it.'
  const now = 'And so he said: "Let us read!" And we read, unhurriedly, all of it.'
  expect(words(now, select(old, '“Let us read.”'), old)).toBe('"Let us read!"')
  expect(words(now, select(old, 'hurried'), old)).toBe('hurried')
  expect(words(now, select(old, '“'), old)).toBe('lost')
})

test('T31 two places that are as likely are both named, the likelier first, and none is chosen', () => {
  const line = 'Row, brothers, row to the other shore.'
  const old = `${BEFORE}\n\n${line}\n\n${AFTER}`
  const twice = `${BEFORE}\n\n${line}\n\n${line}\n\n${AFTER}`
  const carried = carry(select(old, line), new Comparison(twice, old))
  expect(carried).toMatchObject({ verdict: 'ambiguous', places: [{}, {}] })
  if (carried.verdict !== 'ambiguous') return
  expect(carried.places.map(({ start }) => start).toSorted((a, b) => a - b)).toEqual(
    placesOf(twice, line).map(({ start }) => start),
  )
  expect(carried.places[0]!.score).toBeGreaterThanOrEqual(carried.places[1]!.score)
})

test('T31 a passage that was torn apart is not said to be found at one half of it', () => {
  const halves = [
    'The miller lost his boat in the flood of May.',
    'The baker gave his lantern to the children.',
  ]
  const old = `First words here.\n\n${halves.join(' ')}\n\nMany other things were told after that.`
  const now = `First words here.\n\n${halves[0]}\n\nMany other things were told after that. ${halves[1]}`
  const carried = carry(describe(old, 19, 19 + halves.join(' ').length), new Comparison(now, old))
  expect(carried.verdict).toBe('ambiguous')
})

const chunk = fc.constantFrom(
  'We must read slowly. ',
  'We must read. ',
  '\n\n',
  '加强基础研究，',
  '要坚持。',
  'the river, ',
  '👩‍👩‍👧 ',
  '\u{20bb7}野家',
  '“',
  '… ',
)
const texts = fc.array(chunk, { minLength: 1, maxLength: 40 }).map((parts) => parts.join(''))
const cutsPair = (value: string, at: number) =>
  /[\ud800-\udbff]/.test(value[at - 1] ?? '') && /[\udc00-\udfff]/.test(value[at] ?? '')

test('T32 any text is carried into any other: ranges lie inside, cut no pair, and the same is said again', () => {
  fc.assert(
    fc.property(
      texts,
      texts,
      fc.nat(),
      fc.integer({ min: 1, max: 80 }),
      fc.boolean(),
      (a, b, at, length, known) => {
        const start = at % a.length
        const selector = describe(a, start, Math.min(a.length, start + length))
        const carried = carry(selector, new Comparison(b, known ? a : undefined))
        expect(carry(selector, new Comparison(b, known ? a : undefined))).toEqual(carried)
        const ranges =
          carried.verdict === 'ambiguous' ? carried.places : carried.verdict === 'found' ? [carried] : []
        if (carried.verdict === 'ambiguous') expect(ranges.length).toBeGreaterThan(0)
        for (const range of ranges) {
          expect(range.start).toBeGreaterThanOrEqual(0)
          expect(range.end).toBeGreaterThan(range.start)
          expect(range.end).toBeLessThanOrEqual(b.length)
          expect(cutsPair(b, range.start) || cutsPair(b, range.end)).toBe(false)
        }
      },
    ),
    { numRuns: 600 },
  )
})

test('T32 in a text that did not change every passage with a word stays where it is', () => {
  fc.assert(
    fc.property(texts, fc.nat(), fc.integer({ min: 1, max: 80 }), (text, at, length) => {
      const start = at % text.length
      const selector = describe(text, start, Math.min(text.length, start + length))
      const [position, { exact }] = selector
      if (!/^[\p{L}\p{N}].*[\p{L}\p{N}]$/su.test(exact)) return
      expect(carry(selector, new Comparison(text, text))).toEqual({
        verdict: 'found',
        start: position.start,
        end: position.end,
      })
    }),
    { numRuns: 400 },
  )
})

function time(unit: string, count: number): number {
  const text = unit.repeat(count)
  const start = performance.now()
  const comparison = new Comparison(text.slice(unit.length), text)
  carry(describe(text, 0, Math.min(60, text.length)), comparison)
  return performance.now() - start
}

test('T33 texts that repeat themselves, and the longest ones, are compared in time proportional to their length', () => {
  for (const unit of [
    'We must read. We must read slowly. And so on.\n\n',
    'a ',
    '加强基础研究，',
    '.',
    'x',
  ]) {
    const eighth = Math.ceil(20_000 / unit.length)
    time(unit, eighth)
    expect(time(unit, eighth * 8) / Math.max(time(unit, eighth), time(unit, eighth), 4), unit).toBeLessThan(
      40,
    )
  }
})
