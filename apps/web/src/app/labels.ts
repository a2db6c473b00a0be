/** Words for what the model names: kinds of text, roles, dates and lengths, in the reader's language. */
import type { ExclusionReason, Role } from '@lectern/model'
import { m } from '../messages/messages.js'
import { getLocale } from '../messages/runtime.js'

const KINDS: { [kind: string]: () => string } = {
  speech: m.app_kind_speech,
  article: m.app_kind_article,
  'seminar report': m.app_kind_seminar_report,
  report: m.app_kind_report,
  digest: m.app_kind_digest,
  readout: m.app_kind_readout,
  text: m.app_kind_text,
}

/** @param kind as the text says it; an unknown one is shown as it is */
export const kindLabel = (kind: string): string =>
  KINDS[kind]?.() ?? kind.charAt(0).toLocaleUpperCase() + kind.slice(1)

const ROLES: { [role in Role]: () => string } = {
  host: m.app_role_host,
  participant: m.app_role_participant,
  observer: m.app_role_observer,
}
export const roleLabel = (role: Role): string => ROLES[role]()

const REASONS: { [reason in ExclusionReason]: () => string } = {
  'site-button': m.app_reason_site_button,
  'photo-credit': m.app_reason_photo_credit,
  'repeated-title': m.app_reason_repeated_title,
  'unrelated-after-end': m.app_reason_unrelated_after_end,
  'lifted-into-fields': m.app_reason_lifted_into_fields,
  'by-hand': m.app_reason_by_hand,
  navigation: m.app_reason_navigation,
  contents: m.app_reason_contents,
  'page-header': m.app_reason_page_header,
  'page-footer': m.app_reason_page_footer,
  'page-number': m.app_reason_page_number,
}
export const reasonLabel = (reason: ExclusionReason): string => REASONS[reason]()

/** @param language BCP 47 */
export function languageLabel(language: string): string {
  try {
    return new Intl.DisplayNames(getLocale(), { type: 'language' }).of(language) ?? language
  } catch {
    return language
  }
}

const dates = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(getLocale() === 'en' ? 'en-GB' : getLocale(), options)

/** A calendar date, e.g. 21 February 2023. @param date YYYY-MM-DD */
export const dateLabel = (date: string): string =>
  dates({ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  )

/** Where there is little room, e.g. Feb 2023. @param date YYYY-MM-DD */
export const monthLabel = (date: string): string =>
  dates({ month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`))

/** A moment, short: "12:40" today, "3 Nov" this year, "3 Nov 2025" before. @param time ISO 8601 */
export function momentLabel(time: string, now = new Date()): string {
  const date = new Date(time)
  const sameDay = date.toDateString() === now.toDateString()
  const sameYear = date.getFullYear() === now.getFullYear()
  return dates(
    sameDay
      ? { hour: '2-digit', minute: '2-digit' }
      : { day: 'numeric', month: 'short', ...(!sameYear && { year: 'numeric' }) },
  ).format(date)
}

export const numberLabel = (value: number): string => value.toLocaleString(getLocale())

type Described = { kind: string; date?: string | undefined; language: string; words: number; minutes: number }

/** "Speech · 21 February 2023 · English · 3,100 words · 14 min read": only what is known. */
export const textFacts = (text: Described): string =>
  [
    kindLabel(text.kind),
    text.date && dateLabel(text.date),
    languageLabel(text.language),
    m.app_words({ count: numberLabel(text.words) }),
    m.app_minutes({ count: text.minutes }),
  ]
    .filter(Boolean)
    .join(' · ')
