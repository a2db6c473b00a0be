/** The smallest observable value: what the documents' code tells React. Knows nothing of either. */
import type { Store } from './workspace.ts'

export type WritableStore<T> = Store<T> & {
  /** Listeners hear of it only when it is another value. */
  set(value: T): void
}

export function createStore<T>(initial: T): WritableStore<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(value, next)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
