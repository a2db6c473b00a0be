/** Texts that were read and wait to be looked at before they come into the library. In memory: who waits too long reads the file again. */
import type { TextDraft } from '@lectern/model'

/** How long a draft waits, ms; how many do, and how many characters they may have together. */
const WAITS = 60 * 60_000
const MOST = 60
const CHARACTERS = 40_000_000

export class Drafts {
  readonly #kept = new Map<string, TextDraft & { until: number }>()
  readonly #now: () => number
  readonly #newId: () => string

  /** @param now ms since 1970 */
  constructor(now: () => number, newId: () => string) {
    this.#now = now
    this.#newId = newId
  }

  keep(draft: Omit<TextDraft, 'draft'>): TextDraft {
    const kept = { ...draft, draft: this.#newId() }
    this.#kept.set(kept.draft, { ...kept, until: this.#now() + WAITS })
    let characters = 0
    for (const [id, { until, text }] of [...this.#kept].reverse()) {
      characters += text.canonical.length
      if (until < this.#now() || (characters > CHARACTERS && id !== kept.draft)) this.#kept.delete(id)
    }
    // The oldest goes first.
    for (const id of this.#kept.keys()) if (this.#kept.size > MOST) this.#kept.delete(id)
    return kept
  }

  find(id: string): TextDraft | undefined {
    const draft = this.#kept.get(id)
    return draft && draft.until >= this.#now() ? draft : undefined
  }
}
