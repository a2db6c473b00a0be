/** Bytes of a file → a Text. Chooses the reader by name, type and bytes; everything else is the reader's own. */
import { type GivenFields, LIMITS, Problem, type Text } from '@lectern/model'
import { docx } from './docx.ts'
import { epub } from './epub.ts'
import { html } from './html.ts'
import { makeText } from './make-text.ts'
import { markdown } from './markdown.ts'
import { pdf } from './pdf.ts'
import { plain } from './plain.ts'
import type { Reader, ReadOptions, SourceFile } from './reader.ts'

/** Every import format. */
export const READERS: readonly Reader[] = [plain, markdown, html, docx, pdf, epub]

/** How files begin that cannot be read. Latin-1 strings. */
const SIGNATURES: [start: string, what: string][] = [
  [
    '\u00d0\u00cf\u0011\u00e0',
    'an old or locked office document. Open it, save it as .docx without a password',
  ],
  ['{\\rtf', 'a rich text file. Open it and save it as .docx'],
  ['\u0089PNG', 'an image. Words in pictures cannot be read'],
  ['\u00ff\u00d8\u00ff', 'an image. Words in pictures cannot be read'],
  ['GIF8', 'an image. Words in pictures cannot be read'],
  ['\u001f\u008b', 'a compressed file. Unpack it first'],
  ['7z\u00bc\u00af', 'a compressed file. Unpack it first'],
  ['Rar!', 'a compressed file. Unpack it first'],
]
/** Text in form, but not words to be read. */
const DATA = ['.xml', '.json', '.csv', '.rtf', '.svg']
const DATA_TYPES = ['text/xml', 'application/xml', 'application/json', 'text/rtf', 'text/csv']

/**
 * Reads a file as a Text.
 * @param file.fields what the sender says about it; goes before what the text says about itself
 * @throws Problem `too-large` with the limit in bytes or characters, `unsupported-format`, `unreadable`, or
 *   `bad-request` when a field is not valid
 */
export async function readText(
  file: SourceFile & ReadOptions & { fields?: GivenFields | undefined },
): Promise<Text> {
  const { bytes, fileName = '', fields = {} } = file
  if (bytes.length === 0)
    throw new Problem('unreadable', 'The file is empty. Choose a file that has words in it.')
  if (bytes.length > LIMITS.uploadBytes) {
    const limit = LIMITS.uploadBytes
    throw new Problem('too-large', `The file has more than ${limit} bytes. Choose a smaller one.`, { limit })
  }
  const { fields: _, ...options } = file
  const language = fields.language
  const reading = await chooseReader(file).read(bytes, { ...options, ...(language && { language }) })
  return makeText(reading, fields, baseName(fileName))
}

/** By what the bytes are; the name and the type only tell kinds of plain characters apart. */
function chooseReader({ bytes, fileName = '', mediaType = '' }: SourceFile): Reader {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  const type = mediaType.split(';')[0]!.trim().toLowerCase()
  const extension = /\.[^.\\/]{1,12}$/.exec(fileName.toLowerCase())?.[0] ?? ''
  if (start.includes('%PDF-')) return pdf
  if (start.startsWith('PK\u0003\u0004')) return inArchive(bytes)
  const what = SIGNATURES.find(([signature]) => start.startsWith(signature))?.[1]
  if (what) throw unsupported(`This is ${what}, or paste the words instead.`)
  if (
    /^(?:\u00ef\u00bb\u00bf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,500}?-->\s*)*<(?:!doctype\s+html|html|body|article|main|p|div|h1|meta)[\s>]/i.test(
      start,
    )
  )
    return html
  const named = READERS.find(
    (reader) => reader.extensions.includes(extension) || reader.mediaTypes.includes(type),
  )
  if (named === docx || named === pdf || named === epub) {
    const name = named.label.toLowerCase()
    throw new Problem(
      'unreadable',
      `The file is called a ${name}, but it is none. Open it and save it again, or paste the words instead.`,
    )
  }
  if (named) return named
  if (/^\s*<\?xml/i.test(start) || DATA.includes(extension) || DATA_TYPES.includes(type))
    throw unsupported('This is a file of data. Save it as plain text, or paste the words instead.')
  return plain
}

const unsupported = (words: string) => new Problem('unsupported-format', words)

/** Which document an archive is: the names of its entries stand in it as they are, also at its end. */
function inArchive(bytes: Uint8Array): Reader {
  const names = Buffer.from(bytes).toString('latin1')
  if (names.includes('word/document.xml')) return docx
  if (names.includes('META-INF/container.xml')) return epub
  throw unsupported(
    'This is an archive, a spreadsheet, a presentation or a document of another program. Save it as .docx or PDF, or paste the words instead.',
  )
}

/** "notes.v2.txt" → "notes.v2"; folders and underscores go. */
function baseName(fileName: string): string {
  const name = fileName.split(/[\\/]/).at(-1)!
  return name
    .replace(/\.[^.]{1,12}$/, '')
    .replaceAll('_', ' ')
    .trim()
}
