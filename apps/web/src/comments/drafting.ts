/**
 * The comment being written, and unsent words in general: they live in this tab's sessionStorage, so that a reload or a
 * wrong key loses none. Knows no document.
 */
import { useState } from 'react'
import { create } from 'zustand'

const PREFIX = 'lectern.draft.'

function read(key: string): string {
  try {
    return sessionStorage.getItem(PREFIX + key) ?? ''
  } catch {
    return '' // storage may be forbidden; the words are still on the page
  }
}
function write(key: string, words: string): void {
  try {
    if (words) sessionStorage.setItem(PREFIX + key, words)
    else sessionStorage.removeItem(PREFIX + key)
  } catch {
    // as above
  }
}

/** Whether unsent words are kept under this name. */
export const hasKeptWords = (key: string): boolean => read(key).trim() !== ''

/** Words that outlive the component and the page. @param initial what stands there when nothing is kept */
export function useKeptWords(key: string, initial = ''): [string, (words: string) => void, () => void] {
  const [words, set] = useState(() => read(key) || initial)
  const keep = (next: string) => {
    set(next)
    write(key, next === initial ? '' : next)
  }
  return [words, keep, () => write(key, '')]
}

/** A new comment at a passage. */
export type Draft = {
  sessionId: string
  textId: string
  start: number
  end: number
  kind: string | undefined
  tags?: readonly string[]
}
type Drafting = {
  draft: Draft | null
  /** Counts the times the writing was asked for, so that a second time moves the focus there again. */
  asked: number
  open: (draft: Draft) => void
  setKind: (kind: string | undefined) => void
  setTags: (tags: readonly string[]) => void
  /** Its passage stands elsewhere now; the words stay. */
  carry: (place: Pick<Draft, 'textId' | 'start' | 'end'>) => void
  close: () => void
}

const placeKey = (sessionId: string) => `${sessionId}.place`
export const wordsKey = (draft: Draft) => `${draft.sessionId}.new`

export const useDrafting = create<Drafting>((set, get) => {
  const change = (fields: Partial<Draft>) => {
    const { draft } = get()
    if (!draft) return
    write(placeKey(draft.sessionId), JSON.stringify({ ...draft, ...fields }))
    set({ draft: { ...draft, ...fields } })
  }
  return {
    draft: null,
    asked: 0,
    open(draft) {
      const before = get().draft
      // Words already written stay with the passage they are about.
      const kept =
        before && before.sessionId === draft.sessionId && read(wordsKey(before)).trim() ? before : draft
      write(placeKey(draft.sessionId), JSON.stringify(kept))
      set({ draft: kept, asked: get().asked + 1 })
    },
    setKind: (kind) => change({ kind }),
    setTags: (tags) => change({ tags }),
    carry: ({ textId, start, end }) => change({ textId, start, end }),
    close() {
      const { draft } = get()
      if (draft) {
        write(placeKey(draft.sessionId), '')
        write(wordsKey(draft), '')
      }
      set({ draft: null })
    },
  }
})

/** Brings back what was being written before a reload. */
export function restoreDraft(sessionId: string): void {
  const { draft } = useDrafting.getState()
  if (draft?.sessionId === sessionId) return
  useDrafting.setState({ draft: null })
  try {
    const kept = JSON.parse(read(placeKey(sessionId)) || 'null') as Draft | null
    if (kept?.sessionId === sessionId && read(wordsKey(kept)).trim()) useDrafting.setState({ draft: kept })
  } catch {
    write(placeKey(sessionId), '')
  }
}
