/**
 * Paints passages with the CSS Custom Highlight API (https://drafts.csswg.org/css-highlight-api-1/), so that no mark ever
 * touches the text's DOM. Only pieces near the view are registered, and of a change only what changed: adding one range costs
 * all that are registered. Knows names of highlights and ranges, not annotations. In a browser without the API it paints nothing.
 */
import { KIND_COLORS } from '@lectern/model'
import { united } from '@lectern/text'
import { difference } from './difference.ts'
import { IntervalIndex } from './interval-index.ts'
import type { Range2, TextPage } from './text-page.ts'

/** `tokens.css` says how each colour looks, `highlights.css` which line goes with it. */
export type Color = (typeof KIND_COLORS)[number]
export type Layer =
  'cited' | 'resolved' | 'remote' | 'private' | Color | `strong-${Color}` | 'draft' | 'flash'

/** Highlights by name, the later the further in front. The style sheet `highlights.css` has a rule for each. */
export const LAYERS: readonly Layer[] = [
  'cited',
  'resolved',
  'remote',
  ...KIND_COLORS,
  'private',
  ...KIND_COLORS.map((color) => `strong-${color}` as const),
  'draft',
  'flash',
]
export type Mark = Range2 & { layer: Layer }

/** By layer and place: what is registered for it. */
type Painted = Map<string, [layer: Layer, range: StaticRange]>

const registry = (): HighlightRegistry | null =>
  typeof Highlight === 'function' && 'highlights' in CSS ? CSS.highlights : null

/** How far from the view pieces are painted, and how near to it one that is not makes it time to paint: between, scrolling is free. */
const REACH = '40% 0px'
const URGENT = '8% 0px'

export class Painter {
  readonly #page: TextPage
  /** Groups of marks that are set together, e.g. all notes; a group replaces its own marks only. */
  readonly #groups = new Map<string, IntervalIndex<Mark>>()
  /** Pieces in reach, and those of them that are painted, or still are. */
  readonly #near = new Set<number>()
  /** Pieces in the view, or about to be. */
  readonly #inView = new Set<number>()
  readonly #painted = new Map<number, Painted>()
  readonly #highlights = new Map<Layer, Highlight>()
  #watches: IntersectionObserver[] = []

  constructor(page: TextPage) {
    this.#page = page
  }

  /** Begins to paint what was set and what will be. */
  start(): void {
    const highlights = registry()
    if (!highlights || this.#watches.length > 0) return
    for (const [priority, layer] of LAYERS.entries()) {
      const highlight = new Highlight()
      highlight.priority = priority
      this.#highlights.set(layer, highlight)
      highlights.set(`lectern-${layer}`, highlight)
    }
    this.#look()
    addEventListener('beforeprint', this.#everything)
  }

  /** Registering anything costs all that is registered, so pieces come and leave many at a time. */
  #look(): void {
    const { elements, scroller } = this.#page
    const indexOf = new Map(elements.map((element, index) => [element as Element, index]))
    const watch = (rootMargin: string, seen: (index: number, inside: boolean) => void, then?: () => void) =>
      new IntersectionObserver(
        (entries) => {
          for (const { target, isIntersecting } of entries) seen(indexOf.get(target)!, isIntersecting)
          then?.()
        },
        { root: scroller, rootMargin },
      )
    let late = false
    this.#watches = [
      watch(REACH, (index, inside) => {
        if (inside) this.#near.add(index)
        else this.#near.delete(index)
      }),
      watch(
        URGENT,
        (index, inside) => {
          if (inside) this.#near.add(index)
          if (inside) this.#inView.add(index)
          else this.#inView.delete(index)
          late ||= inside && !this.#painted.has(index)
        },
        () => {
          if (late) this.#paintNear()
          late = false
        },
      ),
    ]
    for (const each of this.#watches) for (const element of elements) each.observe(element)
  }

  #paintNear(): void {
    for (const index of this.#painted.keys()) if (!this.#near.has(index)) this.#unpaint(index)
    for (const index of this.#near) if (!this.#painted.has(index)) this.#paint(index)
  }

  /**
   * Replaces the marks of one group, e.g. "notes", "flash".
   * @param marks in order of place; those that stay are the same objects as before, and cost nothing
   */
  set(group: string, marks: readonly Mark[]): void {
    const before = this.#groups.get(group)
    const index = new IntervalIndex(marks, before)
    const { gone, come } = difference(before?.items ?? [], index.items)
    this.#groups.set(group, index)
    if (gone.length + come.length === 0) return
    let [start, end] = [Infinity, -Infinity]
    for (const list of [gone, come]) {
      for (const mark of list) {
        start = Math.min(start, mark.start)
        end = Math.max(end, mark.end)
      }
    }
    const { pieces } = this.#page.map
    const touched = [...this.#painted.keys()].filter(
      (at) => pieces[at]!.start < end && pieces[at]!.end > start,
    )
    if (touched.length === 0) return
    // All that is registered is painted again now: what nobody sees need not be.
    for (const at of this.#painted.keys()) if (!this.#inView.has(at)) this.#unpaint(at)
    for (const at of touched) if (this.#painted.has(at)) this.#paint(at)
  }

  #unpaint(index: number): void {
    for (const [layer, range] of this.#painted.get(index)?.values() ?? [])
      this.#highlights.get(layer)?.delete(range)
    this.#painted.delete(index)
  }

  #paint(index: number): void {
    const wanted = this.#wanted(index)
    const painted: Painted = this.#painted.get(index) ?? new Map()
    for (const [key, [layer, range]] of painted) {
      if (wanted.has(key)) continue
      this.#highlights.get(layer)?.delete(range)
      painted.delete(key)
    }
    for (const [key, [layer, start, end]] of wanted) {
      if (painted.has(key)) continue
      const [range] = this.#page.staticRanges(start, end)
      if (!range) continue
      this.#highlights.get(layer)?.add(range)
      painted.set(key, [layer, range])
    }
    this.#painted.set(index, painted)
  }

  /** What a piece shows. Marks of one layer that overlap look as one, and are one: far fewer in a text full of notes. */
  #wanted(index: number): Map<string, [layer: Layer, start: number, end: number]> {
    const { start, end } = this.#page.map.pieces[index]!
    const byLayer = new Map<Layer, Range2[]>()
    for (const group of this.#groups.values()) {
      for (const mark of group.overlapping(start, end)) {
        const here = byLayer.get(mark.layer)
        if (here) here.push(mark)
        else byLayer.set(mark.layer, [mark])
      }
    }
    const wanted = new Map<string, [Layer, number, number]>()
    for (const [layer, marks] of byLayer) {
      for (const one of united(marks)) {
        const [from, to] = [Math.max(one.start, start), Math.min(one.end, end)]
        wanted.set(`${layer} ${from} ${to}`, [layer, from, to])
      }
    }
    return wanted
  }

  /** Paper has no view: the whole text is near. */
  readonly #everything = () => {
    this.#stopLooking()
    for (const index of this.#page.elements.keys()) {
      this.#near.add(index)
      this.#inView.add(index)
    }
    this.#paintNear()
    addEventListener('afterprint', this.#onlyNear, { once: true })
  }

  readonly #onlyNear = () => {
    this.#near.clear()
    this.#inView.clear()
    this.#paintNear()
    this.#look()
  }

  #stopLooking(): void {
    for (const watch of this.#watches) watch.disconnect()
    this.#watches = []
  }

  dispose(): void {
    removeEventListener('beforeprint', this.#everything)
    removeEventListener('afterprint', this.#onlyNear)
    this.#stopLooking()
    this.#near.clear()
    this.#inView.clear()
    this.#painted.clear()
    const highlights = registry()
    for (const [layer, highlight] of this.#highlights) {
      const name = `lectern-${layer}`
      if (highlights?.get(name) === highlight) highlights.delete(name)
    }
    this.#highlights.clear()
  }
}
