/**
 * Writes a summary as Markdown, by a table over its node types that refuses what it has no row for: nothing can get lost
 * without a word. Own code, because `@tiptap/markdown` (3.31) leaves "# " and "1." at the start of a line as they are, lets the
 * second paragraph of a quotation fall out of its list item, writes raw HTML where marks overlap and skips unknown nodes.
 * Knows no editor and no Yjs.
 */
import { Problem, type SummaryNode } from '@lectern/model'
import { type CitationAttributes, citationAttributes } from './citation-attributes.ts'
import { type InlineLine, writeLine } from './inline-markdown.ts'
import { escapeMarkdown } from './markdown-escape.ts'

export type SummaryMarkdownOptions = {
  /** What stands in the place of a citation, as Markdown. Default: its label in brackets. */
  citation?: (citation: CitationAttributes) => string
  /** Levels added to every heading (at most 6 in the end). */
  headingOffset?: number
}

const bracketed = ({ label }: CitationAttributes) => `[${escapeMarkdown(label.trim() || '…', '[')}]`

/** The summary as CommonMark (task lists and strikethrough as in GFM). Throws a Problem for a node it does not know. */
export function summaryMarkdown(json: SummaryNode, options: SummaryMarkdownOptions = {}): string {
  const write = { citation: options.citation ?? bracketed, headingOffset: options.headingOffset ?? 0 }
  return blocks(json, write).join('\n')
}

type Write = Required<SummaryMarkdownOptions>
/** Lines of one block, without a blank line around them; none when it is empty. */
type Row = (node: SummaryNode, write: Write, marker: string) => string[]

const children = (node: SummaryNode): SummaryNode[] => node.content ?? []
const number = (value: unknown, fallback: number) => (Number.isInteger(value) ? (value as number) : fallback)
const indent = (lines: string[], first: string, rest: string): string[] =>
  lines.map((line, i) => (i === 0 ? first + line : line && rest + line).trimEnd())

/** Two kinds of marker for each kind of list, as a list right behind another of its kind would continue it. */
const MARKERS: { [type: string]: readonly [string, string] } = {
  bulletList: ['-', '*'],
  taskList: ['-', '*'],
  orderedList: ['.', ')'],
}

const BLOCKS: { readonly [type: string]: Row } = {
  doc: (node, write) => blocks(node, write),
  paragraph: (node, write) =>
    inlineLines(node, write).map((line, i, all) => writeLine(line) + (i < all.length - 1 ? '\\' : '')),
  heading: (node, write) => {
    const level = Math.min(6, number(node.attrs?.['level'], 1) + write.headingOffset)
    const text = inlineLines(node, write)
      .map((line) => writeLine(line, ' '))
      .join(' ')
    return text ? [`${'#'.repeat(level)} ${text}`] : []
  },
  blockquote: (node, write) => blocks(node, write).map((line) => `> ${line}`.trimEnd()),
  horizontalRule: () => ['---'],
  bulletList: (node, write, marker) => list(node, write, () => `${marker} `),
  taskList: (node, write, marker) =>
    list(node, write, (item) => `${marker} [${item.attrs?.['checked'] === true ? 'x' : ' '}] `, 2),
  orderedList: (node, write, marker) => {
    const start = Math.max(0, number(node.attrs?.['start'], 1))
    return list(node, write, (_, i) => `${start + i}${marker} `)
  },
  listItem: (node, write) => item(node, write),
  taskItem: (node, write) => item(node, write),
}

function blocks(node: SummaryNode, write: Write): string[] {
  const lines: string[] = []
  let previous: { type: string; marker: string } | undefined
  for (const child of children(node)) {
    const row = BLOCKS[child.type]
    if (!row) throw unknown(child.type)
    const [usual, other] = MARKERS[child.type] ?? ['', '']
    const marker = previous?.marker === usual ? other : usual
    const block = row(child, write, marker)
    if (block.length === 0) continue
    if (lines.length > 0 && !follows(node, child)) lines.push('')
    lines.push(...block)
    previous = { type: child.type, marker }
  }
  return lines
}

const isList = (node: SummaryNode) => node.type in MARKERS
/** In an item, a list stands right below its paragraph; everything else keeps a blank line. */
const follows = (parent: SummaryNode, child: SummaryNode) =>
  (parent.type === 'listItem' || parent.type === 'taskItem') && isList(child) && isTight(parent)
/** An item of one paragraph and lists at most. */
const isTight = (node: SummaryNode) => children(node).slice(1).every(isList)

function list(
  node: SummaryNode,
  write: Write,
  marker: (item: SummaryNode, index: number) => string,
  width?: number,
): string[] {
  const tight = children(node).every(isTight)
  return children(node).flatMap((child, i) => {
    const row = BLOCKS[child.type]
    if (!row) throw unknown(child.type)
    const first = marker(child, i)
    const lines = row(child, write, '')
    const written = indent(lines.length > 0 ? lines : [''], first, ' '.repeat(width ?? first.length))
    return i > 0 && !tight ? ['', ...written] : written
  })
}

/** An item whose first paragraph is empty gets a visible stand-in, or what follows would not belong to it. */
function item(node: SummaryNode, write: Write): string[] {
  const [first, ...rest] = children(node)
  if (!first || rest.length === 0) return blocks(node, write)
  const empty = first.type === 'paragraph' && inlineLines(first, write).length === 0
  const lines = blocks(node, write)
  return empty && lines.length > 0 ? ['&nbsp;', ...(isTight(node) ? [] : ['']), ...lines] : lines
}

const isEmpty = (line: InlineLine) => line.every((part) => 'text' in part && part.text.trim() === '')

/** The inline content, cut at line breaks; no empty line at either end. */
function inlineLines(node: SummaryNode, write: Write): InlineLine[] {
  const lines: InlineLine[] = [[]]
  for (const child of children(node)) {
    if (child.type === 'hardBreak') lines.push([])
    else if (child.type === 'citation') {
      lines.at(-1)!.push({ markdown: write.citation(citationAttributes(child.attrs)) })
    } else if (child.type === 'text') {
      const marks = new Map((child.marks ?? []).map((mark) => [mark.type, mark.attrs]))
      for (const mark of marks.keys()) if (!MARKS.includes(mark)) throw unknown(mark)
      for (const [i, text] of (child.text ?? '').split(/\r\n?|\n/).entries()) {
        if (i > 0) lines.push([])
        lines.at(-1)!.push({
          text,
          bold: marks.has('bold'),
          italic: marks.has('italic'),
          strike: marks.has('strike'),
          href: marks.get('link')?.['href'],
        })
      }
    } else throw unknown(child.type)
  }
  while (lines.length > 0 && isEmpty(lines[0]!)) lines.shift()
  while (lines.length > 0 && isEmpty(lines.at(-1)!)) lines.pop()
  return lines
}

const MARKS = ['bold', 'italic', 'strike', 'link']

const unknown = (type: string) =>
  new Problem(
    'unreadable',
    `The summary holds a "${type}", which this version cannot write as Markdown. Update Lectern and export again.`,
  )
