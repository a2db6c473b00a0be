/** Dates as people read them. A time says its zone, as the file will be read in other places than it was made. */
import type { Locale, WriteOptions } from './writer.ts'

/** British English, as its day comes before its month and its clock has 24 hours. */
const TAGS: Record<Locale, string> = { en: 'en-GB', 'zh-CN': 'zh-CN' }

const isDate = (value: Date) => !Number.isNaN(value.getTime())

/** A calendar date (2023-02-21) or the day of a timestamp; a value that is neither is given back as it is. */
export function formatDate(value: string, locale: Locale, timeZone = 'UTC'): string {
  const date = new Date(value)
  if (!isDate(date)) return value
  return new Intl.DateTimeFormat(TAGS[locale], { dateStyle: 'long', timeZone }).format(date)
}

/** A timestamp, e.g. "22 November 2026, 10:00 UTC". */
export function formatTime(value: string, { locale, timeZone }: WriteOptions): string {
  if (!isDate(new Date(value))) return value
  const day = formatDate(value, locale, timeZone)
  return `${day}${BETWEEN[locale]}${formatClock(value, { locale, timeZone })} ${zoneOf(value, { locale, timeZone })}`
}

/** From one timestamp to another; the day is said once where it is the same: "22 November 2026, 10:00–11:05 UTC". */
export function formatSpan(from: string, to: string, options: WriteOptions): string {
  const { locale, timeZone } = options
  if (formatDate(from, locale, timeZone) !== formatDate(to, locale, timeZone))
    return `${formatTime(from, options)} – ${formatTime(to, options)}`
  const clocks = `${formatClock(from, options)}–${formatClock(to, options)}`
  return `${formatDate(from, locale, timeZone)}${BETWEEN[locale]}${clocks} ${zoneOf(from, options)}`
}

const BETWEEN: Record<Locale, string> = { en: ', ', 'zh-CN': ' ' }

/** Of a timestamp the time of day: "10:00". */
export const formatClock = (value: string, { locale, timeZone = 'UTC' }: WriteOptions): string =>
  new Intl.DateTimeFormat(TAGS[locale], { timeStyle: 'short', timeZone }).format(new Date(value))

/** "UTC", "GMT+8" */
const zoneOf = (value: string, { locale, timeZone = 'UTC' }: WriteOptions): string =>
  new Intl.DateTimeFormat(TAGS[locale], { timeZoneName: 'short', timeZone })
    .formatToParts(new Date(value))
    .find(({ type }) => type === 'timeZoneName')!.value
