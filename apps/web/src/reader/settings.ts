/** How this person likes to read, on this device. Knows no page; whoever shows words asks for it. */
import * as m from '../messages/messages.js'
import { announce } from '../ui/announce.tsx'
import { create } from 'zustand'

/** CSS px where the browser's own font size is the usual 16. */
export const SIZES = [14, 15, 16, 17, 18, 20, 22, 25, 28, 32] as const
export const LINES = { close: 1.45, normal: 1.62, open: 1.85, wide: 2.1 } as const
/** The most of a line, in em. */
export const WIDTHS = { narrow: 26, normal: 34, wide: 44 } as const
export const FACES = ['serif', 'sans'] as const

export type ReaderSettings = {
  size: (typeof SIZES)[number]
  line: keyof typeof LINES
  width: keyof typeof WIDTHS
  face: (typeof FACES)[number]
}
export const USUAL: ReaderSettings = { size: 17, line: 'normal', width: 'normal', face: 'serif' }

const KEY = 'lectern-reader'

/** What does not fit any more is as usual. */
function kept(): ReaderSettings {
  try {
    const found = Object(JSON.parse(localStorage.getItem(KEY) ?? '{}')) as Partial<ReaderSettings>
    return {
      size: SIZES.find((size) => size === found.size) ?? USUAL.size,
      line: found.line && Object.hasOwn(LINES, found.line) ? found.line : USUAL.line,
      width: found.width && Object.hasOwn(WIDTHS, found.width) ? found.width : USUAL.width,
      face: FACES.find((face) => face === found.face) ?? USUAL.face,
    }
  } catch {
    // Storage is closed to this page, or holds something else.
    return USUAL
  }
}

export const useReaderSettings = create<ReaderSettings>(kept)

export function changeReaderSettings(change: Partial<ReaderSettings>): void {
  useReaderSettings.setState(change)
  try {
    localStorage.setItem(KEY, JSON.stringify(useReaderSettings.getState()))
  } catch {
    // Not kept for the next visit, then.
  }
}

/** The next larger or smaller size; the same at either end. */
export function nextSize(size: ReaderSettings['size'], step: 1 | -1): ReaderSettings['size'] {
  return SIZES[SIZES.indexOf(size) + step] ?? size
}

/** Whether marks, counts and cards are put away, so that there is nothing but the text. Not kept: a new visit shows all. */
export const usePlain = create<{ plain: boolean }>(() => ({ plain: false }))

/** Puts marks, counts and cards away, or back; says so. */
export function togglePlain(): void {
  const plain = !usePlain.getState().plain
  usePlain.setState({ plain })
  announce(plain ? m.reader_marks_hidden() : m.reader_marks_shown())
}
