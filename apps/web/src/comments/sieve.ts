/**
 * Which notes are looked at now: in the text, in the margin and in the list alike. What the choices mean stands in `filter.ts`,
 * which comes with the list; until somebody chooses, it is all that is not resolved.
 */
import type { Passage } from '@lectern/model'
import { useMemo } from 'react'
import { create } from 'zustand'
import { type Store, useStore, useWorkspace } from '../session/workspace.ts'
import type { Filter } from './filter.ts'
import type { Note, PlacedNote } from './notes.ts'

/** What a choice can depend on besides the note. */
export type Known = { me: string; cited: readonly Passage[] }
export type Fits = (note: Note | PlacedNote, known: Known) => boolean

export const isOpen: Fits = ({ status }) => status?.resolved !== true

type Sieve = {
  /** null: nobody chose. */
  filter: Filter | null
  fits: Fits
  widen: () => void
}
export const useSieve = create<Sieve>((set) => ({
  filter: null,
  fits: isOpen,
  widen: () => set({ filter: null, fits: isOpen }),
}))

const nothing: Passage[] = []
const NOTHING: Store<Passage[]> = { get: () => nothing, subscribe: () => () => {} }

export function useKnown(): Known {
  const { me, channels } = useWorkspace()
  const cited = useStore(channels?.cited ?? NOTHING)
  return useMemo(() => ({ me: me.personId, cited }), [me.personId, cited])
}
