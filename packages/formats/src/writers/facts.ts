/** The title block as label and value, for every format alike. Values are what people typed: each format escapes them. */
import { fileLink } from '@lectern/docs'
import type { Member, SessionRecord, Text } from '@lectern/model'
import { formatDate, formatTime } from './dates.ts'
import type { Author } from './discussion.ts'
import type { Labels, Speech } from './labels.ts'
import type { Locale } from './writer.ts'

export type Fact = {
  label: string
  value: string
  /** A machine's form of a date or time. */
  time?: string
  /** A safe address. */
  href?: string | undefined
}

export function sessionFacts({ session, takenAt, url }: SessionRecord, speech: Speech): Fact[] {
  const { labels } = speech
  const time = (label: string, value: string): Fact => ({
    label,
    value: formatTime(value, speech),
    time: value,
  })
  return [
    time(labels.held, session.createdAt),
    ...(session.updatedAt === session.createdAt ? [] : [time(labels.changed, session.updatedAt)]),
    time(labels.taken, takenAt),
    { label: labels.status, value: labels.statuses[session.status] },
    { label: labels.address, value: url, href: fileLink(url) },
  ]
}

const words = (label: string, value: string | undefined): Fact[] =>
  value === undefined || value.trim() === '' ? [] : [{ label, value }]

export function textFacts(text: Text, { labels, locale }: Speech): Fact[] {
  const date = (label: string, value: string | undefined): Fact[] =>
    value === undefined ? [] : [{ label, value: formatDate(value, locale), time: value }]
  return [
    {
      label: labels.kindOfText,
      value: Object.hasOwn(labels.textKinds, text.kind) ? labels.textKinds[text.kind]! : text.kind,
    },
    ...date(labels.date, text.date),
    ...words(labels.note, text.dateNote),
    ...date(labels.eventDate, text.eventDate),
    ...date(labels.published, text.published),
    ...words(labels.attribution, text.attribution),
    { label: labels.language, value: languageName(text.language, locale) },
    ...words(labels.originalLanguage, text.originalLanguage),
    ...words(labels.note, text.titleNote),
    ...words(labels.description, text.description),
  ]
}

/** Name of a BCP 47 tag, or the tag itself where it is none. */
function languageName(tag: string, locale: Locale): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

/** Hosts first, then in the order they joined. */
export function membersInOrder(members: readonly Member[]): Member[] {
  const rank: Record<Member['role'], number> = { host: 0, participant: 1, observer: 2 }
  return members.toSorted(
    (a, b) => rank[a.role] - rank[b.role] || (a.joinedAt < b.joinedAt ? -1 : a.joinedAt > b.joinedAt ? 1 : 0),
  )
}

/** A name, with what must be known about it in brackets. */
export const authorLine = (author: Author, labels: Labels): string =>
  (author.name ?? `${labels.unknownPerson} (${author.personId})`) +
  (author.removed ? ` (${labels.removed})` : '') +
  (author.imported ? ` (${labels.imported})` : '')
