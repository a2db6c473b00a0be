/** Names of exported files: from the session's title and the day of the record, safe on every system. */
import type { SessionRecord } from '@lectern/model'

/** Bytes of UTF-8 the title may take: most file systems allow 255 for the whole name. */
const TITLE_BYTES = 150

/**
 * `<title>-<yyyy-mm-dd>.<extension>`: letters and digits of any script, the rest as single hyphens. The date behind the
 * title also keeps it from being a name that Windows reserves (CON, NUL, …).
 */
export function fileName(record: Pick<SessionRecord, 'session' | 'takenAt'>, extension: string): string {
  const words = record.session.title
    .toWellFormed()
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^[-\p{M}]+/u, '')
  let title = ''
  let bytes = 0
  for (const character of words) {
    bytes += new TextEncoder().encode(character).length
    if (bytes > TITLE_BYTES) break
    title += character
  }
  title = title.replace(/-+$/, '') || 'session'
  const day = /^\d{4}-\d{2}-\d{2}/.exec(record.takenAt)?.[0]
  return `${title}${day ? `-${day}` : '-record'}.${extension}`
}
