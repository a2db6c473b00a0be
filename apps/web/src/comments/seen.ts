/**
 * Notices what is read: an open thread that is on the screen is, and a closed card once it has been in view for a while.
 * What is read at about the same time is written down together.
 */
import { type RefObject, useEffect } from 'react'
import { useMarkRead } from './notes.ts'

/** In view so long, and a card counts as read, ms. */
const WHILE = 1_500
/** What is read within this is one change of the document, ms. */
const TOGETHER = 1_000

const waiting = new Set<string>()
let write: ((keys: Iterable<string>) => void) | undefined
let timer: ReturnType<typeof setTimeout> | undefined

function flush(): void {
  clearTimeout(timer)
  timer = undefined
  write?.(waiting)
  waiting.clear()
}

function note(keys: readonly string[], mark: (keys: Iterable<string>) => void): void {
  if (write !== mark) flush()
  write = mark
  for (const key of keys) waiting.add(key)
  timer ??= setTimeout(flush, TOGETHER)
  addEventListener('pagehide', flush, { once: true })
}

/** @param unread keys of what is to be read in the element; marked once it has been in view, before somebody's eyes, for a while */
export function useSeen(element: RefObject<HTMLElement | null>, unread: readonly string[]): void {
  const mark = useMarkRead()
  const keys = unread.join(' ')
  useEffect(() => {
    if (!keys || !mark || !element.current) return undefined
    let inView = false
    let seen: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(seen)
      if (inView && document.visibilityState === 'visible')
        seen = setTimeout(() => note(keys.split(' '), mark), WHILE)
    }
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (!entry) return
        // What is taller than the screen is never in view as a whole.
        const most = Math.min(entry.boundingClientRect.height, (entry.rootBounds?.height ?? 0) / 2)
        inView = entry.isIntersecting && entry.intersectionRect.height >= most * 0.6
        look()
      },
      { threshold: [0, 0.25, 0.6, 1] },
    )
    watch.observe(element.current)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(seen)
      watch.disconnect()
      document.removeEventListener('visibilitychange', look)
    }
  }, [element, keys, mark])
}
