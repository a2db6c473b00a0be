/** Where the reader is in the text it shows, and requests to go somewhere in it. Nothing here leaves the browser. */
import { create } from 'zustand'

type Place = {
  textId: string
  /** Offset of the first piece in the reading line, in UTF-16 code units. */
  start: number
  /** Where about the eyes are: an offset in the reading line. Asked, as it costs more than `start`. */
  look: () => number
  /** `n` makes two equal requests different. */
  going: { n: number; textId: string; start: number; how: 'scroll' | 'focus' | 'line' } | null
  /** Scrolls there, to the top of the view. */
  goTo: (textId: string, start: number) => void
  /** Is at once where the offset stands in the reading line. */
  bringTo: (textId: string, start: number) => void
  /** Puts the keyboard focus on the paragraph there, scrolling only when it is out of sight. */
  focusOn: (textId: string, start: number) => void
}

let n = 0
export const usePlace = create<Place>((set) => ({
  textId: '',
  start: 0,
  look: () => 0,
  going: null,
  goTo: (textId, start) => set({ going: { n: ++n, textId, start, how: 'scroll' } }),
  bringTo: (textId, start) => set({ going: { n: ++n, textId, start, how: 'line' } }),
  focusOn: (textId, start) => set({ going: { n: ++n, textId, start, how: 'focus' } }),
}))
