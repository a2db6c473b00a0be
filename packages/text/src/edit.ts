/**
 * Edits of a text that nobody has written on yet: its blocks as they were read, joined, cut, of another kind, folded or not. What comes out
 * are blocks to be composed anew, so that the words are as one would have typed them; once people have notes in a text,
 * `applyAnswers` keeps every offset instead. Pure.
 */
import { type Block, type BlockKind, type Exclusion, Problem, type Text } from '@lectern/model'
import { compose, type Composed, type Mark, type Remarked, type StatedBlock } from './compose.ts'

/** All offsets are of the text as it is, UTF-16 code units. */
export type Edits = {
  /** Where a block is cut in two. */
  split?: readonly number[] | undefined
  /** Starts of blocks that go on in the one before. */
  join?: readonly number[] | undefined
  kinds?: readonly { start: number; kind: BlockKind; level?: number | undefined }[] | undefined
  /** Takes the place of the text's own. */
  exclusions?: readonly Exclusion[] | undefined
}

type Editable = Pick<Text, 'canonical' | 'blocks' | 'exclusions' | 'locators' | 'comments'>

const CJK = /[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/

/** @throws Problem `bad-request` for a place where there is nothing to edit */
export function edit(text: Editable, edits: Edits, language?: string): Composed {
  const { canonical } = text
  const exclusions = edits.exclusions ?? text.exclusions
  const marks = marksOf(text)
  const starts = new Set(text.blocks.map(({ start }) => start))
  for (const at of [...(edits.join ?? []), ...(edits.kinds ?? []).map(({ start }) => start)]) {
    if (!starts.has(at)) throw noPlace(at)
  }
  const cuts = [...new Set(edits.split)].sort((a, b) => a - b)
  const kinds = new Map(edits.kinds?.map((one) => [one.start, one]))
  const joins = new Set(edits.join)
  const pieces = text.blocks.flatMap((block) =>
    cutBlock(canonical, { ...block, ...kinds.get(block.start) }, cuts),
  )
  const missed = cuts.find(
    (at) => !pieces.some(({ start, cut }) => cut && start >= at && canonical.slice(at, start).trim() === ''),
  )
  if (missed !== undefined) throw noPlace(missed)

  const stated: StatedBlock[] = []
  for (const { start, end, kind, level, cut } of pieces) {
    const words = canonical.slice(start, end)
    const own = marks
      .filter(({ at }) => at >= start && at < end)
      .map((mark) => ({ ...mark, at: mark.at - start }))
    const over = exclusions.find((span) => span.start < end && span.end > start)
    const isWhole = over && over.start <= start && over.end >= end
    // A part of a block that is folded is a block of its own once the text is composed anew.
    const parts =
      over && !isWhole
        ? [
            [start, Math.max(start, over.start)],
            [Math.max(start, over.start), Math.min(end, over.end)],
            [Math.min(end, over.end), end],
          ]
        : [[start, end]]
    const before = stated.at(-1)
    if (before && joins.has(start) && !cut) {
      const between = CJK.test(before.text.at(-1) ?? '') && CJK.test(words[0] ?? '') ? '' : ' '
      const shift = before.text.length + between.length
      stated[stated.length - 1] = {
        ...before,
        text: before.text + between + words,
        marks: [...(before.marks ?? []), ...own.map((mark) => ({ ...mark, at: mark.at + shift }))],
      }
      continue
    }
    for (const [from, to] of parts as [number, number][]) {
      if (to <= from) continue
      const folded = over && over.start <= from && over.end >= to
      stated.push({
        kind,
        ...(level && { level }),
        text: canonical.slice(from, to),
        ...(folded && { excluded: over.reason }),
        marks: own
          .filter((mark) => stands({ ...mark, at: mark.at + start }, from, to))
          .map((mark) => ({ ...mark, at: mark.at + start - from })),
      })
    }
  }
  return compose(stated, { language, comments: remarksOf(text) })
}

const noPlace = (at: number) =>
  new Problem('bad-request', `Nothing can be changed at ${at}: no block begins or can be cut there.`)

/** Whether a mark is of a stretch: what ends where the stretch ends, what begins where it begins. */
const stands = ({ type, at }: Mark, from: number, to: number) =>
  type === 'comment-end' ? at > from && at <= to : at >= from && at < to

type Cut = Block & { cut: boolean }

function cutBlock(canonical: string, block: Block, cuts: readonly number[]): Cut[] {
  const { number: _, ...rest } = block
  const inside = cuts.filter((at) => at > block.start && at < block.end)
  const edges = [block.start, ...inside, block.end]
  return edges.slice(0, -1).flatMap((from, index) => {
    const words = canonical.slice(from, edges[index + 1])
    if (!words.trim()) return []
    const start = from + (words.length - words.trimStart().length)
    return { ...rest, start, end: start + words.trim().length, cut: index > 0 }
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
  new Map(comments.map(({ start: _, end: __, ...remark }, index) => [String(index), remark]))
