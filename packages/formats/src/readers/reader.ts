/** What a reader is. Adding an import format: one file with a Reader, one line in `READERS`. */
import type { Segmented } from '@lectern/text'

/** A file as it was given. `mediaType` and `fileName` are what the sender says; readers believe the bytes. */
export type SourceFile = { bytes: Uint8Array; fileName?: string | undefined; mediaType?: string | undefined }

export type Reader = {
  /** Stable name for programs. */
  name: string
  /** What people call the format. */
  label: string
  mediaTypes: string[]
  /** With the dot, lower case. */
  extensions: string[]
  /**
   * @param language BCP 47, when the sender gave one
   * @throws Problem `unreadable` or `too-large`
   */
  read(bytes: Uint8Array, language: string | undefined): Promise<Segmented>
}
