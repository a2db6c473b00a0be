/**
 * What can be found in a session, as strings with ids that lead back to their places: pieces of the texts, notes, replies,
 * blocks of the summary. Nothing that is hidden. Knows no page.
 */
import type { Annotation, Text } from '@lectern/model'
import { type Range, SearchIndex, snippet, visibleRuns } from '@lectern/text'

export type Place =
  | { kind: 'text'; textId: string; start: number }
  | { kind: 'note'; key: string }
  | { kind: 'reply'; key: string; under: string }
  | { kind: 'summary'; block: number }
export type Kind = Place['kind']
/** In the order in which they are shown. */
export const KINDS: readonly Kind[] = ['text', 'note', 'reply', 'summary']

export type Found = {
  id: string
  place: Place
  /** A piece of what was found, and where in it the words of the query stand. */
  words: string
  ranges: Range[]
  /** Of a text: where the first of those words stands in its canonical string. */
  passage?: { textId: string; start: number; end: number }
}

export type Contents = { texts: readonly Text[]; notes: readonly Annotation[]; summary: readonly string[] }

export class Findable {
  readonly #index = new SearchIndex()
  readonly #entries = new Map<string, { place: Place; words: string }>()

  /** Takes what is new or changed, and drops what is gone. */
  follow({ texts, notes, summary }: Contents): void {
    const seen = new Set<string>()
    const put = (place: Place, words: string) => {
      if (!words.trim()) return
      const id = JSON.stringify(place)
      seen.add(id)
      this.#entries.set(id, { place, words })
      this.#index.put({ id, words })
    }
    for (const text of texts) {
      for (const block of text.blocks) {
        for (const { start, end } of visibleRuns(text, block))
          put({ kind: 'text', textId: text.id, start }, text.canonical.slice(start, end))
      }
    }
    for (const { key, body, tags, replies, moderation } of notes) {
      if (!moderation?.hidden) put({ kind: 'note', key }, [body.value, ...(tags ?? [])].join('\n'))
      for (const reply of replies) {
        if (!reply.moderation?.hidden && !moderation?.hidden)
          put({ kind: 'reply', key: reply.key, under: key }, reply.body.value)
      }
    }
    for (const [block, words] of summary.entries()) put({ kind: 'summary', block }, words)
    for (const id of this.#entries.keys()) {
      if (seen.has(id)) continue
      this.#entries.delete(id)
      this.#index.remove(id)
    }
  }

  /** The best first, at most `limit`; of how many. */
  search(query: string, limit: number): { [kind in Kind]: { found: Found[]; of: number } } {
    const groups = {
      text: { found: [] as Found[], of: 0 },
      note: { found: [] as Found[], of: 0 },
      reply: { found: [] as Found[], of: 0 },
      summary: { found: [] as Found[], of: 0 },
    }
    for (const { id, ranges } of this.#index.search(query, Infinity)) {
      const { place, words } = this.#entries.get(id)!
      const group = groups[place.kind]
      if (++group.of > limit) continue
      const cut = snippet(words, ranges)
      const first = ranges[0] ?? { start: 0, end: 0 }
      group.found.push({
        id,
        place,
        words: cut.text,
        ranges: cut.ranges,
        ...(place.kind === 'text' && {
          passage: {
            textId: place.textId,
            start: place.start + first.start,
            end: place.start + first.end,
          },
        }),
      })
    }
    return groups
  }
}
