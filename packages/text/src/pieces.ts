/** A piece: what will be one block, while its kind is being decided. Shared by the passes of `segment`. */
import type { BlockKind, ExclusionReason } from '@lectern/model'
import type { Joined } from './lines.ts'
import type { ListMarker } from './marks.ts'
import { columns, endsClause, hasLetters, startsLower } from './script.ts'

export type Piece = {
  readonly text: string
  readonly columns: number
  /** Blank lines before it in the source. */
  readonly gap: number
  readonly marker: ListMarker | undefined
  /** Its parts stand in columns: no heading. */
  readonly tabular: boolean
  kind: BlockKind
  /** Of a heading: 1 is the title. */
  level?: number
  /** The piece is furniture, from `excludedFrom` (UTF-16 code units into `text`) to its end. */
  excluded?: ExclusionReason
  excludedFrom: number
  /** Where a headline begins that is glued to the last sentence. */
  gluedAt?: number
}

export function toPiece({ text, gap, marker, tabular }: Joined): Piece {
  const kind: BlockKind = marker ? 'list-item' : 'paragraph'
  return { text, columns: columns(text), gap, marker, tabular, kind, excludedFrom: 0 }
}

/** Widest heading, in columns: two lines of a wide page. */
export const WIDEST_HEADING = 170

export const fold = (piece: Piece, reason: ExclusionReason, from = 0) => {
  piece.excluded = reason
  piece.excludedFrom = from
}
/** All of the piece is furniture. */
export const isFolded = (piece: Piece) => piece.excluded !== undefined && piece.excludedFrom === 0

/** The piece could be a heading by its own looks: short, without final punctuation, not beginning in lower case. */
export function looksLikeHeading(text: string, width: number): boolean {
  return width <= WIDEST_HEADING && !endsClause(text) && !startsLower(text) && hasLetters(text)
}

/** The piece is running text that a heading can stand over. */
export function isBody(piece: Piece): boolean {
  if (isFolded(piece)) return false
  if (piece.kind === 'list-item' || piece.gluedAt !== undefined) return true
  return piece.kind === 'paragraph' && (piece.columns > WIDEST_HEADING || endsClause(piece.text))
}
