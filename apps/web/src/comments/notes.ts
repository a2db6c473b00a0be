/**
 * The session's notes for the page: what stands where in which text, and the member's way to change them.
 * The part that knows documents comes later (`document.ts`); until then there are no notes and no writer.
 */
import { type Annotation, isGated, type Passage, type Text } from '@lectern/model'
import { type CarriedPlace, match, type Standing } from '@lectern/text'
import { useEffect, useMemo, useState } from 'react'
import { AS_WRITTEN, type Carry } from '../session/carry.ts'
import { type Store, useStore, useWorkspace } from '../session/workspace.ts'
import type { NoteWriter } from './document.ts'

/** A note of the session, or one of mine that nobody else sees. */
export type Note = Annotation & { private?: true }
/** Whom a new note is for. */
export type Audience = 'everyone' | 'me'
/** A note where its words were found, in which text of the session; `start` and `end` are UTF-16 code units of the text's canonical string. */
export type PlacedNote = Note & { textId: string; start: number; end: number }
/** A note of a text that was replaced, where more than one place in the corrected text could be meant. */
export type UncertainNote = Note & { textId: string; places: CarriedPlace[] }
export type Notes = {
  /** Whether the notes are known: an empty list before that says nothing. */
  loaded: boolean
  all: Note[]
  /** By text id, in order of position. */
  placed: ReadonlyMap<string, PlacedNote[]>
  /** Where a host has to say which place is meant. */
  uncertain: UncertainNote[]
  /** Whose passage is not in its text, or whose text is not in the session. */
  lost: Note[]
}

/** The exact words a note is about, as they were when it was written. */
export const quoteOf = (note: Annotation): string => note.target.selector[1].exact
export const isPlaced = (note: Note): note is PlacedNote => 'start' in note
export const isUncertain = (note: Note): note is UncertainNote => 'places' in note

/** Id of a card's element: what `aria-details` of a paragraph points at. */
export const cardId = (key: string) => `note-${key.replace('/', '-')}`

const none: Annotation[] = []
const NOTHING: Store<Annotation[]> = { get: () => none, subscribe: () => () => {} }

/** A target is found once: texts never change. */
const places = new WeakMap<object, { start: number; end: number } | null>()
function placeOf(note: Annotation, text: Text): { start: number; end: number } | null {
  const known = places.get(note.target)
  if (known !== undefined) return known
  const found = match(text.canonical, note.target.selector)
  places.set(note.target, found)
  return found
}

/** What is placed stays the same object as long as its annotation does: whoever shows it sees at a glance what is new. */
const placedNotes = new WeakMap<Note, PlacedNote>()
function placedAt(note: Note, { textId, start, end }: Passage): PlacedNote {
  const known = placedNotes.get(note)
  if (known?.start === start && known.end === end && known.textId === textId) return known
  const placed = { ...note, textId, start, end }
  placedNotes.set(note, placed)
  return placed
}

let last: { all: Note[]; texts: Text[]; carry: Carry; loaded: boolean; notes: Notes } | undefined
/**
 * Finds every note's passage. Several parts of the page ask for the same list: it is made once.
 * A note whose words are not found, or not for sure, is kept among the lost ones.
 */
export function arrange(all: Note[], texts: Text[], loaded: boolean, carry = AS_WRITTEN): Notes {
  if (last?.all === all && last.texts === texts && last.carry === carry && last.loaded === loaded)
    return last.notes
  const byId = new Map(texts.map((text) => [text.id, text]))
  const placed = new Map<string, PlacedNote[]>(texts.map(({ id }) => [id, []]))
  const uncertain: UncertainNote[] = []
  const lost: Note[] = []
  for (const note of all) {
    const text = byId.get(note.target.source)
    const standing = text ? standingIn(text, note) : carry.place(note.target, note.key)
    if (standing?.verdict === 'found') placed.get(standing.textId)!.push(placedAt(note, standing))
    else if (standing?.verdict === 'ambiguous')
      uncertain.push({ ...note, textId: standing.textId, places: standing.places })
    else if (standing) lost.push(note)
  }
  for (const list of placed.values()) {
    list.sort((a, b) => a.start - b.start || a.end - b.end || (a.created < b.created ? -1 : 1))
  }
  const notes = { loaded: loaded && carry.known, all, placed, uncertain, lost }
  last = { all, texts, carry, loaded, notes }
  return notes
}
function standingIn(text: Text, note: Note): Standing {
  const place = placeOf(note, text)
  return place ? { verdict: 'found', textId: text.id, ...place, carried: false } : { verdict: 'lost' }
}

type Code = typeof import('./document.ts')
let code: Code | undefined
async function loadCode(): Promise<Code> {
  code ??= await import('./document.ts')
  return code
}
/** null until the code that reads documents is here; it is asked for once a document is. */
function useCode(wanted: boolean): Code | null {
  const [here, setHere] = useState<Code | null>(code ?? null)
  useEffect(() => {
    if (!wanted || here) return undefined
    let live = true
    void loadCode().then((loaded) => live && setHere(loaded))
    return () => void (live = false)
  }, [wanted, here])
  return here
}

let joined: { shared: Annotation[]; own: Annotation[]; all: Note[] } | undefined
/** My private notes among everybody's. One that is just being published is in both documents: it is public. */
export function together(shared: Annotation[], own: Annotation[]): Note[] {
  if (joined && joined.shared === shared && joined.own === own) return joined.all
  const published = new Set(own.length > 0 ? shared.map(({ key }) => key) : [])
  const mine = own.filter(({ key }) => !published.has(key)).map((note): Note => ({ ...note, private: true }))
  joined = { shared, own, all: mine.length > 0 ? [...shared, ...mine] : shared }
  return joined.all
}

export function useNotes(): Notes {
  const { channels, texts, carry } = useWorkspace()
  const here = useCode(channels !== null)
  const shared = useStore(channels && here ? here.annotationsOf(channels.annotations.doc) : NOTHING)
  const own = useStore(channels && here ? here.annotationsOf(channels.mine.doc) : NOTHING)
  const known = useStore(channels?.annotations.state ?? UNKNOWN)
  return arrange(together(shared, own), texts, here !== null && known.loaded, carry)
}
const unknown = { loaded: false }
const UNKNOWN: Store<{ loaded: boolean }> = { get: () => unknown, subscribe: () => () => {} }

const noReads: ReadonlySet<string> = new Set()
const NO_READS: Store<ReadonlySet<string>> = { get: () => noReads, subscribe: () => () => {} }

/** What I have read, by the keys of notes and replies; null until it is known: then nothing counts as unread. */
export function useReads(): ReadonlySet<string> | null {
  const { channels } = useWorkspace()
  const here = useCode(channels !== null)
  const reads = useStore(channels && here ? here.readsOf(channels.mine.doc) : NO_READS)
  const { loaded } = useStore(channels?.mine.state ?? UNKNOWN)
  return here && loaded ? reads : null
}

/** Writes down that I have read these. */
export function useMarkRead(): ((keys: Iterable<string>) => void) | null {
  const { channels, removed } = useWorkspace()
  const doc = channels?.mine.doc
  const here = useCode(doc !== undefined)
  return useMemo(
    () => (doc && here && !removed ? (keys) => here.markRead(doc, keys) : null),
    [doc, here, removed],
  )
}

/** Whether a new note for everybody waits with me until the presider reveals it. */
export const useGated = (): boolean => isGated(useWorkspace().session)

/** The member's own hand; null while the documents load, and for those who may not write. */
export function useWriter(audience: Audience = 'everyone'): NoteWriter | null {
  const { channels, me, may } = useWorkspace()
  const doc = (audience === 'me' ? channels?.mine : channels?.annotations)?.doc
  const gated = useGated()
  // Then it stands among my own, and the server brings it to all.
  const waiting = audience === 'everyone' && gated ? channels?.mine.doc : undefined
  const here = useCode(doc !== undefined)
  const allowed = may(audience === 'me' ? 'mine.write' : 'annotation.write')
  return useMemo(
    () => (doc && here && allowed ? new here.NoteWriter(doc, me.personId, waiting) : null),
    [doc, here, allowed, me.personId, waiting],
  )
}
