/** The summary as HTML, by a table over its node types that refuses what it has no row for. Knows nothing around it. */
import { citationAttributes, type CitationAttributes, fileLink } from '@lectern/docs'
import { Problem, type SummaryNode } from '@lectern/model'
import { Markup, markup, trusted } from './markup.ts'

export type SummaryWords = { done: string; open: string }
type Context = { words: SummaryWords; citation: (citation: CitationAttributes) => Markup }
type Row = (content: Markup[], node: SummaryNode, context: Context) => Markup

/** Headings of the summary stand below the page's own: 1 becomes h3. */
const HEADING_OFFSET = 2

const heading = (level: number, content: Markup[]) => {
  const tag = `h${Math.min(6, Math.max(1, level) + HEADING_OFFSET)}`
  return markup`${trusted(`<${tag}>`)}${content}${trusted(`</${tag}>`)}`
}
const integer = (value: unknown, fallback: number) => (Number.isInteger(value) ? (value as number) : fallback)

const NODES: { readonly [type: string]: Row } = {
  doc: (content) => markup`${content}`,
  paragraph: (content) => (content.length > 0 ? markup`<p>${content}</p>` : markup``),
  heading: (content, node) => heading(integer(node.attrs?.['level'], 1), content),
  blockquote: (content) => markup`<blockquote>${content}</blockquote>`,
  horizontalRule: () => markup`<hr>`,
  hardBreak: () => markup`<br>`,
  bulletList: (content) => markup`<ul>${content}</ul>`,
  orderedList: (content, node) => markup`<ol start="${integer(node.attrs?.['start'], 1)}">${content}</ol>`,
  listItem: (content) => markup`<li>${content}</li>`,
  taskList: (content) => markup`<ul class="tasks">${content}</ul>`,
  taskItem: (content, node, { words }) =>
    node.attrs?.['checked'] === true
      ? markup`<li><span class="box" role="img" aria-label="${words.done}">☑</span><div>${content}</div></li>`
      : markup`<li><span class="box" role="img" aria-label="${words.open}">☐</span><div>${content}</div></li>`,
  citation: (_, node, { citation }) => citation(citationAttributes(node.attrs)),
  text: (_, node) => {
    const marks = node.marks ?? []
    let out = markup`${node.text}`
    for (const [type, wrap] of MARKS) {
      const mark = marks.find((one) => one.type === type)
      if (mark) out = wrap(out, mark.attrs?.['href'])
    }
    const strange = marks.find((one) => !MARKS.some(([type]) => type === one.type))
    if (strange) throw unknown(strange.type)
    return out
  },
}

/** Innermost first. */
const MARKS: readonly (readonly [string, (content: Markup, href: unknown) => Markup])[] = [
  ['italic', (content) => markup`<em>${content}</em>`],
  ['bold', (content) => markup`<strong>${content}</strong>`],
  ['strike', (content) => markup`<s>${content}</s>`],
  [
    'link',
    (content, href) => {
      const address = fileLink(href)
      return address === undefined
        ? content
        : markup`<a href="${address}" rel="noopener noreferrer nofollow">${content}</a>`
    },
  ],
]

/** Throws a Problem for a node or mark it does not know, so that nothing is lost without a word. */
export function summaryHtml(
  node: SummaryNode,
  words: SummaryWords,
  citation: (citation: CitationAttributes) => Markup,
): Markup {
  const context = { words, citation }
  const visit = (one: SummaryNode): Markup => {
    const row = Object.hasOwn(NODES, one.type) ? NODES[one.type] : undefined
    if (!row) throw unknown(one.type)
    return row((one.content ?? []).map(visit), one, context)
  }
  return visit(node)
}

const unknown = (type: string) =>
  new Problem(
    'unreadable',
    `The summary holds a "${type}", which this version cannot write as HTML. Update Lectern and export again.`,
  )
