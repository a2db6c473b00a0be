/** The Markdown export, read by a CommonMark parser that lets raw HTML through, so that any of it would show. */
import { micromark } from 'micromark'
import { expect, test } from 'vitest'
import { ANNOTATIONS, LONG_QUOTE, RECORD } from './testing/record.ts'
import { type Element, find, readHtml, textOf } from './testing/strict-html.ts'
import { written } from './testing/written.ts'

const markdown = (record = RECORD, locale: 'en' | 'zh-CN' = 'en') => written(record, 'markdown', { locale })
const read = (source: string): Element =>
  readHtml(micromark(source, { allowDangerousHtml: true, allowDangerousProtocol: true }))
const times = (words: string, inside: Element) => textOf(inside).split(words).length - 1

test('headings are the outline of the record and nothing people typed is one', () => {
  const root = read(markdown())
  const outline = ['h1', 'h2', 'h3', 'h4'].flatMap((tag) =>
    find(root, tag).map((heading) => `${tag} ${textOf(heading)}`),
  )
  expect(outline).toEqual([
    'h1 Third study: <script>alert(0)</script> 基础研究 / "legs" | `x`',
    'h2 Texts',
    'h2 Members',
    'h2 Summary',
    'h2 Comments: Strengthen basic research *now*',
    'h2 Comments: 会议通报：加强基础研究',
    'h2 Comments on texts that are no longer in the session',
    'h3 What we take',
    'h3 ¶1 · Highlight',
    'h3 ¶2 · Key idea',
    'h3 ¶3 · Comment',
    'h3 ¶3 · Question',
    'h3 ¶4 · made-up-kind',
    'h3 Doubt',
    'h3 ¶2 · Term',
    'h3 Comments: A text taken out',
    'h3 Comments: Text with the id never-seen',
    'h4 ¶1 · Comment',
    'h4 Comment',
  ])
  expect(find(root, 'h5').map(textOf)).toEqual(['大标题', '底线标题'])
})

test('citations are footnotes, one a passage, each defined once', () => {
  const source = markdown()
  expect(source.match(/\[\^\d+\](?!:)/g)).toEqual(['[^1]', '[^1]', '[^2]', '[^3]'])
  expect(source.match(/^\[\^\d+\]: .*$/gm)).toEqual([
    '[^1]: “basic research is at the head of the chain” — Strengthen basic research \\*now\\*, ¶2',
    '[^2]: “not what stands there” — 会议通报：加强基础研究 *(these words do not stand at this place of the text)*',
    '[^3]: “words of a lost text” — Digest ¶7 *(the text is not part of this record)*',
  ])
})

test('each body, quote and reply is there once; what a host hid is not, and says so', () => {
  const root = read(markdown())
  for (const once of [
    'task-one',
    'deep-item',
    'hangs on this',
    'said-by-the-removed',
    'sooner',
    'never closed fence',
    'still-to-be-read',
    'long-one',
    '大标题',
    'moved-comment',
    'comment-on-the-gone',
    'comment-on-the-unknown',
    LONG_QUOTE,
    'words that are not there',
    'lost words',
    'four orientations',
    'off topic <b>',
  ]) {
    expect(times(once, root), once.slice(0, 40)).toBe(1)
  }
  for (const secret of ['rude-secret', 'abusive-secret', 'secret-tag']) expect(times(secret, root)).toBe(0)
  expect(times('Hidden by 王小明', root)).toBe(2)
  expect(
    find(root, 'h3')
      .concat(find(root, 'h4'))
      .filter((heading) => /¶|^Doubt|^Comment$/.test(textOf(heading))),
  ).toHaveLength(ANNOTATIONS.length)
})

test('a fence nobody closed ends with its reply, and the next reply stands beside it', () => {
  const root = read(markdown())
  const fence = find(root, 'pre').find((one) => textOf(one).includes('never closed'))!
  expect(textOf(fence)).toBe('never closed fence\n')
  const items = find(root, 'li').filter((item) => textOf(item).trimStart().startsWith('Reply:'))
  expect(items).toHaveLength(4)
  expect(items.filter((item) => textOf(item).includes('said-by-the-removed'))).toHaveLength(1)
})

test('the only links are those the session and the summary have', () => {
  expect(find(read(markdown()), 'a').map((link) => link.attributes['href'])).toEqual([
    'https://lectern.example.org/s/abc_1',
    'https://example.org/?a=1&copy=2',
  ])
})

test('task lists keep their boxes', () => {
  expect(markdown()).toMatch(/^\* \[x\] compare\n\* \[ \] decide$/m)
  expect(markdown()).toMatch(/^ {2}> - \[ \] task-one\n {2}> - \[x\] task-two$/m)
})

test('a quote over two paragraphs keeps both, and cannot become a definition', () => {
  const record = structuredClone(RECORD)
  const quote = 'first line\n\n[^1]: second\n# third'
  record.annotations[0]!.target.selector[1].exact = quote
  record.summary = {
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        content: [{ type: 'citation', attrs: { textId: 'x', exact: quote, label: 'X' } }],
      },
    ],
  }
  const source = markdown(record)
  expect(source).toContain('[^1]: “first line \\[^1\\]: second \\# third” — X')
  expect(source).toContain('> “first line\n>\n> \\[^1\\]: second\\\n> \\# third”')
})

test('an empty session says so, in Chinese too', () => {
  const empty = { ...RECORD, annotations: [], summary: { type: 'doc' } }
  expect(markdown(empty)).toContain('*Nothing was written in the summary.*')
  expect(markdown(empty, 'zh-CN')).toContain('*总结尚无内容。*')
  expect(markdown(empty, 'zh-CN').split('*暂无评论。*').length - 1).toBe(2)
})
