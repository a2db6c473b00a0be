/**
 * A text as it stands in the page: from offsets to DOM places, rectangles and scrolling, and back.
 * Each piece is one element `[data-start]` with one text node; nothing ever changes those nodes. Knows no annotations.
 * Offsets are UTF-16 code units of the canonical string; lengths are CSS px.
 */
import type { Text as SourceText } from '@lectern/model'
import { trimmed } from '@lectern/text'
import { PieceMap } from './pieces.ts'

export type Range2 = { start: number; end: number }

type CaretDocument = Document & {
  caretPositionFromPoint?(x: number, y: number): { offsetNode: Node; offset: number } | null
  caretRangeFromPoint?(x: number, y: number): Range | null
}

export class TextPage {
  readonly text: SourceText
  readonly root: HTMLElement
  readonly scroller: HTMLElement
  readonly elements: readonly HTMLElement[]
  readonly map: PieceMap
  readonly #nodes: readonly Text[]
  readonly #indexOf: ReadonlyMap<Node, number>
  /** The one range for measuring: every living range makes every change of the document dearer. */
  readonly #probe = document.createRange()
  #tops: number[] = []
  #heights: number[] = []

  constructor(text: SourceText, root: HTMLElement, scroller: HTMLElement) {
    this.text = text
    this.root = root
    this.scroller = scroller
    // The title may stand above what the source has before it.
    this.elements = [...root.querySelectorAll<HTMLElement>('[data-start]')].sort(
      (a, b) => Number(a.dataset['start']) - Number(b.dataset['start']),
    )
    this.#nodes = this.elements.map((element) => element.firstChild as Text)
    this.#indexOf = new Map(this.#nodes.map((node, index) => [node, index]))
    this.map = new PieceMap(
      this.elements.map((element, i) => {
        const start = Number(element.dataset['start'])
        return { start, end: start + this.#nodes[i]!.length }
      }),
    )
    this.measure()
  }

  /** Reads where every piece stands. Call after anything changed the layout. */
  measure(): void {
    const origin = this.root.getBoundingClientRect().top
    const boxes = this.elements.map((element) => shownBox(element).getBoundingClientRect())
    this.#tops = boxes.map(({ top }) => top - origin)
    this.#heights = boxes.map(({ height }) => height)
  }

  /** Static ranges of a passage, one a piece. */
  staticRanges(start: number, end: number): StaticRange[] {
    return this.map.clip(start, end).map(({ index, from, to }) => {
      const node = this.#nodes[index]!
      return new StaticRange({ startContainer: node, startOffset: from, endContainer: node, endOffset: to })
    })
  }

  /** One range over a passage, or null when none of it stands in the page. */
  range(start: number, end: number): Range | null {
    const cut = this.map.clip(start, end)
    const [first, last] = [cut[0], cut.at(-1)]
    if (!first || !last) return null
    const range = document.createRange()
    range.setStart(this.#nodes[first.index]!, first.from)
    range.setEnd(this.#nodes[last.index]!, last.to)
    return range
  }

  /** The offset of a DOM boundary point; `side` says which way to go from a point outside of the words. */
  offsetAt(node: Node, inner: number, side: 'start' | 'end'): number | null {
    const own = this.#indexOf.get(node)
    if (own !== undefined) return this.map.offsetOf(own, inner)
    if (this.#nodes.length === 0) return null
    const point = this.#probe
    point.setStart(
      node,
      Math.min(inner, node.nodeType === 3 ? (node as Text).length : node.childNodes.length),
    )
    // Words folded away are not selected by selecting past them.
    const order = this.#nodes
      .map((text, index) => ({ index, after: point.comparePoint(text, 0) >= 0 }))
      .filter(({ index, after }) => after === (side === 'start') && !isFolded(this.elements[index]!))
    const nearest = side === 'start' ? order[0] : order.at(-1)
    if (!nearest) return null
    const piece = this.map.pieces[nearest.index]!
    return side === 'start' ? piece.start : piece.end
  }

  /** What of a selection lies in this text, without white space at its ends; null when that is nothing. */
  selected(selection: Selection | null): (Range2 & { anchor: number; focus: number }) | null {
    if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null
    const range = selection.getRangeAt(0)
    if (!range.intersectsNode(this.root)) return null
    const start = this.offsetAt(range.startContainer, range.startOffset, 'start')
    const end = this.offsetAt(range.endContainer, range.endOffset, 'end')
    if (start === null || end === null) return null
    const words = trimmed(this.text.canonical, start, end)
    if (!words) return null
    const backwards =
      selection.anchorNode === range.endContainer && selection.anchorOffset === range.endOffset
    return backwards
      ? { ...words, anchor: words.end, focus: words.start }
      : { ...words, anchor: words.start, focus: words.end }
  }

  /** Selects from `anchor` to `focus` (either may be first). */
  select(anchor: number, focus: number): void {
    const range = this.range(Math.min(anchor, focus), Math.max(anchor, focus))
    const selection = document.getSelection()
    if (!range || !selection) return
    const ends = [range.startContainer, range.startOffset, range.endContainer, range.endOffset] as const
    if (anchor <= focus) selection.setBaseAndExtent(ends[0], ends[1], ends[2], ends[3])
    else selection.setBaseAndExtent(ends[2], ends[3], ends[0], ends[1])
  }

  /** The character under a point of the viewport, or null beside the words. */
  offsetAtPoint(x: number, y: number): number | null {
    const doc = document as CaretDocument
    const caret = doc.caretPositionFromPoint?.(x, y)
    const range = caret ? null : doc.caretRangeFromPoint?.(x, y)
    const node = caret?.offsetNode ?? range?.startContainer
    const inner = caret?.offset ?? range?.startOffset ?? 0
    const index = node && this.#indexOf.get(node)
    if (index === undefined) return null
    // A caret stands between two characters: the point is on one of them, or on none.
    for (const at of [inner, inner - 1]) {
      const piece = this.map.pieces[index]!
      if (at < 0 || at >= piece.end - piece.start) continue
      const box = this.#boxOf(index, at)
      if (x >= box.left - 1 && x <= box.right + 1 && y >= box.top - 3 && y <= box.bottom + 3) {
        return piece.start + at
      }
    }
    return null
  }

  /** Where one character of a piece stands in the window. */
  #boxOf(index: number, inner: number): DOMRect {
    const at = Math.max(0, inner)
    this.#probe.setStart(this.#nodes[index]!, at)
    this.#probe.setEnd(this.#nodes[index]!, at + 1)
    return this.#probe.getBoundingClientRect()
  }

  /** Index of the piece at (or before) an offset. */
  indexAt(offset: number): number {
    return this.map.indexAt(offset)
  }

  /** Px from the top of the text to the line of an offset. `exact` asks the browser; else it is reckoned from the piece. */
  top(offset: number, exact: boolean): number {
    const index = this.indexAt(offset)
    if (index < 0) return 0
    const piece = this.map.pieces[index]!
    if (exact && !isFolded(this.elements[index]!)) {
      const box = this.#boxOf(index, Math.min(offset, piece.end - 1) - piece.start)
      if (box.height > 0) return box.top - this.root.getBoundingClientRect().top
    }
    const share = (offset - piece.start) / (piece.end - piece.start)
    return this.#tops[index]! + Math.min(Math.max(share, 0), 0.95) * this.#heights[index]!
  }

  /** Index of the piece at a height, px from the top of the text. */
  indexAtTop(top: number): number {
    let found = 0
    for (const [index, at] of this.#tops.entries()) if (at <= top) found = index
    return found
  }

  /** Px from the top of the scrolled content to the top of the text. */
  get offsetTop(): number {
    return (
      this.root.getBoundingClientRect().top -
      this.scroller.getBoundingClientRect().top +
      this.scroller.scrollTop
    )
  }

  /** Unfolds whatever hides an offset. @returns whether the layout changed */
  unfold(offset: number): boolean {
    const fold = this.elements[this.indexAt(offset)]?.closest<HTMLDetailsElement>(CLOSED)
    if (!fold) return false
    fold.open = true
    this.measure()
    return true
  }

  /** Brings an offset to `share` of the height of the view (0 = top); `onlyIfHidden` leaves a visible one where it is. */
  scrollTo(
    offset: number,
    options: { share?: number; onlyIfHidden?: boolean; room?: number; atOnce?: boolean } = {},
  ): void {
    const { share = 0.3, onlyIfHidden = false, room = 0, atOnce = false } = options
    const { scroller } = this
    // Whoever asked to see it wants to see it; whoever only goes on reading folded it away.
    if (!atOnce) this.unfold(offset)
    const top = this.offsetTop + this.top(offset, true)
    const height = scroller.clientHeight - room
    if (onlyIfHidden && top >= scroller.scrollTop + 24 && top <= scroller.scrollTop + height - 48) return
    const calm = atOnce || matchMedia('(prefers-reduced-motion: reduce)').matches
    scroller.scrollTo({ top: Math.max(0, top - height * share), behavior: calm ? 'instant' : 'smooth' })
  }
}

const CLOSED = 'details:not([open])'
export const isFolded = (element: HTMLElement): boolean => element.closest(CLOSED) !== null

/** What of the page stands for an element: a closed fold for the words in it. */
const shownBox = (element: HTMLElement): Element => element.closest(CLOSED) ?? element
