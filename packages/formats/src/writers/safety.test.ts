/** Whatever people type, an export is no more than their words: no element, attribute or link of theirs, and nothing lost. */
import { isSafeLink, summaryMarkdown } from '@lectern/docs'
import type { SessionRecord } from '@lectern/model'
import * as fc from 'fast-check'
import { micromark } from 'micromark'
import { expect, test } from 'vitest'
import { annotation, RECORD, TEXTS } from './testing/record.ts'
import { all, type Element, readHtml, textOf } from './testing/strict-html.ts'
import { written } from './testing/written.ts'
import { oneLine } from './words.ts'

const write = (record: SessionRecord, format: string) => written(record, format, { locale: 'en' })

/** Elements and attributes an export may have; nothing a person types may add to them. */
const ALLOWED: { readonly [tag: string]: readonly string[] } = {
  html: ['lang'],
  head: [],
  meta: ['charset', 'name', 'content', 'http-equiv'],
  title: [],
  style: [],
  body: [],
  header: [],
  main: [],
  footer: [],
  section: ['aria-labelledby'],
  article: ['class', 'dir'],
  aside: ['class', 'aria-labelledby'],
  div: ['class', 'dir'],
  h1: ['dir'],
  h2: ['id'],
  h3: ['id'],
  h4: [],
  h5: [],
  h6: [],
  p: ['class', 'dir'],
  ul: ['class', 'aria-label'],
  ol: ['class', 'start'],
  li: ['class', 'id'],
  dl: [],
  dt: [],
  dd: [],
  a: ['class', 'href', 'id', 'aria-label', 'rel', 'title'],
  time: ['datetime'],
  span: ['class', 'role', 'aria-label'],
  blockquote: ['class', 'dir', 'lang'],
  q: ['dir', 'lang'],
  cite: ['dir'],
  bdi: ['lang'],
  strong: ['dir', 'lang'],
  code: ['class'],
  ...Object.fromEntries(['em', 'b', 's', 'sup', 'br', 'hr', 'pre'].map((tag) => [tag, []])),
}

function expectHarmless(root: Element) {
  for (const { tag, attributes } of all(root)) {
    expect(Object.keys(ALLOWED)).toContain(tag)
    for (const name of Object.keys(attributes)) expect([tag, ...ALLOWED[tag]!]).toContain(name)
    if (tag === 'a')
      expect(attributes['href']).toSatisfy((href: string) => href.startsWith('#') || isSafeLink(href))
    if (tag === 'code') expect(attributes['class'] ?? 'language-').toMatch(/^language-/)
  }
}

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  "' onmouseover='x",
  '<!--',
  '-->',
  '<![CDATA[',
  '<?php',
  '</div></article>',
  '<style>',
  '<div>\n',
  '&lt;b&gt;',
  '&#60;',
  '&copy',
  '](javascript:alert(1))',
  '[x](javascript:alert(1))',
  '[x](java&#115;cript:x)',
  '![x](https://example.org/p.png)',
  '<javascript:alert(1)>',
  '<https://example.org>',
  '[x](<https://example.org> "t")',
  '[x]: https://example.org',
  '[^1]: note',
  '[^1]',
  '[x][y]',
  '![^1]',
  '\n',
  '\n\n',
  '\n    ',
  '\t',
  '> ',
  '- ',
  '1. ',
  '# ',
  '=====',
  '\n---\n',
  '***',
  '___',
  '```',
  '~~~',
  '`',
  '|',
  '\\',
  '\r\n',
  '\u202e',
  '\u2066',
  '\u0000',
  '\u0007',
  '\ud800',
  '\ufeff',
  '\u2028',
  '🎉',
  '中文',
  ' ',
  '!',
  '{',
  '$$',
  ':',
  'www.example.org',
  'https://example.org',
]
const anything = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.constantFrom('a', 'b c', '7')), { maxLength: 12 })
      .map((all) => all.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
)

/** Two writings are the same words when they differ in white space and marks of direction only. */
const same = (text: string) => text.replace(/[\s\u202a-\u202e\u2066-\u2069]+/g, ' ').replaceAll(' ', '')
const kept = (text: string) =>
  // oxlint-disable-next-line no-control-regex -- what control characters become
  same(text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '\ufffd'))

/** A session in which a person typed `hostile` everywhere they can; `mark` stands in the middle of the body. */
function recordOf(hostile: string, body: string): SessionRecord {
  const attributes = {
    textId: 'lost',
    start: 1,
    end: 5,
    exact: hostile || 'x',
    prefix: '',
    suffix: '',
    label: hostile,
  }
  const quoted = annotation('ann/1', TEXTS.speech, 'Opening words', body, {
    kind: 'term',
    tags: [hostile || 'x'],
    status: { resolved: true, by: 'ann', at: RECORD.takenAt },
    reactions: [{ personId: 'ann', emoji: hostile }],
  })
  quoted.target.selector[1].exact = hostile || 'x'
  quoted.replies = [
    {
      key: 'ann/ann/1/r',
      personId: 'ann',
      body: quoted.body,
      created: RECORD.takenAt,
      modified: RECORD.takenAt,
    },
  ]
  const hidden = annotation('ann/2', TEXTS.speech, 'Opening words', body, {
    moderation: { hidden: true, by: 'ann', at: RECORD.takenAt, reason: hostile },
  })
  return {
    ...RECORD,
    url: hostile,
    session: { ...RECORD.session, title: hostile, theme: hostile, purpose: hostile },
    members: [{ ...RECORD.members[1]!, name: hostile }],
    texts: [{ ...TEXTS.speech, title: hostile || 'x', attribution: hostile, kind: hostile || 'x' }],
    annotations: [quoted, hidden],
    summary: {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            {
              type: 'text',
              text: `${hostile}.`,
              marks: [{ type: 'bold' }, { type: 'link', attrs: { href: hostile } }],
            },
            { type: 'citation', attrs: attributes },
            { type: 'text', text: `${hostile}.` },
          ],
        },
      ],
    },
  }
}

const readers: { readonly [format: string]: (source: string) => Element } = {
  html: readHtml,
  markdown: (source) =>
    readHtml(micromark(source, { allowDangerousHtml: true, allowDangerousProtocol: true })),
}

test.each(Object.keys(readers))(
  'whatever is typed, %s has no element of it, and all of its words',
  (format) => {
    fc.assert(
      fc.property(anything, anything, anything, (hostile, before, after) => {
        const root = readers[format]!(write(recordOf(hostile, `${before} mark7word ${after}`), format))
        expectHarmless(root)
        const said = same(textOf(root))
        expect(said).toContain(same(oneLine(hostile)))
        expect(said).toContain(kept(`“${hostile || 'x'}”`.trim()).replace(/^“|”$/g, ''))
        // In the comment and in its reply; the hidden one shows nothing. As a class of code or a title of a link it is kept too.
        const everything = `${said}${[...all(root)].flatMap((one) => Object.values(one.attributes)).join(' ')}`
        expect(everything.split('mark7word').length - 1).toBe(2)
      }),
      { numRuns: 200 },
    )
  },
)

test.each([
  ['markdown', ' '],
  ['markdown', 'one\nword'],
  ['markdown', '\u0001'],
  ['html', '\u0000https://example.org'],
])('%s: what once went wrong, with %j typed everywhere', (format, hostile) => {
  expectHarmless(readers[format]!(write(recordOf(hostile, hostile), format)))
})

test('a body made to be slow is written soon enough, and its words stay', () => {
  for (const piece of ['[', '<', '_*', '*_a', '[a](', '> ']) {
    const from = performance.now()
    const root = readHtml(
      write(recordOf('x', `${piece.repeat(Math.floor(9_900 / piece.length))} mark7word`), 'html'),
    )
    expectHarmless(root)
    expect(textOf(root)).toContain('mark7word')
    expect(performance.now() - from, JSON.stringify(piece)).toBeLessThan(8_000)
  }
})

test('a summary of any words with any marks shows no delimiter and every word when its Markdown is read', () => {
  const typed = fc.stringMatching(/^[ a-c、。“”（）：!*_#.1-3[\]<>&`|\\-]{1,8}$/)
  const marked = fc.tuple(typed, fc.subarray(['bold', 'italic', 'strike']))
  fc.assert(
    fc.property(fc.array(marked, { minLength: 1, maxLength: 6 }), (parts) => {
      const content = parts.map(([text, marks]) => ({
        type: 'text',
        text,
        marks: marks.map((type) => ({ type })),
      }))
      const source = summaryMarkdown({ type: 'doc', content: [{ type: 'paragraph', content }] })
      // CommonMark has no strikethrough: its delimiters stay, and nobody types a "~" here.
      const seen = textOf(readers['markdown']!(source)).replaceAll('~', '')
      expect(same(seen)).toBe(same(parts.map(([text]) => text).join('')))
    }),
    { numRuns: 2000 },
  )
})
