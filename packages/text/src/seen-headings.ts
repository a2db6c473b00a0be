/** Headings of documents that do not say which of their lines are headings. */
import type { StatedBlock } from './compose.ts'
import { numberedDepth } from './marks.ts'
import { segment } from './segment.ts'

/** A heading is no longer, UTF-16 code units, and does not end as sentences do; a question may be one. */
const LONGEST = 120
const SENTENCE_END = /[.。,，;；:：]$/

/**
 * Many who write with Word make their headings bold and call them nothing. What states no heading has those that are bold, or where
 * nothing is, those that its words show, as plain characters have. Where the title is all that is stated, those that are bold or have
 * numbers. Its paragraphs stay as they are stated. For files as they come: what an editor says of a block is meant.
 * @param language BCP 47
 */
export function withSeenHeadings(
  stated: readonly StatedBlock[],
  language: string | undefined,
): readonly StatedBlock[] {
  const count = stated.filter(({ kind }) => kind === 'heading').length
  if (count > 1) return stated
  const shown = stated.filter(({ text, excluded }) => text.trim() !== '' && !excluded)
  const bold = boldOnes(shown)
  const seen = seenIn(shown, language)
  return stated.map((block) => {
    if (block.kind !== 'paragraph' || block.excluded) return block
    const words = block.text.trim()
    const depth = numberedDepth(words)
    if (bold.has(block)) {
      const isTitle = count === 0 && block === shown[0]
      return { ...block, kind: 'heading', level: isTitle ? 1 : 1 + Math.max(1, depth) }
    }
    const level = depth > 0 || (count === 0 && bold.size === 0) ? seen.get(words) : undefined
    return level === undefined ? block : { ...block, kind: 'heading', level }
  })
}

/** Short ones in bold with something under them; none where much is bold, as that says nothing then. */
function boldOnes(shown: readonly StatedBlock[]): Set<StatedBlock> {
  const found = shown.filter(({ kind, isStrong, text }, at) => {
    const words = text.trim()
    return (
      kind === 'paragraph' &&
      isStrong &&
      words.length <= LONGEST &&
      !SENTENCE_END.test(words) &&
      at < shown.length - 1
    )
  })
  return new Set(found.length <= shown.length / 2 ? found : [])
}

/** The level of each heading that the words show, by its words. */
function seenIn(shown: readonly StatedBlock[], language: string | undefined): Map<string, number> {
  const lines = shown.flatMap(({ kind, text }) =>
    kind === 'paragraph' || kind === 'list-item' || kind === 'heading'
      ? [text.replaceAll(/\s+/g, ' ').trim()]
      : [],
  )
  const { canonical, blocks } = segment(lines.join('\n\n'), { ...(language !== undefined && { language }) })
  return new Map(
    blocks.flatMap(({ kind, level, start, end }) =>
      kind === 'heading' ? [[canonical.slice(start, end), level ?? 2]] : [],
    ),
  )
}
