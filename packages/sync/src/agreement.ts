/**
 * Compares what clients see with what the server has, when both should be the same. Finds what nothing else found: it is
 * never needed as long as everything works. Knows the document, no peers.
 */
import { contentHash } from '@lectern/docs'
import * as Y from 'yjs'
import type { DocumentKind } from './document.ts'

/** So long without a change, and nothing is on its way to anybody any more, ms. A deletion does not show in a state vector. */
const QUIET = 5_000

export class Agreement {
  readonly #kind: DocumentKind
  readonly #clock: () => number
  #changedAt = -Infinity
  #hash: number | undefined

  constructor(kind: DocumentKind, clock: () => number) {
    this.#kind = kind
    this.#clock = clock
  }

  changed(): void {
    this.#changedAt = this.#clock()
    this.#hash = undefined
  }

  /**
   * @param vector an encoded state vector, and `hash` the `contentHash` of the document it belongs to
   * @returns false when the content is another although the state is the same; true when it is the same or cannot be judged now
   */
  agrees(doc: Y.Doc, vector: Uint8Array, hash: number): boolean {
    if (this.#clock() - this.#changedAt < QUIET) return true
    const theirs = Y.decodeStateVector(vector)
    if (theirs.size !== doc.store.clients.size) return true
    if ([...theirs].some(([client, clock]) => Y.getState(doc.store, client) !== clock)) return true
    return (this.#hash ??= contentHash(doc, this.#kind)) === hash
  }
}
