/**
 * Suggests what is web furniture: buttons, credits, the title come back, other items after the end, a headline glued to
 * a last sentence. Only suggests: every piece stays in the text, folded with a reason.
 */
import { isOrnament, REFERENCE_MARK } from './marks.ts'
import { creditStart, isRelatedBox, siteButton } from './furniture-signs.ts'
import { readLabels } from './labels.ts'
import { fold, isBody, isFolded, looksLikeHeading, type Piece } from './pieces.ts'
import { columns, endsSentence, sameWords, tokens } from './script.ts'

/** Folds buttons and credits. Comes first, so that the other passes see past them. */
export function foldSigns(pieces: Piece[]): void {
  const buttons = pieces.map((piece) => siteButton(piece.text))
  pieces.forEach((piece, index) => {
    if (buttons[index] === 'sure' || (buttons[index] === 'possible' && isBeside(buttons, index))) {
      piece.kind = 'metadata'
      fold(piece, 'site-button')
      return
    }
    const credit = creditStart(piece.text)
    if (credit === undefined) return
    if (credit === 0) piece.kind = 'note'
    fold(piece, 'photo-credit', credit)
  })
}

/** A word that might be a heading is a button when a sure button stands in its run, or the run is three or longer. */
function isBeside(buttons: (string | undefined)[], index: number): boolean {
  let start = index
  let end = index + 1
  while (start > 0 && buttons[start - 1] && index - start < 20) start--
  while (end < buttons.length && buttons[end] && end - index < 20) end++
  return (
    end - start >= 3 || buttons.slice(start, end).includes('sure') || (end === buttons.length && index > 0)
  )
}

/**
 * Folds the title where it comes back in the body. Kept: a title that comes back once, with text under it, in a text
 * that has other headings too; it is then the heading of a section.
 */
export function foldRepeatedTitle(pieces: Piece[], title: Piece | undefined): void {
  if (!title) return
  const names = new Set(
    [title, ...pieces.filter((piece) => piece.excluded === 'repeated-title')].map(wording),
  )
  const again = pieces.filter((piece) => piece !== title && !isFolded(piece) && names.has(wording(piece)))
  const [only] = again
  const isSection =
    again.length === 1 &&
    only?.kind === 'heading' &&
    pieces.some((piece) => piece.kind === 'heading' && piece !== title && piece !== only && !isFolded(piece))
  if (isSection) return
  for (const piece of again) {
    piece.kind = 'heading'
    piece.level = 2
    fold(piece, 'repeated-title')
  }
}

/** The words alone, for comparing. */
const wording = (piece: Piece) => tokens(piece.text).join(' ')

/** Signs that the text itself is over. */
const END_MARK = /(?:^[(（[【]\s?(?:完|end|the end)\s?[)）\]】]|[(（]完[)）])$/i

/** Folds what follows the end of the text. Does nothing where more would go than stays: the sign was not the end. */
export function foldTail(pieces: Piece[], title: Piece | undefined): void {
  const ends = [
    afterTitleNote(pieces, title),
    afterEndMark(pieces),
    doubledHeadline(pieces),
    afterRelatedBox(pieces),
  ]
  for (const start of ends.sort((a, b) => a - b)) if (foldFrom(pieces, start, 0)) return
  const glued = pieces.findIndex((piece) => piece.gluedAt !== undefined && !isFolded(piece))
  if (glued >= 0 && runsIntoFurniture(pieces.slice(glued))) foldFrom(pieces, glued, pieces[glued]!.gluedAt!)
}

const shownWidth = (pieces: Piece[]) =>
  pieces.reduce((sum, piece) => sum + (isFolded(piece) ? 0 : piece.columns), 0)

/** Folds everything from `offset` in piece `start` on; false when there is nothing to fold or too much. */
function foldFrom(pieces: Piece[], start: number, offset: number): boolean {
  const tail = pieces.slice(start)
  if (tail.every(isFolded) || !pieces.slice(0, start + (offset ? 1 : 0)).some(isBody)) return false
  if (shownWidth(tail) - offset > shownWidth(pieces.slice(0, start)) + offset) return false
  tail.forEach((piece, index) => {
    if (isFolded(piece)) return
    delete piece.gluedAt
    fold(piece, 'unrelated-after-end', index === 0 ? offset : 0)
    if (index === 0 && offset) piece.gluedAt = offset
  })
  return true
}

/** The piece after the note (and its sisters) that answers the reference mark of the title. */
function afterTitleNote(pieces: Piece[], title: Piece | undefined): number {
  const mark = title && REFERENCE_MARK.exec(title.text)?.[1]
  const note = mark ? pieces.findIndex((piece) => piece !== title && piece.text.startsWith(mark)) : -1
  if (note < 0) return pieces.length
  return afterFoot(pieces, note + 1)
}

/** Steps over what still belongs to the text after its last words: further notes, "Editor: …". */
function afterFoot(pieces: Piece[], from: number): number {
  let next = from
  for (; next < pieces.length; next++) {
    const piece = pieces[next]!
    if (readLabels(piece.text)) piece.kind = 'metadata'
    else if (piece.kind !== 'metadata' && piece.kind !== 'note') break
  }
  return next
}

function afterEndMark(pieces: Piece[]): number {
  const end = pieces.findIndex((piece) => END_MARK.test(piece.text.slice(-12)))
  if (end < 0) return pieces.length
  if (pieces[end]!.text.length <= 12) pieces[end]!.kind = 'metadata'
  return afterFoot(pieces, end + 1)
}

/** The first headline under "Related articles", if only headlines follow. */
function afterRelatedBox(pieces: Piece[]): number {
  let start = pieces.length
  for (let index = pieces.length - 1; index >= 0; index--) {
    const piece = pieces[index]!
    if (isRelatedBox(piece.text)) start = index + 1
    else if (!isFolded(piece) && endsSentence(piece.text)) break
  }
  return start
}

/** A headline that stands twice in a row is how a page lists its other items (once as link, once as title). */
function doubledHeadline(pieces: Piece[]): number {
  const index = pieces.findIndex((piece, at) => {
    const next = pieces[at + 1]
    if (!next || isFolded(piece) || isFolded(next) || piece.marker || isOrnament(piece.text)) return false
    return piece.columns >= 20 && !endsSentence(piece.text) && sameWords(piece.text, next.text)
  })
  return index < 0 ? pieces.length : index
}

/** How far from the end of a paragraph a glued headline may begin. */
const REACH = 200

/**
 * Marks headlines glued to a last sentence ("…research.New research could help …"): no space after the full stop, a
 * capital, at least four words (or eight Han characters), no punctuation at the end, and text under it.
 */
export function findGluedHeadlines(pieces: Piece[]): void {
  pieces.forEach((piece, index) => {
    if (piece.kind !== 'paragraph' || piece.excluded || endsSentence(piece.text)) return
    if (!pieces[index + 1] || !isBody(pieces[index + 1]!)) return
    const from = Math.max(0, piece.text.length - REACH)
    const glue =
      /(?:(?<=\p{Ll}{2}[.!?]["”’)]?)(?=\p{Lu}\p{Ll}*\s)|(?<=[。！？]”?)(?=\p{Script=Han}))[^.!?。！？]+$/u
    const found = glue.exec(piece.text.slice(from))
    if (!found) return
    const words = tokens(found[0]).length
    const enough = /\p{Script=Han}/u.test(found[0]) ? words >= 8 && words <= 40 : words >= 4
    if (enough && looksLikeHeading(found[0], columns(found[0]))) piece.gluedAt = from + found.index
  })
}

/** What follows ends in site buttons or in mid-sentence: it was cut out of a page, not written to be read here. */
function runsIntoFurniture(tail: Piece[]): boolean {
  const last = tail.at(-1)!
  return last.excluded === 'site-button' || !endsSentence(last.text)
}
