/**
 * What an editor does to a text that was read, before it comes into the library: rows are joined, cut, named, folded; each step can be
 * taken back. Pure; knows offsets of the text as it was read, no page and no server.
 */
import type { Block, BlockKind, Exclusion, ExclusionReason, NewText, Span, Text } from '@lectern/model'
import { seam, trimmed } from '@lectern/text'

/** A block as it will be. */
export type Row = {
  /** Stretches of the text that make it; joined with a space. */
  parts: Span[]
  kind: BlockKind
  level: number | undefined
  excluded: ExclusionReason | undefined
  /** Offsets at which the reader of the file would cut it. */
  suggested: number[]
}
export type Rows = readonly Row[]

/** The words of a row, and where each of its parts begins in them. */
export function wordsOf(text: Pick<Text, 'canonical'>, { parts }: Row): { words: string; starts: number[] } {
  const starts: number[] = []
  let words = ''
  for (const part of parts) {
    const next = text.canonical.slice(part.start, part.end)
    if (words) words += seam(words, next)
    starts.push(words.length)
    words += next
  }
  return { words, starts }
}

/** Rows of a text as it was read. A part of a block that is to be folded is a row of its own. */
export function rowsOf(text: Pick<Text, 'canonical' | 'blocks' | 'exclusions' | 'splits'>): Rows {
  return text.blocks.flatMap((block) => {
    const inside = text.exclusions.filter(({ start, end }) => start < block.end && end > block.start)
    const cuts = new Set(
      inside.flatMap(({ start, end }) => [Math.max(block.start, start), Math.min(block.end, end)]),
    )
    const edges = [...new Set([block.start, ...cuts, block.end])].sort((a, b) => a - b)
    return edges.slice(0, -1).flatMap((from, i) => {
      const part = trimmed(text.canonical, from, edges[i + 1]!)
      if (!part) return []
      const over = inside.find(({ start, end }) => start <= part.start && end >= part.end)
      const suggested = text.splits.map(({ at }) => at).filter((at) => at > part.start && at < part.end)
      return { parts: [part], kind: block.kind, level: block.level, excluded: over?.reason, suggested }
    })
  })
}

/** The row goes on in the one before it, which stays what it is. */
export function join(rows: Rows, at: number): Rows {
  const [before, row] = [rows[at - 1], rows[at]]
  if (!before || !row) return rows
  const joined: Row = {
    ...before,
    parts: [...before.parts, ...row.parts],
    suggested: [...before.suggested, ...row.suggested],
  }
  return [...rows.slice(0, at - 1), joined, ...rows.slice(at + 1)]
}

/** Cuts a row in two. @param caret UTF-16 code units of the row's words; the same rows when there are no words on one side */
export function split(text: Pick<Text, 'canonical'>, rows: Rows, at: number, caret: number): Rows {
  const row = rows[at]
  if (!row) return rows
  const { starts } = wordsOf(text, row)
  const index = starts.findLastIndex((start) => start <= caret)
  const part = row.parts[index]
  if (!part) return rows
  const place = Math.min(part.end, part.start + caret - starts[index]!)
  const [left, right] = [trimmed(text.canonical, part.start, place), trimmed(text.canonical, place, part.end)]
  const before = [...row.parts.slice(0, index), ...(left ? [left] : [])]
  const after = [...(right ? [right] : []), ...row.parts.slice(index + 1)]
  if (before.length === 0 || after.length === 0) return rows
  const from = after[0]!.start
  const first: Row = { ...row, parts: before, suggested: row.suggested.filter((one) => one < place) }
  const second: Row = { ...row, parts: after, suggested: row.suggested.filter((one) => one > from) }
  return [...rows.slice(0, at), first, second, ...rows.slice(at + 1)]
}

const changed = (rows: Rows, at: number, change: Partial<Row>): Rows =>
  rows.map((row, index) => (index === at ? { ...row, ...change } : row))

/** @param level of a heading */
export const name = (rows: Rows, at: number, kind: BlockKind, level?: number): Rows =>
  changed(rows, at, { kind, level })
export const fold = (rows: Rows, at: number, excluded: ExclusionReason | undefined): Rows =>
  changed(rows, at, { excluded })

type Edits = Pick<Extract<NewText, { draft: string }>, 'split' | 'join' | 'kinds' | 'exclusions'>

/** What to ask of the server, so that the text becomes these rows; nothing where nothing was changed. */
export function editsOf(
  text: Pick<Text, 'canonical' | 'blocks' | 'exclusions' | 'splits'>,
  rows: Rows,
): Edits {
  if (JSON.stringify(rows) === JSON.stringify(rowsOf(text))) return {}
  const blockAt = new Map<number, Block>(text.blocks.map((block) => [block.start, block]))
  const firsts = rows.map(({ parts }) => parts[0]!.start)
  const joins = rows.flatMap(({ parts }) => parts.slice(1).map(({ start }) => start))
  const cuts = [...firsts, ...joins].filter((start) => !blockAt.has(start))
  const kinds = rows.flatMap(({ parts, kind, level }) => {
    const block = blockAt.get(parts[0]!.start)
    const isSame = block?.kind === kind && block.level === level
    return isSame ? [] : { start: parts[0]!.start, kind, ...(level !== undefined && { level }) }
  })
  const exclusions: Exclusion[] = rows.flatMap(({ parts, excluded }) =>
    excluded ? parts.map(({ start, end }) => ({ start, end, reason: excluded })) : [],
  )
  return {
    ...(cuts.length > 0 && { split: cuts.sort((a, b) => a - b) }),
    ...(joins.length > 0 && { join: joins }),
    ...(kinds.length > 0 && { kinds }),
    exclusions,
  }
}

export type History = { now: Rows; past: readonly Rows[]; future: readonly Rows[] }
export const begin = (rows: Rows): History => ({ now: rows, past: [], future: [] })
export const step = (history: History, rows: Rows): History =>
  rows === history.now ? history : { now: rows, past: [...history.past, history.now], future: [] }
export const undo = ({ now, past, future }: History): History =>
  past.length === 0
    ? { now, past, future }
    : { now: past.at(-1)!, past: past.slice(0, -1), future: [now, ...future] }
export const redo = ({ now, past, future }: History): History =>
  future.length === 0
    ? { now, past, future }
    : { now: future[0]!, past: [...past, now], future: future.slice(1) }
