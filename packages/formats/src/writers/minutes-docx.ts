/** The minutes as a file for Word, to be handed in or written on: a table of facts, then parts with lists. */
import type { SessionRecord } from '@lectern/model'
import type { IParagraphOptions, IRunOptions, Paragraph } from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { LABELS } from './labels.ts'
import { type Item, minutesForm } from './minutes-form.ts'
import type { Locale, WriteOptions, Writer } from './writer.ts'

export const minutesDocxWriter: Writer = {
  name: 'minutes-docx',
  label: 'Minutes (Word)',
  mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  extension: 'minutes.docx',
  write,
}

/** What every machine with Word has, and LibreOffice finds a like of. */
const FONTS: Record<Locale, { ascii: string; hAnsi: string; eastAsia: string; cs: string }> = {
  en: { ascii: 'Georgia', hAnsi: 'Georgia', eastAsia: 'SimSun', cs: 'Times New Roman' },
  'zh-CN': { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: 'SimSun', cs: 'Times New Roman' },
}
const INK = '1F2328'
const QUIET = '5B616A'
const LINE = { style: 'single', size: 4, color: 'BFC4CA' } as const
/** Twentieths of a point: A4 with margins of 2.54 cm leaves 9026 between them. */
const COLUMNS = [2100, 6926] as const

async function write(record: SessionRecord, options: WriteOptions): Promise<Uint8Array> {
  // Only who asks for a file of Word waits for what makes it.
  const docx = await import('docx')
  const { locale } = options
  const { kind, title, theme, facts, parts, none } = minutesForm(record, options)
  const { colon, comma } = LABELS[locale]
  const paragraph = (words: readonly IRunOptions[], more: IParagraphOptions = {}): Paragraph =>
    new docx.Paragraph({
      ...more,
      ...(isRightToLeft(words) && { bidirectional: true }),
      children: words.map((run) => new docx.TextRun({ ...run, rightToLeft: isRightToLeft([run]) })),
    })
  const heading = (text: string) => paragraph([{ text }], { heading: docx.HeadingLevel.HEADING_2 })
  const cell = (at: 0 | 1, words: IRunOptions) =>
    new docx.TableCell({
      width: { size: COLUMNS[at], type: docx.WidthType.DXA },
      margins: { top: 60, bottom: 60, left: 100, right: 100 },
      children: [paragraph([words])],
    })
  const table = new docx.Table({
    columnWidths: [...COLUMNS],
    width: { size: COLUMNS[0] + COLUMNS[1], type: docx.WidthType.DXA },
    borders: {
      top: LINE,
      bottom: LINE,
      left: LINE,
      right: LINE,
      insideHorizontal: LINE,
      insideVertical: LINE,
    },
    rows: facts.map(
      ({ label, value }) =>
        new docx.TableRow({
          cantSplit: true,
          children: [cell(0, { text: label, color: QUIET }), cell(1, { text: value })],
        }),
    ),
  })
  const document = new docx.Document({
    title: kind + colon + title,
    creator: 'Lectern',
    lastModifiedBy: 'Lectern',
    styles: {
      default: {
        document: {
          run: {
            font: FONTS[locale],
            size: 22,
            color: INK,
            language: { value: locale === 'en' ? 'en-GB' : locale, eastAsia: 'zh-CN' },
          },
          paragraph: { spacing: { after: 80, line: 300, lineRule: 'auto' } },
        },
        title: {
          run: { size: 36, bold: true },
          paragraph: { spacing: { before: 40, after: 120, line: 276, lineRule: 'auto' } },
        },
        heading2: {
          run: { size: 26, bold: true, color: INK },
          paragraph: { spacing: { before: 320, after: 100 }, keepNext: true },
        },
      },
    },
    sections: [
      {
        properties: { page: { size: { width: 11_906, height: 16_838 } } },
        footers: { default: new docx.Footer({ children: [pageNumber(docx)] }) },
        children: [
          paragraph([{ text: kind, color: QUIET }]),
          paragraph([{ text: title }], { heading: docx.HeadingLevel.TITLE }),
          ...(theme === undefined ? [] : [paragraph([{ text: theme }], { spacing: { after: 200 } })]),
          table,
          ...parts.flatMap(({ heading: words, items }) => [
            heading(words),
            ...(items.length === 0
              ? [paragraph([{ text: none, color: QUIET }])]
              : items.flatMap((item) => itemParagraphs(item, comma, paragraph))),
          ]),
        ],
      },
    ],
  })
  return sameBytes(new Uint8Array(await docx.Packer.toArrayBuffer(document)), record.takenAt)
}

const pageNumber = (docx: typeof import('docx')) =>
  new docx.Paragraph({
    alignment: docx.AlignmentType.CENTER,
    children: [
      new docx.TextRun({
        color: QUIET,
        size: 18,
        children: [docx.PageNumber.CURRENT, ' / ', docx.PageNumber.TOTAL_PAGES],
      }),
    ],
  })

/** The first paragraph has the bullet, the others stand under it. */
function itemParagraphs(
  { lead, words, isQuiet, facts = [] }: Item,
  comma: string,
  paragraph: (words: readonly IRunOptions[], more?: IParagraphOptions) => Paragraph,
): Paragraph[] {
  const tail = facts.map(({ label, value }) => ({ text: `${comma}${label && `${label} `}${value}` }))
  return words.map((text, at) =>
    paragraph(
      [
        ...(at === 0 && lead !== undefined ? [{ text: `${lead} `, bold: true }] : []),
        { text, ...(isQuiet && { color: QUIET }) },
        ...(at === words.length - 1 ? tail : []),
      ],
      at === 0 ? { bullet: { level: 0 } } : { indent: { left: 720 } },
    ),
  )
}

/** By the first letter that has a direction (https://www.unicode.org/reports/tr9/#P2). */
function isRightToLeft(words: readonly IRunOptions[]): boolean {
  const first = /\p{L}/u.exec(words.map(({ text = '' }) => text).join(''))?.[0]
  return (
    first !== undefined &&
    /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u.test(first)
  )
}

/** The oldest time an archive can hold, by the clock of wherever it is written: so it is the same everywhere. */
const OLDEST = new Date(1980, 0, 1)

/** The library dates the file and its entries by the clock; here the file is as old as the Record and its entries have no age, so that the same one gives the same file. */
function sameBytes(file: Uint8Array, takenAt: string): Uint8Array {
  const entries = unzipSync(file)
  const core = 'docProps/core.xml'
  const dated = strFromU8(entries[core]!).replace(
    /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g,
    `$1${takenAt}`,
  )
  return zipSync({ ...entries, [core]: strToU8(dated) }, { mtime: OLDEST })
}
