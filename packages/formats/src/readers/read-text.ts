/** Bytes of a file → a Text. Chooses the reader by name, type and bytes; everything else is the reader's own. */
import { type GivenFields, LIMITS, Problem, type Text } from '@lectern/model'
import { makeText } from './make-text.ts'
import { plain } from './plain.ts'
import type { Reader, SourceFile } from './reader.ts'

/** Every import format. */
export const READERS: readonly Reader[] = [plain]

/** How files begin that are often taken for text. Latin-1 strings. */
const SIGNATURES: [start: string, what: string][] = [
  ['%PDF-', 'a PDF file'],
  ['PK\u0003\u0004', 'an office document, e-book or archive'],
  ['\u00d0\u00cf\u0011\u00e0', 'an old office document'],
  ['{\\rtf', 'a rich text file'],
  ['\u0089PNG', 'an image'],
  ['\u00ff\u00d8\u00ff', 'an image'],
  ['GIF8', 'an image'],
  ['\u001f\u008b', 'a compressed file'],
]
/** Text in form, but not words to be read. */
const MARKUP = ['.html', '.htm', '.xhtml', '.xml', '.rtf', '.json', '.csv']
const MARKUP_TYPES = [
  'text/html',
  'application/xhtml+xml',
  'text/xml',
  'application/xml',
  'application/json',
  'text/rtf',
]

/**
 * Reads a file as a Text.
 * @param file.fields what the sender says about it; goes before what the text says about itself
 * @throws Problem `too-large` with the limit in bytes or characters, `unsupported-format`, `unreadable`, or
 *   `bad-request` when a field is not valid
 */
export async function readText(file: SourceFile & { fields?: GivenFields | undefined }): Promise<Text> {
  const { bytes, fileName = '', fields = {} } = file
  if (bytes.length === 0)
    throw new Problem('unreadable', 'The file is empty. Choose a file that has words in it.')
  if (bytes.length > LIMITS.uploadBytes) {
    const limit = LIMITS.uploadBytes
    throw new Problem('too-large', `The file has more than ${limit} bytes. Choose a smaller one.`, { limit })
  }
  const segmented = await chooseReader(file).read(bytes, { language: fields.language })
  return makeText(segmented, fields, baseName(fileName))
}

function chooseReader({ bytes, fileName = '', mediaType = '' }: SourceFile): Reader {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  const type = mediaType.split(';')[0]!.trim().toLowerCase()
  const extension = /\.[^.\\/]{1,12}$/.exec(fileName.toLowerCase())?.[0] ?? ''
  const what =
    SIGNATURES.find(([signature]) => start.startsWith(signature))?.[1] ??
    (/^\s*<(?:!doctype|html|\?xml)/i.test(start) || MARKUP.includes(extension) || MARKUP_TYPES.includes(type)
      ? 'a file of marked-up data'
      : undefined)
  if (what) {
    const known = READERS.flatMap((reader) => reader.extensions).join(', ')
    throw new Problem(
      'unsupported-format',
      `This is ${what}, which cannot be read yet. Save it as plain text (${known}), or paste the words instead.`,
    )
  }
  const named = READERS.find(
    (reader) => reader.extensions.includes(extension) || reader.mediaTypes.includes(type),
  )
  return named ?? plain
}

/** "notes.v2.txt" → "notes.v2"; folders and underscores go. */
function baseName(fileName: string): string {
  const name = fileName.split(/[\\/]/).at(-1)!
  return name
    .replace(/\.[^.]{1,12}$/, '')
    .replaceAll('_', ' ')
    .trim()
}
