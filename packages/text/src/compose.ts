/**
 * Makes a text of blocks that a document states itself (its headings, lists, notes), where `segment` has to find them in plain
 * characters. What a reader has to say goes in; the canonical string with everything placed on it comes out. Knows no format.
 */
import type { Block, BlockKind, Exclusion, ExclusionReason, Locator, SourceComment } from '@lectern/model'
import { outlineOf } from './outline.ts'
import { renumber, type Segmented } from './segment.ts'

/** Something the document has at a place: a page or a chapter begins, a comment begins or ends. `at`: UTF-16 code units of the block's text. */
export type Mark = { at: number } & (
  { type: Locator['kind']; label: string } | { type: 'comment-start' | 'comment-end'; id: string }
)

/** A block as the document has it. */
export type StatedBlock = {
  kind: BlockKind
  /** Of a heading: 1 is the title. */
  level?: number
  /** Words with their single spaces; line breaks only where the document forces them. Cells of a table row are parted by tabs. */
  text: string
  /** All its words are bold: a heading by its look, see `withSeenHeadings`. */
  isStrong?: boolean
  /** Suggested to be folded away. */
  excluded?: ExclusionReason | undefined
  /** In order of place. */
  marks?: readonly Mark[]
}

export type Composed = Segmented & { locators: Locator[]; comments: SourceComment[] }
/** A comment without its place, which marks tell. */
export type Remarked = Omit<SourceComment, 'start' | 'end'>

/** So many blocks may be the head of a document. */
const FRONT = 5
/** Blocks that stand closer together than paragraphs. */
const CLOSE: ReadonlySet<BlockKind> = new Set(['list-item', 'table-row'])

/**
 * @param options.language BCP 47; helps to cut outline titles between words
 * @param options.comments by the ids that marks name; one without a mark is left out
 */
export function compose(
  stated: Iterable<StatedBlock>,
  options: {
    language?: string | undefined
    fields?: Segmented['fields']
    comments?: ReadonlyMap<string, Remarked>
  } = {},
): Composed {
  const blocks: Block[] = []
  const exclusions: Exclusion[] = []
  const marks: Mark[] = []
  let canonical = ''
  for (const { kind, level, text, excluded: said, marks: own = [] } of stated) {
    const words = text.trim()
    const excluded =
      said ??
      (blocks.length < FRONT && isLifted(words, kind, options.fields) ? 'lifted-into-fields' : undefined)
    const close = CLOSE.has(kind) && blocks.at(-1)?.kind === kind
    const start = words && canonical ? canonical.length + (close ? 1 : 2) : canonical.length
    const shift = start - (text.length - text.trimStart().length)
    const end = start + words.length
    // What stands in a block without words stands where the next one will begin.
    marks.push(...own.map((mark) => ({ ...mark, at: Math.min(end, Math.max(start, mark.at + shift)) })))
    if (!words) continue
    canonical += (canonical === '' ? '' : close ? '\n' : '\n\n') + words
    blocks.push(level === undefined ? { kind, start, end } : { kind, level, start, end })
    if (!excluded) continue
    const last = exclusions.at(-1)
    const goesOn = last?.reason === excluded && /^\s*$/.test(canonical.slice(last.end, start))
    if (goesOn) last.end = end
    else exclusions.push({ start, end, reason: excluded })
  }
  const numbered = renumber(blocks, exclusions)
  return {
    canonical,
    blocks: numbered,
    outline: outlineOf({ canonical, blocks: numbered, exclusions, language: options.language }),
    exclusions,
    splits: [],
    fields: options.fields ?? {},
    locators: locatorsOf(marks, canonical),
    comments: commentsOf(marks, options.comments ?? new Map(), canonical, blocks),
  }
}

/** Who wrote it and when stands above the text already. */
const isLifted = (words: string, kind: BlockKind, { byline, date, published }: Segmented['fields'] = {}) =>
  kind === 'paragraph' && (words === byline || words === date || words === published)

/** Places at which a page or chapter begins, moved past the white space between blocks; of several at one place the last. */
function locatorsOf(marks: readonly Mark[], canonical: string): Locator[] {
  const found = new Map<string, Locator>()
  for (const mark of marks) {
    if (mark.type !== 'page' && mark.type !== 'chapter') continue
    const at = mark.at + (/^\s*/.exec(canonical.slice(mark.at, mark.at + 8))?.[0].length ?? 0)
    if (at >= canonical.length) continue
    const locator = { kind: mark.type, label: mark.label, at }
    found.delete(`${mark.type} ${at}`)
    found.set(`${mark.type} ${at}`, locator)
  }
  return [...found.values()].sort((a, b) => a.at - b.at)
}

function commentsOf(
  marks: readonly Mark[],
  comments: ReadonlyMap<string, Remarked>,
  canonical: string,
  blocks: readonly Block[],
): SourceComment[] {
  const placeOf = (id: string, type: Mark['type']) =>
    marks.find((mark) => mark.type === type && 'id' in mark && mark.id === id)?.at
  return [...comments].flatMap(([id, comment]) => {
    const [from, to] = [placeOf(id, 'comment-start'), placeOf(id, 'comment-end')]
    const at = from ?? to
    if (at === undefined || blocks.length === 0) return []
    // Only a point: what it is about is the block it stands in.
    const around = blocks.find((block) => block.end >= at) ?? blocks.at(-1)!
    const words = from !== undefined && to !== undefined ? canonical.slice(from, to) : ''
    if (!words.trim()) return { ...comment, start: around.start, end: around.end }
    const start = from! + (words.length - words.trimStart().length)
    return { ...comment, start, end: start + words.trim().length }
  })
}
