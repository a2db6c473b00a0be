/** What can be done with a selected passage, from the popover and by keys alike. Loaded with them, after the text shows. */
import { LIMITS, type SessionKind, type Text } from '@lectern/model'
import { describe } from '@lectern/text'
import { useMemo } from 'react'
import { problemText } from '../app/problem-text.ts'
import { useDrafting } from '../comments/drafting.ts'
import { useAudience } from '../comments/audience.ts'
import { defaultKind, kindLabel, useKinds } from '../comments/kinds.ts'
import { useWriter } from '../comments/notes.ts'
import * as m from '../messages/messages.js'
import { useView } from '../session/view.ts'
import { useWorkspace } from '../session/workspace.ts'
import { passageLink } from '../session/address.ts'
import { announce, notify } from '../ui/announce.tsx'
import { copyText } from '../ui/clipboard.ts'
import { placeName } from './aloud.ts'
import { clearSelected, useSelected } from './selected.ts'
import { usePlace } from './place.ts'

export type PassageActions = {
  /** Whether the member may do it here and now. */
  can: { note: boolean; cite: boolean; point: boolean }
  /** What a passage can be highlighted as, in the order of the number keys. */
  kinds: readonly SessionKind[]
  highlight: (kind?: string) => void
  comment: (kind?: string) => void
  cite: (form: 'chip' | 'quotation') => void
  /** The selection stays, so that one can go on. */
  copyLink: () => Promise<void>
  /** Points everybody here; nobody is moved. */
  point: () => Promise<void>
}

/** How much longer than allowed a passage is; 0 when it is not. */
export const excessOf = (passage: { start: number; end: number }): number =>
  Math.max(0, passage.end - passage.start - LIMITS.quote)

export function usePassageActions(text: Text): PassageActions {
  const { audience } = useAudience()
  const writer = useWriter(audience)
  const kinds = useKinds()
  const { session, may, command } = useWorkspace()
  const mayNote = may(audience === 'me' ? 'mine.write' : 'annotation.write')
  const mayCite = may('summary.write')
  const mayPoint = may('look.here') && Boolean(session.meeting?.stage)
  return useMemo(() => {
    /** The passage, when it can be used; otherwise says why not. */
    const take = () => {
      const { passage } = useSelected.getState()
      if (!passage || passage.textId !== text.id) return null
      if (excessOf(passage) === 0) return passage
      announce(m.reader_passage_too_long({ count: passage.end - passage.start, limit: LIMITS.quote }))
      return null
    }
    return {
      can: { note: mayNote, cite: mayCite, point: mayPoint },
      kinds,
      highlight(kind = defaultKind(kinds)) {
        const passage = mayNote ? take() : null
        if (!passage) return
        if (!writer) return announce(m.reader_still_loading())
        const { start, end } = passage
        const key = writer.add({ text, start, end, kind, words: '' })
        clearSelected()
        useView.getState().setActive(key)
        announce(m.reader_highlighted({ kind: kindLabel(kind, kinds), place: placeName(text, start) }))
        usePlace.getState().focusOn(text.id, start)
      },
      comment(kind) {
        const passage = mayNote ? take() : null
        if (!passage) return
        if (!writer) return announce(m.reader_still_loading())
        const { start, end } = passage
        useDrafting.getState().open({ sessionId: session.id, textId: text.id, start, end, kind })
        const { draft } = useDrafting.getState()
        if (draft?.start !== start || draft.end !== end) announce(m.reader_finish_first())
        clearSelected()
      },
      cite(form) {
        const passage = mayCite ? take() : null
        if (!passage) return
        const { start, end } = passage
        const [, { exact, prefix = '', suffix = '' }] = describe(text.canonical, start, end)
        useView.getState().cite({ textId: text.id, start, end, exact, prefix, suffix }, form)
        clearSelected()
        announce(m.reader_cited_announce())
      },
      async point() {
        const passage = take()
        if (!passage) return
        try {
          await command({ type: 'look.here', passage })
          notify(m.meeting_looked())
        } catch (failure) {
          notify(problemText(failure), 'bad')
        }
      },
      async copyLink() {
        const passage = take()
        if (!passage) return
        const link = passageLink(session.id, passage)
        if (await copyText(link)) return announce(m.reader_link_copied())
        history.replaceState(history.state, '', link)
        announce(m.reader_link_not_copied())
      },
    }
  }, [text, writer, kinds, session.id, mayNote, mayCite, mayPoint, command])
}
