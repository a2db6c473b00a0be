/**
 * PDF: what is drawn on pages becomes lines, by tags (pdf-parts.ts) or by places (pdf-lines.ts), and these become blocks (pdf-blocks.ts).
 * This file opens the document, asks for a password, and reads what the document says itself: title, page labels, tags. Nothing is drawn,
 * no script runs.
 */
import { LIMITS, Problem } from '@lectern/model'
import { compose, withSeenHeadings } from '@lectern/text'
import { lengthOf, linesOf, type Piece } from './pdf-lines.ts'
import { linesOfParts } from './pdf-parts.ts'
import { placesOf } from './pdf-tags.ts'
import { blocksOf } from './pdf-blocks.ts'
import { languageOf } from './language.ts'
import { tooLong } from './make-text.ts'
import { withoutMarks } from './markup.ts'
import type { Reader } from './reader.ts'

const MOST_PAGES = 2_000

export const read: Reader['read'] = async (bytes, { language, password, onProgress }) => {
  // Heavy, and only for those who bring a PDF.
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const loading = getDocument({
    data: new Uint8Array(bytes),
    ...(password !== undefined && { password }),
    useSystemFonts: false,
    disableFontFace: true,
    useWasm: false,
    stopAtErrors: false,
    verbosity: 0,
  })
  const document = await loading.promise.catch((error: unknown) => {
    throw problemOf(error, password)
  })
  try {
    if (document.numPages > MOST_PAGES)
      throw new Problem('too-large', `The file has more than ${MOST_PAGES} pages. Split it.`, {
        limit: MOST_PAGES,
      })
    const labels = await document.getPageLabels().catch(() => null)
    const drawn: Piece[][] = []
    let [length, empty] = [0, 0]
    for (let number = 1; number <= document.numPages; number++) {
      onProgress?.((number - 1) / document.numPages)
      const pieces = await piecesOf(document, number)
      length += lengthOf(pieces)
      if (length > 2 * LIMITS.textCharacters) throw tooLong()
      if (pieces.length === 0) empty++
      drawn.push(pieces)
    }
    if (length === 0)
      throw new Problem(
        'unreadable',
        'The pages of this file are pictures without words. Let a program recognise the text (OCR) and save it again.',
      )
    const pages = drawn.map(isTagged(drawn) ? linesOfParts : linesOf)
    const names = pages.map((_, index) => labels?.[index]?.trim() || String(index + 1))
    const blocks = blocksOf(pages, names)
    const words = blocks.map(({ text }) => text).join('\n')
    const known = language ?? languageOf(words, await statedLanguage(document))
    return {
      language: known,
      ...compose(withSeenHeadings(blocks, known), { language: known, fields: await fieldsOf(document) }),
      ...(empty > 0 && { remarks: [`${empty} of ${document.numPages} pages are pictures without words.`] }),
    }
  } catch (error) {
    throw problemOf(error, password)
  } finally {
    await loading.destroy()
  }
}

/** Whether nearly all words say where they belong, and say more than where their line does. */
function isTagged(pages: readonly (readonly Piece[])[]): boolean {
  const text = pages.flat().filter(({ artifact }) => !artifact)
  if (lengthOf(text.filter(({ place }) => place)) < 0.95 * lengthOf(text)) return false
  const parts = [...Map.groupBy(text, ({ place }) => place?.part).values()]
  const cut = parts.filter((own, i) => {
    const next = parts[i + 1]?.[0]
    return (
      next?.place?.part.kind === 'paragraph' &&
      /\p{Ll}\s*$/u.test(own.at(-1)!.words) &&
      /^\s*\p{Ll}/u.test(next.words)
    )
  })
  return cut.length < 0.2 * parts.length
}

type Loaded = Awaited<ReturnType<typeof import('pdfjs-dist/legacy/build/pdf.mjs').getDocument>['promise']>

function problemOf(error: unknown, password: string | undefined): Problem {
  if (error instanceof Problem) return error
  if (error instanceof Error && error.name === 'PasswordException') {
    return new Problem(
      'locked',
      password === undefined
        ? 'The file is locked. Type its password.'
        : 'This is not the password. Try again.',
    )
  }
  return new Problem(
    'unreadable',
    'The file is cut off or damaged. Open it in a PDF program and save it again.',
  )
}

async function piecesOf(document: Loaded, number: number): Promise<Piece[]> {
  const page = await document.getPage(number)
  const [{ items }, tree] = await Promise.all([
    page.getTextContent({ includeMarkedContent: true }),
    page.getStructTree().catch(() => null),
  ])
  const places = tree ? placesOf(tree) : undefined
  const bold = await boldFonts(page, items)
  const pieces: Piece[] = []
  const inside: { id: string | undefined; artifact: boolean }[] = []
  const top = page.view[3]!
  for (const item of items) {
    if ('type' in item) {
      if (item.type === 'endMarkedContent') inside.pop()
      else inside.push({ id: item.id, artifact: (item as { tag?: string }).tag === 'Artifact' })
      continue
    }
    const words = withoutMarks(item.str).replaceAll('\0', '')
    if (!words.trim()) continue
    const [a, b, , d, x, y] = item.transform as [number, number, number, number, number, number]
    // Words that run up or down the page are labels of pictures, or a watermark.
    if (Math.abs(b) > Math.abs(a)) continue
    const place = inside.map(({ id }) => id && places?.get(id)).findLast(Boolean)
    const artifact = inside.some((one) => one.artifact)
    pieces.push({
      words,
      x,
      y: top - y,
      width: item.width,
      size: Math.abs(d) || item.height,
      bold: bold.has(item.fontName),
      rtl: item.dir === 'rtl',
      ...(place && { place }),
      ...(artifact && { artifact }),
    })
  }
  page.cleanup()
  return pieces
}

/** Names of the page's fonts that are bold. Only known once the page's operators have been read. */
async function boldFonts(
  page: Awaited<ReturnType<Loaded['getPage']>>,
  items: readonly object[],
): Promise<Set<string>> {
  const names = new Set(items.flatMap((item) => ('fontName' in item ? [item.fontName as string] : [])))
  if (names.size < 2) return new Set()
  await page.getOperatorList().catch(() => undefined)
  return new Set(
    [...names].filter((name) => {
      const font = page.commonObjs.has(name)
        ? (page.commonObjs.get(name) as { name?: string; bold?: boolean; black?: boolean })
        : undefined
      return font?.bold || font?.black || /bold|black|heavy|semibold|hei\b/i.test(font?.name ?? '')
    }),
  )
}

async function statedLanguage(document: Loaded): Promise<string | undefined> {
  const { info } = await document.getMetadata().catch(() => ({ info: {} }))
  const stated = (info as { Language?: unknown }).Language
  return typeof stated === 'string' ? stated : undefined
}

const said = (value: unknown) => (typeof value === 'string' && value.trim() ? value.trim() : undefined)

async function fieldsOf(document: Loaded) {
  const { info } = await document.getMetadata().catch(() => ({ info: {} }))
  const { Title: title, Author: author } = info as { Title?: unknown; Author?: unknown }
  // What a program puts there when nobody said anything is a file's name.
  const isName = /\.(docx?|pdf|indd|tex|odt|rtf|pptx?)$|^(microsoft word|untitled|document)/i
  const [known, byline] = [said(title), said(author)]
  return { ...(known && !isName.test(known) && { title: known }), ...(byline && { byline }) }
}
