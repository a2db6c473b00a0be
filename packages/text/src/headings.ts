/**
 * Decides which pieces are headings, and of which level: Markdown marks, numbers, or simply a short line without final
 * punctuation that has text under it. The title is known already.
 */
import { headingMark, isNote, isOrnament, numberedDepth } from './marks.ts'
import { isBody, isFolded, looksLikeHeading, type Piece } from './pieces.ts'

/** Widest numbered line ("1. Scope") that is a heading and not an item of a list. */
const WIDEST_NUMBERED = 100

/** Sets kind and level of headings, notes and ornaments. */
export function markHeadings(pieces: Piece[]): void {
  for (const piece of pieces) {
    if (isFolded(piece) || piece.kind === 'metadata' || piece.kind === 'heading') continue
    if (isNote(piece.text)) piece.kind = 'note'
    else if (isOrnament(piece.text)) piece.kind = 'metadata'
    else if (headingMark(piece.text)) setHeading(piece, headingMark(piece.text))
  }
  const shown = pieces.filter(
    (piece) => !isFolded(piece) && piece.kind !== 'metadata' && piece.kind !== 'note',
  )
  /** Headings in an unbroken row above the next body; more than two in a row are a list or verse, not headings. */
  let row = 0
  for (let index = shown.length - 2; index >= 0; index--) {
    const piece = shown[index]!
    const next = shown[index + 1]!
    if (next.kind !== 'heading') row = 0
    if (piece.kind === 'heading') {
      row++
      continue
    }
    const stands = isBody(next) || (next.kind === 'heading' && row < 2)
    if (!stands || !isCandidate(piece, next, shown[index - 1], shown[index - 2])) continue
    setHeading(piece, 1 + Math.max(1, numberedDepth(piece.text)))
    row++
  }
}

function setHeading(piece: Piece, level: number): void {
  piece.kind = 'heading'
  // Level 1 is the title's alone.
  piece.level = Math.min(6, Math.max(2, level))
}

/** Nothing unfinished stands directly above the line. */
const isFree = (line: Piece, above: Piece | undefined) => line.gap > 0 || !above || isBody(above)

function isCandidate(piece: Piece, next: Piece, before?: Piece, beforeThat?: Piece): boolean {
  if (piece.tabular || piece.gluedAt !== undefined || !looksLikeHeading(piece.text, piece.columns))
    return false
  if (piece.kind === 'list-item') {
    // "1. Scope" over a paragraph is a heading; among its like it is an item.
    if (piece.marker?.type !== 'number' || piece.columns > WIDEST_NUMBERED) return false
    const depth = piece.marker.depth
    const isLike = (other: Piece | undefined) =>
      other?.kind === 'list-item' && other.marker?.type === 'number' && other.marker.depth >= depth
    return !isLike(before) && !isLike(next)
  }
  if (piece.kind !== 'paragraph') return false
  // Directly under one unfinished line it may be the second line of a heading; under more, one of a row of lines.
  return isFree(piece, before) || before?.kind === 'heading' || isFree(before!, beforeThat)
}
