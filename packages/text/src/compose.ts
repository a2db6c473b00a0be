/**
 * Makes a text of blocks that a document states itself (its headings, lists, notes), where `segment` has to find them in plain
 * characters. What a reader has to say goes in; the canonical string with everything placed on it comes out. Knows no format.
 */
import type { Block, BlockKind, Exclusion, ExclusionReason, Locator, SourceComment } from '@lectern/model'
import { outlineOf } from './outline.ts'
import { renumber, type Segmented } from './segment.ts'

/** A block as the document has it. Offsets are UTF-16 code units of `text`. */
export type StatedBlock = {
  kind: BlockKind
  /** Of a heading: 1 is the title. */
  level?: number
  /** Words with their single spaces; line breaks only where the document forces them. Cells of a table row are parted by tabs. */
  text: string
  /** Suggested to be folded away. */
  excluded?: ExclusionReason
  /** Pages and chapters that begin in this block. */
  locators?: Locator[]
  comments?: SourceComment[]
}

export type Composed = Segmented & { locators: Locator[]; comments: SourceComment[] }

/** Blocks that stand closer together than paragraphs. */
const CLOSE: ReadonlySet<BlockKind> = new Set(['list-item', 'table-row'])

/** @param options.language BCP 47; helps to cut outline titles between words */
export function compose(
  stated: Iterable<StatedBlock>,
  options: { language?: string; fields?: Segmented['fields'] } = {},
): Composed {
  const blocks: Block[] = []
  const exclusions: Exclusion[] = []
  const locators: Locator[] = []
  const comments: SourceComment[] = []
  /** Pages that began where no words were. */
  let early: Locator[] = []
  let canonical = ''
  for (const { kind, level, text, excluded, ...placed } of stated) {
    const words = text.trim()
    early.push(...(placed.locators ?? []).map((one) => ({ ...one, at: Math.max(0, one.at) })))
    if (!words) continue
    const close = CLOSE.has(kind) && blocks.at(-1)?.kind === kind
    const start = canonical === '' ? 0 : canonical.length + (close ? 1 : 2)
    canonical += (canonical === '' ? '' : close ? '\n' : '\n\n') + words
    const end = canonical.length
    const shift = start - (text.length - text.trimStart().length)
    const inside = (offset: number) => Math.min(end, Math.max(start, offset + shift))
    blocks.push(level === undefined ? { kind, start, end } : { kind, level, start, end })
    if (excluded) {
      const last = exclusions.at(-1)
      const goesOn = last?.reason === excluded && /^\s*$/.test(canonical.slice(last.end, start))
      if (goesOn) last.end = end
      else exclusions.push({ start, end, reason: excluded })
    }
    const own = placed.locators?.length ?? 0
    const before = early.slice(0, early.length - own).map((one) => ({ ...one, at: start }))
    locators.push(...before, ...(placed.locators ?? []).map((one) => ({ ...one, at: inside(one.at) })))
    early = []
    for (const one of placed.comments ?? []) {
      const from = inside(one.start)
      comments.push({ ...one, start: Math.min(from, end - 1), end: Math.max(from + 1, inside(one.end)) })
    }
  }
  const numbered = renumber(blocks, exclusions)
  const outline = outlineOf({ canonical, blocks: numbered, exclusions, language: options.language })
  return {
    canonical,
    blocks: numbered,
    outline,
    exclusions,
    splits: [],
    fields: options.fields ?? {},
    locators,
    comments,
  }
}
