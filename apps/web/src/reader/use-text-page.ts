/** Makes the page of a text once its elements are there, and measures it again whenever its size changes. */
import type { Text } from '@lectern/model'
import { type RefObject, useLayoutEffect, useState } from 'react'
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
  return made
}
