/** When something was written: roughly, with the full time on the pointer and for machines. */
import { useSyncExternalStore } from 'react'
import { getLocale } from '../messages/runtime.js'
import { onClockSet, time } from '../session/clock.ts'

/** Making a format is a hundred times the work of using it. */
function kept<T>(make: (locale: string) => T): (locale: string) => T {
  const made = new Map<string, T>()
  return (locale) => {
    const known = made.get(locale) ?? make(locale)
    made.set(locale, known)
    return known
  }
}
const fullTime = kept((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }))
const date = kept((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }))
const justNow = kept((locale) => new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'auto' }))
const lengthOf = (unit: string) =>
  kept((locale) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }))

const STEPS = [
  [lengthOf('day'), 86_400],
  [lengthOf('hour'), 3_600],
  [lengthOf('minute'), 60],
] as const

/** "now", "2 min", "3 hr", "5 days"; a date from a month on. @param now ms */
export function roughly(iso: string, now: number, locale: string): string {
  const seconds = Math.max(0, (now - Date.parse(iso)) / 1000)
  if (seconds > 30 * 86_400) return date(locale).format(Date.parse(iso))
  for (const [format, length] of STEPS) {
    if (seconds >= length) return format(locale).format(Math.floor(seconds / length))
  }
  return justNow(locale).format(0, 'second')
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

export function Moment({ iso }: { iso: string }) {
  const clock = useSyncExternalStore(subscribe, () => now)
  const locale = getLocale()
  const full = fullTime(locale).format(notToCome(Date.parse(iso), clock))
  return (
    <time dateTime={iso} title={full}>
      {roughly(iso, Math.max(clock, Date.parse(iso)), locale)}
    </time>
  )
}
