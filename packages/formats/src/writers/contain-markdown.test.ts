/** Bodies inside a document of others: still Markdown, and never more than their own place. */
import { micromark } from 'micromark'
import { expect, test } from 'vitest'
import { containMarkdown } from './contain-markdown.ts'

const contained = (body: string) => containMarkdown(body, 3)

test('ordinary Markdown stays as it was typed', () => {
  const body = [
    'Two *legs*, one **head**: `a < b`, ~~not~~ this\\*, R&D &amp; more.',
    '',
    '- one',
    '  1. deep',
    '- [x] done',
    '',
    '> a quotation',
    '',
    '```html',
    '<b># not [a](javascript:x)</b>',
    '```',
    '',
    'See [the page](https://example.org/a?b=1&c=2 "title"), <https://example.org>, [mail](<mailto:a@example.org>).',
    '',
    '| a | b |',
    '| - | - |',
  ].join('\n')
  expect(contained(body)).toBe(body)
})

test.each([
  ['# one', '#### one'],
  ['###### six ##', '###### six ##'],
  ['Title\n===', '#### Title'],
  ['> Title\n> ---\n> more', '> ##### Title\n> more'],
  ['two\nlines\n===', 'two\nlines\n\\==='],
  ['- # in a list', '- #### in a list'],
])('headings go below the ones around them: %j', (body, expected) => {
  expect(contained(body)).toBe(expected)
})

test.each([
  ['a <b>c</b>', 'a \\<b>c\\</b>'],
  ['<div>\n\n# x', '\\<div>\n\n#### x'],
  ['<!-- x', '\\<!-- x'],
  ['<div>\n[^1]: stolen', '\\<div>\n\\[^1]: stolen'],
  ['<javascript:alert(1)>', '\\<javascript:alert(1)>'],
  ['[a]: https://example.org\n\n[a]', '\\[a]: https://example.org\n\n\\[a]'],
  ['[^1]: mine', '\\[^1]: mine'],
  ['as in [^1]', 'as in \\[^1]'],
  ['`[^1]` and \\[^1]', '`[^1]` and \\[^1]'],
  ['[a](javascript:alert(1))', '\\[a](javascript:alert(1))'],
  ['[a](java&#115;cript:x)', '\\[a](java&#115;cript:x)'],
  ['[a](java\\script:x)', '\\[a](java\\script:x)'],
  ['[a](/relative)', '\\[a](/relative)'],
  ['![a](https://example.org/p.png)', '\\![a](https://example.org/p.png)'],
  [
    '[![a](https://example.org/p.png)](https://example.org)',
    '[\\![a](https://example.org/p.png)](https://example.org)',
  ],
])('what reaches outside is taken out of force, in sight: %j', (body, expected) => {
  const written = contained(body)
  const html = micromark(written, { allowDangerousHtml: true, allowDangerousProtocol: true })
  expect(html).not.toMatch(/<(?!\/?(?:p|h[1-6]|a|em|strong|code|ul|ol|li|pre|blockquote|br|hr)\b)/)
  expect(html).not.toMatch(/href="(?!https?:|mailto:)/)
  expect(written).toBe(expected)
})

test('words behind the language of a fence become part of the code, where they can be seen', () => {
  expect(contained('```js alert(1)\ncode\n```')).toBe('```js \nalert(1)\ncode\n```')
  expect(contained('- > ~~~ js more\n  > code')).toBe('- > ~~~ js \n  > more\n  > code')
})

test('tabs at the start of a line become spaces, as a quotation mark in front would shift them', () => {
  expect(contained('- a\n\t- b')).toBe('- a\n    - b')
})

test('what nests deeper than anybody means is kept as plain words', () => {
  const html = micromark(contained(`${'> '.repeat(500)}deep`))
  expect(html).not.toContain('<blockquote>')
  expect(html).toContain('deep')
})

test('containing twice changes nothing but the headings', () => {
  for (const body of ['a <b>', '![x](y)', '[^1]: a', '```js x\ny', '[a](b)'])
    expect(contained(contained(body))).toBe(contained(body))
})
