/**
 * The annotations of a document as a list that follows it: a change reads again only what it touched, and what did not change stays
 * the same object, so that whoever shows it sees at a glance what is new. What is in the list, and in which order, says
 * `readAnnotations`.
 */
import type { Annotation } from '@lectern/model'
import type * as Y from 'yjs'
import { inOrder, parsedEntry, readAnnotations, rootMap, withEntries } from './annotation-doc.ts'

const ROOTS = ['annotations', 'replies', 'reactions', 'status', 'moderation'] as const
type Under = { replies: Set<string>; reactions: Set<string> }

/** More than this changed at once is read all together. */
const FEW = 100

/** The annotation that an entry belongs to. */
function annotationOf(root: (typeof ROOTS)[number], key: string): string {
  const parts = key.split('/')
  // What stands under an annotation begins with whoever wrote it; moderation may be of either.
  return (parts.length > 2 && root !== 'annotations' ? parts.slice(1, 3) : parts.slice(0, 2)).join('/')
}

export class AnnotationList {
  readonly #doc: Y.Doc
  #all: Annotation[] | null = null
  readonly #byKey = new Map<string, Annotation>()
  readonly #under = new Map<string, Under>()
  readonly #changed = new Set<string>()
  #followers = 0

  constructor(doc: Y.Doc) {
    this.#doc = doc
  }

  /** Calls back on each change, which `read` then shows; the list is kept up only while somebody follows. @returns what ends it */
  follow(listener: () => void): () => void {
    const observers = ROOTS.map((root) => {
      const map = rootMap(this.#doc, root)
      const heard = (event: Y.YMapEvent<unknown>) => {
        for (const key of event.keysChanged) this.#touch(root, key as string)
        listener()
      }
      map.observe(heard)
      return () => map.unobserve(heard)
    })
    if (this.#followers++ === 0) this.#all = null
    return () => {
      this.#followers--
      for (const end of observers) end()
    }
  }

  /** Everything; the same list until something changed. */
  read(): Annotation[] {
    if (this.#all === null || this.#followers === 0 || this.#changed.size > FEW) return this.#readAll()
    if (this.#changed.size === 0) return this.#all
    const gone = new Set<Annotation>()
    const come: Annotation[] = []
    for (const key of this.#changed) {
      const before = this.#byKey.get(key)
      if (before) gone.add(before)
      const now = this.#readOne(key)
      if (now) come.push(now)
      if (now) this.#byKey.set(key, now)
      else this.#byKey.delete(key)
    }
    this.#changed.clear()
    const all = gone.size > 0 ? this.#all.filter((annotation) => !gone.has(annotation)) : this.#all.slice()
    for (const annotation of come) all.splice(placeOf(all, annotation), 0, annotation)
    return (this.#all = all)
  }

  #touch(root: (typeof ROOTS)[number], key: string): void {
    const annotation = annotationOf(root, key)
    this.#changed.add(annotation)
    if (root === 'replies' || root === 'reactions') this.#underOf(annotation)[root].add(key)
  }

  #underOf(annotation: string): Under {
    let under = this.#under.get(annotation)
    if (!under) this.#under.set(annotation, (under = { replies: new Set(), reactions: new Set() }))
    return under
  }

  #readOne(key: string): Annotation | undefined {
    const value = parsedEntry(this.#doc, 'annotations', key)
    return value && withEntries(this.#doc, key, value, this.#under.get(key) ?? { replies: [], reactions: [] })
  }

  #readAll(): Annotation[] {
    this.#changed.clear()
    this.#byKey.clear()
    this.#under.clear()
    this.#all = readAnnotations(this.#doc)
    for (const annotation of this.#all) this.#byKey.set(annotation.key, annotation)
    for (const root of ['replies', 'reactions'] as const) {
      for (const key of rootMap(this.#doc, root).keys()) this.#underOf(annotationOf(root, key))[root].add(key)
    }
    return this.#all
  }
}

/** Where an annotation belongs in a list that is in order. */
function placeOf(all: readonly Annotation[], annotation: Annotation): number {
  let low = 0
  let high = all.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (inOrder(all[middle]!, annotation) <= 0) low = middle + 1
    else high = middle
  }
  return low
}
