/** Files that were made to do harm, or are broken: made here, so that nobody keeps them. Each comes with the sentence that is expected. */
import { deflateSync, strToU8, zipSync } from 'fflate'

export type Hostile = { fileName: string; bytes: () => Uint8Array; code: string; says: RegExp }

const CONTENT_TYPES =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
const RELS =
  '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'

/** A Word document around the XML of its body. @param more entries beside it */
export const wordFile = (body: string, more: Record<string, Uint8Array> = {}, head = '') =>
  zipSync(
    {
      '[Content_Types].xml': strToU8(CONTENT_TYPES),
      '_rels/.rels': strToU8(RELS),
      'word/document.xml': strToU8(
        `<?xml version="1.0"?>${head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
      ),
      ...more,
    },
    { level: 1 },
  )
export const wordParagraph = (words: string) => `<w:p><w:r><w:t>${words}</w:t></w:r></w:p>`

/** An e-book of documents by their names. */
export const book = (documents: Record<string, string>, more: Record<string, Uint8Array> = {}) => {
  const names = Object.keys(documents)
  const items = names.map((name, n) => `<item id="i${n}" href="${name}" media-type="application/xhtml+xml"/>`)
  return zipSync({
    mimetype: strToU8('application/epub+zip'),
    'META-INF/container.xml': strToU8(
      '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>',
    ),
    'book.opf': strToU8(
      `<?xml version="1.0"?><package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>On Rivers</dc:title><dc:language>en</dc:language></metadata><manifest>${items.join('')}</manifest><spine>${names.map((_, n) => `<itemref idref="i${n}"/>`).join('')}</spine></package>`,
    ),
    ...Object.fromEntries(names.map((name) => [name, strToU8(documents[name]!)])),
    ...more,
  })
}

/** A PDF of numbered objects, with the table where each stands. */
export function pdfFile(objects: string[], trailer = '/Root 1 0 R'): Uint8Array {
  let out = '%PDF-1.7\n'
  const places = objects.map((object, index) => {
    const at = out.length
    out += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const table = out.length
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`
  out += `trailer\n<< /Size ${objects.length + 1} ${trailer} >>\nstartxref\n${table}\n%%EOF\n`
  return new Uint8Array(Buffer.from(out, 'latin1'))
}
const page = (content: string) => [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>',
  '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  content,
]
const stream = (content: string) => `<< /Length ${content.length} >>\nstream\n${content}\nendstream`
export const smallPdf = (words = 'They run.') =>
  pdfFile(page(stream(`BT /F1 12 Tf 72 700 Td (${words}) Tj ET`)))

/** The same words, with tags: the first stands under the root, as object 7. */
export function taggedPdf(tags: readonly string[]): Uint8Array {
  const [, pages, one, font, content] = page(
    stream('/P << /MCID 0 >> BDC BT /F1 12 Tf 72 700 Td (They run.) Tj ET EMC'),
  )
  return pdfFile([
    '<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 6 0 R /MarkInfo << /Marked true >> >>',
    pages!,
    one!.replace('/Parent', '/StructParents 0 /Parent'),
    font!,
    content!,
    '<< /Type /StructTreeRoot /K 7 0 R /ParentTree << /Nums [0 [7 0 R]] >> >>',
    ...tags,
  ])
}

const zeros = (megabytes: number) => new Uint8Array(megabytes * 1024 * 1024)

export const HOSTILE: Record<string, Hostile> = {
  'a bomb: a Word document of 40 kB that is 40 MB': {
    fileName: 'bomb.docx',
    bytes: () => wordFile(wordParagraph('x'), { 'word/styles.xml': zeros(40) }),
    code: 'too-large',
    says: /far more in it|more than 200 MB/,
  },
  'a bomb in many pieces': {
    fileName: 'pieces.docx',
    bytes: () =>
      wordFile(
        wordParagraph('x'),
        Object.fromEntries(Array.from({ length: 260 }, (_, n) => [`word/part${n}.xml`, zeros(0.9)])),
      ),
    code: 'too-large',
    says: /more than 200 MB/,
  },
  'an archive of three thousand files': {
    fileName: 'many.epub',
    bytes: () =>
      book(
        { 'a.xhtml': '<p>x</p>' },
        Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`${n}.css`, strToU8('x')])),
      ),
    code: 'too-large',
    says: /more than 2 000 files/,
  },
  'an archive in an archive in an archive': {
    fileName: 'nested.zip',
    bytes: () => zipSync({ 'a.zip': zipSync({ 'b.zip': zipSync({ 'c.txt': zeros(10) }) }) }),
    code: 'unsupported-format',
    says: /archive/,
  },
  'entities that multiply': {
    fileName: 'laughs.docx',
    bytes: () =>
      wordFile(
        wordParagraph('&c;'),
        {},
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
      ),
    code: 'unreadable',
    says: /entities/,
  },
  'an entity that is a file of the server': {
    fileName: 'passwd.epub',
    bytes: () =>
      book({
        'a.xhtml':
          '<!DOCTYPE html [<!ENTITY f SYSTEM "file:///etc/passwd">]><html><body><p>&f;</p></body></html>',
      }),
    code: 'unreadable',
    says: /entities/,
  },
  'a page of a million levels': {
    fileName: 'deep.html',
    bytes: () => strToU8(`<!doctype html>${'<div>'.repeat(1_000_000)}x`),
    code: 'unreadable',
    says: /levels deep/,
  },
  'a page of a million elements': {
    fileName: 'wide.html',
    bytes: () => strToU8(`<!doctype html>${'<p>x</p>'.repeat(1_000_000)}`),
    code: 'unreadable',
    says: /elements/,
  },
  'Markdown that is nested ten thousand times': {
    fileName: 'deep.md',
    bytes: () => strToU8(`${'> '.repeat(10_000)}x`),
    code: 'unreadable',
    says: /levels deep|damaged/,
  },
  'a PDF whose pages are their own parents': {
    fileName: 'circle.pdf',
    bytes: () =>
      pdfFile([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>',
      ]),
    code: 'unreadable',
    says: /damaged|pictures without words/,
  },
  'a PDF that is cut off': {
    fileName: 'cut.pdf',
    bytes: () => smallPdf().subarray(0, 220),
    code: 'unreadable',
    says: /cut off or damaged|pictures without words/,
  },
  'a PDF of pictures': {
    fileName: 'scan.pdf',
    bytes: () => pdfFile(page(stream('0 0 100 100 re f'))),
    code: 'unreadable',
    says: /pictures without words/,
  },
  'a PDF with a stream that becomes a thousand times as long': {
    fileName: 'stream.pdf',
    bytes: () => {
      const packed = Buffer.from(deflateSync(zeros(60), { level: 9 })).toString('latin1')
      const content = `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n${packed}\nendstream`
      return pdfFile(page(content))
    },
    code: 'too-large|unreadable',
    says: /./,
  },
  'a Word document that is cut off': {
    fileName: 'cut.docx',
    bytes: () => wordFile(wordParagraph('They run. '.repeat(5_000))).subarray(0, 500),
    code: 'unreadable',
    says: /cut off or damaged|lacks a part|is none|archive/,
  },
  'a Word document that is encrypted': {
    fileName: 'locked.docx',
    bytes: () =>
      new Uint8Array(Buffer.from('d0cf11e0a1b11ae1EncryptedPackage', 'latin1').fill(0)).map(
        (_, n) => [0xd0, 0xcf, 0x11, 0xe0][n] ?? 0,
      ),
    code: 'unsupported-format',
    says: /old or locked office document/,
  },
  'an archive with a locked entry': {
    fileName: 'locked.epub',
    bytes: () => {
      const bytes = book({ 'a.xhtml': '<p>x</p>' })
      bytes[6]! |= 1
      return bytes
    },
    code: 'locked',
    says: /password/,
  },
  'two hundred megabytes of text': {
    fileName: 'long.txt',
    bytes: () => new Uint8Array(200 * 1024 * 1024).fill(97),
    code: 'too-large',
    says: /more than 20971520 bytes/,
  },
  'more words than a text can have': {
    fileName: 'long.html',
    bytes: () => strToU8(`<!doctype html><p>${'They run. '.repeat(300_000)}`),
    code: 'too-large',
    says: /more than 2000000 characters/,
  },
  'a picture that is called a text': {
    fileName: 'words.txt',
    bytes: () => new Uint8Array(Buffer.from('\u0089PNG\r\n\u001a\n\0\0\0', 'latin1')),
    code: 'unsupported-format',
    says: /image/,
  },
  'a program that is called a text': {
    fileName: 'program.txt',
    bytes: () => Uint8Array.from({ length: 20_000 }, (_, n) => (n * n * 31 + (n >> 3) * 17) % 256),
    code: 'unreadable',
    says: /binary data|encoding/,
  },
}
