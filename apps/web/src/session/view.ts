/**
 * What this page is looking at, and the requests its parts make of each other (show a passage, cite a passage).
 * Knows no document and no server; nothing here leaves the browser.
 */
import type { Passage } from '@lectern/model'
import { create } from 'zustand'

export type Panel = 'summary' | 'discussion' | 'agenda' | 'people'
/** On a phone one of these fills the screen; on a desktop the text is always there. */
export type PhoneTab = 'text' | 'comments' | 'summary' | 'session'

/** A passage with its quote, ready to become a citation or an annotation target. */
export type QuotedPassage = Passage & { exact: string; prefix: string; suffix: string }

/** `n` makes two equal requests different, so that the second is carried out too. */
type Request<T> = T & { n: number }

export type View = {
  /** The text on the reader; '' until the session is known. */
  textId: string
  /** Key of the annotation whose card is open. */
  active: string | null
  /** Key of the annotation the pointer is on, in the text or on its card. */
  hovered: string | null
  panel: Panel
  phoneTab: PhoneTab
  /** Scroll there and flash it. */
  shown: Request<Passage> | null
  /** Put it into the summary. Whoever carries it out calls `cited`. */
  citing: Request<{ passage: QuotedPassage; form: 'chip' | 'quotation' }> | null
  /** Which notes the list was asked for; it may change its filter afterwards. */
  filtering: Request<{ tag: string }> | null

  openText: (textId: string) => void
  setActive: (key: string | null) => void
  setHovered: (key: string | null) => void
  openPanel: (panel: Panel) => void
  openPhoneTab: (tab: PhoneTab) => void
  showPassage: (passage: Passage) => void
  cite: (passage: QuotedPassage, form: 'chip' | 'quotation') => void
  cited: () => void
  /** Shows all notes that have this in common, in the list. */
  filterBy: (wanted: { tag: string }) => void
  reset: (textId: string) => void
}

let n = 0
const fresh = { active: null, hovered: null, shown: null, citing: null, filtering: null } as const

export const useView = create<View>((set) => ({
  textId: '',
  ...fresh,
  panel: 'summary',
  phoneTab: 'text',
  openText: (textId) => set({ textId, active: null, hovered: null }),
  setActive: (active) => set({ active }),
  setHovered: (hovered) => set({ hovered }),
  openPanel: (panel) => set({ panel }),
  openPhoneTab: (phoneTab) => set({ phoneTab }),
  showPassage: (passage) => set({ textId: passage.textId, shown: { ...passage, n: ++n }, phoneTab: 'text' }),
  cite: (passage, form) => set({ citing: { passage, form, n: ++n }, panel: 'summary' }),
  cited: () => set({ citing: null }),
  filterBy: (wanted) => set({ filtering: { ...wanted, n: ++n }, panel: 'discussion', phoneTab: 'comments' }),
  reset: (textId) => set({ textId, ...fresh }),
}))
