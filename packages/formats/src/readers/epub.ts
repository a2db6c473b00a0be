/**
 * E-books (https://www.w3.org/TR/epub-33/): the documents of the spine in their order, chapters by the table of contents, pages of the
 * printed book where the e-book says them.
 */
import { Problem } from '@lectern/model'
import { compose, type StatedBlock } from '@lectern/text'
import { bodyOf, parseMarkup } from './html.ts'
import { isNote, markup, walk } from './markup.ts'
import type { Reader } from './reader.ts'
import { languageOf } from './language.ts'
import { type Archive, entryOf, unpack, xmlOf } from './unpack.ts'

export const read: Reader['read'] = async (bytes, { language, parts: chosen, onProgress }) => {
  const archive = unpack(bytes, (name) => /\.(xml|opf|ncx|x?html?)$|^mimetype$/i.test(name))
  if (
    archive.has('META-INF/rights.xml') ||
    /EncryptedData/.test(
      archive.has('META-INF/encryption.xml')
        ? entryOf(archive, 'META-INF/encryption.xml').replaceAll(
            /<[\w:]*EncryptedData[\s\S]*?(?:\.otf|\.ttf|\.woff2?)["'][\s\S]*?<\/[\w:]*EncryptedData>/g,
            '',
          )
        : '',
    )
  ) {
    throw new Problem('locked', 'This book is protected against copying. Choose one without protection.')
  }
  const book = bookOf(archive)
  const titles = contentsOf(archive, book)
  const parts: { title: string; words: number }[] = []
  const blocks: StatedBlock[] = []
  for (const [index, path] of book.spine.entries()) {
    onProgress?.(index / book.spine.length)
    const read = readPart(archive, path, titles)
    parts.push({ title: titles.get(path) ?? firstWords(read), words: wordCount(read) })
    if (!chosen || chosen.includes(index)) blocks.push(...read)
  }
  const known = language ?? languageOf(blocks.map(({ text }) => text).join('\n'), book.language)
  return { ...compose(blocks, { language: known, fields: book.fields }), language: known, parts }
}

type Book = {
  spine: string[]
  language: string | undefined
  fields: { title?: string; byline?: string; published?: string }
  contents: { path: string; kind: 'nav' | 'ncx' } | undefined
}

/** By local name: prefixes are the publisher's choice. */
const all = (root: Document | Element, name: string) =>
  [...root.querySelectorAll('*')].filter((element) => element.localName.replace(/^.*:/, '') === name)

function bookOf(archive: Archive): Book {
  const opf = all(xmlOf(archive, 'META-INF/container.xml'), 'rootfile')[0]?.getAttribute('full-path')
  if (!opf) throw new Problem('unreadable', 'The book does not say where its contents are. It is damaged.')
  const pack = xmlOf(archive, opf)
  const items = new Map(all(pack, 'item').map((item) => [item.getAttribute('id') ?? '', item]))
  const pathOf = (item: Element | undefined) => resolve(opf, item?.getAttribute('href') ?? '')
  const spine = all(pack, 'itemref').flatMap((ref) => {
    const path = pathOf(items.get(ref.getAttribute('idref') ?? ''))
    return archive.has(path) ? path : []
  })
  if (spine.length === 0) throw new Problem('unreadable', 'The book has no pages that can be read.')
  const said = (name: string) => all(pack, name)[0]?.textContent?.trim()
  const nav = [...items.values()].find((item) => item.getAttribute('properties')?.split(' ').includes('nav'))
  const ncx = [...items.values()].find(
    (item) => item.getAttribute('media-type') === 'application/x-dtbncx+xml',
  )
  const contents = nav
    ? { path: pathOf(nav), kind: 'nav' as const }
    : ncx
      ? { path: pathOf(ncx), kind: 'ncx' as const }
      : undefined
  const [title, byline, published] = [
    said('title'),
    said('creator'),
    /^\d{4}-\d\d-\d\d/.exec(said('date') ?? '')?.[0],
  ]
  return {
    spine: [...new Set(spine)],
    language: said('language'),
    fields: { ...(title && { title }), ...(byline && { byline }), ...(published && { published }) },
    contents: contents && archive.has(contents.path) ? contents : undefined,
  }
}

/** A path within the archive; one that leads out of it names nothing that is there. */
function resolve(from: string, href: string): string {
  try {
    const { pathname } = new URL(href, `file:///${from.split('/').map(encodeURIComponent).join('/')}`)
    return decodeURIComponent(pathname.slice(1))
  } catch {
    return ''
  }
}

/** Titles of the table of contents by what they point at: a document, or a place in one (`path#id`). */
function contentsOf(archive: Archive, { contents }: Book): Map<string, string> {
  const titles = new Map<string, string>()
  if (!contents) return titles
  const keep = (href: string | null, title: string | null | undefined) => {
    const [file, id] = (href ?? '').split('#')
    const path = resolve(contents.path, file!)
    const words = title?.replaceAll(/\s+/g, ' ').trim()
    if (!words) return
    if (!titles.has(path)) titles.set(path, words)
    if (id) titles.set(`${path}#${id}`, words)
  }
  if (contents.kind === 'nav') {
    const document = parseMarkup(entryOf(archive, contents.path))
    const nav = [...document.querySelectorAll('nav')].find((one) =>
      /toc/.test(one.getAttribute('epub:type') ?? 'toc'),
    )
    for (const link of nav?.querySelectorAll('a[href]') ?? [])
      keep(link.getAttribute('href'), link.textContent)
  } else {
    for (const point of all(xmlOf(archive, contents.path), 'navPoint')) {
      keep(all(point, 'content')[0]?.getAttribute('src') ?? null, all(point, 'text')[0]?.textContent)
    }
  }
  return titles
}

/** A table of contents among the pages is for turning them. */
const excluded = (element: Element) => (element.localName === 'nav' ? ('contents' as const) : undefined)

function readPart(archive: Archive, path: string, titles: ReadonlyMap<string, string>): StatedBlock[] {
  const document = parseMarkup(entryOf(archive, path))
  const body = bodyOf(document)
  const put = (element: Element, mark: string) =>
    element.insertBefore(document.createTextNode(mark), element.firstChild)
  for (const one of body.querySelectorAll('[epub\\:type~="pagebreak"], [role="doc-pagebreak"]')) {
    const label = (
      one.getAttribute('title') ??
      one.getAttribute('aria-label') ??
      one.textContent ??
      ''
    ).trim()
    one.textContent = ''
    if (label) put(one, markup('page', label))
  }
  for (const [place, title] of titles) {
    if (!place.startsWith(`${path}#`)) continue
    const element = document.getElementById(place.slice(path.length + 1))
    if (element) put(element, markup('chapter', title))
  }
  const whole = titles.get(path)
  if (whole && ![...titles.keys()].some((key) => key.startsWith(`${path}#`) && titles.get(key) === whole))
    put(body, markup('chapter', whole))
  return walk(body, { note: isNote, excluded })
}

const firstWords = (blocks: readonly StatedBlock[]) =>
  (
    blocks.find(({ kind, text }) => kind === 'heading' && text) ?? blocks.find(({ text }) => text)
  )?.text.slice(0, 80) ?? ''
const wordCount = (blocks: readonly StatedBlock[]) =>
  blocks.reduce((sum, { text }) => sum + (text.match(/\S+/g)?.length ?? 0), 0)
