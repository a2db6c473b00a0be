/**
 * A tree of markup → blocks as one would have typed them: headings, paragraphs, list items, quotations, rows of tables, notes.
 * Takes words and nothing else from it: no script, style, picture, field or address survives. Knows elements of HTML, no file.
 */
import { type BlockKind, type ExclusionReason, LIMITS, Problem } from '@lectern/model'
import type { Mark, StatedBlock } from '@lectern/text'

/** Deeper markup is an attack, or broken. */
const DEEPEST = 400

/** Elements whose words are not the document's, or none. */
const LEFT_OUT = new Set(
  'script style template noscript head title meta link iframe object embed applet canvas audio video source track select option button input textarea svg map area base rp datalist dialog'.split(
    ' ',
  ),
)
/** Elements that begin and end a block; the rest runs on in its line. */
const BLOCKS = new Set(
  'address article aside body blockquote center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table tbody td tfoot th thead tr ul caption'.split(
    ' ',
  ),
)

/** A mark that a reader has put into the words of a document before they are walked: two noncharacters that no text has. */
const [OPEN, SHUT] = ['\ufdd0', '\ufdd1']
const MARKS = /\ufdd0[^\ufdd1]*\ufdd1/g
const TYPES: { [letter: string]: Mark['type'] } = {
  p: 'page',
  c: 'chapter',
  s: 'comment-start',
  e: 'comment-end',
}
/** The characters that stand for a mark. @param what label of a page or chapter, id of a comment */
export function markup(type: Mark['type'], what: string): string {
  const letter = Object.keys(TYPES).find((one) => TYPES[one] === type)!
  return `${OPEN}${letter}${what.replaceAll(/[\ufdd0\ufdd1\s]+/g, ' ').slice(0, 80)}${SHUT}`
}
/** Takes what looks like such marks out of words that come from outside. */
export const withoutMarks = (words: string) => words.replaceAll(/[\ufdd0\ufdd1]/g, '')

export type Walked = StatedBlock & { element: Element }

type Context = {
  kind: BlockKind
  level?: number
  excluded?: ExclusionReason | undefined
  /** The document's own line breaks count. */
  pre: boolean
  bold: boolean
  depth: number
}

/**
 * @param options.excluded what of a site an element is, if it is no part of the text
 * @param options.note whether an element is a footnote
 * @throws Problem `unreadable` for markup too deep, `too-large`
 */
export function walk(
  root: Element,
  options: {
    excluded?: (element: Element) => ExclusionReason | undefined
    note?: (element: Element) => boolean
  } = {},
): Walked[] {
  const found: Walked[] = []
  let raw = ''
  /** Whether letters of `raw` are bold, and whether some are not. */
  let [hasBold, hasPlain] = [false, false]
  /** The number of an item whose words are still to come. */
  let lead = ''
  let total = 0
  /** What the words that come next belong to, and words that stand before them. */
  let open: { context: Context; element: Element } | undefined
  const flush = () => {
    if (open && raw) {
      const { context, element } = open
      const { kind, level, excluded } = context
      found.push({
        kind,
        ...(level && { level }),
        // In a listing bold is a colour.
        ...(hasBold && !hasPlain && !context.pre && { isStrong: true }),
        ...(excluded && { excluded }),
        ...unmarked(raw),
        element,
      })
    }
    raw = ''
    ;[hasBold, hasPlain] = [false, false]
  }
  const begin = (context: Context, element: Element) => {
    flush()
    open = { context, element }
  }
  const add = (words: string, context: Context) => {
    total += words.length
    if (total > 4 * LIMITS.textCharacters) {
      throw new Problem('too-large', 'The file has more words than a text can have. Split it.', {
        limit: LIMITS.textCharacters,
      })
    }
    if (/[\p{L}\p{N}]/u.test(words.replaceAll(MARKS, ''))) {
      if (context.bold) hasBold = true
      else hasPlain = true
    }
    const line = context.pre ? words : words.replaceAll(/[\t\n\f\r ]+/g, ' ')
    if (lead && words.trim()) {
      raw += lead + line.trimStart()
      lead = ''
    } else raw += line
  }

  const visit = (node: Node, context: Context) => {
    if (node.nodeType === 3) return add(node.nodeValue ?? '', context)
    if (node.nodeType !== 1) return
    const element = node as Element
    const name = element.localName.toLowerCase()
    if (LEFT_OUT.has(name) || isHidden(element)) return
    if (context.depth > DEEPEST)
      throw new Problem(
        'unreadable',
        `The file is nested more than ${DEEPEST} levels deep. It is broken, or made to do harm.`,
      )
    if (name === 'br') {
      raw += '\n'
      return
    }
    if (!BLOCKS.has(name)) {
      const bold = context.bold || name === 'strong' || name === 'b'
      return children(element, { ...context, bold, depth: context.depth + 1 })
    }
    const inner = contextOf(element, name, context, options)
    if (name === 'table' && isData(element)) {
      for (const row of element.querySelectorAll('caption, tr')) {
        begin({ ...inner, kind: row.localName === 'caption' ? 'paragraph' : 'table-row' }, row)
        const cells = [...row.children].filter((cell) => /^t[dh]$/.test(cell.localName))
        if (cells.length === 0) children(row, inner)
        else raw = cells.map((cell) => cellWords(cell)).join('\t')
      }
      return begin(context, element)
    }
    begin(inner, element)
    if (name === 'li' && element.parentElement?.localName === 'ol') lead = `${numberOf(element)} `
    children(element, inner)
    begin(context, element.parentElement ?? element)
  }
  const children = (element: Element, context: Context) => {
    for (const child of element.childNodes) visit(child, context)
  }
  const start: Context = { kind: 'paragraph', pre: false, bold: false, depth: 0 }
  open = { context: start, element: root }
  visit(root, start)
  flush()
  return found.filter(({ text, marks = [] }) => text !== '' || marks.length > 0)
}

function contextOf(
  element: Element,
  name: string,
  before: Context,
  options: Parameters<typeof walk>[1] = {},
): Context {
  const excluded = before.excluded ?? options.excluded?.(element)
  const context: Context = { ...before, depth: before.depth + 1, excluded }
  if (options.note?.(element)) return { ...context, kind: 'note' }
  if (before.kind === 'note') return context
  const level = /^h([1-6])$/.exec(name)?.[1]
  if (level) return { ...context, kind: 'heading', level: Number(level) }
  if (name === 'pre') return { ...context, pre: true }
  if (name === 'blockquote') return { ...context, kind: 'quotation' }
  if (name === 'li') return { ...context, kind: 'list-item' }
  return context
}

/** Whether an element is a note at the foot or the end, as programs mark them (https://www.w3.org/TR/dpub-aria-1.1/). */
export const isNote = (element: Element): boolean =>
  /^doc-(?:foot|end)note$/.test(element.getAttribute('role') ?? '') ||
  /\b(?:foot|end|rear)note\b/.test(element.getAttribute('epub:type') ?? '') ||
  (element.localName === 'li' &&
    element.closest('[role="doc-endnotes"], [role="doc-footnotes"], .footnotes, section[data-footnotes]') !==
      null)

/** Not to be seen, or only for going back from a note. */
function isHidden(element: Element): boolean {
  if (element.getAttribute('role') === 'doc-backlink' || element.classList.contains('footnote-back'))
    return true
  const style = element.getAttribute('style')
  return (
    element.hasAttribute('hidden') ||
    (style !== null && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style))
  )
}

/** The number a browser shows before an item of a numbered list. */
function numberOf(item: Element): string {
  const list = item.parentElement!
  const items = [...list.children].filter(({ localName }) => localName === 'li')
  let count = Number(list.getAttribute('start') ?? 1) || 1
  for (const one of items) {
    const own = Number.parseInt(one.getAttribute('value') ?? '', 10)
    if (!Number.isNaN(own)) count = own
    if (one === item) break
    count++
  }
  const type = list.getAttribute('type')
  if (type === 'a' || type === 'A') {
    const letter = String.fromCharCode(97 + ((count - 1) % 26))
    return `${type === 'A' ? letter.toUpperCase() : letter}.`
  }
  return `${count}.`
}

/** Whether a table holds data, and not the page: no cell is more than a few lines of words. */
function isData(table: Element): boolean {
  return table.querySelector('table, h1, h2, h3, h4, h5, h6, blockquote, article') === null
}

const cellWords = (cell: Element) =>
  [...cell.childNodes]
    .map((child) => wordsIn(child))
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** The words in a node on one line; blocks are parted by a space. */
function wordsIn(node: Node): string {
  if (node.nodeType === 3) return node.nodeValue ?? ''
  if (node.nodeType !== 1) return ''
  const element = node as Element
  const name = element.localName.toLowerCase()
  if (LEFT_OUT.has(name) || isHidden(element)) return ''
  if (name === 'br') return ' '
  const words = [...element.childNodes].map(wordsIn).join('')
  return BLOCKS.has(name) ? ` ${words} ` : words
}

/** Words with single spaces, and the marks that stood in them. */
function unmarked(raw: string): { text: string; marks?: Mark[] } {
  const marks: Mark[] = []
  let text = ''
  for (const part of raw.split(/(\ufdd0[^\ufdd1]*\ufdd1)/)) {
    if (part.startsWith(OPEN)) {
      const type = TYPES[part[1]!]
      const what = part.slice(2, -1)
      const at = text.length
      if (type === 'page' || type === 'chapter') marks.push({ at, type, label: what })
      else if (type) marks.push({ at, type, id: what })
      continue
    }
    text += /[ \n]$|^$/.test(text) ? part.replace(/^ +/, '') : part
  }
  // A break at the end of a line is none, and a space beside one nobody sees.
  const tidy = text.replaceAll(/ *\n */g, '\n').replaceAll(/\n{3,}/g, '\n\n')
  if (tidy === text) return marks.length > 0 ? { text: text.trimEnd(), marks } : { text: text.trimEnd() }
  // Offsets move only by what was taken out before them.
  const tidyBefore = (at: number) =>
    text
      .slice(0, at)
      .replaceAll(/ *\n */g, '\n')
      .replaceAll(/\n{3,}/g, '\n\n').length
  return {
    text: tidy.trimEnd(),
    ...(marks.length > 0 && { marks: marks.map((mark) => ({ ...mark, at: tidyBefore(mark.at) })) }),
  }
}
