/**
 * Which notes are looked at now: in the text, in the margin and in the list alike. What the choices mean stands in `filter.ts`,
 * which comes with the list; until somebody chooses, it is all that is not resolved.
 */
import type { Passage } from '@lectern/model'
import { useMemo } from 'react'
import { create } from 'zustand'
import { useCited } from '../session/cited.ts'
import { useWorkspace } from '../session/workspace.ts'
import type { Note, PlacedNote } from './notes.ts'

export type Filter = {
  /** Somewhere in the note, its replies, its tags or its passage; '' asks for nothing. */
  words: string
  /** Who wrote it or answered it. */
  person: string | null
  /** Id of a kind; `NO_KIND` for notes without one. */
  kind: string | null
  tag: string | null
  resolved: 'open' | 'resolved' | 'all'
  /** Something in it was unread when this was asked. */
  unread: boolean
  /** The summary cites words of its passage. */
  cited: boolean
  /** I wrote it, answered it, or am mentioned in it. */
  mine: boolean
}
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

export function useKnown(): Known {
  const { me } = useWorkspace()
  const cited = useCited()
  return useMemo(() => ({ me: me.personId, cited }), [me.personId, cited])
}
