/** The summary as Markdown, checked by reading it back with another parser and by looking at what a person would see. */
import { Problem, type SummaryNode } from '@lectern/model'
import { MarkdownManager } from '@tiptap/markdown'
import { expect, test } from 'vitest'
import { summaryExtensions, summaryMarkdown } from './index.ts'

const doc = (...content: SummaryNode[]): SummaryNode => ({ type: 'doc', content })
const text = (text: string, ...marks: string[]): SummaryNode => ({
  type: 'text',
  text,
  ...(marks.length > 0 && { marks: marks.map((type) => ({ type })) }),
})
const link = (words: string, href: string): SummaryNode => ({
  type: 'text',
  text: words,
  marks: [{ type: 'link', attrs: { href } }],
})
const p = (...content: SummaryNode[]): SummaryNode => ({ type: 'paragraph', content })
const h = (level: number, ...content: SummaryNode[]): SummaryNode => ({
  type: 'heading',
  attrs: { level },
  content,
})
const li = (...content: SummaryNode[]): SummaryNode => ({ type: 'listItem', content })
const ul = (...content: SummaryNode[]): SummaryNode => ({ type: 'bulletList', content })
const ol = (start: number, ...content: SummaryNode[]): SummaryNode => ({
  type: 'orderedList',
  attrs: { start },
  content,
})
const task = (checked: boolean, ...content: SummaryNode[]): SummaryNode => ({
  type: 'taskItem',
  attrs: { checked },
  content,
})
const tasks = (...content: SummaryNode[]): SummaryNode => ({ type: 'taskList', content })
const quote = (...content: SummaryNode[]): SummaryNode => ({ type: 'blockquote', content })
const br: SummaryNode = { type: 'hardBreak' }
const cite = (label: string): SummaryNode => ({
  type: 'citation',
  attrs: { textId: 't', start: 0, end: 4, exact: 'four', prefix: '', suffix: '', label },
})

const reader = new MarkdownManager({ extensions: summaryExtensions() })
/** Type, nesting, text and marks of what the Markdown says; attributes that only an editor sets are left out. */
const shape = (node: SummaryNode): unknown => ({
  type: node.type,
  ...(node.text !== undefined && { text: node.text }),
  ...(node.marks && { marks: node.marks.map((mark) => mark.type).sort() }),
  ...(node.content?.length && { content: node.content.map(shape) }),
})
const reread = (json: SummaryNode) => reader.parse(summaryMarkdown(json)) as SummaryNode

test('a summary with every kind of block reads back as the same summary', () => {
  const summary = doc(
    h(1, text('What we take from the speech')),
    p(
      text('Basic research stands at the '),
      text('head', 'bold'),
      text(' of the '),
      text('chain', 'italic'),
      text('.'),
    ),
    ul(li(p(text('one')), ul(li(p(text('deep'))))), li(p(text('two')))),
    ol(3, li(p(text('three'))), li(p(text('four')))),
    tasks(
      task(true, p(text('done')), tasks(task(false, p(text('still to do'))))),
      task(false, p(text('open'))),
    ),
    quote(p(text('two ends outside')), p(text('said twice'))),
    { type: 'horizontalRule' },
    p(text('see '), link('the page', 'https://example.org/a')),
  )
  expect(shape(reread(summary))).toEqual(shape(summary))
})

test('a citation stands as its label in brackets, or as what the caller puts there', () => {
  const summary = doc(p(text('As said '), cite('Speech ¶5'), text(' and '), cite('Speech ¶9'), text('.')))
  expect(summaryMarkdown(summary)).toBe('As said [Speech ¶5] and [Speech ¶9].')
  let n = 0
  expect(summaryMarkdown(summary, { citation: () => `[^${++n}]` })).toBe('As said [^1] and [^2].')
})

test('what follows a citation cannot make it a link, a definition or an image', () => {
  expect(summaryMarkdown(doc(p(cite('A'), text('(b)'))))).toBe('[A]\\(b)')
  expect(summaryMarkdown(doc(p(cite('A'), text(': b'))))).toBe('[A]\\: b')
  expect(summaryMarkdown(doc(p(text('Wow!'), cite('A'))))).toBe('Wow\\![A]')
  expect(summaryMarkdown(doc(p(cite('x](javascript:alert(1))'))))).toBe('[x\\](javascript:alert(1))]')
})

test('words that look like markup stay words, also behind a line break and in a list', () => {
  for (const words of [
    '# no',
    '- no',
    '+ no',
    '12. no',
    '12) no',
    '> no',
    '===',
    '---',
    '***',
    '~~~',
    '```',
    '[a]: b',
    '    code',
    '| a | b |',
    '&amp;',
    '<b>no</b>',
    '![a](b)',
    '* [ ] no',
    'https://example.org',
  ]) {
    for (const summary of [
      doc(p(text(words))),
      doc(p(text('a'), br, text(words))),
      doc(ul(li(p(text(words))))),
      doc(quote(p(text(words)))),
      doc(h(2, text(words))),
    ]) {
      const said = (node: SummaryNode): string =>
        node.type === 'hardBreak' ? '\n' : (node.text ?? (node.content ?? []).map(said).join(''))
      const back = reread(summary)
      expect(said(back), summaryMarkdown(summary)).toBe(said(summary).trim().replace(/\n +/, '\n'))
      const types = (node: SummaryNode): string[] => [
        node.type,
        ...(node.marks ?? []).map((mark) => mark.type),
        ...(node.content ?? []).flatMap(types),
      ]
      expect(types(back).filter((type) => type !== 'text')).toEqual(
        types(summary).filter((type) => type !== 'text'),
      )
    }
  }
})

test('bold that ends in Chinese punctuation is bold, and overlapping marks keep every word', () => {
  expect(summaryMarkdown(doc(p(text('要点：', 'bold'), text('内容'))))).toBe('**要点**：内容')
  expect(summaryMarkdown(doc(p(text('说'), text('“四个面向”', 'bold'), text('的'))))).toBe(
    '说“**四个面向**”的',
  )
  expect(summaryMarkdown(doc(p(text('a ', 'bold'), text('b ', 'bold', 'italic'), text('c', 'italic'))))).toBe(
    '**a b** *c*',
  )
  expect(summaryMarkdown(doc(p(text('a ', 'italic'), text('b', 'bold', 'italic'))))).toBe('*a **b***')
  // Without a space in front, readers disagree on what the inner stars close: the inner mark is given up.
  expect(summaryMarkdown(doc(p(text('a', 'italic'), text('b', 'bold', 'italic'), text('c'))))).toBe('*ab*c')
})

test('a quotation of two paragraphs stays inside its list item', () => {
  const summary = doc(ul(li(p(text('item')), quote(p(text('one')), p(text('two'))))))
  expect(shape(reread(summary))).toEqual(shape(summary))
})

test('two lists in a row stay two lists, and an empty first paragraph keeps what is under it', () => {
  expect(summaryMarkdown(doc(ul(li(p(text('a')))), ul(li(p(text('b'))))))).toBe('- a\n\n* b')
  expect(summaryMarkdown(doc(ul(li(p(), ul(li(p(text('deep'))))))))).toBe('- &nbsp;\n  - deep')
})

test('only links that are safe are written as links', () => {
  expect(summaryMarkdown(doc(p(link('here', 'javascript:alert(1)'))))).toBe('here')
  expect(summaryMarkdown(doc(p(link('here', 'https://example.org/a b)(c "d'))))).toBe(
    '[here](https://example.org/a%20b%29%28c%20%22d)',
  )
  expect(summaryMarkdown(doc(p(link('https://example.org/', 'https://example.org/'))))).toBe(
    '<https://example.org/>',
  )
})

test('an empty summary is an empty string', () => {
  expect(summaryMarkdown(doc(p()))).toBe('')
  expect(summaryMarkdown(doc())).toBe('')
})

test('a node or mark it does not know is refused, not dropped', () => {
  expect(() => summaryMarkdown(doc({ type: 'video', attrs: {} }))).toThrow(Problem)
  expect(() => summaryMarkdown(doc(p(text('x', 'blink'))))).toThrow(/blink/)
})
