/**
 * What happens on this page when a corrected text takes the place of another: it is said, the reader goes on at the same words,
 * and so does the note being written. Shows nothing.
 */
import type { Passage } from '@lectern/model'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { useDrafting } from '../comments/drafting.ts'
import * as m from '../messages/messages.js'
import { usePlace } from '../reader/place.ts'
import { useView } from '../session/view.ts'
import { useWorkspace } from '../session/workspace.ts'
import { notify, show } from '../ui/announce.tsx'

/** So much of the paragraph that is being read says where it is, in UTF-16 code units. */
const GLANCE = 400

export function Corrections(): null {
  const { session, texts, members, me, carry } = useWorkspace()
  const { revisions } = session
  const known = useRef(revisions.length)
  /** What was read and what was written on, to be found again. */
  const reading = useRef<Passage | null>(null)
  const writing = useRef(false)

  // A replaced text stays on the reader until the corrected one has been fetched.
  useLayoutEffect(() => {
    const { textId, openText } = useView.getState()
    const revision = revisions.findLast(({ from }) => from === textId)
    if (!revision || session.textIds.includes(textId)) return
    const text = texts.find(({ id }) => id === textId)
    if (text) {
      const start = Math.min(usePlace.getState().look(), text.canonical.length - 1)
      const end = text.blocks.find((block) => block.end > start)?.end ?? text.canonical.length
      reading.current = { textId, start, end: Math.min(end, start + GLANCE) }
    } else if (texts.some(({ id }) => id === revision.to)) openText(revision.to)
  }, [texts, revisions, session.textIds])

  useEffect(() => {
    const fresh = revisions.slice(known.current)
    known.current = revisions.length
    const last = fresh.at(-1)
    if (!last || last.by === me.personId) return
    const name = members.find(({ personId }) => personId === last.by)?.name ?? ''
    const words = m.corrected_news({ name })
    // Also shown: who reads must know that these are other words than a moment ago.
    notify(words)
  }, [revisions, members, me.personId])

  useEffect(() => {
    if (!carry.known) return
    const { draft, carry: carryDraft } = useDrafting.getState()
    if (draft && draft.sessionId === session.id && !texts.some(({ id }) => id === draft.textId)) {
      const here = carry.passage({ textId: draft.textId, start: draft.start, end: draft.end })
      if (here) carryDraft(here)
      else if (!writing.current) show(m.corrected_draft_lost(), 'bad')
      writing.current = !here
    }
    const { current } = reading
    reading.current = null
    const here = current && carry.passage(current)
    if (here) usePlace.getState().bringTo(here.textId, here.start)
  }, [carry, texts, session.id])
  return null
}
