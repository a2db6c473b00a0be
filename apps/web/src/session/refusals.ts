/**
 * Words the server did not accept, until the person who wrote them has seen them; a reload does not lose them. Loads no
 * Yjs.
 */
import { create } from 'zustand'
import { WHY_CODES, type Why } from './why.ts'
import type { ChannelKind } from './workspace.ts'

/** `words` as plain text, ready to copy. */
export type Refusal = {
  id: string
  sessionId: string
  personId: string
  kind: ChannelKind
  why: Why
  words: string
}

const SHELF = 'lectern:refused'

function kept(): Refusal[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(SHELF) ?? '[]')
    return Array.isArray(list) ? list.filter(isRefusal) : []
  } catch {
    return []
  }
}

function isRefusal(value: unknown): value is Refusal {
  const { id, sessionId, personId, kind, why, words } = Object(value) as Partial<Refusal>
  const known = [id, sessionId, personId, kind, words].every((field) => typeof field === 'string')
  return known && why !== undefined && WHY_CODES.includes(why.code) && typeof why.detail === 'string'
}

function keep(list: Refusal[]): void {
  try {
    if (list.length === 0) localStorage.removeItem(SHELF)
    else localStorage.setItem(SHELF, JSON.stringify(list))
  } catch {
    // They are then here as long as the page.
  }
}

/** What can be shown; held ones come when they are settled. */
export const useRefusals = create<{ list: Refusal[] }>(() => ({ list: kept() }))

const held = new Map<string, Refusal>()

export const refusals = {
  /** Keeps words safe until it is known which of them are missing. @returns for `settle` */
  hold(refusal: Omit<Refusal, 'id'>): string {
    const id = Math.random().toString(36).slice(2)
    held.set(id, { ...refusal, id })
    if (refusal.words) keep([...kept(), { ...refusal, id }])
    return id
  },
  /** @param words those that are missing; '' when none are */
  settle(id: string, words: string): void {
    const refusal = held.get(id)
    held.delete(id)
    if (!refusal || !words) return refusals.dismiss(id)
    const settled = { ...refusal, words }
    keep([...kept().filter((other) => other.id !== id), settled])
    useRefusals.setState(({ list }) => ({ list: [...list, settled] }))
  },
  dismiss(id: string): void {
    keep(kept().filter((refusal) => refusal.id !== id))
    useRefusals.setState(({ list }) => ({ list: list.filter((refusal) => refusal.id !== id) }))
  },
}
