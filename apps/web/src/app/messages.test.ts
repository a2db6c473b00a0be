/** Story: whoever reads Lectern in one language finds every sentence of the other, with the same blanks to fill. */
import { PROBLEMS, Problem, type ProblemCode } from '@lectern/model'
import { expect, test } from 'vitest'
import { overwriteGetLocale } from '../messages/runtime.js'
import { problemText } from './problem-text.ts'

const AREAS = [
  'app',
  'session',
  'reader',
  'comments',
  'list',
  'search',
  'summary',
  'keys',
  'listening',
  'corrected',
  'import',
  'meeting',
]

const files = import.meta.glob<{ [key: string]: unknown }>('../../messages/*/*.json', {
  eager: true,
  import: 'default',
})

function messages(locale: string, area: string): { [key: string]: unknown } {
  const { $schema: _, ...rest } = files[`../../messages/${locale}/${area}.json`] ?? {}
  return rest
}
const blanks = (message: unknown) => [
  ...new Set([...JSON.stringify(message).matchAll(/\{(\w+)\}/g)].map((match) => match[1])),
]

test.each(AREAS)('both languages say everything in "%s"', (area) => {
  const english = messages('en', area)
  const chinese = messages('zh-CN', area)
  expect(Object.keys(english).length).toBeGreaterThan(0)
  expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort())
  for (const [key, message] of Object.entries(english)) {
    for (const blank of blanks(chinese[key])) expect(blanks(message), key).toContain(blank)
    expect(JSON.stringify(chinese[key]).length, `${key} is empty`).toBeGreaterThan(2)
  }
})

test.each(['en', 'zh-CN'] as const)('every problem has a sentence of its own in %s', (locale) => {
  overwriteGetLocale(() => locale)
  const codes = Object.keys(PROBLEMS) as ProblemCode[]
  const sentences = codes.map((code) => problemText(new Problem(code, `English detail of ${code}.`)))
  expect(new Set(sentences).size).toBe(codes.length)
  if (locale === 'zh-CN') for (const sentence of sentences) expect(sentence).toMatch(/\p{Script=Han}/u)
})

test('a limit is said with its number', () => {
  overwriteGetLocale(() => 'zh-CN')
  expect(problemText(new Problem('too-large', 'Too large.', { limit: 2_000_000 }))).toContain('2,000,000')
})
