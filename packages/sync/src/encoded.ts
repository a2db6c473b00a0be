/**
 * A document as bytes for those who join it, encoded once for everybody who comes before the next edit: encoding costs as
 * much as the document is large, and many come at once. Knows frames, no peers.
 */
import * as Y from 'yjs'
import { step1Frame, step2Frame } from './protocol.ts'

/** An encoded state vector that knows nothing. */
const isEmpty = (vector: Uint8Array) => vector.length === 1 && vector[0] === 0

export class Encoded {
  readonly #doc: Y.Doc
  #step1: Uint8Array | undefined
  #step2: Uint8Array | undefined

  constructor(doc: Y.Doc) {
    this.#doc = doc
    doc.on('update', () => {
      this.#step1 = undefined
      this.#step2 = undefined
    })
  }

  /** "This is what I have; send me the rest." */
  step1(): Uint8Array {
    return (this.#step1 ??= step1Frame(Y.encodeStateVector(this.#doc)))
  }

  /** What somebody who has `vector` does not have. @throws Error when the vector cannot be read */
  step2(vector: Uint8Array): Uint8Array {
    if (!isEmpty(vector)) return step2Frame(Y.encodeStateAsUpdate(this.#doc, vector))
    return (this.#step2 ??= step2Frame(Y.encodeStateAsUpdate(this.#doc)))
  }
}
