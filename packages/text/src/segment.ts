/**
 * Makes a text of plain characters: the canonical string, the blocks over it, its outline, and suggestions (furniture
 * to fold away, blocks to split). No character but white space is changed, moved or lost. Knows no files, no bytes.
 */
import { type Block, type Exclusion, type OutlineEntry, Problem, type SplitSuggestion } from '@lectern/model'
import { type Fields, readFoot, readFront } from './front.ts'
import { findGluedHeadlines, foldRepeatedTitle, foldSigns, foldTail } from './furniture.ts'
import { markHeadings } from './headings.ts'
import { joinLines, readLines } from './lines.ts'
import { outlineOf } from './outline.ts'
import { isFolded, looksLikeHeading, type Piece, toPiece } from './pieces.ts'
import { columns } from './script.ts'
import { coveredShare } from './spans.ts'

export type Segmented = {
  canonical: string
  blocks: Block[]
  outline: OutlineEntry[]
  exclusions: Exclusion[]
  splits: SplitSuggestion[]
  /** What lines of the text say about it; dates as yyyy-mm-dd. */
  fields: Fields
}

/**
 * @param raw the text as it was read, any line ends
 * @param options.language BCP 47; helps to cut outline titles between words
 */
export function segment(raw: string, options: { language?: string } = {}): Segmented {
  const pieces = joinLines(readLines(raw)).map(toPiece)
  foldSigns(pieces)
  findGluedHeadlines(pieces)
  const { fields, title } = readFront(pieces)
  readFoot(pieces)
  markHeadings(pieces)
  foldRepeatedTitle(pieces, title)
  foldTail(pieces, title)
  return { ...layOut(pieces, options.language), fields }
}

/** Puts pieces one after the other and turns their places into offsets. */
function layOut(pieces: Piece[], language: string | undefined): Omit<Segmented, 'fields'> {
  const parts: string[] = []
  const blocks: Block[] = []
  const exclusions: Exclusion[] = []
  const splits: SplitSuggestion[] = []
  let length = 0
  pieces.forEach((piece, index) => {
    const listed = piece.kind === 'list-item' && pieces[index - 1]?.kind === 'list-item'
    const separator = index === 0 ? '' : listed ? '\n' : '\n\n'
    parts.push(separator, piece.text)
    const start = length + separator.length
    const end = (length = start + piece.text.length)
    const { kind, level, excluded, excludedFrom } = piece
    blocks.push(level ? { kind, level, start, end } : { kind, start, end })
    if (piece.gluedAt !== undefined) splits.push({ at: start + piece.gluedAt, reason: 'glued-headline' })
    if (!excluded) return
    // What follows the end is one thing to fold away, however many blocks it has.
    const last = exclusions.at(-1)
    const goesOn =
      excluded === 'unrelated-after-end' &&
      last?.reason === excluded &&
      isFolded(piece) &&
      last.end === start - separator.length
    if (goesOn) last.end = end
    else exclusions.push({ start: start + excludedFrom, end, reason: excluded })
  })
  const canonical = parts.join('')
  const numbered = renumber(blocks, exclusions)
  const outline = outlineOf({ canonical, blocks: numbered, exclusions, language })
  return { canonical, blocks: numbered, outline, exclusions, splits }
}

const NUMBERED: ReadonlySet<Block['kind']> = new Set(['paragraph', 'list-item', 'quotation'])

/** Counts paragraphs, list items and quotations 1, 2, 3 …, leaving out those of which more than half is excluded. */
export function renumber(blocks: Block[], exclusions: Exclusion[]): Block[] {
  let count = 0
  return blocks.map((block) => {
    const { number: _, ...rest } = block
    const counts = NUMBERED.has(block.kind)
    const shown = coveredShare(exclusions, block.start, block.end) <= 0.5
    return counts && shown ? { ...rest, number: ++count } : rest
  })
}

/** The shape of a text that suggestions are answered on. */
export type Answerable = Omit<Segmented, 'fields' | 'outline'> & { language?: string | undefined }

/**
 * Answers suggestions. The canonical string stays, so every offset and anchor stays too; a split leaves two blocks with
 * nothing between them.
 * @param answers.split offsets at which a block is cut in two · @param answers.exclusions replaces the list
 * @throws Problem `bad-request` for an offset where nothing can be cut, or exclusions that overlap or lie outside
 */
export function applyAnswers(
  text: Answerable,
  answers: { split?: number[] | undefined; exclusions?: Exclusion[] | undefined },
): Pick<Segmented, 'blocks' | 'outline' | 'exclusions' | 'splits'> {
  const { canonical, language } = text
  const exclusions = answers.exclusions ? checkExclusions(canonical, answers.exclusions) : text.exclusions
  const cuts = [...new Set(answers.split)].sort((a, b) => a - b)
  const blocks = renumber(cutBlocks(text, cuts), exclusions)
  const splits = text.splits.filter(({ at }) => !cuts.includes(at))
  return { blocks, outline: outlineOf({ canonical, blocks, exclusions, language }), exclusions, splits }
}

function cutBlocks({ canonical, blocks }: Answerable, cuts: number[]): Block[] {
  const result: Block[] = []
  let next = 0
  for (const block of blocks) {
    let start = block.start
    let kind = block.kind
    for (; next < cuts.length && cuts[next]! < block.end; next++) {
      const at = cuts[next]!
      const left = canonical.slice(start, at).trimEnd()
      if (at <= block.start || !left || cutsPair(canonical, at)) throw noCut(at)
      result.push({ ...block, kind, start, end: start + left.length })
      start = at + (canonical.slice(at, block.end).length - canonical.slice(at, block.end).trimStart().length)
      const rest = canonical.slice(start, block.end)
      kind = looksLikeHeading(rest, columns(rest)) ? 'heading' : 'paragraph'
    }
    if (start === block.start) result.push(block)
    else if (kind === 'heading') result.push({ kind, level: 2, start, end: block.end })
    else result.push({ kind, start, end: block.end })
  }
  if (next < cuts.length) throw noCut(cuts[next]!)
  return result
}

const noCut = (at: number) =>
  new Problem('bad-request', `The text cannot be split at ${at}: choose an offset inside a block.`)

const cutsPair = (text: string, at: number) =>
  /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '')

function checkExclusions(canonical: string, exclusions: Exclusion[]): Exclusion[] {
  const sorted = [...exclusions].sort((a, b) => a.start - b.start)
  let end = 0
  for (const span of sorted) {
    const whole = span.end > span.start && span.end <= canonical.length
    if (!whole || span.start < end || cutsPair(canonical, span.start) || cutsPair(canonical, span.end)) {
      throw new Problem(
        'bad-request',
        `The exclusion ${span.start}–${span.end} lies outside the text, is empty, or overlaps another.`,
      )
    }
    end = span.end
  }
  return sorted
}
