/**
 * Where the others are in the texts, and telling them where I am: awareness of the annotations document, never stored.
 * The server stamps who somebody is, so only the place is said here. Knows no page.
 */
import { useEffect, useMemo, useRef } from 'react'
import { type Channel, type Store, useStore, useWorkspace } from '../session/workspace.ts'

export type Elsewhere = {
  personId: string
  name: string
  color: string
  textId: string
  /** Offset of the piece they read. */
  start: number
  /** What they have selected. */
  selecting: { start: number; end: number } | null
}

/** At most this often is my place sent, ms. */
const EVERY_MS = 500

const none: Elsewhere[] = []
const NOBODY: Store<Elsewhere[]> = { get: () => none, subscribe: () => () => {} }

type Loose = { [field: string]: unknown } | undefined
const isPlace = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

/** States come from other programs too: what does not fit is nobody. */
function readState(state: Loose): Elsewhere | null {
  const user = state?.['user'] as Loose
  const reading = state?.['reading'] as Loose
  const selecting = state?.['selection'] as Loose
  if (!user || !reading) return null
  const { id, name, color } = user
  const { textId, start } = reading
  if (typeof id !== 'string' || typeof name !== 'string' || typeof color !== 'string') return null
  if (typeof textId !== 'string' || !isPlace(start)) return null
  const [from, to] = [selecting?.['start'], selecting?.['end']]
  const selected = isPlace(from) && isPlace(to) && to > from ? { start: from, end: to } : null
  return { personId: id, name, color, textId, start, selecting: selected }
}

function othersOf(channel: Channel, me: string | undefined): Store<Elsewhere[]> {
  const { awareness } = channel
  const read = () => {
    const byPerson = new Map<string, Elsewhere>()
    for (const [client, state] of awareness.getStates()) {
      if (client === awareness.clientID) continue
      const place = readState(state)
      if (place && place.personId !== me) byPerson.set(place.personId, place)
    }
    return byPerson.size === 0 ? none : [...byPerson.values()]
  }
  let now = read()
  return {
    get: () => now,
    subscribe(listener) {
      let frame = 0
      const changed = () => {
        cancelAnimationFrame(frame)
        frame = requestAnimationFrame(() => {
          now = read()
          listener()
        })
      }
      awareness.on('change', changed)
      changed()
      return () => {
        cancelAnimationFrame(frame)
        awareness.off('change', changed)
      }
    },
  }
}

/** Everybody else with a place in some text; one entry a person. @param mine whether that is also said of my other pages */
export function useElsewhere(mine?: 'also mine'): Elsewhere[] {
  const { channels, me } = useWorkspace()
  const channel = channels?.annotations
  const but = mine ? undefined : me.personId
  const store = useMemo(() => (channel ? othersOf(channel, but) : NOBODY), [channel, but])
  return useStore(store)
}

/** Tells the others where I read and what I have selected. */
export function useTellPlace(
  textId: string,
  start: number,
  selecting: { start: number; end: number } | null,
): void {
  const { channels } = useWorkspace()
  const awareness = channels?.annotations.awareness
  const sent = useRef(-EVERY_MS)
  const [from, to] = [selecting?.start, selecting?.end]
  useEffect(() => {
    if (!awareness || !textId) return undefined
    const send = () => {
      sent.current = performance.now()
      awareness.setLocalState({
        ...awareness.getLocalState(),
        reading: { textId, start },
        selection: from === undefined || to === undefined ? null : { start: from, end: to },
      })
    }
    const timer = setTimeout(send, Math.max(0, sent.current + EVERY_MS - performance.now()))
    return () => clearTimeout(timer)
  }, [awareness, textId, start, from, to])
}
