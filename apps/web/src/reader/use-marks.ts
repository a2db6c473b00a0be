/** Everything that is painted over the words, and where it comes from. The painter knows none of it. */
import type { Passage } from '@lectern/model'
import { useEffect, useMemo } from 'react'
import { useDrafting } from '../comments/drafting.ts'
import { colorOfKind, useKinds } from '../comments/kinds.ts'
import type { PlacedNote } from '../comments/notes.ts'
import { useView } from '../session/view.ts'
import { follower } from './difference.ts'
import { type Mark, Painter } from './painter.ts'
import type { Elsewhere } from './presence.ts'
import type { TextPage } from './text-page.ts'

type Shown = {
  /** Notes of this text that are marked. */
  notes: readonly PlacedNote[]
  /** All notes of this text: an active one is marked even when it is resolved. */
  all: readonly PlacedNote[]
  cited: readonly Passage[]
  elsewhere: readonly Elsewhere[]
  flash: { start: number; end: number } | null
  /** Nothing but the words: what somebody asked to be shown flashes all the same. */
  plain: boolean
}

const NONE: readonly Mark[] = []

export function useMarks(page: TextPage | null, shown: Shown): void {
  const { notes, all, cited, elsewhere, flash, plain } = shown
  const kinds = useKinds()
  const painter = useMemo(() => (page ? new Painter(page) : null), [page])
  useEffect(() => {
    painter?.start()
    return () => painter?.dispose()
  }, [painter])

  // A note's mark is made once, so that the painter sees at a glance what is new.
  const marksOf = useMemo(
    () =>
      follower(({ start, end, kind, status }: PlacedNote): Mark => ({
        start,
        end,
        layer: status?.resolved ? 'resolved' : colorOfKind(kind, kinds),
      })),
    [kinds],
  )
  useEffect(() => painter?.set('notes', plain ? NONE : marksOf(notes)), [painter, notes, marksOf, plain])

  const own = useMemo(
    () =>
      notes.flatMap((note): Mark[] =>
        note.private ? [{ start: note.start, end: note.end, layer: 'private' }] : [],
      ),
    [notes],
  )
  useEffect(() => painter?.set('private', plain ? NONE : own), [painter, own, plain])

  const active = useView((view) => view.active)
  const hovered = useView((view) => view.hovered)
  useEffect(() => {
    const strong =
      plain || (!active && !hovered) ? [] : all.filter(({ key }) => key === active || key === hovered)
    painter?.set(
      'strong',
      strong.map(({ start, end, kind }): Mark => ({
        start,
        end,
        layer: `strong-${colorOfKind(kind, kinds)}`,
      })),
    )
  }, [painter, all, kinds, active, hovered, plain])

  useEffect(
    () =>
      painter?.set(
        'cited',
        plain ? NONE : cited.map(({ start, end }): Mark => ({ start, end, layer: 'cited' })),
      ),
    [painter, cited, plain],
  )
  useEffect(
    () =>
      painter?.set(
        'remote',
        elsewhere.flatMap(({ selecting }): Mark[] =>
          selecting && !plain ? [{ ...selecting, layer: 'remote' }] : [],
        ),
      ),
    [painter, elsewhere, plain],
  )
  const draft = useDrafting((state) => state.draft)
  useEffect(() => {
    const here = page && draft?.textId === page.text.id ? [draft] : []
    painter?.set(
      'draft',
      here.map(({ start, end }): Mark => ({ start, end, layer: 'draft' })),
    )
  }, [painter, page, draft])
  useEffect(() => painter?.set('flash', flash ? [{ ...flash, layer: 'flash' }] : NONE), [painter, flash])
}
