/** What becomes a tag, and what is offered. */
import { LIMITS } from '@lectern/model'
import { expect, test } from 'vitest'
import type { Note } from './notes.ts'
import { countTags, tagProblem, tidyTag, withTag } from './tags.ts'

test('a tag is one line without its sign', () => {
  expect(tidyTag('  #basic   research ')).toBe('basic research')
  expect(tidyTag('＃人才')).toBe('人才')
  expect(tidyTag('#')).toBe('')
})

test('a tag just over the limit, one too many, and one that is there are not added', () => {
  expect(tagProblem([], 'x'.repeat(LIMITS.tag))).toBeUndefined()
  expect(tagProblem([], 'x'.repeat(LIMITS.tag + 1))).toBe('long')
  const full = Array.from({ length: LIMITS.tags }, (_, at) => `tag ${at}`)
  expect(tagProblem(full.slice(1), 'more')).toBeUndefined()
  expect(tagProblem(full, 'more')).toBe('many')
  expect(tagProblem(['Talent'], '#talent')).toBe('there')
  expect(withTag(['a'], ' b ')).toEqual(['a', 'b'])
  expect(withTag(['a'], 'A')).toEqual(['a'])
})

test('the most used is offered first, however it is written, and what is hidden offers nothing', () => {
  const notes = [
    { tags: ['Talent'] },
    { tags: ['talent', 'funding'] },
    { tags: ['rude'], moderation: { hidden: true } },
  ] as Note[]
  expect(countTags(notes)).toEqual([
    { tag: 'Talent', count: 2 },
    { tag: 'funding', count: 1 },
  ])
})
