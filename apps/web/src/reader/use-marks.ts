/** Everything that is painted over the words, and where it comes from. The painter knows none of it. */
import { useEffect, useMemo } from 'react'
import { useDrafting } from '../comments/drafting.ts'
import { colorOfKind, useKinds } from '../comments/kinds.ts'
import type { PlacedNote } from '../comments/notes.ts'
import { useView } from '../session/view.ts'
import type { Passage } from '@lectern/model'
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
}

export function useMarks(page: TextPage | null, { notes, all, cited, elsewhere, flash }: Shown): void {
  const kinds = useKinds()
  const painter = useMemo(() => (page ? new Painter(page) : null), [page])
  useEffect(() => {
    painter?.start()
    return () => painter?.dispose()
  }, [painter])

  const marks = useMemo(
    () =>
      notes.map(({ start, end, kind, status }): Mark => ({
        start,
        end,
        layer: status?.resolved ? 'resolved' : colorOfKind(kind, kinds),
      })),
    [notes, kinds],
  )
  useEffect(() => painter?.set('notes', marks), [painter, marks])

  const active = useView((view) => view.active)
  const hovered = useView((view) => view.hovered)
  useEffect(() => {
    const strong = all.filter(({ key }) => key === active || key === hovered)
    painter?.set(
      'strong',
      strong.map(({ start, end, kind }) => ({ start, end, layer: `strong-${colorOfKind(kind, kinds)}` })),
    )
  }, [painter, all, kinds, active, hovered])

  useEffect(
    () =>
      painter?.set(
        'cited',
        cited.map(({ start, end }) => ({ start, end, layer: 'cited' })),
      ),
    [painter, cited],
  )
  useEffect(
    () =>
      painter?.set(
        'remote',
        elsewhere.flatMap(({ selecting }): Mark[] => (selecting ? [{ ...selecting, layer: 'remote' }] : [])),
      ),
    [painter, elsewhere],
  )
  const draft = useDrafting((state) => state.draft)
  useEffect(() => {
    const here = page && draft?.textId === page.text.id ? [draft] : []
    painter?.set(
      'draft',
      here.map(({ start, end }) => ({ start, end, layer: 'draft' })),
    )
  }, [painter, page, draft])
  useEffect(() => painter?.set('flash', flash ? [{ ...flash, layer: 'flash' }] : []), [painter, flash])
}
