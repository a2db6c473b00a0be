/**
 * The outline of a text: its headings, and the points a speaker counts aloud ("Firstly, … Sixth, …"). Works on the
 * finished blocks, so it is computed anew when suggestions are answered.
 */
import type { Block, Exclusion, OutlineEntry } from '@lectern/model'
import { ordinal } from './marks.ts'
import { coveredShare } from './spans.ts'
import { columns } from './script.ts'

/** A title made from a sentence is left whole up to `WHOLE` columns, else cut to `LONGEST`. */
const LONGEST = 80
const WHOLE = 90

type Shape = { canonical: string; blocks: Block[]; exclusions: Exclusion[]; language?: string | undefined }
type Point = { block: Block; rank: number; length: number }

const isSection = (block: Block) => block.kind === 'heading' && (block.level ?? 2) > 1

/** Entries in order, not overlapping; empty when there is nothing to find one's way by. */
export function outlineOf({ canonical, blocks, exclusions, language }: Shape): OutlineEntry[] {
  const shown = blocks.filter((block) => coveredShare(exclusions, block.start, block.end) <= 0.5)
  const points = new Map(findPoints(canonical, shown).map((point) => [point.block, point]))
  const top = shown.reduce(
    (least, block) => (isSection(block) ? Math.min(least, block.level ?? 2) : least),
    6,
  )
  const entries: OutlineEntry[] = []
  let depth = 0
  let first = 0
  for (const [index, block] of shown.entries()) {
    const point = points.get(block)
    const isHeading = isSection(block)
    if (!point && !isHeading) continue
    if (entries.length === 0) first = index
    const text = canonical.slice(block.start, block.end)
    if (isHeading) depth = (block.level ?? 2) - top + 1
    entries.push({
      title: point ? `${point.rank} ${pointTitle(text.slice(point.length), language)}` : headingTitle(text),
      level: Math.min(6, isHeading ? depth : depth + 1),
      from: point ? 'ordinal' : 'heading',
      start: block.start,
      end: block.end,
    })
  }
  if (entries.length === 0) return []
  const opening = shown.slice(0, first).find((block) => block.number !== undefined)
  if (opening) {
    entries.unshift({ title: 'Opening', level: 1, from: 'opening', start: opening.start, end: opening.end })
  }
  return extend(entries, shown)
}

/** Lets every entry reach to the last shown block before the next entry. */
function extend(entries: OutlineEntry[], shown: Block[]): OutlineEntry[] {
  let at = 0
  return entries.map((entry, index) => {
    const limit = entries[index + 1]?.start ?? Infinity
    let end = entry.end
    for (; at < shown.length && shown[at]!.start < limit; at++) end = Math.max(end, shown[at]!.end)
    return { ...entry, end }
  })
}

/** Paragraphs that begin 1, 2, 3 … in order, at least two; a heading ends the count, "Finally" closes it. */
function findPoints(canonical: string, blocks: Block[]): Point[] {
  const found: Point[] = []
  let run: Point[] = []
  const close = () => {
    if (run.length >= 2) found.push(...run)
    run = []
  }
  for (const block of blocks) {
    if (block.kind === 'heading') close()
    if (block.kind !== 'paragraph') continue
    const mark = ordinal(canonical.slice(block.start, Math.min(block.end, block.start + 64)))
    if (!mark) continue
    if (mark.rank === 'last') {
      if (run.length > 1) run.push({ block, rank: run.length + 1, length: mark.length })
      close()
    } else if (mark.rank === run.length + 1) run.push({ block, rank: mark.rank, length: mark.length })
    else if (mark.rank === 1) {
      close()
      run = [{ block, rank: 1, length: mark.length }]
    }
  }
  close()
  return found
}

const headingTitle = (text: string) =>
  shorten(text.replace(/^#{1,6}\s+/, '').replace(/\s#+$/, ''), 2 * WHOLE, 2 * LONGEST, undefined) ||
  text.slice(0, LONGEST)

/** The first clause of a point, its first letter a capital. */
function pointTitle(text: string, language: string | undefined): string {
  const head = text.slice(0, 400)
  // A full stop after a capital is an abbreviation (U.S.); before a digit it is a decimal point.
  const stop = /(?<!\p{Lu})\.(?=["”’)]?(?:\s|$))|[;:!?](?=["”’)]?(?:\s|$))|[。；：！？]/u.exec(head)
  const clause = shorten(head.slice(0, stop?.index ?? head.length).trim(), WHOLE, LONGEST, language)
  const initial = String.fromCodePoint(clause.codePointAt(0) ?? 32)
  return initial.toUpperCase() + clause.slice(initial.length)
}

/** Cuts at a comma near the end if there is one, else at the last word that fits; "…" says so. */
function shorten(text: string, whole: number, width: number, language: string | undefined): string {
  if (columns(text) <= whole) return text
  let cut = 0
  let comma = 0
  let used = 0
  for (const { segment, index } of segmenter(language).segment(text.slice(0, 2 * width))) {
    used += columns(segment)
    if (used > width - 1) break
    if (/^[,，、;；]$/.test(segment) && used >= width * 0.75) comma = index
    cut = index + segment.length
  }
  return `${text.slice(0, comma || cut).trimEnd()}…`
}

function segmenter(language: string | undefined): Intl.Segmenter {
  return new Intl.Segmenter(language, { granularity: 'word' })
}
