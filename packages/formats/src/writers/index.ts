/** The export formats. Adding one: its file here and a line in `WRITERS`; menu, route and archive follow. */
import { Problem, type SessionRecord } from '@lectern/model'
import { fileName } from './file-name.ts'
import { htmlWriter } from './html.ts'
import { markdownWriter } from './markdown.ts'
import { minutesDocxWriter } from './minutes-docx.ts'
import { minutesHtmlWriter } from './minutes-html.ts'
import type { WriteOptions, Writer } from './writer.ts'

export type { WriteOptions, Writer } from './writer.ts'
export { minutesOf } from './minutes.ts'
export { type Locale, LOCALES } from './writer.ts'

export const WRITERS: readonly Writer[] = [markdownWriter, htmlWriter, minutesHtmlWriter, minutesDocxWriter]

/**
 * The session as one file. `format` is the name of a writer; an unknown one is refused with a Problem that lists them.
 * `fileName` is safe on every system and holds letters of any script: send it as RFC 5987 `filename*`.
 */
export async function writeRecord(
  record: SessionRecord,
  format: string,
  options: WriteOptions,
): Promise<{ bytes: Uint8Array; mediaType: string; fileName: string }> {
  const writer = WRITERS.find(({ name }) => name === format)
  if (!writer) {
    const names = WRITERS.map(({ name }) => name).join(', ')
    throw new Problem(
      'unsupported-format',
      `There is no export format of this name. Choose one of: ${names}.`,
    )
  }
  const written = await writer.write(record, options)
  return {
    bytes: typeof written === 'string' ? new TextEncoder().encode(written) : written,
    mediaType: writer.mediaType,
    fileName: fileName(record, writer.extension),
  }
}
