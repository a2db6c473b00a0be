/** When something was written: roughly, with the full time on the pointer and for machines. */
import { useSyncExternalStore } from 'react'
import { getLocale } from '../messages/runtime.js'
import { onClockSet, time } from '../session/clock.ts'

const STEPS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** "now", "2 min", "3 hr", "5 days"; a date from a month on. @param now ms */
export function roughly(iso: string, now: number, locale: string): string {
  const seconds = Math.max(0, (now - Date.parse(iso)) / 1000)
  if (seconds > 30 * 86_400)
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(Date.parse(iso))
  for (const [unit, length] of STEPS) {
    if (seconds < length) continue
    return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(
      Math.floor(seconds / length),
    )
  }
  return new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'auto' }).format(0, 'second')
}

/** One clock for all: ticks every half minute while somebody looks. */
let now = time()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
function tick(): void {
  now = time()
  for (const each of listeners) each()
}
onClockSet(tick)
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, 30_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** A time to come was written by a clock that is wrong; a minute of it is only this one ticking slowly. */
export const notToCome = (at: number, now: number): number => (at > now + 60_000 ? now : at)

/** Making a format is a hundred times the work of using it. */
const formats = new Map<string, Intl.DateTimeFormat>()
function formatOf(locale: string): Intl.DateTimeFormat {
  const known =
    formats.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' })
  formats.set(locale, known)
  return known
}

export function Moment({ iso }: { iso: string }) {
  const clock = useSyncExternalStore(subscribe, () => now)
  const locale = getLocale()
  const full = formatOf(locale).format(notToCome(Date.parse(iso), clock))
  return (
    <time dateTime={iso} title={full}>
      {roughly(iso, Math.max(clock, Date.parse(iso)), locale)}
    </time>
  )
}
