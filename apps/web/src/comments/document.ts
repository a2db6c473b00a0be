/**
 * The notes of a session as they stand in its annotations document, and every change a member can make to them.
 * Loaded after the reader shows, together with the documents' code. Knows no page.
 */
import {
  AnnotationList,
  annotationKey,
  deleteAnnotation,
  ownerOf,
  reactionKey,
  replyKey,
  rootMap,
} from '@lectern/docs'
import {
  type Annotation,
  type OwnAnnotationValue,
  type Motivation,
  type ReplyValue,
  type Text,
} from '@lectern/model'
import { describe } from '@lectern/text'
import type * as Y from 'yjs'
import { time } from '../session/clock.ts'
import { newId } from '../session/new-id.ts'
import { QUIET } from '../session/quiet.ts'
import type { Store } from '../session/workspace.ts'

/** What to write at a passage; without `words` it is a highlight. */
export type NewNote = {
  text: Text
  start: number
  end: number
  kind?: string | undefined
  tags?: readonly string[] | undefined
  words: string
}

const body = (value: string) => ({ type: 'TextualBody', value, format: 'text/markdown' }) as const
/** Farther ahead is wrong, and not followed. ms */
const CLOCKS_DIFFER = 60_000
const now = () => new Date(time()).toISOString()

/** https://www.w3.org/TR/annotation-model/#motivation-and-purpose, as near as the kinds come to it. */
function motivationOf(kind: string | undefined, words: string): Motivation {
  if (!words) return 'highlighting'
  if (kind === 'question') return 'questioning'
  if (kind === 'agree' || kind === 'doubt') return 'assessing'
  return kind === 'term' ? 'classifying' : 'commenting'
}

/** Everything one member can do. Each is one transaction; own changes are in the document when it returns. */
export class NoteWriter {
  readonly #doc: Y.Doc
  readonly #me: string
  readonly #waiting: Y.Doc | undefined
  /** @param waiting where new notes stand until the presider reveals them, while that is so */
  constructor(doc: Y.Doc, personId: string, waiting?: Y.Doc) {
    this.#doc = doc
    this.#me = personId
    this.#waiting = waiting
  }

  /** @returns the key of the new annotation */
  add({ text, start, end, kind, tags = [], words }: NewNote): string {
    const key = annotationKey(this.#me, newId())
    const at = now()
    const value: OwnAnnotationValue = {
      target: { source: text.id, selector: describe(text.canonical, start, end) },
      motivation: motivationOf(kind, words),
      body: body(words),
      created: at,
      modified: at,
      ...(kind === undefined ? {} : { kind }),
      ...(tags.length > 0 ? { tags: [...tags] } : {}),
      ...(this.#waiting && { held: true }),
    }
    const doc = this.#waiting ?? this.#doc
    doc.transact(() => rootMap(doc, 'annotations').set(key, value), this)
    return key
  }

  edit(
    note: Annotation,
    words: string,
    kind: string | undefined,
    tags: readonly string[] = note.tags ?? [],
  ): void {
    const value: OwnAnnotationValue = {
      target: note.target,
      motivation: motivationOf(kind, words),
      body: body(words),
      created: note.created,
      modified: now(),
      ...(kind === undefined ? {} : { kind }),
      ...(tags.length > 0 ? { tags: [...tags] } : {}),
      ...(note.held && { held: true }),
    }
    this.#doc.transact(() => rootMap(this.#doc, 'annotations').set(note.key, value), this)
  }

  reply(annotation: string, words: string): string {
    const key = replyKey(this.#me, annotation, newId())
    const at = this.#after(annotation)
    const value: ReplyValue = { body: body(words), created: at, modified: at }
    this.#doc.transact(() => rootMap(this.#doc, 'replies').set(key, value), this)
    return key
  }

  /** Now, and after what stands there already: nobody's clock is right to the second. */
  #after(annotation: string): string {
    let at = time()
    for (const [key, value] of rootMap(this.#doc, 'replies').entries()) {
      if (!key.slice(key.indexOf('/') + 1).startsWith(`${annotation}/`)) continue
      const said = Date.parse(String((Object(value) as { created?: unknown }).created))
      if (said >= at && said < at + CLOCKS_DIFFER) at = said + 1
    }
    return new Date(at).toISOString()
  }

  editReply(reply: { key: string; created: string }, words: string): void {
    const value: ReplyValue = { body: body(words), created: reply.created, modified: now() }
    this.#doc.transact(() => rootMap(this.#doc, 'replies').set(reply.key, value), this)
  }

  /** Gives or takes back one's own reaction. */
  react(annotation: string, emoji: string, given: boolean): void {
    const key = reactionKey(this.#me, annotation, emoji)
    this.#doc.transact(() => {
      if (given) rootMap(this.#doc, 'reactions').set(key, true)
      else rootMap(this.#doc, 'reactions').delete(key)
    }, this)
  }

  resolve(annotation: string, resolved: boolean): void {
    const value = { resolved, by: this.#me, at: now() }
    this.#doc.transact(() => rootMap(this.#doc, 'status').set(annotation, value), this)
  }

  /** Deletes an own annotation with one's own words under it, or an own reply. @returns a function that puts all back */
  remove(key: string): () => void {
    if (ownerOf(key) !== this.#me) return () => {}
    const isReply = rootMap(this.#doc, 'replies').has(key)
    const before = isReply ? [] : this.#own(key)
    if (isReply) before.push(['replies', key, rootMap(this.#doc, 'replies').get(key)])
    if (isReply) this.#doc.transact(() => rootMap(this.#doc, 'replies').delete(key), this)
    else deleteAnnotation(this.#doc, this.#me, key, this)
    return () =>
      this.#doc.transact(() => {
        for (const [root, entry, value] of before) rootMap(this.#doc, root).set(entry, value)
      }, this)
  }

  #own(key: string): ['annotations' | 'replies' | 'reactions', string, unknown][] {
    const found: ['annotations' | 'replies' | 'reactions', string, unknown][] = []
    for (const root of ['annotations', 'replies', 'reactions'] as const) {
      const prefix = root === 'annotations' ? key : `${this.#me}/${key}/`
      for (const [entry, value] of rootMap(this.#doc, root).entries()) {
        if (root === 'annotations' ? entry === key : entry.startsWith(prefix))
          found.push([root, entry, value])
      }
    }
    return found
  }
}

/** One store for each document. */
function perDocument<T>(open: (doc: Y.Doc) => Store<T>): (doc: Y.Doc) => Store<T> {
  const stores = new WeakMap<Y.Doc, Store<T>>()
  return (doc) => {
    const store = stores.get(doc) ?? open(doc)
    stores.set(doc, store)
    return store
  }
}

/** All notes. */
export const annotationsOf = perDocument((doc) => {
  const list = new AnnotationList(doc)
  return followed(
    () => list.read(),
    (changed) => list.follow(changed),
  )
})

/** Keys of the notes and replies that the person whose document it is has read. */
export const readsOf = perDocument((doc) => {
  const reads = rootMap(doc, 'reads')
  return followed<ReadonlySet<string>>(
    () => new Set(reads.keys()),
    (changed) => {
      reads.observe(changed)
      return () => reads.unobserve(changed)
    },
  )
})

/** In one's own document; harmless when repeated. */
export function markRead(doc: Y.Doc, keys: Iterable<string>): void {
  const reads = rootMap(doc, 'reads')
  const fresh = [...keys].filter((key) => !reads.has(key))
  if (fresh.length === 0) return
  doc.transact(() => {
    for (const key of fresh) reads.set(key, true)
  }, QUIET)
}

/** Something read again at most once a frame, and only while somebody looks. */
function followed<T>(readNow: () => T, follow: (changed: () => void) => () => void): Store<T> {
  let value = readNow()
  let stop: (() => void) | undefined
  const listeners = new Set<() => void>()
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const read = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    frame = 0
    value = readNow()
    for (const listener of listeners) listener()
  }
  const changed = () => {
    if (frame) return
    frame = requestAnimationFrame(read)
    timer = setTimeout(read, 250) // a page in the background has no frames
  }
  return {
    get: () => value,
    subscribe(listener) {
      if (listeners.size === 0) {
        stop = follow(changed)
        changed()
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) stop?.()
      }
    },
  }
}
