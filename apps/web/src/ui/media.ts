/** Media queries as React state. */
import { useSyncExternalStore } from 'react'

/** Up to this width one thing fills the screen at a time. */
const PHONE = '(max-width: 760px)'

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}

export const usePhone = (): boolean => useMedia(PHONE)
