/**
 * Who may write what in the annotations document and in `mine`. The law itself is `ANNOTATION_ROOTS`, or `MINE_ROOTS`:
 * a pure function of (writer, root, key, value), so this asks it and looks at nothing else of the document.
 */
import type { ANNOTATION_ROOTS, Writer } from '@lectern/docs'
import type { Action } from '@lectern/model'
import * as Y from 'yjs'
import { type Place, Refused } from './admit.ts'
import type { Policy } from './policy.ts'

const refuse = (reason: string) => new Refused('forged', reason)
const belongsToOthers = (reason: string) => new Refused('forged', reason, { others: true })

type Law = typeof ANNOTATION_ROOTS

/** The law of the place, when the writer may touch it. */
function law(roots: Law, writer: Writer, { root, key, depth }: Place) {
  const found = Object.hasOwn(roots, root) ? roots[root]! : undefined
  if (!found || depth !== 1 || key === null || !found.key.test(key)) {
    throw refuse('The annotations hold no such entry.')
  }
  if (!found.mayTouch(writer, key)) {
    if (found.mayTouch({ ...writer, gated: false }, key)) {
      throw new Refused('not-allowed', 'Until the presider reveals them, new notes stay with their authors.')
    }
    // Whoever wrote before they heard of it did nothing wrong.
    if (found.mayTouch({ ...writer, locked: [], gated: false }, key)) {
      throw new Refused('not-allowed', 'A host has locked this thread.')
    }
    throw belongsToOthers(`This entry of "${root}" belongs to another person.`)
  }
  return found
}

/** @param root the root whose changes the server is told of */
export const annotationPolicy = (action: Action, roots: Law, root: string): Policy => ({
  action,
  check(writer, { writes, deletes }) {
    for (const { place, content } of writes) {
      const { value } = law(roots, writer, place)
      // Written and removed again before it was sent.
      if (content instanceof Y.ContentDeleted) continue
      if (!(content instanceof Y.ContentAny)) throw refuse('An entry is a plain value.')
      // More than one only when all of them are overwritten already.
      for (const entry of content.arr) {
        const parsed = value.safeParse(entry)
        if (!parsed.success) throw refuse(`This is not a valid entry of "${place.root}".`)
        const { by } = Object(parsed.data) as { by?: unknown }
        if (by !== undefined && by !== writer.personId)
          throw belongsToOthers('The entry is signed by another person.')
      }
    }
    // Taking one's own words back shows nothing.
    for (const place of deletes) law(roots, { ...writer, gated: false }, place)
  },
  define(doc) {
    for (const root of Object.keys(roots)) doc.getMap(root)
  },
  content: (doc) =>
    JSON.stringify(
      Object.keys(roots).map((root) => [...doc.getMap(root).entries()].sort(([a], [b]) => (a < b ? -1 : 1))),
    ),
  told({ doc, changed }) {
    const entries = doc.getMap(root)
    const keys = (changed as ReadonlyMap<object, Set<string | null>>).get(entries) ?? []
    return [...keys].flatMap((key) => (key === null ? [] : [[key, entries.get(key)]]))
  },
})
