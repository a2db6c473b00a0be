/**
 * Lines of pages → headings, paragraphs, list items, rows and notes, as the author wrote them before a program cut them into lines and
 * pages: hyphens at line ends go, paragraphs go on over pages, what every page repeats is set apart. Knows no PDF.
 */
import { type Mark, numberedDepth, seam, type StatedBlock } from '@lectern/text'
import { furnitureOf } from './pdf-furniture.ts'
import type { Line } from './pdf-lines.ts'

const LEVELS = 4
const ITEM =
  /^(?:[•●▪◦‣·]\s*|[–—*-]\s+|[(（]?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)）]\s+|[(（][一二三四五六七八九十]{1,3}[)）]\s*)\S/
/** Chinese headings have the size of the text and say by their numbers which they are: 一、 over （一） (GB/T 9704—2012, 7.3.3). */
const HAN_NUMBER = /^[(（]?[一二三四五六七八九十]{1,3}[)）、]/
/** Nor does such a heading have more, UTF-16 code units. */
const NUMBERED_LENGTH = 40
/** A sentence may be over here. */
const SENTENCE_END = /[.!?:;。！？：；…][)\]”’"'»」』]*(?:\[\d{1,3}\])*$/

/** @param names of the pages, as the document or their count says */
export function blocksOf(pages: readonly (readonly Line[])[], names: readonly string[]): StatedBlock[] {
  const furniture = furnitureOf(pages, names)
  const bodies = pages.map((page) => page.filter((line) => !furniture.has(line)))
  const lines = bodies.flat()
  const look = lookOf(lines)
  const known = wordCounts(lines)
  const blocks: StatedBlock[] = []
  /** What stands at the edges of pages that a paragraph runs over. */
  let aside: StatedBlock[] = []
  let open: Open | undefined
  /** The first row of the table one is in: it stands again where the table goes on on the next page. */
  let head: string | undefined
  const close = () => {
    if (open) {
      if (open.block.kind !== 'table-row') head = undefined
      else head ??= open.block.text
      blocks.push(open.block)
    }
    open = undefined
    blocks.push(...aside)
    aside = []
  }
  for (const [index, page] of pages.entries()) {
    let starts: Mark | undefined = { at: 0, type: 'page', label: names[index]! }
    let before: Line | undefined
    for (const line of page) {
      const reason = furniture.get(line)
      if (reason) {
        aside.push({ kind: 'metadata', text: line.words, excluded: reason })
        continue
      }
      const is = kindOf(line, look, bodies[index]!)
      if (before === undefined && is.kind === 'table-row' && open?.block.kind === 'table-row') {
        const again = wordsOf(line, is.kind)
        if (again === head) {
          aside.push({ kind: 'metadata', text: again, excluded: 'page-header' })
          continue
        }
      }
      if (!open || !goesOn(open, line, before, is, look)) {
        close()
        open = { block: { ...is, text: '', marks: [] }, last: line }
      }
      const words = wordsOf(line, is.kind)
      const text = joined(open.block.text, words, known)
      // Where the page begins within a paragraph, or in the middle of a word.
      const marks = starts
        ? [...open.block.marks!, { ...starts, at: text.length - words.length }]
        : open.block.marks!
      starts = undefined
      open.block = { ...open.block, text, marks }
      open.last = line
      before = line
    }
  }
  close()
  return blocks
}

type Open = { block: StatedBlock; last: Line }
type Is = Pick<StatedBlock, 'kind' | 'level'>
type Look = {
  size: number
  leading: number
  sizes: number[]
  tagged: boolean
  /** Paragraphs begin with a line that is moved in. */
  indents: boolean
}

const round = (size: number) => Math.round(size * 2) / 2

/** The size most words have, the distance of lines of that size, larger sizes from the largest on. */
function lookOf(lines: readonly Line[]): Look {
  const bySize = new Map<number, number>()
  for (const { size, words } of lines) bySize.set(round(size), (bySize.get(round(size)) ?? 0) + words.length)
  const size = [...bySize].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10
  const gaps = lines
    .flatMap((line, i) => {
      const next = lines[i + 1]
      const gap = next ? next.y - line.y : 0
      return next && round(line.size) === size && round(next.size) === size && gap > 0 && gap < 3 * size
        ? gap
        : []
    })
    .sort((a, b) => a - b)
  const leading = gaps[Math.floor(gaps.length * 0.4)] ?? size * 1.3
  const sizes = [...bySize.keys()].filter((one) => one > size * 1.12).sort((a, b) => b - a)
  const firsts = lines.filter((line, i) => {
    const last = lines[i - 1]
    return (
      last && line.y > last.y && isShort(last) && SENTENCE_END.test(last.words) && round(line.size) === size
    )
  })
  const indents = firsts.length > 2 && firsts.filter(isIndented).length > 0.7 * firsts.length
  return { size, leading, sizes, tagged: lines.some(({ part }) => part?.kind === 'heading'), indents }
}

function kindOf(line: Line, look: Look, page: readonly Line[]): Is {
  const { part } = line
  // What a program has no name for it calls a paragraph.
  if (part && part.kind !== 'paragraph')
    return { kind: part.kind, ...(part.level !== undefined && { level: part.level }) }
  const short = line.words.length <= 160
  // A first letter set large is no heading. Where headings have tags only the title may lack one.
  const isLarge = line.size > look.size * (look.tagged ? 1.3 : 1.12)
  if (isLarge && short && /\p{L}.*\p{L}|\p{Script=Han}/u.test(line.words)) {
    const rank = look.sizes.findIndex((size) => line.size >= size - 0.3)
    const level = (rank < 0 ? look.sizes.length : rank) + 1
    return { kind: 'heading', level: look.tagged ? 1 : Math.min(LEVELS, level) }
  }
  const isRow =
    !part &&
    line.cells.length > 1 &&
    !ITEM.test(line.words) &&
    page.some((other) => other !== line && isSameTable(line, other, look))
  if (isRow) return { kind: 'table-row' }
  const depth = part ? 0 : hanDepth(line, page)
  if (depth > 0) return { kind: 'heading', level: Math.min(LEVELS + 1, look.sizes.length + depth) }
  if (ITEM.test(line.words)) return { kind: 'list-item' }
  const below = page.filter((other) => other.y > line.y)
  if (/^\[\d{1,3}\]\s*\p{L}/u.test(line.words) && below.length < 12 && page.length > below.length + 3)
    return { kind: 'note' }
  if (isLow(line, look, page)) return { kind: 'note' }
  const bold =
    !look.tagged &&
    line.bold &&
    line.words.length <= 100 &&
    !SENTENCE_END.test(line.words) &&
    /^\P{Ll}/u.test(line.words)
  if (bold) return { kind: 'heading', level: Math.min(LEVELS + 1, look.sizes.length + 1) }
  return { kind: 'paragraph' }
}

/** In the small lines at the foot of a page, if the first of them begins as notes do: a listing may end a page, too. */
function isLow(line: Line, look: Look, page: readonly Line[]): boolean {
  const isSmall = ({ size }: Line) => size < look.size * 0.92
  const large = page.filter((other) => !isSmall(other)).map(({ y }) => y)
  const foot = page.filter((other) => isSmall(other) && other.y > Math.max(...large))
  const first = foot.reduce((first, other) => (other.y < first.y ? other : first), line)
  return foot.includes(line) && /^[[(（]?(?:\d{1,3}|[*†‡§①-⑳])/u.test(first.words)
}

/** How deep a Chinese heading is; 0 of what is none: it stands alone on its line, and the next begins anew. */
function hanDepth(line: Line, page: readonly Line[]): number {
  if (!HAN_NUMBER.test(line.words) || line.words.length > NUMBERED_LENGTH) return 0
  if (!isShort(line) || /[。；：，、.;:,]$/.test(line.words)) return 0
  const next = page[page.indexOf(line) + 1]
  const isAlone = !next || next.y <= line.y || isIndented(next) || HAN_NUMBER.test(next.words)
  return isAlone ? numberedDepth(line.words) : 0
}

/** Whether the cells of two lines near each other stand under one another. In justified lines gaps are wide, too, but anywhere. */
function isSameTable(line: Line, other: Line, look: Look): boolean {
  if (other.cells.length < 2 || Math.abs(other.y - line.y) > 3 * look.leading) return false
  // Words in the middle of their cells, as heads of columns often are, stand over those below them.
  const isOver = (cell: number) =>
    line.starts[cell]! < other.ends[cell]! && other.starts[cell]! < line.ends[cell]!
  if (
    line.cells.length > 2 &&
    line.cells.length === other.cells.length &&
    line.cells.every((_, i) => isOver(i))
  )
    return true
  const under = line.starts.filter((x) => other.starts.some((there) => Math.abs(there - x) < 0.5 * line.size))
  return under.length >= 2 && under.length >= Math.min(line.starts.length, other.starts.length)
}

/** Whether a line belongs to the block before it. @param before the line above it on its page, undefined at the top of a page */
function goesOn(open: Open, line: Line, before: Line | undefined, is: Is, look: Look): boolean {
  const { block, last } = open
  if (before !== undefined && (line.part || last.part)) return line.part === last.part
  if (is.kind === 'table-row' || block.kind === 'table-row') return false
  const sameSize = Math.abs(line.size - last.size) <= 0.08 * look.size
  if (is.kind === 'heading' || block.kind === 'heading') {
    const near =
      before !== undefined && line.y > last.y && line.y - last.y < 1.6 * Math.max(line.size, last.size)
    const alike = is.kind === block.kind ? is.level === block.level : last.size > look.size * 1.12
    return block.kind === 'heading' && alike && sameSize && near && line.bold === last.bold
  }
  // A number at the beginning of a line may only have come to stand there.
  if (is.kind === 'list-item') {
    const ended = before === undefined || isShort(last) || SENTENCE_END.test(last.words)
    return block.kind === 'paragraph' && !ended && line.left <= last.left + 1
  }
  if ((is.kind === 'note') !== (block.kind === 'note')) return false
  if (is.kind === 'note')
    return (
      before !== undefined && !/^\[?\d{1,3}\]?[\s.)]/.test(line.words) && line.y - last.y < 1.8 * line.size
    )
  if (!sameSize) return false
  // The top of a column or a page: the sentence goes on, or it does not.
  if (before === undefined || line.y <= last.y) {
    if (isShort(last)) return false
    return look.indents ? !isIndented(line) : !SENTENCE_END.test(last.words)
  }
  if (line.y - last.y > Math.max(look.leading * 1.3, look.leading + 0.25 * line.size)) return false
  const indent = line.left - last.left
  // Where first lines are moved in, that of an item is, and the others are not.
  const isBack = look.indents && isIndented(last) && !isIndented(line) && !isShort(last)
  if (block.kind === 'list-item') return indent > -0.5 * line.size || isBack
  // What stands in the middle, a date or a name, is on its own.
  if (isCentred(last) && isShort(last) && !isCentred(line)) return false
  // A first line moved in begins a paragraph; the lines after it move back out.
  if (indent > 0.8 * line.size && line.left - line.column.left < 6 * line.size && !isCentred(line))
    return false
  if (indent < -0.8 * line.size && block.text.length > last.words.length) return false
  return !(isShort(last) && SENTENCE_END.test(last.words))
}

/** The first line of a paragraph, where paragraphs are shown so. */
const isIndented = ({ left, column, size }: Line) =>
  left - column.left > 0.8 * size && left - column.left < 6 * size

/** Ends well before the end of its column. */
const isShort = ({ right, column }: Line) => right < column.right - 0.14 * (column.right - column.left)
function isCentred({ left, right, column, size }: Line): boolean {
  const [before, after] = [left - column.left, column.right - right]
  return before > size && after > size && Math.abs(before - after) < 0.04 * (column.right - column.left)
}

type Words = ReadonlyMap<string, number>
const WORD = /[\p{L}\p{M}\p{N}]+(?:[-‐][\p{L}\p{M}\p{N}]+)*/gu

/** How often each word stands within a line, in lower case. */
function wordCounts(lines: readonly Line[]): Words {
  const counts = new Map<string, number>()
  for (const { words } of lines) {
    for (const [word] of words.toLowerCase().matchAll(WORD)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

const wordsOf = (line: Line, kind: StatedBlock['kind']): string =>
  kind === 'table-row' ? line.cells.join('\t') : line.words

/** The words of a block with those of its next line. */
function joined(text: string, next: string, known: Words): string {
  if (text === '') return next
  if (text.endsWith('\u00ad')) return text.slice(0, -1) + next
  const cut = /([\p{L}\p{M}]+)[-‐]$/u.exec(text)
  const rest = /^[\p{Ll}\p{M}]+/u.exec(next)
  if (cut && rest) {
    const [whole, hyphened] = [cut[1]! + rest[0], `${cut[1]!}-${rest[0]}`]
    const count = (word: string) => known.get(word.toLowerCase()) ?? 0
    // A hyphen of the word's own, and not of the line's end, stands elsewhere too.
    return count(hyphened) > count(whole) ? text + next : text.slice(0, -1) + next
  }
  if (/[-‐]$/.test(text) && /[\p{L}]-$/u.test(text)) return text + next
  return text + seam(text, next) + next
}
