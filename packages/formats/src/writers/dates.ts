/** Dates as people read them. Times are in UTC and say so, as the file will be read in other places than it was made. */
import type { Locale } from './writer.ts'

/** British English, as its day comes before its month and its clock has 24 hours. */
const TAGS: Record<Locale, string> = { en: 'en-GB', 'zh-CN': 'zh-CN' }

const isDate = (value: Date) => !Number.isNaN(value.getTime())

/** A calendar date (2023-02-21) or the day of a timestamp; a value that is neither is given back as it is. */
export function formatDate(value: string, locale: Locale): string {
  const date = new Date(value)
  if (!isDate(date)) return value
  return new Intl.DateTimeFormat(TAGS[locale], { dateStyle: 'long', timeZone: 'UTC' }).format(date)
}

/** A timestamp, e.g. "22 November 2026, 10:00 UTC". */
export function formatTime(value: string, locale: Locale): string {
  const date = new Date(value)
  if (!isDate(date)) return value
  const clock = new Intl.DateTimeFormat(TAGS[locale], { timeStyle: 'short', timeZone: 'UTC' }).format(date)
  return `${formatDate(value, locale)}${locale === 'en' ? ', ' : ' '}${clock} UTC`
}
