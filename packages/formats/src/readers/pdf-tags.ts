/**
 * What a tagged PDF says itself of its words: which paragraph, item, row or heading they belong to, and in which order one reads these
 * (ISO 32000-2, 14.8.4). Word, browsers and LibreOffice write such files. Knows the tree of tags, and no place on the page.
 */
import type { StatedBlock } from '@lectern/text'

/** A part of the text on one page; words with the same part belong together. */
export type Part = {
  /** In the order in which one reads. */
  order: number
  /** `paragraph` is also what every program says of whatever it has no better name for. */
  kind: Extract<
    StatedBlock['kind'],
    'heading' | 'paragraph' | 'list-item' | 'table-row' | 'quotation' | 'note'
  >
  level?: number
  /** An entry in a list of contents. */
  isContents?: boolean
}
export type Place = {
  part: Part
  /** Of a row: in which of its cells. */
  cell: number
  /** The words are in no paragraph of their own: they are one with those beside them on their line. */
  isLoose: boolean
}

/** As pdf.js gives it: an element with a role, or marked content with an id. */
type Node = { role?: string; children?: Node[]; type?: string; id?: string }
type Inside = {
  quoted: boolean
  noted: boolean
  contents: boolean
  /** The item one is in, until its first paragraph is over. */
  item: Part | undefined
  open: { part: Part; cell: number } | undefined
}

const HEADING = /^H([1-6])?$/
const QUOTE = new Set(['BlockQuote', 'Quote'])
const NOTE = new Set(['Note', 'FENote'])
const PARAGRAPH = new Set(['P', 'Caption', 'Title', 'BibEntry', 'Code'])

/** @returns by the id of marked content, where its words belong */
export function placesOf(tree: object): Map<string, Place> {
  const places = new Map<string, Place>()
  let order = 0
  const partOf = (kind: Part['kind'], inside: Inside, level?: number): Part => ({
    order: order++,
    kind: kind !== 'paragraph' ? kind : inside.noted ? 'note' : inside.quoted ? 'quotation' : kind,
    ...(level !== undefined && { level }),
    ...(inside.contents && { isContents: true }),
  })
  const visit = (node: Node, inside: Inside): void => {
    if (node.type === 'content') {
      if (node.id === undefined) return
      const { open } = inside
      places.set(
        node.id,
        open ? { ...open, isLoose: false } : { part: partOf('paragraph', inside), cell: 0, isLoose: true },
      )
      return
    }
    const { role = '' } = node
    const within = {
      ...inside,
      quoted: inside.quoted || QUOTE.has(role),
      noted: inside.noted || NOTE.has(role),
      contents: inside.contents || role === 'TOC',
    }
    const heading = HEADING.exec(role)
    if (role === 'TR') {
      const part = partOf('table-row', within)
      for (const [cell, child] of (node.children ?? []).entries())
        visit(child, { ...within, open: { part, cell } })
      return
    }
    const isInRow = inside.open?.part.kind === 'table-row'
    // What has a label is an item, whatever it is called.
    const isItem = role === 'LI' || role === 'TOCI' || node.children?.some((child) => child.role === 'Lbl')
    if (isInRow) {
      // Within a row all is of its cells.
    } else if (heading) {
      within.open = { part: partOf('heading', within, Number(heading[1] ?? 1)), cell: 0 }
    } else if (isItem) {
      within.item = partOf(role === 'TOCI' ? 'paragraph' : 'list-item', within)
      within.open = { part: within.item, cell: 0 }
    } else if (role === 'L' || role === 'TOC') {
      within.item = undefined
      within.open = undefined
    } else if (PARAGRAPH.has(role)) {
      // The first paragraph of an item is the item.
      within.open = { part: inside.item ?? partOf('paragraph', within), cell: 0 }
    }
    let item = within.item
    for (const child of node.children ?? []) {
      visit(child, { ...within, item })
      if (item && child.role === 'P') item = undefined
    }
  }
  visit(tree, { quoted: false, noted: false, contents: false, item: undefined, open: undefined })
  return places
}
