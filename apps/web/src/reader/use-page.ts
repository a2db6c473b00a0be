/** The page of a text answering to scrolling, to the pointer, and to requests from elsewhere. */
import { useEffect, useRef, useState } from 'react'
import type { PlacedNote } from '../comments/notes.ts'
import * as m from '../messages/messages.js'
import { useView } from '../session/view.ts'
import { announce } from '../ui/announce.tsx'
import type { IntervalIndex } from './interval-index.ts'
import { placeName, shortly } from './aloud.ts'
import { usePlace } from './place.ts'
import type { TextPage } from './text-page.ts'

const FLASH_MS = 1_800
/** The line of the view that counts as being read, as a share of its height. */
const READING_LINE = 0.22

/** Where each text was left, for coming back to it. */
const left = new Map<string, number>()

/** Keeps the reading place while the text scrolls. */
export function useScrolling(page: TextPage | null): void {
  useEffect(() => {
    if (!page) return undefined
    const { scroller, text } = page
    let frame = 0
    const readingLine = () => scroller.scrollTop - page.offsetTop + scroller.clientHeight * READING_LINE
    const look = () => {
      frame = 0
      left.set(text.id, scroller.scrollTop)
      const line = readingLine()
      const start = page.map.pieces[page.indexAtTop(line)]?.start ?? 0
      const now = usePlace.getState()
      if (now.textId !== text.id || now.start !== start) usePlace.setState({ textId: text.id, start })
    }
    const later = () => {
      frame ||= requestAnimationFrame(look)
    }
    usePlace.setState({
      look() {
        const line = readingLine()
        const { start, end } = page.map.pieces[page.indexAtTop(line)] ?? { start: 0, end: 0 }
        const [top, bottom] = [page.top(start, true), page.top(Math.max(start, end - 1), true)]
        const share = Math.min(1, Math.max(0, (line - top) / Math.max(1, bottom - top)))
        return start + Math.floor(share * (end - start))
      },
    })
    scroller.scrollTo({ top: left.get(text.id) ?? 0 })
    look()
    scroller.addEventListener('scroll', later, { passive: true })
    return () => {
      cancelAnimationFrame(frame)
      scroller.removeEventListener('scroll', later)
    }
  }, [page])
}

/**
 * What a press on a place of the text means: the shortest passage there; pressed again while one of them is open, the next
 * longer, and after the longest the shortest again.
 * @param under the passages there, the shortest first
 */
export function nextUnder(under: readonly PlacedNote[], active: string | null): PlacedNote | undefined {
  const at = under.findIndex(({ key }) => key === active)
  return under[(at + 1) % Math.max(1, under.length)]
}

/** The place that was last gone through, so that the keyboard goes on where it began. */
let through = -1

/**
 * Opens the next note on the same words, the shortest first, and says which of how many it is.
 * @param offset where; without it, the words of the open note
 * @returns whether there was one
 */
export function openNextUnder(index: IntervalIndex<PlacedNote>, offset?: number): boolean {
  const { active, setActive } = useView.getState()
  if (offset !== undefined) through = offset
  else {
    const note = index.items.find(({ key }) => key === active)
    if (!note) return false
    if (through < note.start || through >= note.end) through = (note.start + note.end) >> 1
  }
  const under = index.at(through)
  const next = nextUnder(under, active)
  if (!next) return false
  setActive(next.key)
  if (under.length > 1) announce(m.reader_under({ at: under.indexOf(next) + 1, count: under.length }))
  return true
}

/** Hover and click on passages: the shortest one there is meant. */
export function usePointer(page: TextPage | null, index: IntervalIndex<PlacedNote>): void {
  const latest = useRef(index)
  useEffect(() => {
    latest.current = index
  }, [index])
  useEffect(() => {
    if (!page) return undefined
    const { root } = page
    let frame = 0
    const hit = (x: number, y: number) => {
      const offset = page.offsetAtPoint(x, y)
      return offset === null ? undefined : latest.current.at(offset)[0]
    }
    let over: Element | null = null
    const show = (piece: Element | null) => {
      if (piece === over) return
      over?.removeAttribute('data-over-note')
      piece?.setAttribute('data-over-note', '')
      over = piece
    }
    const onMove = (event: PointerEvent) => {
      if (event.pointerType !== 'mouse' || event.buttons !== 0 || frame) return
      frame = requestAnimationFrame(() => {
        frame = 0
        const key = hit(event.clientX, event.clientY)?.key ?? null
        // On the one piece: the look of a pointer is inherited, and the whole text would be styled anew.
        show(key === null ? null : (event.target as Element).closest('[data-start]'))
        if (useView.getState().hovered !== key) useView.getState().setHovered(key)
      })
    }
    const onLeave = () => {
      cancelAnimationFrame(frame)
      frame = 0
      show(null)
      if (useView.getState().hovered !== null) useView.getState().setHovered(null)
    }
    const onClick = (event: MouseEvent) => {
      const target = event.target as Element
      if (!target.closest('[data-start]') || page.selected(document.getSelection())) return
      const offset = page.offsetAtPoint(event.clientX, event.clientY)
      if (offset === null || !openNextUnder(latest.current, offset)) useView.getState().setActive(null)
    }
    root.addEventListener('pointermove', onMove)
    root.addEventListener('pointerleave', onLeave)
    root.addEventListener('click', onClick)
    return () => {
      onLeave()
      root.removeEventListener('pointermove', onMove)
      root.removeEventListener('pointerleave', onLeave)
      root.removeEventListener('click', onClick)
    }
  }, [page])
}

/** Requests are carried out once, also when the text they are about is shown only after they came. */
const done = { shown: 0, going: 0 }

/**
 * Carries out "show this passage", "go there", "focus there", and brings the passage of a newly opened card into view.
 * @returns the passage that flashes
 */
export function useRequests(
  page: TextPage | null,
  notes: readonly PlacedNote[],
): { start: number; end: number } | null {
  const [flash, setFlash] = useState<{ start: number; end: number } | null>(null)
  const shown = useView((view) => view.shown)
  const going = usePlace((state) => state.going)
  const active = useView((view) => view.active)
  useEffect(() => {
    if (!page || !shown || shown.textId !== page.text.id || shown.n === done.shown) return undefined
    // After the tab of a phone has come to the front.
    const frame = requestAnimationFrame(() => {
      // Only now: when the page is laid out anew before this frame, the new one carries it out.
      done.shown = shown.n
      page.measure()
      page.scrollTo(shown.start)
      setFlash({ start: shown.start, end: shown.end })
      announce(
        m.reader_shown({
          place: placeName(page.text, shown.start),
          words: shortly(page.text.canonical.slice(shown.start, shown.end)),
        }),
      )
    })
    const timer = setTimeout(() => setFlash(null), FLASH_MS)
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
      setFlash(null)
    }
  }, [page, shown])
  useEffect(() => {
    if (!page || !going || going.textId !== page.text.id || going.n === done.going) return
    done.going = going.n
    if (going.how === 'scroll') page.scrollTo(going.start, { share: 0.06 })
    else if (going.how === 'line') page.scrollTo(going.start, { share: READING_LINE, atOnce: true })
    else {
      page.elements[page.indexAt(going.start)]?.focus({ preventScroll: true })
      page.scrollTo(going.start, { onlyIfHidden: true })
    }
  }, [page, going])
  const latest = useRef(notes)
  useEffect(() => {
    latest.current = notes
  }, [notes])
  useEffect(() => {
    const note = latest.current.find(({ key }) => key === active)
    if (!page || !note) return
    // On a phone the sheet covers the lower half.
    const narrow = matchMedia('(max-width: 760px)').matches
    page.scrollTo(note.start, { onlyIfHidden: true, room: narrow ? page.scroller.clientHeight / 2 : 0 })
  }, [page, active])
  return flash
}
