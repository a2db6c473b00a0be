/**
 * Edits of a text that nobody has written on yet: its blocks as they were read, joined, cut, of another kind, folded or not. What comes out
 * are blocks to be composed anew, so that the words are as one would have typed them; once people have notes in a text,
 * `applyAnswers` keeps every offset instead. Pure.
 */
import { type Block, type BlockKind, type Exclusion, Problem, type Text } from '@lectern/model'
import { compose, type Composed, type Mark, type Remarked, type StatedBlock } from './compose.ts'
import { seam } from './script.ts'
import { trimmed } from './spans.ts'

/** All offsets are of the text as it is, UTF-16 code units. */
export type Edits = {
  /** Where a block is cut in two. */
  split?: readonly number[] | undefined
  /** Starts of blocks, or of what was cut off one, that go on in what is before. */
  join?: readonly number[] | undefined
  /** Other kinds of blocks, or of what was cut off one, by their starts. */
  kinds?: readonly { start: number; kind: BlockKind; level?: number | undefined }[] | undefined
  /** Takes the place of the text's own. */
  exclusions?: readonly Exclusion[] | undefined
}

type Editable = Pick<Text, 'canonical' | 'blocks' | 'exclusions' | 'locators' | 'comments'>
type Piece = Pick<Block, 'kind' | 'level' | 'start' | 'end'>

/** @throws Problem `bad-request` for a place where there is nothing to edit */
export function edit(text: Editable, edits: Edits, language?: string): Composed {
  const { canonical } = text
  const exclusions = edits.exclusions ?? text.exclusions
  const cuts = [...new Set(edits.split)]
  // What is folded in part is a block of its own.
  const borders = exclusions.flatMap(({ start, end }) => [start, end])
  const pieces = text.blocks.flatMap((block) => cut(canonical, block, [...cuts, ...borders]))
  const starts = new Set(pieces.map(({ start }) => start))
  const joins = new Set(edits.join)
  const kinds = new Map(edits.kinds?.map(({ start, kind, level }) => [start, { kind, level }]))
  const first = pieces[0]?.start
  for (const at of [...cuts, ...joins, ...kinds.keys()]) {
    if (!starts.has(at) || (at === first && joins.has(at))) throw noPlace(at)
  }
  for (const at of cuts) if (text.blocks.some(({ start }) => start === at)) throw noPlace(at)

  const marks = marksOf(text)
  const stated: StatedBlock[] = []
  for (const piece of pieces) {
    const { start, end } = piece
    const { kind, level } = kinds.get(start) ?? piece
    const words = canonical.slice(start, end)
    const own = marks
      .filter((mark) => stands(mark, start, end))
      .map((mark) => ({ ...mark, at: mark.at - start }))
    const before = stated.at(-1)
    if (before && joins.has(start)) {
      const between = seam(before.text, words)
      const shift = before.text.length + between.length
      stated[stated.length - 1] = {
        ...before,
        text: before.text + between + words,
        marks: [...(before.marks ?? []), ...own.map((mark) => ({ ...mark, at: mark.at + shift }))],
      }
      continue
    }
    const excluded = exclusions.find((span) => span.start <= start && span.end >= end)?.reason
    stated.push({ kind, ...(level !== undefined && { level }), text: words, excluded, marks: own })
  }
  return compose(stated, { language, comments: remarksOf(text) })
}

const noPlace = (at: number) =>
  new Problem('bad-request', `Nothing can be changed at ${at}: no block begins or can be cut there.`)

/** Whether a mark is of a stretch: what ends where the stretch ends, what begins where it begins. */
const stands = ({ type, at }: Mark, from: number, to: number) =>
  type === 'comment-end' ? at > from && at <= to : at >= from && at < to

/** Pieces of a block between the places within it, without white space at their ends. */
function cut(canonical: string, block: Block, places: readonly number[]): Piece[] {
  const { number: _, ...rest } = block
  const inside = places.filter((at) => at > block.start && at < block.end).sort((a, b) => a - b)
  const edges = [block.start, ...inside, block.end]
  return edges.slice(0, -1).flatMap((from, index) => {
    const span = trimmed(canonical, from, edges[index + 1]!)
    return span ? { ...rest, ...span } : []
  })
}

function marksOf({ locators = [], comments = [] }: Editable): Mark[] {
  return [
    ...locators.map(({ kind, label, at }): Mark => ({ type: kind, label, at })),
    ...comments.flatMap(({ start, end }, index): Mark[] => [
      { type: 'comment-start', id: String(index), at: start },
      { type: 'comment-end', id: String(index), at: end },
    ]),
  ].sort((a, b) => a.at - b.at)
}

const remarksOf = ({ comments = [] }: Editable): Map<string, Remarked> =>
  new Map(
    comments.map(({ author, at, words, replies }, index) => [
      String(index),
      { author, ...(at && { at }), words, replies },
    ]),
  )
