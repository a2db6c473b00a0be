/**
 * The page side of the reader's bench: one text, and three ways to mark ten thousand passages in it. Ours is the reader's own code;
 * `marks` wraps every passage in elements as most annotators do; recogito comes as a function of the page (peers/recogito.mjs).
 */
import { KIND_COLORS } from '../../packages/model/src/index.ts'
import { follower } from '../../apps/web/src/reader/difference.ts'
import { IntervalIndex } from '../../apps/web/src/reader/interval-index.ts'
import { type Mark, Painter } from '../../apps/web/src/reader/painter.ts'
import { TextPage } from '../../apps/web/src/reader/text-page.ts'

export type Passage = { id: string; start: number; end: number; color: number }
export type Paragraphs = { start: number; words: string }[]
export type Contestant = {
  apply(passages: readonly Passage[]): void
  add(passage: Passage): void
  /** Registers what a pointer over the text does, where the contestant does not do so itself. */
  hover?(): void
  /** The shortest passage at a point. */
  at(x: number, y: number): unknown
}
export type Made = (scroller: HTMLElement, root: HTMLElement, paragraphs: Paragraphs) => Contestant

/** Without marks: what the text itself costs. */
const none: Made = () => ({ apply() {}, add() {}, at: (x, y) => document.elementFromPoint(x, y) })

const ours: Made = (scroller, root, paragraphs) => {
  const canonical = paragraphs.map(({ words }) => words).join('\n')
  const page = new TextPage({ canonical } as TextPage['text'], root, scroller)
  const painter = new Painter(page)
  painter.start()
  let passages: readonly Passage[] = []
  let index = new IntervalIndex<Passage>([])
  // As the reader keeps them: a mark is made once, a list is replaced.
  const marksOf = follower(({ start, end, color }: Passage): Mark => ({
    start,
    end,
    layer: KIND_COLORS[color % 5]!,
  }))
  const show = (list: readonly Passage[]) => {
    passages = list
    index = new IntervalIndex(list, index)
    painter.set('notes', marksOf(list))
  }
  const at = (x: number, y: number) => {
    const offset = page.offsetAtPoint(x, y)
    return offset === null ? undefined : index.at(offset)[0]
  }
  return {
    apply: show,
    add(passage) {
      const list = passages.slice()
      const place = list.findIndex(({ start }) => start > passage.start)
      list.splice(place < 0 ? list.length : place, 0, passage)
      show(list)
    },
    hover() {
      let frame = 0
      let over: Passage | undefined
      root.addEventListener('pointermove', ({ clientX, clientY }) => {
        frame ||= requestAnimationFrame(() => {
          frame = 0
          const found = at(clientX, clientY)
          if (found === over) return
          over = found
          const { start = 0, end = 0, color = 0 } = found ?? {}
          painter.set('strong', found ? [{ start, end, layer: `strong-${KIND_COLORS[color % 5]!}` }] : [])
        })
      })
    },
    at,
  }
}

const marks: Made = (_scroller, root, paragraphs) => {
  const elements = [...root.querySelectorAll<HTMLElement>('[data-start]')]
  /** Wraps what lies in one paragraph, its text nodes split where the passage begins and ends. */
  const wrapIn = (index: number, { id, start, end, color }: Passage) => {
    let at = paragraphs[index]!.start
    const walker = document.createTreeWalker(elements[index]!, NodeFilter.SHOW_TEXT)
    const inside: [Text, number][] = []
    for (
      let node = walker.nextNode() as Text | null;
      node && at < end;
      node = walker.nextNode() as Text | null
    ) {
      if (at + node.length > start) inside.push([node, at])
      at += node.length
    }
    for (const [node, from] of inside) {
      const words = start > from ? node.splitText(start - from) : node
      const begins = Math.max(start, from)
      if (begins + words.length > end) words.splitText(end - begins)
      const mark = document.createElement('mark')
      mark.dataset['id'] = id
      mark.className = `c${color % 5}`
      words.replaceWith(mark)
      mark.append(words)
    }
  }
  const wrap = (passage: Passage) => {
    let index = paragraphs.findLastIndex(({ start }) => start <= passage.start)
    for (; index < paragraphs.length && paragraphs[index]!.start < passage.end; index++)
      wrapIn(index, passage)
  }
  return {
    apply: (passages) => passages.forEach(wrap),
    add: wrap,
    hover() {
      let over: string | undefined
      root.addEventListener('mouseover', ({ target }) => {
        const { id } = ((target as Element).closest<HTMLElement>('mark') ?? root).dataset
        if (id === over) return
        for (const mark of root.querySelectorAll('mark.over')) mark.classList.remove('over')
        over = id
        if (id !== undefined)
          for (const mark of root.querySelectorAll(`mark[data-id="${id}"]`)) mark.classList.add('over')
      })
    },
    at: (x, y) => document.elementFromPoint(x, y)?.closest('mark') ?? undefined,
  }
}

Object.assign(globalThis, { contestants: { none, ours, marks } })
