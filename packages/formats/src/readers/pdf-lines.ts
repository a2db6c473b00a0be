/**
 * What stands on a page, as lines in the order in which one reads them: columns one after the other, rows of tables as rows.
 * Pure geometry: knows places and sizes in points, y from the top, and no words but their length.
 */
import type { Part, Place } from './pdf-tags.ts'

/** Words drawn at one go. */
export type Piece = {
  words: string
  x: number
  /** Of the base line. */
  y: number
  width: number
  size: number
  bold: boolean
  rtl: boolean
  /** As the document's tags say. */
  place?: Place
  /** The document says that it belongs to the page and not to the text (ISO 32000-2, 14.8.2.2). */
  artifact?: boolean
}

export type Line = {
  words: string
  /** Cells of a row; one for ordinary lines. */
  cells: string[]
  /** Where the cells begin and end. */
  starts: number[]
  ends: number[]
  left: number
  right: number
  y: number
  size: number
  bold: boolean
  /** As the document's tags say. */
  part?: Part
  artifact: boolean
  /** Edges of the column that it stands in. */
  column: { left: number; right: number }
}

type Segment = { pieces: Piece[]; left: number; right: number; y: number; size: number }
/** Segments on one base line, from left to right. */
type Row = Segment[]

/** A gap this wide, in sizes of the letters, parts two columns or two cells. */
const GAP = 1
/** Columns have at least so many lines, and this share of the width of the words on the page. */
const COLUMN_LINES = 4
const COLUMN_SHARE = 0.18
/** Rows that are looked at for where a column begins. */
const COLUMN_LOOK = 80
const COLUMN_CHARACTERS = 12
/** Letters of like size stand on one line wherever they are on it, signs of lists before their items. */
const LIKE = 0.8
/** Raised and lowered letters are smaller than this, in sizes of those beside them; browsers make them 0.83. */
const SMALL = 0.9

export function linesOf(pieces: readonly Piece[]): Line[] {
  const rows = rowsOf(pieces)
  if (rows.length === 0) return []
  const left = Math.min(...rows.flat().map((segment) => segment.left))
  const right = Math.max(...rows.flat().map((segment) => segment.right))
  const rtl = lengthOf(pieces.filter((piece) => piece.rtl)) > lengthOf(pieces) / 2
  return read(rows, { left, right }, rtl)
}

export const lengthOf = (pieces: readonly { words: string }[]): number =>
  pieces.reduce((sum, { words }) => sum + words.length, 0)

/** Pieces on one base line, raised and lowered ones with them, cut where a gap is wide. */
function rowsOf(pieces: readonly Piece[]): Row[] {
  const rows: Piece[][] = []
  for (const piece of [...pieces].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.findLast((one, index) => {
      if (index < rows.length - 4) return false
      const base = one.reduce((largest, other) => (other.size > largest.size ? other : largest))
      const away = Math.abs(piece.y - base.y)
      const largest = Math.max(piece.size, base.size)
      const share = Math.min(piece.size, base.size) / largest
      if (share > LIKE && away <= 0.25 * largest) return true
      // Raised and lowered ones stand close to what they belong to.
      const touches = one.some(
        ({ x, width }) => piece.x <= x + width + 0.5 * largest && x <= piece.x + piece.width + 0.5 * largest,
      )
      return share < SMALL && touches && away <= 0.55 * largest
    })
    if (row) row.push(piece)
    else rows.push([piece])
  }
  return rows.map((row) => segmentsOf(row.sort((a, b) => a.x - b.x))).sort((a, b) => a[0]!.y - b[0]!.y)
}

function segmentsOf(row: readonly Piece[]): Row {
  const found: Row = []
  for (const piece of row) {
    const last = found.at(-1)
    const right = piece.x + piece.width
    if (last && piece.x - last.right < GAP * Math.max(piece.size, last.size)) {
      last.pieces.push(piece)
      last.right = Math.max(last.right, right)
      if (piece.size > last.size) Object.assign(last, { size: piece.size, y: piece.y })
    } else found.push({ pieces: [piece], left: piece.x, right, y: piece.y, size: piece.size })
  }
  return found
}

/** Reads rows from the top; where a run of rows shares a gutter, one side after the other. */
function read(rows: readonly Row[], column: Line['column'], rtl: boolean): Line[] {
  const lines: Line[] = []
  for (let at = 0; at < rows.length;) {
    const band = bandFrom(rows, at, column)
    if (band) {
      const sides = [band.left, band.right]
      for (const side of rtl ? sides.reverse() : sides) lines.push(...read(side.rows, side.column, rtl))
      at = band.end
    } else lines.push(lineOf(rows[at++]!, column, rtl))
  }
  return lines
}

/** The longest run of rows from `at` on through which an empty strip runs, with words on both sides that fill their columns. */
function bandFrom(rows: readonly Row[], at: number, column: Line['column']) {
  let best: ReturnType<typeof split> | undefined
  for (const [from, to] of strips(rows.slice(at), column)) {
    let [low, high, end] = [from, to, at]
    for (; end < rows.length; end++) {
      const free = gapIn(rows[end]!, low, high)
      if (!free) break
      ;[low, high] = free
    }
    if (end - at < COLUMN_LINES || (best && end <= best.end)) continue
    best = split(rows.slice(at, end), (low + high) / 2, column, end) ?? best
  }
  return best
}

/** Strips before the edges at which many segments begin: what may be the gutter before a column. */
function strips(rows: readonly Row[], column: Line['column']): [number, number][] {
  const edges: { x: number; size: number; count: number }[] = []
  for (const { left, size } of rows.slice(0, COLUMN_LOOK).flat()) {
    if (left - column.left < COLUMN_SHARE * (column.right - column.left)) continue
    const edge = edges.find(({ x }) => Math.abs(x - left) < 2)
    if (edge) edge.count++
    else edges.push({ x: left, size, count: 1 })
  }
  return edges.filter(({ count }) => count >= COLUMN_LINES).map(({ x, size }) => [x - size, x])
}

/** What of the strip no segment of the row covers, if enough is left. */
function gapIn(row: Row, from: number, to: number): [number, number] | undefined {
  let [low, high] = [from, to]
  for (const { left, right, size } of row) {
    if (right <= low || left >= high) continue
    if (left <= low) low = right
    else if (right >= high) high = left
    else return undefined
    if (high - low < 0.6 * size) return undefined
  }
  return [low, high]
}

function split(rows: readonly Row[], at: number, column: Line['column'], end: number) {
  const side = (which: (segment: Segment) => boolean) => {
    const inside = rows.map((row) => row.filter(which)).filter((row) => row.length > 0)
    const segments = inside.flat()
    const edges = {
      left: Math.min(...segments.map(({ left }) => left)),
      right: Math.max(...segments.map(({ right }) => right)),
    }
    return { rows: inside, column: edges }
  }
  const [left, right] = [side((segment) => segment.right <= at), side((segment) => segment.left >= at)]
  const isColumn = (one: typeof left) => {
    if (one.rows.length < COLUMN_LINES) return false
    const width = one.column.right - one.column.left
    if (width < COLUMN_SHARE * (column.right - column.left)) return false
    const characters = one.rows.flat().reduce((sum, { pieces }) => sum + lengthOf(pieces), 0)
    return characters / one.rows.length >= COLUMN_CHARACTERS
  }
  /** The share of lines that run to the end of their column: sentences do, cells do not. */
  const fill = (one: typeof left) => {
    const { left: from, right: to } = one.column
    return one.rows.filter((row) => row.at(-1)!.right > to - 0.15 * (to - from)).length / one.rows.length
  }
  return isColumn(left) && isColumn(right) && Math.max(fill(left), fill(right)) >= 0.5
    ? { left, right, end }
    : undefined
}

function lineOf(row: Row, column: Line['column'], rtl: boolean): Line {
  const order = rtl ? row.toReversed() : row
  const size = Math.max(...row.map((segment) => segment.size))
  const base = row.find((segment) => segment.size === size)!
  const cells = order.map((segment) => wordsOf(segment, rtl))
  const pieces = row.flatMap((segment) => segment.pieces)
  const part = pieces[0]!.place?.part
  return {
    words: cells.join(' '),
    cells,
    starts: row.map((segment) => segment.left),
    ends: row.map((segment) => segment.right),
    left: row[0]!.left,
    right: row.at(-1)!.right,
    y: base.y,
    size,
    bold: pieces.every((piece) => piece.bold),
    ...(part && pieces.every(({ place }) => place?.part === part) && { part }),
    artifact: pieces.every((piece) => piece.artifact),
    column,
  }
}

/** Words of a segment; a raised number is a reference to a note. */
function wordsOf({ pieces, y, size }: Segment, rtl: boolean): string {
  let words = ''
  let end: number | undefined
  for (const piece of rtl ? pieces.toReversed() : pieces) {
    const start = rtl ? piece.x + piece.width : piece.x
    const gap = end === undefined ? 0 : Math.abs(start - end)
    const raised =
      piece.size < SMALL * size && y - piece.y > 0.15 * size && /^\d{1,3}$/.test(piece.words.trim())
    if (raised) words += `[${piece.words.trim()}]`
    else words += (gap > 0.18 * piece.size && !/\s$/.test(words) && words ? ' ' : '') + piece.words
    end = rtl ? piece.x : piece.x + piece.width
  }
  return (rtl ? inArabicOrder(words) : words).replaceAll(/\s+/g, ' ').trim()
}

/** Two letters of one sign come in the order in which they are drawn, and a sentence's sign stands where it is drawn. */
function inArabicOrder(words: string): string {
  return words
    .replaceAll(/\u0627([\u0622\u0623\u0625])\u0644/g, '\u0627\u0644$1')
    .replace(/^([.,:;!?\u060c\u061b\u061f]+)\s*(\S.*)$/s, '$2$1')
}
