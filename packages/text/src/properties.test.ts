/** T1–T4 over the five seeds and over generated texts. */
import { readdirSync, readFileSync } from 'node:fs'
import { LIMITS } from '@lectern/model'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyAnswers, paragraphNumberAt, segment, type Segmented, visibleRuns } from './index.ts'

const SEEDS = new URL('../../../seeds/', import.meta.url)
const seeds = readdirSync(SEEDS)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => [name, readFileSync(new URL(name, SEEDS), 'utf8')] as const)

/** Lines of the kinds that real captures are made of, with line ends of every kind. */
const line = fc.oneof(
  fc.constantFrom(
    'On the Running of Rivers',
    'on the running of rivers ※',
    '※ This was said in May.',
    'Date: February 22, 2023',
    ' date 2023-08-02 Title: On Rivers',
    '发布时间：2023年5月6日 来源：社区简报',
    'Firstly, wash the rice.',
    'Second, boil it.',
    'Finally, eat.',
    '第一，加强基础研究。',
    '二是讨论',
    '  • one thing',
    '\t- another thing,',
    '（一）成立工作小组',
    '1.1. Terms',
    '## Markdown heading ##',
    'User Login',
    'Home | About',
    '首页 > 新闻',
    'Related recommendations',
    'The river in May.Photo by Ada Example',
    '新华社记者 王小明 摄',
    'They end in peace.New bridge could help the old town',
    'it goes on over many words and ends at a comma, as wrapped lines do,',
    'a sentence in lower case that is long enough to be a line of its own and',
    'Dear Ms Smith,',
    '* * *',
    '（完）',
    'e\u0301te\u0301 👩‍👩‍👧 \u{20bb7}野家',
    '　　春天的河边，柳树发芽，孩子们在岸边奔跑',
    '\ud83d lone surrogate',
    '\u0000\u200b\u202e odd characters',
  ),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
)
const lineEnd = fc.constantFrom('\n', '\n\n', '\r\n', '\r', '\n \n', '\f', '\u2028', '\n\n\n', '\v')
const source = fc.array(fc.tuple(line, lineEnd), { maxLength: 30 }).map((parts) => parts.flat().join(''))

const solid = (text: string) => text.replaceAll(/\s+/g, '')
const cutsPair = (text: string, at: number) =>
  /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '')

function inOrder(spans: { start: number; end: number }[], length: number): void {
  let end = 0
  for (const span of spans) {
    expect(span.start).toBeGreaterThanOrEqual(end)
    expect(span.end).toBeGreaterThan(span.start)
    end = span.end
  }
  expect(end).toBeLessThanOrEqual(length)
}

/** Everything T1, T2, T3 and T11 say of one text. */
function check(raw: string, text: Segmented): void {
  const { canonical, blocks, outline, exclusions, splits } = text
  expect(solid(canonical)).toBe(solid(raw))
  inOrder(blocks, canonical.length)
  inOrder(outline, canonical.length)
  inOrder(exclusions, canonical.length)
  inOrder(
    splits.map(({ at }) => ({ start: at, end: at + 1 })),
    canonical.length,
  )
  blocks.forEach((block, index) => {
    const words = canonical.slice(block.start, block.end)
    expect(words).toBe(words.trim())
    const before = blocks[index - 1]
    const items = before?.kind === 'list-item' && block.kind === 'list-item'
    const between = canonical.slice(before?.end ?? 0, block.start)
    expect(between).toBe(before ? (items ? '\n' : '\n\n') : '')
  })
  expect(blocks.at(-1)?.end ?? 0).toBe(canonical.length)
  for (const span of exclusions) {
    expect(cutsPair(canonical, span.start) || cutsPair(canonical, span.end)).toBe(false)
  }
  for (const entry of outline) expect(blocks.some((block) => block.start === entry.start)).toBe(true)
  for (const { at } of splits) expect(blocks.some((block) => block.start < at && at < block.end)).toBe(true)
  const numbers = blocks.flatMap((block) => block.number ?? [])
  expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  for (const block of blocks) {
    const runs = visibleRuns(text, block)
    inOrder(runs, canonical.length)
    if (block.number !== undefined) {
      expect(runs.length).toBeGreaterThan(0)
      expect(paragraphNumberAt(text, block.start)).toBe(block.number)
      expect(paragraphNumberAt(text, block.end - 1)).toBe(block.number)
    }
  }
}

test.each(seeds)('T1 T2 T3 T11 %s keeps every character and its spans are sound', (_, raw) => {
  check(raw, segment(raw))
})

test('T1 T2 T3 T11 generated texts keep every character and their spans are sound', () => {
  fc.assert(
    fc.property(source, (raw) => {
      check(raw, segment(raw))
    }),
    { numRuns: 400 },
  )
})

test('T1 the canonical string is a fixed point: read again, it stays as it is', () => {
  for (const [, raw] of seeds) {
    const { canonical } = segment(raw)
    expect(segment(canonical).canonical).toBe(canonical)
  }
})

test('T18 answering any suggestions keeps spans sound and every offset in place', () => {
  fc.assert(
    fc.property(source, fc.array(fc.nat(), { maxLength: 4 }), (raw, places) => {
      const text = segment(raw)
      const at = places.map((place) => place % (text.canonical.length + 1))
      let answered
      try {
        answered = applyAnswers(text, { split: at, exclusions: [] })
      } catch {
        return
      }
      inOrder(answered.blocks, text.canonical.length)
      inOrder(answered.outline, text.canonical.length)
      const words = (blocks: { start: number; end: number }[]) =>
        solid(blocks.map((block) => text.canonical.slice(block.start, block.end)).join(' '))
      expect(words(answered.blocks)).toBe(words(text.blocks))
    }),
    { numRuns: 300 },
  )
})

/** Shapes that make careless patterns or loops run in quadratic time. */
const HARD = [
  'word ',
  'x',
  'Ab\n',
  '- item\n',
  'a line that ends with a comma always and goes on,\n\nand on,\n\n',
  '加强基础研究，是实现高水平科技自立自强的迫切要求。\n',
  'Heading here\n\nBody text.\n\n',
  'Home | About | Contact\n',
  '| > / · ',
  'Photo by ',
  'research.New research could help ',
  'First, do it now.\n\nSecond, do it later.\n\n',
  'date 2023-08-02 ',
  '## x\n',
  '# x\n\ny.\n',
  'The same headline stands here\n',
  '😀"(* 　\t',
]

function time(raw: string): number {
  const start = performance.now()
  segment(raw)
  return performance.now() - start
}

test('T4 eight times the text takes about eight times as long, not sixty-four', () => {
  for (const unit of HARD) {
    const raw = unit.repeat(Math.ceil(400_000 / unit.length))
    const eighth = raw.slice(0, raw.length / 8)
    expect(time(raw) / Math.max(time(eighth), time(eighth), 4), JSON.stringify(unit)).toBeLessThan(40)
  }
  const largest = HARD.map((unit) => unit.repeat(Math.ceil(120_000 / unit.length))).join('\n')
  expect(segment(largest.slice(0, LIMITS.textCharacters)).blocks.length).toBeGreaterThan(1_000)
})
