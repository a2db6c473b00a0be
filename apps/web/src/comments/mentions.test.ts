/** From what one types to what is kept, and back. */
import { expect, test } from 'vitest'
import { mentionedIn, withNames } from '@lectern/model'
import { meant, typedMention, withLinks } from './mentions.ts'

const people = [
  { personId: 'p1', name: 'Ben' },
  { personId: 'p2', name: 'Ben Okri' },
  { personId: 'p3', name: '小明' },
  { personId: 'p4', name: 'a_b [c]' },
]

test('a name after @ becomes a mention, the longest that fits', () => {
  expect(withLinks('Ask @Ben.', people)).toBe('Ask [@Ben](#person=p1).')
  expect(withLinks('@Ben Okri knows', people)).toBe('[@Ben Okri](#person=p2) knows')
  expect(withLinks('请@小明看看，还有＠Ben请看', people)).toBe(
    '请[@小明](#person=p3)看看，还有[@Ben](#person=p1)请看',
  )
})

test.each(['mail me@Ben.org', '@Benjamin', '@ben', '`@Ben`', '[see @Ben](https://example.org)', 'Ben'])(
  '%s mentions nobody',
  (words) => expect(withLinks(words, people)).toBe(words),
)

test('editing keeps mentions, also of names with signs and of people who have left', () => {
  const body = withLinks('@a_b [c] and @小明', people)
  expect(withNames(body)).toBe('@a_b [c] and @小明')
  expect(mentionedIn(body).map(({ personId }) => personId)).toEqual(['p4', 'p3'])
  expect(withLinks(`${withNames(body)}!`, mentionedIn(body))).toBe(`${body}!`)
})

test('what is typed before the caret is looked up', () => {
  expect(typedMention('Hello @Be', 9)).toEqual({ start: 6, query: 'Be' })
  expect(typedMention('请＠小', 3)).toEqual({ start: 1, query: '小' })
  expect(typedMention('@', 1)).toEqual({ start: 0, query: '' })
  expect(typedMention('@ ', 2)).toBeNull()
  expect(typedMention('me@be', 5)).toBeNull()
  expect(typedMention('@Be\nn', 5)).toBeNull()
})

const names = (query: string) => meant(people, query, 6).map(({ name }) => name)

test('the beginning of a name comes before the beginning of a word in it', () => {
  expect(names('ok')).toEqual(['Ben Okri'])
  expect(names('b')).toEqual(['Ben', 'Ben Okri', 'a_b [c]'])
  expect(names('明')).toEqual(['小明'])
  expect(names('ben ')).toEqual(['Ben Okri'])
})
