/**
 * The time of the server to a fraction of a second, as the live channel last told it: what is left of a stage is the same on every
 * screen, whatever their clocks say. Knows no page.
 */
import { useSyncExternalStore } from 'react'

/** How far the server's clock is ahead of this one, ms. */
let ahead = 0
let now = Date.now()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function tick(): void {
  now = serverNow()
  for (const listener of listeners) listener()
}

/** ms since 1970 */
export const serverNow = (): number => Date.now() + ahead

/** @param told the time of the server when it said this, ms since 1970; on the way it gets older by some ms */
export function setServerTime(told: number): void {
  ahead = told - Date.now()
  tick()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, 250)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** Whole seconds from now until a moment; below 0 when it is past. Renders again only when they change. */
export function useSecondsUntil(moment: number): number {
  const seconds = () => Math.ceil((moment - now) / 1000)
  return useSyncExternalStore(subscribe, seconds)
}

const two = (part: number) => String(part).padStart(2, '0')

/** "12:40", "1:02:03"; "−1:20" when it is over. */
export function clockLabel(seconds: number): string {
  const [s, m, h] = [
    Math.abs(seconds) % 60,
    Math.floor(Math.abs(seconds) / 60) % 60,
    Math.floor(Math.abs(seconds) / 3600),
  ]
  return `${seconds < 0 ? '−' : ''}${h > 0 ? `${h}:${two(m)}` : m}:${two(s)}`
}
