/**
 * Cuts a text into what the page shows in order: pieces of blocks, and folds of web furniture between them.
 * Every piece becomes one element with one text node, so a place in the page is (piece, code unit) and nothing else.
 * Pure; knows no page. All offsets are UTF-16 code units of `canonical`, end exclusive.
 */
import type { Block, Exclusion, Text } from '@lectern/model'
import { trimmed } from '@lectern/text'

/** A part of a block that stands in one element. */
export type Piece = { start: number; end: number }
export type BlockPart = Piece & {
  type: 'block'
  block: Block
  /** Only on the first visible piece of a numbered block. */
  number?: number
}
export type FoldedPart = Piece & { reason: Exclusion['reason'] }
export type Fold = { type: 'fold'; start: number; parts: FoldedPart[]; count: number }
export type Part = BlockPart | Fold

const inOrder = (a: Piece, b: Piece) => a.start - b.start || b.end - a.end

/** An exclusion may begin and end inside of a block: the block's other words stay where they are. */
export function partsOf(text: Pick<Text, 'canonical' | 'blocks' | 'exclusions'>): Part[] {
  const parts: Part[] = []
  const exclusions = [...text.exclusions].sort(inOrder)
  let folded = new Set<Exclusion>()
  const visible = (block: Block, start: number, end: number, number: number | undefined) => {
    parts.push({ type: 'block', block, start, end, ...(number === undefined ? {} : { number }) })
    folded = new Set()
  }
  const fold = (exclusion: Exclusion, start: number, end: number) => {
    let last = parts.at(-1)
    if (last?.type !== 'fold') parts.push((last = { type: 'fold', start, parts: [], count: 0 }))
    last.parts.push({ start, end, reason: exclusion.reason })
    last.count = folded.add(exclusion).size
  }
  let first = 0
  for (const block of text.blocks) {
    while (first < exclusions.length && exclusions[first]!.end <= block.start) first++
    let at = block.start
    let number = block.number
    const until = (end: number) => {
      const words = trimmed(text.canonical, at, end)
      if (!words) return
      visible(block, words.start, words.end, number)
      number = undefined
    }
    for (let i = first; i < exclusions.length && exclusions[i]!.start < block.end; i++) {
      const exclusion = exclusions[i]!
      if (exclusion.end <= at) continue
      until(exclusion.start)
      const words = trimmed(text.canonical, Math.max(at, exclusion.start), Math.min(block.end, exclusion.end))
      if (words) fold(exclusion, words.start, words.end)
      at = Math.min(block.end, exclusion.end)
    }
    until(block.end)
  }
  return parts
}

/** Where the pieces stand: from offset to (piece, code unit) and back. Pieces are in order and do not overlap. */
export class PieceMap {
  readonly pieces: readonly Piece[]
  constructor(pieces: readonly Piece[]) {
    this.pieces = pieces
  }

  /** Index of the piece that has the offset, else of the nearest one before it, else 0. -1 when there is none at all. */
  indexAt(offset: number): number {
    let low = 0
    let high = this.pieces.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.pieces[middle]!.start <= offset) low = middle
      else high = middle - 1
    }
    return this.pieces.length === 0 ? -1 : low
  }

  /** The offset of a code unit of a piece's text node. */
  offsetOf(index: number, inner: number): number {
    const { start, end } = this.pieces[index]!
    return Math.min(Math.max(start + inner, start), end)
  }

  /** A passage as ranges inside of single pieces; what lies between pieces is white space. */
  clip(start: number, end: number): { index: number; from: number; to: number }[] {
    const found: { index: number; from: number; to: number }[] = []
    for (let index = Math.max(0, this.indexAt(start)); index < this.pieces.length; index++) {
      const piece = this.pieces[index]!
      if (piece.start >= end) break
      const from = Math.max(start, piece.start)
      const to = Math.min(end, piece.end)
      if (to > from) found.push({ index, from: from - piece.start, to: to - piece.start })
    }
    return found
  }
}
