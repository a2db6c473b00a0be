/**
 * Paints passages with the CSS Custom Highlight API (https://drafts.csswg.org/css-highlight-api-1/), so that no mark ever
 * touches the text's DOM. Only pieces near the view are registered, and of a change only what changed: adding one range costs
 * all that are registered. Knows names of highlights and ranges, not annotations. In a browser without the API it paints nothing.
 */
import { difference } from './difference.ts'
import { IntervalIndex } from './interval-index.ts'
import type { Range2, TextPage } from './text-page.ts'

/** The colours a mark can have. `tokens.css` says how each looks, `highlights.css` which line goes with it. */
export const COLORS = ['yellow', 'blue', 'green', 'red', 'purple', 'teal', 'orange', 'grey'] as const
export type Color = (typeof COLORS)[number]
export type Layer = 'cited' | 'resolved' | 'remote' | Color | `strong-${Color}` | 'draft' | 'flash'

/** Highlights by name, the later the further in front. The style sheet `highlights.css` has a rule for each. */
export const LAYERS: readonly Layer[] = [
  'cited',
  'resolved',
  'remote',
  ...COLORS,
  ...COLORS.map((color) => `strong-${color}` as const),
  'draft',
  'flash',
]
export type Mark = Range2 & { layer: Layer }

const registry = (): HighlightRegistry | null =>
  typeof Highlight === 'function' && 'highlights' in CSS ? CSS.highlights : null

export class Painter {
  readonly #page: TextPage
  /** Groups of marks that are set together, e.g. all notes; a group replaces its own marks only. */
  readonly #groups = new Map<string, IntervalIndex<Mark>>()
  readonly #near = new Set<number>()
  /** By piece: what is registered for each mark in it. */
  readonly #painted = new Map<number, Map<Mark, StaticRange[]>>()
  readonly #highlights = new Map<Layer, Highlight>()
  #watch: IntersectionObserver | null = null

  constructor(page: TextPage) {
    this.#page = page
  }

  /** Begins to paint what was set and what will be. */
  start(): void {
    const page = this.#page
    const highlights = registry()
    if (!highlights || this.#watch) return
    for (const [priority, layer] of LAYERS.entries()) {
      const highlight = new Highlight()
      highlight.priority = priority
      this.#highlights.set(layer, highlight)
      highlights.set(`lectern-${layer}`, highlight)
    }
    const indexOf = new Map(page.elements.map((element, index) => [element as Element, index]))
    this.#watch = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const index = indexOf.get(target)!
          if (isIntersecting) this.#near.add(index)
          else this.#near.delete(index)
          this.#paint(index)
        }
      },
      { root: page.scroller, rootMargin: '100% 0px' },
    )
    for (const element of page.elements) this.#watch.observe(element)
    addEventListener('beforeprint', this.#everything)
  }

  /**
   * Replaces the marks of one group, e.g. "notes", "flash".
   * @param marks in order of place; those that stay are the same objects as before, and cost nothing
   */
  set(group: string, marks: readonly Mark[]): void {
    const index = new IntervalIndex(marks)
    const { gone, come } = difference(this.#groups.get(group)?.items ?? [], index.items)
    this.#groups.set(group, index)
    if (gone.length + come.length === 0 || this.#near.size === 0) return
    let [start, end] = [Infinity, -Infinity]
    for (const list of [gone, come]) {
      for (const mark of list) {
        start = Math.min(start, mark.start)
        end = Math.max(end, mark.end)
      }
    }
    for (const at of this.#near) {
      const piece = this.#page.map.pieces[at]!
      if (piece.start < end && piece.end > start) this.#paint(at)
    }
  }

  #paint(index: number): void {
    const { start, end } = this.#page.map.pieces[index]!
    const before = this.#painted.get(index)
    const wanted = new Set<Mark>()
    if (this.#near.has(index)) {
      for (const group of this.#groups.values()) {
        for (const mark of group.overlapping(start, end)) wanted.add(mark)
      }
    }
    for (const [mark, ranges] of before ?? []) {
      if (wanted.has(mark)) continue
      for (const range of ranges) this.#highlights.get(mark.layer)?.delete(range)
      before!.delete(mark)
    }
    if (wanted.size === 0) {
      this.#painted.delete(index)
      return
    }
    const painted = before ?? new Map<Mark, StaticRange[]>()
    for (const mark of wanted) {
      if (painted.has(mark)) continue
      const ranges = this.#page.staticRanges(Math.max(mark.start, start), Math.min(mark.end, end))
      for (const range of ranges) this.#highlights.get(mark.layer)?.add(range)
      painted.set(mark, ranges)
    }
    this.#painted.set(index, painted)
  }

  /** Paper has no view: the whole text is near. Pieces that are not in view leave again as the page scrolls. */
  readonly #everything = () => {
    for (const index of this.#page.elements.keys()) {
      this.#near.add(index)
      this.#paint(index)
    }
    addEventListener('afterprint', this.#onlyNear, { once: true })
  }

  readonly #onlyNear = () => {
    this.#near.clear()
    for (const index of this.#painted.keys()) this.#paint(index)
    // Observed anew, each element reports once where it is.
    for (const element of this.#page.elements) {
      this.#watch?.unobserve(element)
      this.#watch?.observe(element)
    }
  }

  dispose(): void {
    removeEventListener('beforeprint', this.#everything)
    removeEventListener('afterprint', this.#onlyNear)
    this.#watch?.disconnect()
    this.#watch = null
    this.#near.clear()
    this.#painted.clear()
    const highlights = registry()
    for (const [layer, highlight] of this.#highlights) {
      const name = `lectern-${layer}`
      if (highlights?.get(name) === highlight) highlights.delete(name)
    }
    this.#highlights.clear()
  }
}
