/** Numbers the citations of a summary: one note for each passage, in the order they are first cited. */
import { type CitationAttributes, citationsOf } from '@lectern/docs'
import type { SessionRecord } from '@lectern/model'
import { type Placed, Places } from './places.ts'

export type Note = Pick<Placed, 'text' | 'place' | 'locator' | 'standing'> & {
  /** From 1. */
  number: number
  citation: CitationAttributes
  /** How often it is cited. */
  times: number
}

const keyOf = ({ textId, start, end, exact }: CitationAttributes) =>
  JSON.stringify([textId, start, end, exact])

export type Notes = {
  list: readonly Note[]
  /** The note of a citation that stands in the summary the notes were made from. */
  of(citation: CitationAttributes): Note
}

export function notesOf(record: Pick<SessionRecord, 'summary' | 'session' | 'texts'>): Notes {
  const { summary } = record
  const places = new Places(record)
  const notes = new Map<string, Note>()
  for (const citation of citationsOf(summary)) {
    const known = notes.get(keyOf(citation))
    if (known) {
      known.times++
      continue
    }
    const { text, place, locator, standing } = places.ofCitation(citation)
    notes.set(keyOf(citation), { number: notes.size + 1, citation, text, place, locator, standing, times: 1 })
  }
  return {
    list: [...notes.values()],
    of(citation) {
      const note = notes.get(keyOf(citation))
      if (!note) throw new Error('The citation is not of this summary')
      return note
    },
  }
}
