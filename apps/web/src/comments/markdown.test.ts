/** Bodies come from anybody: what they can put into the page. */
import { expect, test } from 'vitest'
import { needsMarkdown } from './body.tsx'
import { toSafeHtml } from './markdown.ts'

test('emphasis, lists and quotes are shown', () => {
  expect(toSafeHtml('**head** of the *chain*')).toBe('<p><strong>head</strong> of the <em>chain</em></p>')
  expect(toSafeHtml('- one\n- two')).toContain('<li>one</li>')
})

test('raw HTML is words, not elements', () => {
  const html = toSafeHtml('<img src=x onerror=alert(1)> <script>alert(1)</script>')
  expect(html).not.toMatch(/<(img|script)/)
  expect(html).toContain('&lt;img')
})

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  '//host/x',
  '/api/x',
  '#x',
])('a link to %s leads nowhere', (address) => expect(toSafeHtml(`[words](${address})`)).not.toContain('href'))

test('a safe link opens elsewhere and tells nothing of here', () => {
  expect(toSafeHtml('[words](https://example.org/a?b="c")')).toMatch(
    /^<p><a href="https:\/\/example\.org\/[^"]*" target="_blank" rel="noopener noreferrer nofollow">words<\/a><\/p>$/,
  )
})

test('an image is a link: reading a note fetches nothing', () => {
  expect(toSafeHtml('![picture](https://example.org/p.png)')).not.toContain('<img')
})

test('plain words, in any language, need no Markdown at all', () => {
  for (const words of ['Who decides?', '谁来决定“战略需求”？', "It's 5 - 3 = 2.", 'a\n\nb']) {
    expect(needsMarkdown(words)).toBe(false)
  }
  for (const words of [
    '**a**',
    '# a',
    '- a',
    '1. a',
    '[a](b)',
    '> a',
    'a <b>',
    '`a`',
    'a\\*',
    '&amp;',
    '~~~',
    'a\n===',
  ]) {
    expect(needsMarkdown(words)).toBe(true)
  }
})

const people = (personId: string) =>
  personId === 'p1'
    ? { name: 'Ben <b>', me: false }
    : personId === 'me'
      ? { name: 'Ana', me: true }
      : undefined

test('a mention shows the name the session knows, whatever the link says, and is no link', () => {
  expect(toSafeHtml('[@Somebody else](#person=p1) knows', people)).toBe(
    '<p><span class="mention">@Ben &lt;b&gt;</span> knows</p>',
  )
  expect(toSafeHtml('[@Ana](#person=me)', people)).toBe('<p><strong class="mention">@Ana</strong></p>')
})

test('a mention of somebody the session does not know is words', () => {
  expect(toSafeHtml('[@Who](#person=p9)', people)).toBe('<p><a>@Who</a></p>')
})
