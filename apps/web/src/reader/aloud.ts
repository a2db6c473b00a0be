/** How places and quotations are said aloud. Pure; knows no page. */
import type { Text } from '@lectern/model'
import { paragraphNumberAt } from '@lectern/text'
import * as m from '../messages/messages.js'

/** A quote short enough to be listened to. */
export const shortly = (words: string): string => {
  const flat = words.replaceAll(/\s+/g, ' ').trim()
  return flat.length > 120 ? `${flat.slice(0, 80)} … ${flat.slice(-30)}` : flat
}

/** What a place is called aloud. */
export function placeName(text: Text, start: number): string {
  const number = paragraphNumberAt(text, start)
  return number === undefined ? m.reader_before_first() : m.reader_paragraph({ number })
}
