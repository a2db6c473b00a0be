/**
 * Word documents (ECMA-376): headings, lists, tables, quotations and footnotes as the library makes them markup; pages and comments by
 * marks that are put into the words beforehand, as the library has no places for them.
 */
import { Problem } from '@lectern/model'
import { compose, type Remarked, withSeenHeadings } from '@lectern/text'
import { strToU8, zipSync } from 'fflate'
import mammoth from 'mammoth'
import { bodyOf, parseMarkup } from './html.ts'
import { languageOf } from './language.ts'
import { markup, walk, withoutMarks } from './markup.ts'
import type { Reader } from './reader.ts'
import { type Archive, entryOf, unpack, xmlOf } from './unpack.ts'

const MAIN = 'word/document.xml'

/** Styles that mean something, by their names in English and by their ids. Word's own headings are known to the library. */
const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  "p[style-name='Block Text'] => blockquote > p:fresh",
  "p[style-name='Quotations'] => blockquote > p:fresh",
  "p[style-name='Source Code'] => pre:separator('\\n')",
]

export const read: Reader['read'] = async (bytes, { language }) => {
  // Of pictures, fonts and macros nothing is needed.
  const archive = unpack(bytes, (name) => /\.(xml|rels)$/.test(name))
  const main = entryOf(archive, MAIN)
  for (const name of archive.keys()) entryOf(archive, name)
  const marked: Record<string, Uint8Array> = Object.fromEntries(archive)
  marked[MAIN] = strToU8(withMarks(main))
  const { value } = await mammoth
    .convertToHtml(
      { buffer: Buffer.from(zipSync(marked, { level: 0 })) },
      {
        styleMap: [...STYLES, ...ownHeadings(stylesOf(archive))],
        convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
        externalFileAccess: false,
      },
    )
    .catch((error: unknown) => {
      if (error instanceof Problem) throw error
      throw new Problem('unreadable', 'This is no Word document that can be read. Save it again as .docx.')
    })
  const document = parseMarkup(value, 'marked')
  for (const back of document.querySelectorAll('a[href^="#footnote-ref"], a[href^="#endnote-ref"]'))
    back.remove()
  const blocks = walk(bodyOf(document), { note: (element) => /^(foot|end)note-\d+$/.test(element.id) })
  const words = blocks.map(({ text }) => text).join('\n')
  const known = language ?? languageOf(words, statedLanguage(stylesOf(archive)))
  const composed = compose(withSeenHeadings(blocks, known), {
    language: known,
    fields: fieldsOf(archive),
    comments: commentsOf(archive),
  })
  return { ...composed, language: known }
}

const stylesOf = (archive: Archive) =>
  archive.has('word/styles.xml') ? entryOf(archive, 'word/styles.xml') : ''

/** What Word takes words for that say nothing else. */
const statedLanguage = (styles: string) =>
  /<w:docDefaults>[\s\S]*?<w:lang\s[^>]*?w:val="([^"]+)"/.exec(styles)?.[1]

const run = (mark: string) => `<w:r><w:t xml:space="preserve">${mark}</w:t></w:r>`

/** Runs that say where pages and comments begin and end. Page breaks as Word laid them out when it last saved. */
function withMarks(xml: string): string {
  let page = 1
  const body = withoutMarks(xml)
    .replaceAll(
      /<w:comment(Range(?:Start|End)|Reference)\b[^>]*?\bw:id="(\d+)"[^>]*?(?:\/>|>\s*<\/w:comment(?:Range(?:Start|End)|Reference)>)/g,
      (whole, what: string, id: string) =>
        what === 'Reference'
          ? whole
          : run(markup(what === 'RangeStart' ? 'comment-start' : 'comment-end', id)),
    )
    // Within a run: its text goes on after the mark.
    .replaceAll(
      /<w:lastRenderedPageBreak\s*\/>/g,
      () => `<w:t xml:space="preserve">${markup('page', String(++page))}</w:t>`,
    )
    // A paragraph that says itself which level of the outline it is, whatever its style is called.
    .replaceAll(
      /<w:pPr>(?:(?!<\/w:pPr>)[\s\S])*?<w:outlineLvl w:val="([0-5])"\/>[\s\S]*?<\/w:pPr>/g,
      (_, level) => headed(Number(level) + 1),
    )
  // Where Word has left no page, nothing is known of pages.
  if (page === 1) return body
  return body.replace(/<w:body>/, `<w:body><w:p>${run(markup('page', '1'))}</w:p>`)
}

/** Names of heading styles as the library knows them. */
const headed = (level: number) => `<w:pPr><w:pStyle w:val="Heading${level}"/></w:pPr>`

/** Styles of the document's own that are levels of its outline. */
function ownHeadings(styles: string): string[] {
  return [...styles.matchAll(/<w:style\b[^>]*w:styleId="(\w{1,80})"[^>]*>([\s\S]*?)<\/w:style>/g)].flatMap(
    ([, id, style]) => {
      const level = /<w:outlineLvl w:val="([0-5])"\/>/.exec(style!)?.[1]
      return level ? `p.${id} => h${Number(level) + 1}:fresh` : []
    },
  )
}

/** Title and dates of `docProps/core.xml`. */
function fieldsOf(archive: Archive) {
  const core = archive.has('docProps/core.xml') ? xmlOf(archive, 'docProps/core.xml') : undefined
  const of = (name: string) => core?.getElementsByTagName(name)[0]?.textContent?.trim().slice(0, 500)
  const [title, byline] = [of('dc:title'), of('dc:creator')]
  return { ...(title && { title }), ...(byline && { byline }) }
}

/** Comments by id, with their answers (commentsExtended.xml: https://learn.microsoft.com/openspecs/office_standards/ms-docx). */
function commentsOf(archive: Archive): Map<string, Remarked> {
  if (!archive.has('word/comments.xml')) return new Map()
  const all = [...xmlOf(archive, 'word/comments.xml').getElementsByTagName('w:comment')].map((comment) => {
    const paragraphs = [...comment.getElementsByTagName('w:p')]
    const date = comment.getAttribute('w:date')
    const at = date && !Number.isNaN(Date.parse(date)) ? new Date(date).toISOString() : undefined
    return {
      id: comment.getAttribute('w:id') ?? '',
      paraId: paragraphs.at(-1)?.getAttribute('w14:paraId') ?? '',
      remark: {
        author: (comment.getAttribute('w:author') ?? '').slice(0, 80),
        ...(at && { at }),
        words: paragraphs
          .map((one) => [...one.getElementsByTagName('w:t')].map((t) => t.textContent ?? '').join(''))
          .join('\n')
          .trim(),
      },
    }
  })
  const parents = new Map<string, string>()
  if (archive.has('word/commentsExtended.xml')) {
    for (const one of xmlOf(archive, 'word/commentsExtended.xml').getElementsByTagName('w15:commentEx')) {
      const parent = one.getAttribute('w15:paraIdParent')
      if (parent) parents.set(one.getAttribute('w15:paraId') ?? '', parent)
    }
  }
  const found = new Map<string, Remarked>()
  const byParagraph = new Map(all.map((one) => [one.paraId, one]))
  for (const { id, paraId, remark } of all)
    if (!parents.has(paraId)) found.set(id, { ...remark, replies: [] })
  for (const { paraId, remark } of all) {
    const parent = parents.has(paraId) ? byParagraph.get(parents.get(paraId)!) : undefined
    if (parent) found.get(parent.id)?.replies.push(remark)
  }
  return found
}
