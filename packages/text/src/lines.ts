/**
 * Source lines and how they join into pieces (one piece becomes one block). Decides only from line ends, indentation,
 * width and punctuation; what a piece *is* (heading, furniture, …) is decided later.
 */
import { startsWithLabel } from './labels.ts'
import { isCredit, isSiteButton } from './furniture-signs.ts'
import { headingMark, isNote, isOrnament, listMarker, type ListMarker } from './marks.ts'
import {
  columns,
  endsClause,
  endsComma,
  endsSentence,
  joiner,
  startsLower,
  startsUnspaced,
} from './script.ts'

export type Line = {
  /** Without white space at the ends; runs of white space inside are one character. */
  text: string
  columns: number
  /** Columns of white space before the text. */
  indent: number
  /** Blank lines before this one. */
  gap: number
  marker: ListMarker | undefined
  /** The line says by itself what it is, so nothing is joined to its front (`opens`) or to its back (`alone`). */
  opens: boolean
  alone: boolean
  /** Parts of the line stand in columns (wide gaps or tabs between them), as in tables and the heads of memos. */
  tabular: boolean
}

export type Joined = Pick<Line, 'text' | 'gap' | 'marker' | 'tabular'>

/** Narrowest and widest page, in columns, at which a line end is taken for a hard wrap. */
const NARROWEST = 40
const WIDEST = 120
/** From here a line is too long to be a salutation ("Hi all,") when the next begins in lower case … */
const SALUTATION = 30
/** … and to be a salutation, a signature or a heading of any kind. */
const LONG = 60

/** The lines of a text that are not blank. Line ends: CRLF, LF, CR, VT, FF, U+2028, U+2029. */
export function readLines(raw: string): Line[] {
  const lines: Line[] = []
  let gap = 0
  for (const source of raw.split(/\r\n|[\n\r\v\f\u2028\u2029]/)) {
    const trimmed = source.trim()
    if (!trimmed) {
      gap++
      continue
    }
    const text = trimmed.replace(/\s+/g, (run) => (run[0] === '\t' || run[0] === '\ufeff' ? ' ' : run[0]!))
    const before = source.slice(0, source.length - source.trimStart().length)
    const ownLine = startsWithLabel(text) || isSiteButton(text) || isCredit(text) || isOrnament(text)
    const marker = listMarker(text)
    lines.push({
      text,
      columns: columns(text),
      indent: columns(before.replaceAll('\t', '    ')),
      gap,
      marker,
      opens: ownLine || marker !== undefined || headingMark(text) > 0 || isNote(text),
      alone: ownLine || headingMark(text) > 0,
      tabular: !marker && /\S(?: {4}|\t)/.test(trimmed.slice(0, 400)),
    })
    gap = 0
  }
  return lines
}

/** Joins hard-wrapped lines. White space apart, the pieces together are the lines together. */
export function joinLines(lines: Line[]): Joined[] {
  const widths = wrapWidths(lines)
  const pieces: Joined[] = []
  let parts: string[] = []
  let first: Line | undefined
  const close = () => {
    if (!first) return
    const { gap, marker, tabular } = first
    pieces.push({ text: parts.join(''), gap, marker, tabular })
  }
  lines.forEach((line, index) => {
    const previous = lines[index - 1]
    if (previous && first && goesOn(first, previous, line, widths[index]!)) {
      parts.push(joiner(previous.text, line.text), line.text)
      return
    }
    close()
    parts = [line.text]
    first = line
  })
  close()
  return pieces
}

/** The first word of `next` would not have fitted on the line `before`: the break is the page's, not the writer's. */
function isFull(before: Line, next: Line, width: number): boolean {
  const word = startsUnspaced(next.text) ? 2 : (/^\S{1,200}/.exec(next.text)?.[0].length ?? 0)
  return before.columns + before.indent + 1 + word > width
}

/** The sentence or paragraph that began with `first` and has reached `before` goes on with `next`. */
function goesOn(first: Line, before: Line, next: Line, width: number): boolean {
  const full = isFull(before, next, width)
  // A wrapped line may happen to begin with a dash or a number, but only in mid-sentence and not inside a list.
  const inSentence = next.gap === 0 && full && !endsClause(before.text) && !first.marker && !before.alone
  if (next.opens && !(inSentence && next.indent === before.indent)) return false
  if (before.alone) return false
  const unfinished = !endsClause(before.text)
  if (next.gap > 0) {
    // Captures put a blank line at every wrap. "Dear Sir," is short; a sentence cut at a comma is not.
    if (endsComma(before.text)) return before.columns >= (startsLower(next.text) ? SALUTATION : LONG)
    return unfinished && before.columns >= LONG && startsLower(next.text)
  }
  if (first.marker && next.indent > first.indent) return true
  // First-line indentation marks a paragraph where there are no blank lines.
  if (next.indent >= before.indent + 2 && !(full && unfinished)) return false
  if (full) return true
  if (endsComma(before.text)) {
    return startsLower(next.text) || startsUnspaced(next.text) || before.columns >= LONG
  }
  if (!unfinished) return false
  // Scripts without letter case give no other sign than that the page is wrapped.
  if (startsUnspaced(next.text)) return width !== Infinity && before.columns >= NARROWEST
  // Short lines in lower case may be a list without signs; a line that ends the sentence is not.
  return (
    startsLower(next.text) &&
    (before.columns >= NARROWEST || endsClause(next.text) || before.text.endsWith('-'))
  )
}

/**
 * For each line the width its page was wrapped at (Infinity where it was not): of its own run of adjacent lines if that
 * run alone looks wrapped, else of the whole text.
 */
function wrapWidths(lines: Line[]): number[] {
  const widths: number[] = []
  const whole = wrapWidth(lines, 0, lines.length, 0.5)
  for (let start = 0; start < lines.length;) {
    let end = start + 1
    while (end < lines.length && lines[end]!.gap === 0) end++
    const own = end - start >= 3 ? wrapWidth(lines, start, end, 1) : Infinity
    for (let index = start; index < end; index++) widths.push(own === Infinity ? whole : own)
    start = end
  }
  return widths
}

/**
 * The width at which lines [start, end) were wrapped, or Infinity. Lines were wrapped when at least `share` of them are
 * full, some end in mid-sentence (lines that all end a sentence are paragraphs of like length), and some begin in lower
 * case or in a script without case (lines that all begin with a capital are verse, or a list).
 */
function wrapWidth(lines: Line[], start: number, end: number, share: number): number {
  const pairs: [Line, Line][] = []
  for (let index = start + 1; index < end; index++) {
    const before = lines[index - 1]!
    const next = lines[index]!
    const newParagraph = next.gap > 0 || next.opens || before.alone || next.indent >= before.indent + 2
    if (!newParagraph) pairs.push([before, next])
  }
  if (pairs.length === 0) return Infinity
  const extents = pairs.map(([before]) => before.columns + before.indent).sort((a, b) => a - b)
  const width = extents[Math.min(extents.length - 1, Math.floor(extents.length * 0.95))]!
  if (width < NARROWEST || width > WIDEST) return Infinity
  const full = pairs.filter(([before, next]) => isFull(before, next, width)).length
  const inSentence = pairs.filter(([before]) => !endsSentence(before.text)).length
  const inMiddle = pairs.filter(([, next]) => startsLower(next.text) || startsUnspaced(next.text)).length
  if (inMiddle < pairs.length * 0.25) return Infinity
  return full >= pairs.length * share && inSentence >= Math.max(1, pairs.length * 0.3) ? width : Infinity
}
