/**
 * Web pages, saved or copied: the words of the page, and what of it is not the text but the site around it. Nothing is fetched, no
 * script runs: the markup is only looked at.
 */
import { Readability } from '@mozilla/readability'
import { type ExclusionReason, Problem } from '@lectern/model'
import { compose, withSeenHeadings } from '@lectern/text'
import { Parser } from 'htmlparser2'
import { parseHTML } from 'linkedom'
import { decodeText } from './charset.ts'
import { languageOf } from './language.ts'
import { isNote, walk, type Walked, withoutMarks } from './markup.ts'
import type { Reader } from './reader.ts'

/** Levels and elements a page may have: real ones have some dozens of levels, and seldom 10 000 elements. */
const MOST_LEVELS = 1_000
const MOST_ELEMENTS = 300_000
/** The main part is believed to be that when it has at least this share of the words. */
const MAIN_SHARE = 0.3
const SITE = new Set(['nav', 'footer', 'aside', 'form', 'menu', 'search'])
const SITE_ROLES = new Set([
  'navigation',
  'contentinfo',
  'complementary',
  'search',
  'banner',
  'menu',
  'menubar',
  'toolbar',
])

export const read: Reader['read'] = async (bytes, { encoding, language }) => {
  const decoded = decodeText(bytes, encoding ?? statedEncoding(bytes))
  const document = parseMarkup(decoded.text)
  const fields = fieldsOf(document)
  const blocks = foldSite(document, walk(bodyOf(document), { excluded: partOfSite, note: isNote }))
  const words = blocks.map(({ text }) => text).join('\n')
  const known = language ?? languageOf(words, document.documentElement?.getAttribute('lang'))
  return {
    ...compose(withSeenHeadings(blocks, known), { language: known, fields }),
    language: known,
    encoding: decoded.encoding,
  }
}

/**
 * A document of markup that is safe to walk.
 * @param marks whether marks that a reader put into it stay
 * @throws Problem `unreadable` when it has more levels or elements than any page
 */
export function parseMarkup(raw: string, marks?: 'marked'): Document {
  let [levels, elements] = [0, 0]
  const parser = new Parser({
    onopentag() {
      levels++
      elements++
      if (levels > MOST_LEVELS) throw tooMuch(`is nested more than ${MOST_LEVELS} levels deep`)
      if (elements > MOST_ELEMENTS) throw tooMuch(`has more than ${MOST_ELEMENTS} elements`)
    },
    onclosetag() {
      levels--
    },
  })
  parser.write(raw)
  parser.end()
  // Words without any element around them would be taken for nothing.
  const whole = /<(?:html|body)[\s>]/i.test(raw) ? raw : `<!doctype html><html><body>${raw}</body></html>`
  return parseHTML(marks ? whole : withoutMarks(whole)).document
}
const tooMuch = (how: string) =>
  new Problem('unreadable', `The file ${how}. It is broken, or made to do harm.`)

export const bodyOf = (document: Document): Element => document.body ?? document.documentElement

/** What `<meta charset>` says within the first bytes (https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding). */
function statedEncoding(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 2048)).toString('latin1')
  return (
    /<meta[^>]+charset\s*=\s*["']?\s*([\w:-]{2,30})/i.exec(start)?.[1] ??
    /^<\?xml[^>]+encoding=["']([\w-]+)/.exec(start)?.[1]
  )
}

const date = (words: string | undefined) => /^\d{4}-\d\d-\d\d/.exec(words ?? '')?.[0]

function fieldsOf(document: Document) {
  const meta = (...names: string[]) =>
    names
      .map((name) =>
        document
          .querySelector(`meta[name="${name}"], meta[property="${name}"]`)
          ?.getAttribute('content')
          ?.trim(),
      )
      .find(Boolean)
  const title =
    meta('og:title', 'dc.title', 'twitter:title') ?? document.querySelector('title')?.textContent?.trim()
  const published = date(
    meta('article:published_time', 'date', 'dc.date', 'dcterms.date', 'pubdate') ??
      document.querySelector('time[datetime]')?.getAttribute('datetime') ??
      undefined,
  )
  const byline = meta('author', 'dc.creator', 'article:author')
  const source = meta('og:site_name')
  return {
    ...(title && { title }),
    ...(published && { published }),
    ...(byline && !/^https?:/.test(byline) && { byline }),
    ...(source && { source }),
  }
}

/** What an element says itself to be beside the text. A header within an article is its title. */
function partOfSite(element: Element): ExclusionReason | undefined {
  const name = element.localName
  const role = element.getAttribute('role')
  const ofSite =
    SITE.has(name) ||
    (role !== null && SITE_ROLES.has(role)) ||
    (name === 'header' && !element.closest('article, main') && !element.querySelector('h1'))
  return ofSite && !(name === 'form' && element.querySelector('article, main, h1')) ? 'navigation' : undefined
}

const isTitle = ({ kind, level }: Walked) => kind === 'heading' && level === 1

/** Folds what is not the main part of a page away. Without a main part nothing is. */
function foldSite(document: Document, blocks: Walked[]): Walked[] {
  // Asked now: the library takes the page apart.
  const called = document.querySelector('title')?.textContent ?? ''
  const all = blocks.reduce((sum, { text }) => sum + text.length, 0)
  const elements = [...new Set(blocks.map(({ element }) => element))]
  elements.forEach((element, index) => element.setAttribute('data-at', String(index)))
  const indexOf = new Map(elements.map((element, index) => [element, index]))
  let main: Set<number>
  try {
    const article = new Readability<Element>(document, {
      serializer: (node) => node as Element,
      charThreshold: 200,
    }).parse()
    const kept = article?.content?.querySelectorAll('[data-at]') ?? []
    main = new Set([...kept].map((element) => Number(element.getAttribute('data-at'))))
  } catch {
    return blocks
  }
  const isMain = ({ element }: Walked) => main.has(indexOf.get(element)!)
  const found = blocks.filter(isMain).reduce((sum, { text }) => sum + text.length, 0)
  if (found < all * MAIN_SHARE || found < 200) return blocks
  const first = blocks.findIndex(isMain)
  const named = blocks.findIndex((block) => isTitle(block) && called.includes(block.text))
  const before = blocks.findLastIndex((block, at) => isTitle(block) && at <= first)
  const title = named >= 0 ? named : before >= 0 ? before : first
  // Who wrote it and when stands between the title and the words.
  const head = blocks.slice(title, first).every(({ text, excluded }) => text.length < 120 && !excluded)
  return blocks.map((block, at) => {
    if (isMain(block) && (named < 0 || at >= named))
      return block.excluded === 'navigation' ? { ...block, excluded: undefined } : block
    const stays =
      at === title || (head && at > title && at < first) || (at > first && leadsIn(blocks, at, isMain))
    return stays ? block : { ...block, excluded: 'navigation' as const }
  })
}

/** Whether a heading leads into the main part. */
const leadsIn = (blocks: readonly Walked[], at: number, isMain: (block: Walked) => boolean) =>
  blocks[at]!.kind === 'heading' && at + 1 < blocks.length && isMain(blocks[at + 1]!)
