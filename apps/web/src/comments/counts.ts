/** How many notes there are, for badges. Hidden and resolved ones count: they are there. */
import { useNotes } from './notes.ts'

export type NoteCounts = {
  total: number
  /** By text id; a text without notes has no entry. */
  byText: { readonly [textId: string]: number }
}

export function useNoteCounts(): NoteCounts {
  const { all, placed } = useNotes()
  const byText: { [textId: string]: number } = {}
  for (const [textId, notes] of placed) if (notes.length > 0) byText[textId] = notes.length
  return { total: all.length, byText }
}
