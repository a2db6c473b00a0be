/** Headings of documents that do not say which of their lines are headings. */
import type { StatedBlock } from './compose.ts'
import { numberedDepth } from './marks.ts'
import { segment } from './segment.ts'

/**
 * Many who write with Word make their headings bold and call them nothing. What states no heading has those that its words show, as
 * plain characters have; where the title is all that is stated, those with numbers. Its paragraphs stay as they are stated.
 * For files as they come: what an editor says of a block is meant.
 * @param language BCP 47
 */
export function withSeenHeadings(
  stated: readonly StatedBlock[],
  language: string | undefined,
): readonly StatedBlock[] {
  const count = stated.filter(({ kind }) => kind === 'heading').length
  if (count > 1) return stated
  const lines = stated.flatMap(({ kind, text, excluded }) =>
    (kind === 'paragraph' || kind === 'list-item' || kind === 'heading') && !excluded
      ? [text.replaceAll(/\s+/g, ' ').trim()]
      : [],
  )
  const { canonical, blocks } = segment(lines.join('\n\n'), { ...(language !== undefined && { language }) })
  const levels = new Map(
    blocks.flatMap(({ kind, level, start, end }) => {
      const words = canonical.slice(start, end)
      return kind === 'heading' && (count === 0 || numberedDepth(words) > 0) ? [[words, level ?? 2]] : []
    }),
  )
  return stated.map((block) => {
    const level = block.kind === 'paragraph' && !block.excluded ? levels.get(block.text.trim()) : undefined
    return level === undefined ? block : { ...block, kind: 'heading', level }
  })
}
