/** What a writer is: a Record in, a file out. Pure: the same Record and locale give the same bytes. */
import type { SessionRecord } from '@lectern/model'

/** Languages an export can speak. What people wrote stays in theirs. */
export const LOCALES = ['en', 'zh-CN'] as const
export type Locale = (typeof LOCALES)[number]

export type WriteOptions = {
  locale: Locale
  /** IANA name of the time zone in which times are given; UTC if none. */
  timeZone?: string | undefined
}

export type Writer = {
  /** Name in `/export/:format`. */
  name: string
  /** As the menu shows it; the same in every language. */
  label: string
  /** With its charset, where it is text. */
  mediaType: string
  /** Of the file name, without the dot. */
  extension: string
  /** Text is encoded as UTF-8. */
  write(record: SessionRecord, options: WriteOptions): string | Uint8Array | Promise<Uint8Array>
}
