/** Markdown (CommonMark with tables, footnotes and tasks): made markup by the library, and read as that. */
import { compose } from '@lectern/text'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { decodeText } from './charset.ts'
import { bodyOf, parseMarkup } from './html.ts'
import { languageOf } from './language.ts'
import { checkLength } from './make-text.ts'
import { isNote, walk } from './markup.ts'
import type { Reader } from './reader.ts'

/** A head of `key: value` lines between two rules, as site generators and note books write it. */
const FRONT = /^---\n((?:[^\n]*\n){0,60}?)(?:---|\.\.\.)\n/

export const read: Reader['read'] = async (bytes, { language, encoding: said }) => {
  const { text, encoding } = decodeText(bytes, said)
  checkLength(text)
  const lines = text.replace(/\r\n?/g, '\n')
  const front = FRONT.exec(lines)
  const document = markdownDocument(front ? lines.slice(front[0].length) : lines)
  const blocks = walk(bodyOf(document), { note: isNote })
  const known = language ?? languageOf(text, front && valueOf(front[1]!, 'lang'))
  const fields = front ? fieldsOf(front[1]!) : {}
  return { ...compose(blocks, { language: known, fields }), language: known, encoding }
}

function markdownDocument(lines: string): Document {
  const made = micromark(lines, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml({ backLabel: '', label: '' })],
    allowDangerousHtml: true,
  })
  const document = parseMarkup(made)
  for (const back of document.querySelectorAll('[data-footnote-backref]')) back.remove()
  // The heading over the notes is the library's, not the author's.
  for (const label of document.querySelectorAll('#footnote-label')) label.remove()
  for (const ref of document.querySelectorAll('[data-footnote-ref]')) ref.textContent = `[${ref.textContent}]`
  return document
}

const valueOf = (front: string, name: string) =>
  new RegExp(`^${name}:\\s*["']?(.+?)["']?\\s*$`, 'im').exec(front)?.[1]?.trim()

function fieldsOf(front: string) {
  const of = (name: string) => valueOf(front, name)
  const [title, byline, date] = [of('title'), of('author'), /^\d{4}-\d\d-\d\d/.exec(of('date') ?? '')?.[0]]
  return { ...(title && { title }), ...(byline && { byline }), ...(date && { date }) }
}
