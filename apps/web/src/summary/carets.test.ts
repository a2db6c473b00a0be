/** One's own caret is told at most ten times a second, and the last place always. */
import { afterEach, expect, test, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { CalmAwareness } from './carets.ts'

afterEach(() => vi.useRealTimers())

function caret() {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 22) })
  const awareness = new Awareness(new Y.Doc())
  const told: unknown[] = []
  awareness.on('update', () => told.push(awareness.getLocalState()?.['cursor']))
  return { awareness, told, calm: new CalmAwareness(awareness) }
}

test('a hundred moves in a second are told ten times, the first and the last at their time', () => {
  const { awareness, told, calm } = caret()
  for (let at = 0; at < 100; at++) {
    calm.setLocalStateField('cursor', at)
    expect(calm.getLocalState()?.['cursor']).toBe(at)
    vi.advanceTimersByTime(10)
  }
  expect(told[0]).toBe(0)
  expect(told.length).toBeLessThanOrEqual(11)
  vi.advanceTimersByTime(100)
  expect(told.at(-1)).toBe(99)
  calm.setLocalStateField('cursor', null)
  expect(told.at(-1)).toBe(null)
  awareness.destroy()
})

test('a clock that is set back silences nobody', () => {
  const { awareness, told, calm } = caret()
  calm.setLocalStateField('cursor', 1)
  vi.setSystemTime(Date.UTC(1999, 0, 1))
  calm.setLocalStateField('cursor', 2)
  vi.advanceTimersByTime(100)
  expect(told).toEqual([1, 2])
  awareness.destroy()
})
