/** Choosing among notes and putting them in order. Knows no document. */
import { mentionedIn, withNames } from '@lectern/model'
import { contains } from '@lectern/text'
import { isPlaced, type Note, type PlacedNote, quoteOf } from './notes.ts'
import { type Filter, type Fits, type Known, useSieve } from './sieve.ts'
import { sameTag } from './tags.ts'
import { unreadOf } from './unread.ts'

/** In `Filter.kind`. */
export const NO_KIND = ''
export const NO_FILTER: Filter = {
  words: '',
  person: null,
  kind: null,
  tag: null,
  resolved: 'open',
  unread: false,
  cited: false,
  mine: false,
}

/** How many choices are made. */
export const choices = (filter: Filter): number =>
  Object.entries(filter).filter(([name, value]) => value !== NO_FILTER[name as keyof Filter]).length

const covers = ({ moderation }: Pick<Note, 'moderation'>) => moderation?.hidden === true
const entriesOf = (note: Note) => [note, ...note.replies]

function says(note: Note, words: string): boolean {
  const parts = [quoteOf(note)]
  if (!covers(note)) {
    parts.push(...(note.tags ?? []))
    for (const entry of entriesOf(note)) if (!covers(entry)) parts.push(withNames(entry.body.value))
  }
  return contains(parts.join('\n'), words)
}

const isMine = (note: Note, me: string): boolean =>
  entriesOf(note).some(
    ({ personId, body }) => personId === me || mentionedIn(body.value).some((named) => named.personId === me),
  )

export const isCited = (note: Note | PlacedNote, { cited }: Pick<Known, 'cited'>): boolean =>
  isPlaced(note) &&
  cited.some(({ textId, start, end }) => textId === note.textId && start < note.end && end > note.start)

/** @param readThen what had been read when it was asked: reading on takes nothing away from under one's eyes */
export function fitsOf(filter: Filter, readThen: ReadonlySet<string>): Fits {
  const { words, person, kind, tag, resolved, unread, cited, mine } = filter
  return (note, known) =>
    (resolved === 'all' || (note.status?.resolved === true) === (resolved === 'resolved')) &&
    (kind === null || (note.kind ?? NO_KIND) === kind) &&
    (person === null || entriesOf(note).some(({ personId }) => personId === person)) &&
    (tag === null || (!covers(note) && (note.tags ?? []).some((one) => sameTag(one, tag)))) &&
    (!unread || unreadOf(note, readThen, known.me).length > 0) &&
    (!cited || isCited(note, known)) &&
    (!mine || isMine(note, known.me)) &&
    (words.trim() === '' || says(note, words))
}

/** From now on the notes that fit are looked at, and no others. @param reads what has been read until now */
export function narrow(filter: Filter, reads: ReadonlySet<string>): void {
  if (choices(filter) === 0) useSieve.getState().widen()
  else useSieve.setState({ filter, fits: fitsOf(filter, reads) })
}

export type Order = 'position' | 'time' | 'reactions'

const newest = (note: Note): string =>
  entriesOf(note).reduce((latest, { created }) => (created > latest ? created : latest), '')
const later = (a: Note, b: Note) => (newest(a) < newest(b) ? 1 : newest(a) > newest(b) ? -1 : 0)

/** `notes` come by position. By time the thread somebody wrote in last comes first; by reactions the one with most. */
export function ordered<T extends Note>(notes: readonly T[], order: Order): readonly T[] {
  if (order === 'position') return notes
  if (order === 'time') return notes.toSorted(later)
  return notes.toSorted((a, b) => b.reactions.length - a.reactions.length || later(a, b))
}

/**
 * A list as it was when it was last taken in, kept true: what is gone leaves, what changed is shown as it is now; what others add
 * waits. @param admits what comes at once all the same, behind the nearest that stands before it in `list`
 */
export function holdBack<T extends { key: string }>(
  taken: readonly string[],
  list: readonly T[],
  admits: (entry: T) => boolean,
): { shown: readonly T[]; waiting: number } {
  const byKey = new Map(list.map((entry) => [entry.key, entry]))
  const shown = taken.flatMap((key) => byKey.get(key) ?? [])
  if (shown.length === list.length) return { shown, waiting: 0 }
  const known = new Set(taken)
  let waiting = 0
  let before: T | undefined
  for (const entry of list) {
    if (known.has(entry.key)) before = entry
    else if (admits(entry)) {
      shown.splice(before ? shown.indexOf(before) + 1 : 0, 0, entry)
      before = entry
    } else waiting++
  }
  return { shown, waiting }
}
