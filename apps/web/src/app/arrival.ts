/** Arriving on a page: its name in the window, and the focus on its heading, so that a screen reader reads the new page. */
import { type RefObject, useEffect, useRef } from 'react'
import { m } from '../messages/messages.js'

let arrivedBefore = false

/** @returns to be put on the page's <h1 tabIndex={-1}>. The very first page leaves the focus at the top, before the skip link. */
export function useArrival(title: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (arrivedBefore) {
      heading.current?.focus({ preventScroll: true })
      window.scrollTo(0, 0)
    }
    arrivedBefore = true
  }, [])
  useEffect(() => {
    document.title = title === m.app_name() ? title : `${title} — ${m.app_name()}`
  }, [title])
  return heading
}
