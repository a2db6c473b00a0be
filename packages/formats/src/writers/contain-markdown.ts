/**
 * Someone's Markdown, made fit to stand inside a document of others: it stays Markdown, but has no raw HTML, no image that
 * would be fetched, no link of another scheme than web and mail, no definition or footnote that would reach outside itself, and
 * only headings below the ones around it. What is taken out of force stays readable as it was typed.
 * The syntax is found by a CommonMark parser, never by pattern alone; only backslashes and `#` are added.
 */
import { escapeMarkdown, fileLink } from '@lectern/docs'
import { parse, postprocess, preprocess } from 'micromark'
import { lines } from './words.ts'

/** Quotations, lists and marks inside one another; deeper than any person means it, and than browsers keep it. */
const DEPTH = 40
const NESTING = new Set(['blockQuote', 'listOrdered', 'listUnordered', 'emphasis', 'strong', 'link'])

/** Stars and underscores a body may have: the time to pair them grows with their square. */
const PAIRABLE = 1500

/** Each round takes out what the one before brought to light (Markdown inside an HTML block); two are usual. */
const ROUNDS = 6

/** `headingOffset` is added to the level of every heading, at most 6 in the end. */
export function containMarkdown(body: string, headingOffset: number): string {
  // One space for a tab at the start of a line would change its meaning behind "> ", so tabs become the spaces they stand for.
  let source = lines(body.replace(/^\ufeff+/, ''))
    .map((line) => line.replace(/^[ \t]+/, expandTabs))
    .join('\n')
  if ((source.match(/[*_]/g)?.length ?? 0) > PAIRABLE || depthOf(source) > DEPTH) return plain(source)
  for (let round = 0; round < ROUNDS; round++) {
    const edits = neutralising(source)
    if (edits.length === 0) {
      const lowered = apply(source, lowering(source, headingOffset))
      return isContained(lowered, headingOffset) ? lowered : plain(source)
    }
    source = apply(source, edits)
  }
  return plain(body)
}

/** As words without any markup: for what resists. */
const plain = (source: string) =>
  lines(source)
    .map((line) => escapeMarkdown(line.trim()))
    .join('\n\n')

function depthOf(source: string): number {
  let depth = 0
  let deepest = 0
  for (const { enter, type } of syntaxOf(source)) {
    if (NESTING.has(type)) deepest = Math.max(deepest, (depth += enter ? 1 : -1))
  }
  return deepest
}

function isContained(source: string, headingOffset: number): boolean {
  if (neutralising(source).length > 0) return false
  let heading = -1
  return syntaxOf(source).every(({ type, start, length }) => {
    if (type === 'atxHeading') heading = start
    const tooHigh = type === 'atxHeadingSequence' && start === heading && length <= Math.min(5, headingOffset)
    return !tooHigh && type !== 'setextHeading'
  })
}

function expandTabs(white: string): string {
  let column = 0
  for (const character of white) column += character === '\t' ? 4 - (column % 4) : 1
  return ' '.repeat(column)
}

type Edit = { at: number; remove: number; insert: string }

function apply(source: string, edits: readonly Edit[]): string {
  let out = ''
  let from = 0
  for (const { at, remove, insert } of edits.toSorted((a, b) => a.at - b.at)) {
    out += source.slice(from, at) + insert
    from = at + remove
  }
  return out + source.slice(from)
}

type Syntax = { enter: boolean; type: string; start: number; end: number; length: number }

/** What the parser found, in order; every token is entered and left. */
function syntaxOf(source: string): Syntax[] {
  const events = postprocess(
    parse()
      .document()
      .write(preprocess()(source, undefined, true)),
  )
  return events.map(([step, { type, start, end }]) => ({
    enter: step === 'enter',
    type,
    start: start.offset,
    end: end.offset,
    length: end.offset - start.offset,
  }))
}

const CODE = new Set(['codeFenced', 'codeIndented', 'codeText'])

/** What must stand in front of a line for it to be in the same quotations and list items as `at`. */
function prefixOf(source: string, at: number): string {
  const line = source.slice(source.lastIndexOf('\n', at - 1) + 1, at)
  return /^[^`~]*/.exec(line)![0].replace(/[^>\s]/g, ' ')
}

/**
 * A backslash before everything that must not be in force. Words behind the language of a code fence, which nobody would see,
 * become the first line of the code.
 */
function neutralising(source: string): Edit[] {
  const places = new Set<number>()
  /** Characters that are as they should be: code, safe addresses, what is escaped already. */
  const settled = new Uint8Array(source.length + 1)
  const edits: Edit[] = []
  const open: { start: number; destination: string }[] = []
  for (const { enter, type, start, end } of syntaxOf(source)) {
    if (CODE.has(type) && enter) settled.fill(1, start, end)
    else if (type === 'characterEscape' && enter) settled.fill(1, start, end)
    else if (type === 'codeFencedFenceMeta' && enter) {
      edits.push({ at: start, remove: 0, insert: `\n${prefixOf(source, start)}` })
    } else if (type === 'definition' && enter) places.add(start)
    else if (type === 'image' && enter) places.add(start)
    else if (type === 'autolink' && enter && fileLink(source.slice(start + 1, end - 1)) !== undefined)
      settled[start] = 1
    else if (type === 'resourceDestinationLiteral' && enter) settled[start] = 1
    else if (type === 'resourceDestinationString' && enter)
      open.at(-1)!.destination = source.slice(start, end)
    if (type !== 'link' && type !== 'image') continue
    if (enter) open.push({ start, destination: '' })
    else {
      const { destination } = open.pop()!
      // As it is typed: a scheme hidden behind a backslash or an entity is no scheme we know.
      if (type === 'link' && fileLink(destination) === undefined) places.add(start)
    }
  }
  for (const { index } of source.matchAll(/<|\[\^/g)) if (!settled[index]) places.add(index)
  return [...edits, ...[...places].map((at) => ({ at, remove: 0, insert: '\\' }))]
}

/** Headings made lower, underlined ones turned into the kind with `#` where they fit on a line. */
function lowering(source: string, offset: number): Edit[] {
  const edits: Edit[] = []
  let heading = -1
  let text: { start: number; end: number } | undefined
  for (const { enter, type, start, end, length } of syntaxOf(source)) {
    if (!enter) continue
    if (type === 'atxHeading') heading = start
    if (type === 'setextHeadingText') text = { start, end }
    if (type === 'atxHeadingSequence' && heading === start) {
      edits.push({ at: start, remove: 0, insert: '#'.repeat(Math.min(6, length + offset) - length) })
    }
    if (type === 'setextHeadingLineSequence' && text) {
      const level = Math.min(6, (source[start] === '=' ? 1 : 2) + offset)
      const words = source.slice(text.start, text.end)
      if (words.includes('\n') || /[#\\]\s*$/.test(words)) edits.push({ at: start, remove: 0, insert: '\\' })
      else {
        edits.push({ at: text.start, remove: 0, insert: `${'#'.repeat(level)} ` })
        edits.push({ at: text.end, remove: end - text.end, insert: '' })
      }
    }
  }
  return edits
}
