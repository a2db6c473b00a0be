/**
 * What of a page is not its text: heads, feet and numbers of pages, and lists of contents, which say again what the outline says.
 * Found by what pages repeat at the same height, by numbers that count on from page to page, and by leaders. Knows no PDF.
 */
import type { ExclusionReason } from '@lectern/model'
import { lengthOf, type Line } from './pdf-lines.ts'

export type Furniture = Map<Line, ExclusionReason>
type Pages = readonly (readonly Line[])[]

/** Lines that may be the head or the foot of a page: so many at either end. */
const EDGE = 2
/** A head of a page is no longer, UTF-16 code units. */
const HEAD = 120
/** So many pages must agree on how they are counted, and so many lines make a list of contents. */
const COUNTING = 3

const NUMBER_ONLY =
  /^(?:[-–—|\s]*|page|p\.|seite|第)\s*(?:\d{1,4}|[ivxlc]{1,7})\s*(?:(?:of|\/|von|de)\s*\d{1,4})?\s*(?:页|[-–—|\s]*)$/i
/** "Ferrymen ........ 7", also with dots that are parted by spaces. */
const LEADERS = /\S\s*(?:[.·․…]\s*){4,}(?:\d{1,4}|[ivxlc]{1,7})$/i
const CONTENTS =
  /^(?:(?:table of )?contents|目\s*[录錄次]|inhalt(?:sverzeichnis)?|table des matières|sommaire|índice|indice|sommario|содержание|оглавление|المحتويات|فهرس(?: المحتويات)?|차례|목차)$/i

/** @param names of the pages, as the document or their count says */
export function furnitureOf(pages: Pages, names: readonly string[]): Furniture {
  const found: Furniture = new Map()
  stated(pages, found)
  const edges = pages.map(edgesOf)
  for (const where of ['top', 'foot'] as const) {
    const lines = edges.map((edge) => edge[where])
    repeated(pages, lines, where, found)
    counted(pages, lines, names, where, found)
  }
  contents(pages, found)
  return found
}

/** What the document itself says is of the page. Some say so of everything: then nothing is meant by it. */
function stated(pages: Pages, found: Furniture): void {
  const all = pages.flat()
  const artifacts = all.filter(({ artifact }) => artifact)
  if (lengthOf(artifacts) > 0.3 * lengthOf(all)) return
  for (const page of pages) {
    const ys = page.filter(({ artifact }) => !artifact).map(({ y }) => y)
    const middle = (Math.min(...ys) + Math.max(...ys)) / 2
    for (const line of page.filter(({ artifact }) => artifact)) found.set(line, nameOf(line, line.y < middle))
  }
}

const nameOf = ({ words }: Line, isTop: boolean): ExclusionReason =>
  NUMBER_ONLY.test(words) ? 'page-number' : isTop ? 'page-header' : 'page-footer'

function edgesOf(page: readonly Line[]): { top: Line[]; foot: Line[] } {
  const sorted = [...page].sort((a, b) => a.y - b.y)
  const top = sorted.slice(0, EDGE)
  const foot = sorted.slice(-EDGE).filter((line) => !top.includes(line) || sorted.length <= EDGE)
  return { top: top.filter(isAlone), foot: foot.filter(isAlone) }

  /** A line of a paragraph that says so is none of the page's, however often it comes. */
  function isAlone(line: Line): boolean {
    return !line.part || sorted.filter(({ part }) => part === line.part).length === 1
  }
}

/** A line with its numbers left aside. */
const shape = ({ words }: Line) =>
  words
    .toLowerCase()
    .replaceAll(/\d+|\b[ivxlc]+\b/g, '#')
    .replaceAll(/\s+/g, ' ')

/** What many pages have at the same height, their numbers left aside. */
function repeated(
  pages: Pages,
  edges: readonly (readonly Line[])[],
  where: 'top' | 'foot',
  found: Furniture,
): void {
  const least = Math.max(2, Math.ceil(pages.length * 0.3))
  for (const lines of Map.groupBy(
    edges.flat(),
    (line) => `${shape(line)} ${Math.round(line.size)}`,
  ).values()) {
    const many = pages.length > 1 && lines.length >= least && isLevel(lines)
    for (const line of lines) {
      if (NUMBER_ONLY.test(line.words) && (many || (pages.length <= 2 && isOutside(line, pages))))
        found.set(line, 'page-number')
      else if (many && shape(line).length > 1)
        found.set(line, where === 'top' ? 'page-header' : 'page-footer')
    }
  }
}

const isLevel = (lines: readonly Line[]) => {
  const ys = lines.map(({ y }) => y)
  return Math.max(...ys) - Math.min(...ys) < 3 * lines[0]!.size
}

/**
 * Lines that begin or end with the number of their page. Heads name the chapter, and chapters are short; the number is what tells them:
 * it is the name of the page, or counts on with the pages. A heading “2 Soil” on page 2 is larger than the text, a head is not.
 */
function counted(
  pages: Pages,
  edges: readonly (readonly Line[])[],
  names: readonly string[],
  where: 'top' | 'foot',
  found: Furniture,
): void {
  const size = mainSize(pages)
  const candidates = edges.flatMap((lines, page) =>
    lines.flatMap((line) =>
      line.words.length <= HEAD && line.size <= 1.08 * size && isApart(line, pages[page]!)
        ? numbersOf(line.words).map((number) => ({ line, page, number }))
        : [],
    ),
  )
  const agreeing = (wanted: (of: { page: number; number: string }) => boolean) => {
    const wide = candidates.filter(wanted)
    const ys = wide.map(({ line }) => line.y).sort((a, b) => a - b)
    const lines = wide.filter(({ line }) => Math.abs(line.y - ys[ys.length >> 1]!) < 1.5 * line.size)
    return new Set(lines.map(({ page }) => page)).size >= COUNTING ? lines : []
  }
  const offsets = Map.groupBy(candidates, ({ page, number }) => Number(number) - page)
  offsets.delete(Number.NaN)
  const [offset] = [...offsets].sort((a, b) => b[1].length - a[1].length)[0] ?? []
  for (const { line } of [
    ...agreeing(({ page, number }) => names[page]!.toLowerCase() === number),
    ...agreeing(({ page, number }) => Number(number) - page === offset),
  ]) {
    if (found.has(line)) continue
    found.set(line, nameOf(line, where === 'top'))
  }
}

/** The size most words have. */
function mainSize(pages: Pages): number {
  const bySize = new Map<number, number>()
  for (const { size, words } of pages.flat())
    bySize.set(Math.round(size), (bySize.get(Math.round(size)) ?? 0) + words.length)
  return [...bySize].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10
}

const NUMERAL = '(\\d{1,4}|[ivxlc]{1,7})'
const AT_ENDS = [new RegExp(`^\\W*${NUMERAL}\\b`, 'i'), new RegExp(`(?<![\\w.])${NUMERAL}\\W*$`, 'i')]

const numbersOf = (words: string): string[] =>
  AT_ENDS.flatMap((pattern) => pattern.exec(words)?.[1]?.toLowerCase() ?? [])

/** More space parts it from the nearest line than lines of text have between them. */
function isApart(line: Line, page: readonly Line[]): boolean {
  const gaps = page.flatMap((other) => (other === line ? [] : Math.abs(other.y - line.y)))
  return gaps.every((gap) => gap < 0.5 || gap > 1.6 * line.size)
}

/** Stands apart, above or below all else on its page. */
function isOutside(line: Line, pages: Pages): boolean {
  const others = pages.find((page) => page.includes(line))!.filter((other) => other !== line)
  return (
    others.length > 0 &&
    (others.every(({ y }) => y < line.y - 1.8 * line.size) ||
      others.every(({ y }) => y > line.y + 1.8 * line.size))
  )
}

/** Entries with leaders to page numbers, and the heading over them. */
function contents(pages: Pages, found: Furniture): void {
  const entries = pages.flatMap((page) =>
    page.filter(({ words, part }) => part?.isContents || LEADERS.test(words)),
  )
  if (entries.length < COUNTING) return
  for (const line of entries) found.set(line, 'contents')
  for (const page of pages) {
    for (const [i, line] of page.entries()) {
      const next = page.slice(i + 1).find((one) => !isEdge(found.get(one)))
      if (CONTENTS.test(line.words.trim()) && next && found.get(next) === 'contents')
        found.set(line, 'contents')
    }
  }
}

const isEdge = (reason: ExclusionReason | undefined) => reason !== undefined && reason !== 'contents'
