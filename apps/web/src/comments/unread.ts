/** What of a note somebody has not read yet. Pure. */
import type { Note } from './notes.ts'

/** Keys of the note and its replies that say something, are by others, are not covered, and have not been read. */
export function unreadOf(note: Note, reads: ReadonlySet<string>, me: string): string[] {
  if (note.private || note.moderation?.hidden) return []
  const found: string[] = []
  for (const { key, personId, body, moderation } of [note, ...note.replies]) {
    if (personId !== me && body.value !== '' && !moderation?.hidden && !reads.has(key)) found.push(key)
  }
  return found
}
