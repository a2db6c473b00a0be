/** Sums over spans [start, end): what a list of exclusions covers. Knows offsets only. */
import type { Block, Exclusion, Locator } from '@lectern/model'

type Span = { start: number; end: number }

/** Spans in any order, in order, those that touch as one. */
export function united(spans: readonly Span[]): Span[] {
  const found: Span[] = []
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = found.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else found.push({ start, end })
  }
  return found
}

/** The exclusions that touch [start, end), cut to it. `exclusions` are in order and do not overlap. */
function within(exclusions: Exclusion[], start: number, end: number): Span[] {
  const found: Span[] = []
  for (let index = firstEndingAfter(exclusions, start); index < exclusions.length; index++) {
    const span = exclusions[index]!
    if (span.start >= end) break
    found.push({ start: Math.max(start, span.start), end: Math.min(end, span.end) })
  }
  return found
}

/** Index of the first span that ends after `offset` (binary search). */
function firstEndingAfter(spans: Span[], offset: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]!.end > offset) high = middle
    else low = middle + 1
  }
  return low
}

/** Which part (0–1) of [start, end) is excluded. */
export function coveredShare(exclusions: Exclusion[], start: number, end: number): number {
  if (end <= start) return 0
  return within(exclusions, start, end).reduce((sum, span) => sum + span.end - span.start, 0) / (end - start)
}

/** The parts of [start, end) that are not excluded, in order. */
export function outside(exclusions: Exclusion[], start: number, end: number): Span[] {
  const runs: Span[] = []
  let at = start
  for (const span of within(exclusions, start, end)) {
    if (span.start > at) runs.push({ start: at, end: span.start })
    at = span.end
  }
  if (at < end) runs.push({ start: at, end })
  return runs
}

/** The block that `offset` lies in (its end is outside), or undefined between blocks. */
export function blockAt(blocks: Block[], offset: number): Block | undefined {
  const block = blocks[firstEndingAfter(blocks, offset)]
  return block && block.start <= offset ? block : undefined
}

/**
 * The number of the block that `offset` lies in or, where it has none, of the nearest numbered block before it;
 * undefined before the first.
 */
export function paragraphNumberAt(text: { blocks: Block[] }, offset: number): number | undefined {
  let index = firstEndingAfter(text.blocks, offset)
  if (index === text.blocks.length || text.blocks[index]!.start > offset) index--
  for (; index >= 0; index--) {
    const { number } = text.blocks[index]!
    if (number !== undefined) return number
  }
  return undefined
}

/** [start, end) without the white space at its ends; null where there is nothing else. */
export function trimmed(canonical: string, start: number, end: number): Span | null {
  const words = canonical.slice(start, Math.max(start, end))
  const from = start + (words.length - words.trimStart().length)
  const to = start + words.trimEnd().length
  return to > from ? { start: from, end: to } : null
}

/** The block that is called by a number; the nearest before it where there is none. */
export function blockNumbered(text: { blocks: Block[] }, number: number): Block | undefined {
  return text.blocks.findLast((block) => block.number !== undefined && block.number <= number)
}

/** Where a place stands in the source: its page, else its chapter; undefined where the source tells neither. */
export function locatorAt(text: { locators?: Locator[] | undefined }, offset: number): Locator | undefined {
  const before = (text.locators ?? []).filter(({ at }) => at <= offset)
  return before.findLast(({ kind }) => kind === 'page') ?? before.at(-1)
}

/** The parts of a block that are not excluded, in order; empty when all of it is folded away. */
export function visibleRuns(text: { exclusions: Exclusion[] }, block: Span): Span[] {
  return outside(text.exclusions, block.start, block.end)
}

/** Every character of [start, end), white space between blocks aside, lies in an exclusion. */
export function isExcluded(
  text: { canonical: string; exclusions: Exclusion[] },
  start: number,
  end: number,
): boolean {
  if (end <= start) return false
  return outside(text.exclusions, start, end).every((run) => !text.canonical.slice(run.start, run.end).trim())
}
