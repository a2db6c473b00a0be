/**
 * Makes the page of a text once its elements are there, measures it again whenever its size changes, and keeps the place one
 * reads where it is when only the look of the words changed.
 */
import type { Text } from '@lectern/model'
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { usePlace } from './place.ts'
import { useReaderSettings } from './settings.ts'
import { TextPage } from './text-page.ts'

/** Narrower than this the cards would leave no room for the words, px. */
const MARGIN_FROM = 700

type Made = {
  page: TextPage | null
  /** Grows whenever something in the text may have moved. */
  geometry: number
  /** Whether there is room for cards beside the text. */
  wide: boolean
}

export function useTextPage(
  text: Text,
  root: RefObject<HTMLElement | null>,
  scroller: RefObject<HTMLElement | null>,
): Made {
  const [made, setMade] = useState<Made>({ page: null, geometry: 0, wide: true })
  const settings = useReaderSettings()
  const shownWith = useRef(settings)
  /** Px scrolled, as of the last time it was scrolled: a new layout may have moved it since. */
  const scrolled = useRef(0)
  useLayoutEffect(() => {
    if (!root.current || !scroller.current) return undefined
    const page = new TextPage(text, root.current, scroller.current)
    const look = () => {
      page.measure()
      const wide = page.scroller.clientWidth >= MARGIN_FROM
      setMade((before) => ({ page, geometry: before.geometry + 1, wide }))
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(root.current)
    observer.observe(scroller.current)
    return () => observer.disconnect()
  }, [text, root, scroller])

  const { page } = made
  useLayoutEffect(() => {
    if (!page) return undefined
    const { scroller } = page
    const look = () => (scrolled.current = scroller.scrollTop)
    look()
    scroller.addEventListener('scroll', look, { passive: true })
    return () => scroller.removeEventListener('scroll', look)
  }, [page])
  useLayoutEffect(() => {
    if (!page || shownWith.current === settings) return
    shownWith.current = settings
    const { start, textId } = usePlace.getState()
    if (textId !== page.text.id || scrolled.current === 0) return
    // What the page measured is still the layout of before.
    const line = page.offsetTop + page.top(start, false) - scrolled.current
    page.measure()
    page.scroller.scrollTo({ top: page.offsetTop + page.top(start, false) - line })
  }, [page, settings])
  return made
}
