/** What the writers made of a Record, as words. */
import type { SessionRecord } from '@lectern/model'
import { strFromU8, unzipSync } from 'fflate'
import mammoth from 'mammoth'
import { writeRecord, WRITERS, type WriteOptions } from '../index.ts'

/** By a format that is text. */
export function written(record: SessionRecord, format: string, options: WriteOptions): string {
  const writer = WRITERS.find(({ name, mediaType }) => name === format && mediaType.startsWith('text/'))
  return writer!.write(record, options) as string
}

/** By any format; of a file for Word the words that are read back from it. */
export async function readBack(
  record: SessionRecord,
  format: string,
  options: WriteOptions,
): Promise<string> {
  const { bytes, fileName } = await writeRecord(record, format, options)
  if (!fileName.endsWith('.docx')) return new TextDecoder().decode(bytes)
  return (await mammoth.extractRawText({ buffer: Buffer.from(bytes) })).value
}

/** The parts of a file for Word. */
export const xmlParts = (file: Uint8Array): [name: string, xml: string][] =>
  Object.entries(unzipSync(file)).map(([name, bytes]) => [name, strFromU8(bytes)])
