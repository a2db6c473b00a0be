/**
 * The passage selected in the text, once the selection has come to rest. Reads the browser's own selection and never
 * changes it. While an input method composes nothing is taken for a new selection.
 */
import { useEffect } from 'react'
import { create } from 'zustand'
import type { TextPage } from './text-page.ts'

export type SelectedPassage = { textId: string; start: number; end: number }
type Selected = { passage: SelectedPassage | null; touch: boolean }

export const useSelected = create<Selected>(() => ({ passage: null, touch: false }))

/** A selection that has not changed for so long has come to rest. iOS drops it for a moment when a button is pressed. */
const IDLE_MS = 280

export function useSelectionOf(page: TextPage | null): void {
  useEffect(() => {
    if (!page) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let down = false
    let composing = false
    let touch = false
    const settle = () => {
      clearTimeout(timer)
      if (down || composing) return
      const found = page.selected(document.getSelection())
      const { passage } = useSelected.getState()
      if (!found) {
        // The focus in a field takes the selection with it in some browsers; elsewhere nothing is selected any more.
        if (passage) useSelected.setState({ passage: null })
        return
      }
      const { start, end } = found
      if (passage?.textId === page.text.id && passage.start === start && passage.end === end) return
      useSelected.setState({ passage: { textId: page.text.id, start, end }, touch })
    }
    const later = (ms: number) => {
      clearTimeout(timer)
      timer = setTimeout(settle, ms)
    }
    const on: [string, (event: Event) => void][] = [
      ['selectionchange', () => later(IDLE_MS)],
      [
        'pointerdown',
        (event) => {
          down = (event as PointerEvent).pointerType === 'mouse'
          touch = (event as PointerEvent).pointerType !== 'mouse'
        },
      ],
      [
        'pointerup',
        () => {
          down = false
          later(touch ? IDLE_MS : 20)
        },
      ],
      ['pointercancel', () => (down = false)],
      ['keydown', () => (touch = false)],
      ['compositionstart', () => (composing = true)],
      ['compositionend', () => (composing = false)],
    ]
    for (const [type, listener] of on) document.addEventListener(type, listener, true)
    return () => {
      clearTimeout(timer)
      for (const [type, listener] of on) document.removeEventListener(type, listener, true)
      useSelected.setState({ passage: null })
    }
  }, [page])
}

/** Id of the toolbar of a selected passage: the next stop of Tab after the words. */
export const TOOLBAR = 'passage-toolbar'

/** Gives the selection up. */
export function clearSelected(): void {
  document.getSelection()?.removeAllRanges()
  useSelected.setState({ passage: null })
}
