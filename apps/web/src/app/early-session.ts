/** Asks for the session while the page's code is still on its way: the two waits become one. */
import type { SessionView } from '@lectern/model'
import { api } from './api.ts'

let early: { id: string; answer: Promise<SessionView> } | undefined

/** Call at the start, with the address the page was opened at. */
export function askEarly(path: string): void {
  const id = /^\/s\/([\w-]+)\/?$/.exec(path)?.[1]
  if (!id) return
  early = { id, answer: api.session(id) }
  early.answer.catch(() => undefined) // whoever takes it hears of the failure
}

/** The early answer, once; after that a fresh one each time. */
export function fetchSession(id: string): Promise<SessionView> {
  const taken = early?.id === id ? early.answer : undefined
  early = undefined
  return taken ?? api.session(id)
}
