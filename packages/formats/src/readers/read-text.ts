/** Bytes of a file → a Text. Chooses the reader by name, type and bytes; everything else is the reader's own. */
import { type FileReading, type GivenFields, LIMITS, Problem, type Text } from '@lectern/model'
import { makeText } from './make-text.ts'
import type { Reader, ReadOptions, SourceFile } from './reader.ts'

/** A reader whose code comes when the first file of its kind does: most are heavy. */
const later = (about: Omit<Reader, 'read'>, load: () => Promise<Pick<Reader, 'read'>>): Reader => ({
  ...about,
  read: async (bytes, options) => (await load()).read(bytes, options),
})

/** Every import format. */
const BY_NAME = {
  plain: later(
    {
      name: 'plain',
      label: 'Plain text',
      mediaTypes: ['text/plain'],
      extensions: ['.txt', '.text'],
    },
    () => import('./plain.ts'),
  ),
  markdown: later(
    {
      name: 'markdown',
      label: 'Markdown',
      mediaTypes: ['text/markdown', 'text/x-markdown'],
      extensions: ['.md', '.markdown'],
    },
    () => import('./markdown.ts'),
  ),
  html: later(
    {
      name: 'html',
      label: 'Web page',
      mediaTypes: ['text/html', 'application/xhtml+xml'],
      extensions: ['.html', '.htm', '.xhtml'],
    },
    () => import('./html.ts'),
  ),
  docx: later(
    {
      name: 'docx',
      label: 'Word document',
      mediaTypes: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
      extensions: ['.docx', '.docm'],
    },
    () => import('./docx.ts'),
  ),
  epub: later(
    {
      name: 'epub',
      label: 'E-book',
      mediaTypes: ['application/epub+zip'],
      extensions: ['.epub'],
    },
    () => import('./epub.ts'),
  ),
  pdf: later(
    {
      name: 'pdf',
      label: 'PDF',
      mediaTypes: ['application/pdf'],
      extensions: ['.pdf'],
    },
    () => import('./pdf.ts'),
  ),
}
export const READERS: readonly Reader[] = Object.values(BY_NAME)

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
 * @returns the text, and what else the reader has to say of the file
 * @throws Problem `too-large` with the limit in bytes or characters, `unsupported-format`, `unreadable`, `locked`, or
 *   `bad-request` when a field is not valid
 */
export async function readFile(
  file: SourceFile & ReadOptions & { fields?: GivenFields | undefined },
): Promise<{ text: Text } & FileReading> {
  const { bytes, fileName = '', fields = {} } = file
  if (bytes.length === 0)
    throw new Problem('unreadable', 'The file is empty. Choose a file that has words in it.')
  if (bytes.length > LIMITS.uploadBytes) {
    const limit = LIMITS.uploadBytes
    throw new Problem('too-large', `The file has more than ${limit} bytes. Choose a smaller one.`, { limit })
  }
  const { fields: _, ...options } = file
  const { language } = fields
  const reader = chooseReader(file)
  const reading = await reader.read(bytes, { ...options, ...(language && { language }) })
  const { encoding, parts, remarks } = reading
  return {
    text: makeText(reading, fields, baseName(fileName)),
    reader: reader.name,
    ...(encoding && { encoding }),
    ...(parts && { parts }),
    ...(remarks && { remarks }),
  }
}

/** As `readFile`, for those who want the text alone. */
export const readText = async (file: Parameters<typeof readFile>[0]): Promise<Text> =>
  (await readFile(file)).text

/** By what the bytes are; the name and the type only tell kinds of plain characters apart. */
function chooseReader({ bytes, fileName = '', mediaType = '' }: SourceFile): Reader {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  const type = mediaType.split(';')[0]!.trim().toLowerCase()
  const extension = /\.[^.\\/]{1,12}$/.exec(fileName.toLowerCase())?.[0] ?? ''
  if (start.includes('%PDF-')) return BY_NAME.pdf
  if (start.startsWith('PK\u0003\u0004')) return inArchive(bytes)
  const what = SIGNATURES.find(([signature]) => start.startsWith(signature))?.[1]
  if (what) throw unsupported(`This is ${what}, or paste the words instead.`)
  if (
    /^(?:\u00ef\u00bb\u00bf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,500}?-->\s*)*<(?:!doctype\s+html|html|body|article|main|p|div|h1|meta)[\s>]/i.test(
      start,
    )
  )
    return BY_NAME.html
  const named = READERS.find(
    (reader) => reader.extensions.includes(extension) || reader.mediaTypes.includes(type),
  )
  if (named === BY_NAME.docx || named === BY_NAME.pdf || named === BY_NAME.epub) {
    const name = named.label.toLowerCase()
    throw new Problem(
      'unreadable',
      `The file is called a ${name}, but it is none. Open it and save it again, or paste the words instead.`,
    )
  }
  if (named) return named
  if (/^\s*<\?xml/i.test(start) || DATA.includes(extension) || DATA_TYPES.includes(type))
    throw unsupported('This is a file of data. Save it as plain text, or paste the words instead.')
  return BY_NAME.plain
}

const unsupported = (words: string) =>
  new Problem(
    'unsupported-format',
    `${words} Lectern reads ${READERS.map(({ extensions }) => extensions[0]).join(', ')}.`,
  )

/** Which document an archive is: the names of its entries stand in it as they are, also at its end. */
function inArchive(bytes: Uint8Array): Reader {
  const names = Buffer.from(bytes).toString('latin1')
  if (names.includes('word/document.xml')) return BY_NAME.docx
  if (names.includes('META-INF/container.xml')) return BY_NAME.epub
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
