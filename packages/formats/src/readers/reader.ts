/** What a reader is. Adding an import format: one file that exports `read`, one row in the table of `read-text.ts`. */
import type { Composed, Segmented } from '@lectern/text'

/** A file as it was given. `mediaType` and `fileName` are what the sender says; readers believe the bytes. */
export type SourceFile = { bytes: Uint8Array; fileName?: string | undefined; mediaType?: string | undefined }

/** What a sender may say about how a file is to be read. */
export type ReadOptions = {
  /** BCP 47 */
  language?: string | undefined
  /** Label of https://encoding.spec.whatwg.org/#names-and-labels; instead of what the bytes look like. */
  encoding?: string | undefined
  /** Of a file that is locked. */
  password?: string | undefined
  /** Of a book: the parts to be read, as `Reading.parts` counts them; all when absent. */
  parts?: readonly number[] | undefined
  /** Called now and then. @param share from 0 to 1 */
  onProgress?: ((share: number) => void) | undefined
}

/** Words of a file with their places, and what else the file has to say. */
export type Reading = Segmented &
  Partial<Pick<Composed, 'locators' | 'comments'>> & {
    /** Said to the sender: what was left out and why, e.g. pictures without words. Plain English sentences. */
    remarks?: string[]
    /** Of its words: what the file says where that can be, else a guess. */
    language?: string | undefined
    /** The encoding the words were in. */
    encoding?: string
    /** Of a book: its chapters, to choose from. */
    parts?: { title: string; words: number }[]
  }

export type Reader = {
  /** Stable name for programs. */
  name: string
  /** What people call the format. */
  label: string
  mediaTypes: string[]
  /** With the dot, lower case. */
  extensions: string[]
  /** @throws Problem `unreadable`, `too-large`, or `locked` when a password is asked for or wrong */
  read(bytes: Uint8Array, options: ReadOptions): Promise<Reading>
}
