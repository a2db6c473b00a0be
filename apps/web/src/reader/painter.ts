/**
 * Paints passages with the CSS Custom Highlight API (https://drafts.csswg.org/css-highlight-api-1/), so that no mark ever
 * touches the text's DOM. Only pieces near the view are registered: adding one range costs all that are registered.
 * Knows names of highlights and ranges, not annotations. In a browser without the API it paints nothing.
 */
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
  readonly #sets = new Map<Layer, IntervalIndex<Mark>>()
  readonly #near = new Set<number>()
  readonly #painted = new Map<number, { what: string; ranges: [Layer, StaticRange][] }>()
  readonly #highlights = new Map<Layer, Highlight>()
  #watch: IntersectionObserver | null = null
  /** Groups of layers that are set together; a group replaces its own marks only. */
  readonly #groups = new Map<string, readonly Mark[]>()

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
  }

  /** Replaces the marks of one group, e.g. "notes", "flash". */
  set(group: string, marks: readonly Mark[]): void {
    const before = this.#groups.get(group) ?? []
    this.#groups.set(group, marks)
    const touched = new Set([...before, ...marks].map(({ layer }) => layer))
    for (const layer of touched) {
      const all = [...this.#groups.values()].flatMap((list) => list.filter((mark) => mark.layer === layer))
      this.#sets.set(layer, new IntervalIndex(all))
    }
    if (touched.size > 0) for (const index of this.#near) this.#paint(index)
  }

  #paint(index: number): void {
    const piece = this.#page.map.pieces[index]!
    const wanted: Mark[] = []
    if (this.#near.has(index)) {
      for (const set of this.#sets.values()) wanted.push(...set.overlapping(piece.start, piece.end))
    }
    const what = wanted.map(({ layer, start, end }) => `${layer} ${start} ${end}`).join()
    const before = this.#painted.get(index)
    if (before?.what === what || (!before && what === '')) return
    for (const [layer, range] of before?.ranges ?? []) this.#highlights.get(layer)?.delete(range)
    if (what === '') {
      this.#painted.delete(index)
      return
    }
    const ranges: [Layer, StaticRange][] = []
    for (const { layer, start, end } of wanted) {
      const inside = this.#page.staticRanges(Math.max(start, piece.start), Math.min(end, piece.end))
      for (const range of inside) {
        this.#highlights.get(layer)?.add(range)
        ranges.push([layer, range])
      }
    }
    this.#painted.set(index, { what, ranges })
  }

  dispose(): void {
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
