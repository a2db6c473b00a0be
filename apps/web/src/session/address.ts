/** Addresses of a session, of a passage in it, and of a note: what `pages/session/links.ts` reads. */
import type { Passage } from '@lectern/model'

const sessionAddress = (sessionId: string) => `${location.origin}/s/${sessionId}`

export const passageLink = (sessionId: string, { textId, start, end }: Passage): string =>
  `${sessionAddress(sessionId)}#t=${textId}&p=${start}-${end}`

/** @param key `<person>/<annotation>` */
export const noteLink = (sessionId: string, key: string): string => `${sessionAddress(sessionId)}#a=${key}`
