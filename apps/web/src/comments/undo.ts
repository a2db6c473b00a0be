/** The way back from a deletion: one at a time, for some seconds. */
import { create } from 'zustand'

export const useUndo = create<{ offer: { n: number; text: string; undo: () => void } | null }>(() => ({
  offer: null,
}))

let n = 0
/** @param undo puts everything back; called at most once */
export function offerUndo(text: string, undo: () => void): void {
  useUndo.setState({ offer: { n: ++n, text, undo } })
}
