/** The HTML export, read back strictly and checked by what it says. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { ANNOTATIONS, LONG_QUOTE, RECORD, SUMMARY } from './testing/record.ts'
import { all, type Element, find, readHtml, textOf } from './testing/strict-html.ts'
import { written } from './testing/written.ts'

const page = (record = RECORD, locale: 'en' | 'zh-CN' = 'en') => readHtml(written(record, 'html', { locale }))
const times = (words: string, inside: Element) => textOf(inside).split(words).length - 1
const comments = (root: Element) => find(root, 'article.comment')
const commentWith = (root: Element, words: string) =>
  comments(root).find((one) => textOf(one).includes(words))!

test('the page names the session, its texts with their provenance, and its members', () => {
  const root = page()
  const header = find(root, 'header')[0]!
  expect(textOf(find(header, 'h1')[0]!)).toBe(RECORD.session.title)
  expect(textOf(find(root, 'title')[0]!)).toBe(RECORD.session.title)
  expect(textOf(header)).toContain('# Two legs\nsecond line of the theme')
  expect(textOf(header)).toContain('22 November 2026, 10:00 UTC')
  expect(find(header, 'a').map((link) => link.attributes['href'])).toEqual([
    'https://lectern.example.org/s/abc_1',
  ])
  const [speech, readout, ...more] = find(root, 'ol.texts')[0]!.children.filter(
    (child) => typeof child !== 'string',
  )
  expect(more).toEqual([])
  expect(textOf(speech!)).toContain('Strengthen basic research *now*')
  expect(textOf(speech!)).toContain('21 February 2023')
  expect(textOf(speech!)).toContain('Author <unknown> & translated [by machine](javascript:alert(1))')
  expect(textOf(readout!)).toContain('# 一级 | 说明')
  const members = find(find(root, 'ul.members')[0]!, 'li').map(textOf)
  expect(members).toEqual([
    '王小明 Host',
    'Ann *Star* [link](javascript:alert(2)) Participant',
    'Ben \ufffdnimda Participant (removed)',
    '<b>Olga</b> Observer',
  ])
})

test('citations are numbered notes that quote the passage, and lead there and back', () => {
  const root = page()
  const summary = find(root, 'article.summary')[0]!
  expect(find(summary, 'sup').map(textOf)).toEqual(['[1]', '[1]', '[2]', '[3]'])
  const notes = find(find(root, 'aside.notes')[0]!, 'li')
  expect(notes.map((note) => textOf(note).replace(/[↩\s]+$/, ''))).toEqual([
    'basic research is at the head of the chain — Strengthen basic research *now*, ¶2',
    'not what stands there — 会议通报：加强基础研究 (these words do not stand at this place of the text)',
    'words of a lost text — Digest ¶7 (the text is not part of this record)',
  ])
  const ids = [...all(root)].flatMap((one) => one.attributes['id'] ?? [])
  expect(new Set(ids).size).toBe(ids.length)
  const inner = find(root, 'a').flatMap((link) =>
    link.attributes['href']!.startsWith('#') ? link.attributes['href']! : [],
  )
  expect(inner).toHaveLength(8)
  for (const href of inner) expect(ids).toContain(href.slice(1))
})

test('the summary keeps its structure, one level below the page', () => {
  const summary = find(page(), 'article.summary')[0]!
  expect(find(summary, 'h3').map(textOf)).toEqual(['What we take'])
  expect(find(summary, 'strong').map(textOf)).toEqual(['要点：'])
  expect(find(summary, 'ul.tasks')[0]!.children).toHaveLength(2)
  expect(find(summary, 'span.box').map((box) => box.attributes['aria-label'])).toEqual(['Done', 'To do'])
  expect(
    find(summary, 'a')
      .filter((link) => !link.attributes['href']!.startsWith('#'))
      .map((link) => [textOf(link), link.attributes['href']]),
  ).toEqual([['good', 'https://example.org/?a=1&copy=2']])
  expect(textOf(summary)).toContain(' bad <script>alert(4)</script> ')
})

test('every comment stands under its text, by position, with who and when', () => {
  const root = page()
  const headings = comments(root).map((one) => textOf([...find(one, 'h3'), ...find(one, 'h4')][0]!))
  expect(headings).toEqual([
    '¶1Highlight',
    '¶2Key idea',
    '¶3Comment',
    '¶3Question',
    '¶4made-up-kind',
    'Doubt',
    '¶2Term',
    '¶1Comment',
    'Comment',
  ])
  expect(find(root, 'h2').map(textOf).slice(3)).toEqual([
    'Comments: Strengthen basic research *now*',
    'Comments: 会议通报：加强基础研究',
    'Comments on texts that are no longer in the session',
  ])
  const early = commentWith(root, 'hangs on this')
  expect(find(early, 'blockquote').map(textOf)).toEqual(['“basic research is at the head of the chain”'])
  expect(textOf(early)).toContain('The whole argument hangs on this.')
  expect(find(early, 'p.meta').map(textOf)).toEqual([
    'Ben \ufffdnimda (removed) · 22 November 2026, 10:01 UTC',
    'Ann *Star* [link](javascript:alert(2)) · 22 November 2026, 10:03 UTC',
    'Ben \ufffdnimda (removed) · 22 November 2026, 10:06 UTC',
    '<b>Olga</b> · 22 November 2026, 10:07 UTC',
  ])
  expect(find(early, 'li.reply').map((reply) => textOf(reply).includes('sooner'))).toEqual([
    true,
    false,
    false,
  ])
  expect(textOf(find(early, 'p.reactions')[0]!)).toBe(
    'Reactions: 👍 (王小明, Ann *Star* [link](javascript:alert(2))), <x> (Ann *Star* [link](javascript:alert(2)))',
  )
  expect(textOf(find(early, 'p.state')[0]!)).toBe(
    'Resolved by Ann *Star* [link](javascript:alert(2)) · 22 November 2026, 10:12 UTC',
  )
  expect(textOf(commentWith(root, '大标题'))).toContain('Reopened by 王小明')
  expect(textOf(commentWith(root, 'task-one'))).toContain('(edited 22 November 2026, 10:09 UTC)')
  expect(textOf(find(commentWith(root, 'task-one'), 'p.tags')[0]!)).toBe('Tags: two legs, `tag` | <i>')
})

test('each body, quote and reply is there once; what a host hid is not, and says so', () => {
  const root = page()
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
  expect(comments(root)).toHaveLength(ANNOTATIONS.length)
})

test('a hidden comment shows no words its author could have put in the place of a quote', () => {
  const forged = structuredClone(RECORD)
  const hidden = forged.annotations.find(({ key }) => key === 'ann/hidden')!
  hidden.target.selector[1].exact = 'forged-insult'
  expect(times('forged-insult', page(forged))).toBe(0)
  delete hidden.moderation
  expect(times('forged-insult', page(forged))).toBe(1)
})

test('an annotation in web furniture that was folded away is listed like any other', () => {
  const record = structuredClone(RECORD)
  const speech = record.texts[0]!
  speech.exclusions = [{ start: 0, end: speech.canonical.length, reason: 'by-hand' }]
  expect(comments(page(record))).toHaveLength(ANNOTATIONS.length)
})

test('the page asks for nothing: no script, no image, and a policy that allows its own style only', () => {
  const root = page()
  expect(find(root, 'script')).toEqual([])
  const policy = find(root, 'meta').find((meta) => meta.attributes['http-equiv'])!.attributes['content']!
  const style = find(root, 'style')[0]!.children[0] as string
  expect(policy).toBe(
    `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`,
  )
  expect(style).not.toMatch(/url\(|@import/)
})

test('a session in which nothing happened yet says so', () => {
  const empty = { ...RECORD, annotations: [], summary: { type: 'doc', content: [{ type: 'paragraph' }] } }
  const said = textOf(page(empty))
  expect(said).toContain('Nothing was written in the summary.')
  expect(said.split('No comments.').length - 1).toBe(2)
  expect(find(page(empty), 'aside.notes')).toEqual([])
})

test('in Chinese the page says everything of its own in Chinese', () => {
  const root = page(RECORD, 'zh-CN')
  expect(find(root, 'html')[0]!.attributes['lang']).toBe('zh-CN')
  expect(find(root, 'h2').map(textOf)).toEqual([
    '文本',
    '成员',
    '总结',
    '评论：Strengthen basic research *now*',
    '评论：会议通报：加强基础研究',
    '已不在本次学习中的文本的评论',
  ])
  expect(textOf(root)).toContain('2026年11月22日 10:00 UTC')
  expect(textOf(root)).toContain('第2段')
})

test('a summary with a node that has no row is refused, not shortened', () => {
  const summary = { ...SUMMARY, content: [...SUMMARY.content!, { type: 'video' }] }
  expect(() => page({ ...RECORD, summary })).toThrow(/video/)
})

test('the same record gives the same bytes', () => {
  expect(written(RECORD, 'html', { locale: 'en' })).toEqual(
    written(structuredClone(RECORD), 'html', { locale: 'en' }),
  )
})
