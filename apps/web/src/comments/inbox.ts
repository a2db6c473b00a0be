/** What was said to me: mentions, and replies in threads I take part in. Pure. */
import { mentionedIn } from '@lectern/model'
import { follower } from '../reader/difference.ts'
import type { Note } from './notes.ts'

/** Why it is mine: I am named in it, it answers my note, or it goes on in a thread I have answered in. */
export type Reason = 'mention' | 'reply' | 'thread'
export type Item = { key: string; personId: string; created: string; words: string; reason: Reason }
/** What was said to me in one thread, the newest first. `mine`: I wrote its first note. */
export type Conversation = { note: Note; items: Item[]; unread: number; latest: string }

/**
 * What follows the notes of a session and gives the conversations with me, the newest first: nothing that is covered, nothing of
 * my own. Notes are many, so only those that changed are looked at again.
 */
export function inboxOf(me: string): (notes: readonly Note[], reads: ReadonlySet<string>) => Conversation[] {
  const itemsOfAll = follower((note: Note) => ({ note, items: itemsOf(note, me) }))
  return (notes, reads) => {
    const found: Conversation[] = []
    for (const { note, items } of itemsOfAll(notes)) {
      if (items.length === 0) continue
      const unread = items.filter(({ key }) => !reads.has(key)).length
      found.push({ note, items, unread, latest: items[0]!.created })
    }
    return found.sort((a, b) => (a.latest < b.latest ? 1 : a.latest > b.latest ? -1 : 0))
  }
}

function itemsOf(note: Note, me: string): Item[] {
  if (note.private || note.moderation?.hidden) return []
  const mine = note.personId === me
  let joined = false
  const items: Item[] = []
  for (const { key, personId, created, body, moderation } of [note, ...note.replies]) {
    if (personId === me) {
      joined = true
      continue
    }
    if (moderation?.hidden) continue
    const named = mentionedIn(body.value).some((one) => one.personId === me)
    const reason = named ? 'mention' : key === note.key ? null : mine ? 'reply' : joined ? 'thread' : null
    if (reason) items.push({ key, personId, created, words: body.value, reason })
  }
  return items.reverse()
}
