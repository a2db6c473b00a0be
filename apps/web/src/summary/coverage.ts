/** How much of a text the summary speaks of. Pure. */
import type { Passage, Text } from '@lectern/model'

/** @returns numbered paragraphs of the text, and how many of them a passage touches */
export function coverage(text: Text, cited: readonly Passage[]): { cited: number; all: number } {
  const numbered = text.blocks.filter((block) => block.number !== undefined)
  const here = cited.filter(({ textId }) => textId === text.id)
  const touched = numbered.filter((block) =>
    here.some(({ start, end }) => start < block.end && end > block.start),
  )
  return { cited: touched.length, all: numbered.length }
}
