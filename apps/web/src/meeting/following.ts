/** Whom this page follows through the texts: by the passage they read, whatever the width of either screen. */
import { useEffect, useRef } from 'react'
import { create } from 'zustand'
import { m } from '../messages/messages.js'
import { usePlace } from '../reader/place.ts'
import { useElsewhere } from '../reader/presence.ts'
import { useView } from '../session/view.ts'
import { useWorkspace } from '../session/workspace.ts'
import { announce } from '../ui/announce.tsx'

export const useFollowing = create<{ personId: string | null }>(() => ({ personId: null }))

/** The host who is followed when somebody follows "the presider": the first who is here, but for oneself. */
export function usePresider() {
  const { members, online, me } = useWorkspace()
  return members.find(
    ({ personId, role, removed }) =>
      role === 'host' && !removed && personId !== me.personId && online.includes(personId),
  )
}

export function follow(person: { personId: string; name: string } | null): void {
  const before = useFollowing.getState().personId
  if (before === (person?.personId ?? null)) return
  useFollowing.setState({ personId: person?.personId ?? null })
  announce(person ? m.meeting_following({ name: person.name }) : m.meeting_following_no_more())
}

const TYPING = 'textarea, input:not([type=checkbox], [type=radio]), select, [contenteditable="true"]'

/** Goes where the followed person goes, never while one types; moving the text oneself ends it. */
export function useFollow(): void {
  const personId = useFollowing((following) => following.personId)
  const place = useElsewhere().find((one) => one.personId === personId)
  const [textId, start, selecting] = [place?.textId, place?.start, place?.selecting?.start]
  const selected = useRef<number>(undefined)
  useEffect(() => {
    // A new selection says more than the paragraph they are in; an old one may be far behind them.
    const wanted = selecting !== undefined && selecting !== selected.current ? selecting : start
    selected.current = selecting
    if (textId === undefined || wanted === undefined || document.activeElement?.matches(TYPING)) return
    if (useView.getState().textId !== textId) useView.getState().openText(textId)
    usePlace.getState().bringTo(textId, wanted)
  }, [textId, start, selecting])
  useEffect(() => {
    if (personId === null) return undefined
    const leave = (event: Event) => {
      if (event.target instanceof Element && event.target.closest('[data-reader]')) follow(null)
    }
    addEventListener('wheel', leave, { passive: true, capture: true })
    addEventListener('touchmove', leave, { passive: true, capture: true })
    return () => {
      removeEventListener('wheel', leave, { capture: true })
      removeEventListener('touchmove', leave, { capture: true })
    }
  }, [personId])
  useEffect(() => () => useFollowing.setState({ personId: null }), [])
}
