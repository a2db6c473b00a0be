/** Numbers the citations of a summary: one note for each passage, in the order they are first cited. */
import { type CitationAttributes, citationsOf } from '@lectern/docs'
import type { SessionRecord, Text } from '@lectern/model'
import { paragraphNumberAt } from '@lectern/text'

/** Whether a quote stands in its text at its position. */
export type Standing = 'stands' | 'moved' | 'text-absent'

export function standingOf(text: Text | undefined, start: number, end: number, exact: string): Standing {
  if (!text) return 'text-absent'
  return text.canonical.slice(start, end) === exact ? 'stands' : 'moved'
}

/** The number people say aloud; `before` ahead of the first one, undefined where a quote does not stand. */
export type Place = number | 'before' | undefined

export function placeOf(text: Text | undefined, start: number, standing: Standing): Place {
  return text && standing === 'stands' ? (paragraphNumberAt(text, start) ?? 'before') : undefined
}

export type Note = {
  /** From 1. */
  number: number
  citation: CitationAttributes
  text: Text | undefined
  place: Place
  standing: Standing
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

export function notesOf({ summary, texts }: Pick<SessionRecord, 'summary' | 'texts'>): Notes {
  const notes = new Map<string, Note>()
  for (const citation of citationsOf(summary)) {
    const known = notes.get(keyOf(citation))
    if (known) {
      known.times++
      continue
    }
    const text = texts.find(({ id }) => id === citation.textId)
    const standing = standingOf(text, citation.start, citation.end, citation.exact)
    notes.set(keyOf(citation), {
      number: notes.size + 1,
      citation,
      text,
      place: placeOf(text, citation.start, standing),
      standing,
      times: 1,
    })
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
