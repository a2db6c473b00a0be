/** The minutes as one page that stands alone and that word processors open: nothing is fetched, every word of a person is escaped. */
import type { Attendance, SessionRecord } from '@lectern/model'
import { formatDate, formatTime } from './dates.ts'
import { htmlDocument } from './html-document.ts'
import { LABELS } from './labels.ts'
import { type Markup, markup } from './markup.ts'
import { MINUTES_LABELS, type MinutesLabels } from './minutes-labels.ts'
import { type Filled, minutesOf, runOf, timesOf } from './minutes.ts'
import { lines, oneLine } from './words.ts'
import type { Locale, Writer } from './writer.ts'

export const minutesWriter: Writer = {
  name: 'minutes',
  label: 'Minutes (HTML)',
  mediaType: 'text/html; charset=utf-8',
  // Beside the whole record, which is a page too.
  extension: 'minutes.html',
  write: (record, { locale }) => page(record, locale).source,
}

function page(record: SessionRecord, locale: Locale): Markup {
  const labels = MINUTES_LABELS[locale]
  const { colon, comma, texts } = LABELS[locale]
  const { session } = record
  const minutes = minutesOf(record)
  const title = oneLine(session.title)
  const body = markup`<header>
<p class="eyebrow">${labels.minutes}</p>
<h1 dir="auto">${title}</h1>
${session.theme.trim() !== '' && markup`<p class="lead prose" dir="auto">${session.theme.trim()}</p>`}
${facts(record, minutes, labels, locale)}
</header>
<main>
<h2>${texts}</h2>
<ul>
${session.textIds
  .flatMap((id) => record.texts.find((text) => text.id === id) ?? [])
  .map(
    (text) =>
      markup`<li><span dir="auto" lang="${text.language}">${oneLine(text.title)}</span>${text.date && markup`${comma}${formatDate(text.date, locale)}`}</li>\n`,
  )}</ul>
<h2>${labels.run}</h2>
${listOf(run(record, labels, locale), labels)}
<h2>${labels.contributions}</h2>
${contributions(record, minutes, labels)}
<h2>${labels.decisions}</h2>
${listOf(minutes.decisions.map(said), labels)}
<h2>${labels.actions}</h2>
${listOf(
  minutes.actions.map(
    ({ what, owner, due }) =>
      markup`${said(what)}${owner && markup`${comma}${labels.owner} <b><bdi>${oneLine(owner)}</bdi></b>`}${due && markup`${comma}${labels.due} <time datetime="${due}">${formatDate(due, locale)}</time>`}`,
  ),
  labels,
)}
<h2>${labels.questions}</h2>
${listOf(minutes.questions.map(said), labels)}
</main>`
  return htmlDocument(locale, labels.minutes + colon + title, body)
}

const said = (words: string) => markup`<span dir="auto">${oneLine(words)}</span>`

const listOf = (items: readonly Markup[], labels: MinutesLabels): Markup =>
  items.length === 0
    ? markup`<p class="faint">${labels.none}</p>`
    : markup`<ul>\n${items.map((item) => markup`<li>${item}</li>\n`)}</ul>`

function facts(record: SessionRecord, minutes: Filled, labels: MinutesLabels, locale: Locale): Markup {
  const { from, to } = timesOf(record)
  const time = from ?? record.session.createdAt
  const ordinal = minutes.ordinal === undefined ? undefined : labels.ordinal(minutes.ordinal)
  const series = [minutes.series && oneLine(minutes.series), ordinal].filter((part) => part !== undefined)
  const rows: [label: string, value: string | Markup | undefined][] = [
    [labels.series, series.join(LABELS[locale].comma) || undefined],
    [
      labels.time,
      markup`<time datetime="${time}">${formatTime(time, locale)}</time>${to && markup` ${labels.to} <time datetime="${to}">${formatTime(to, locale)}</time>`}`,
    ],
    [labels.place, minutes.place],
    [labels.convener, minutes.convener],
    [labels.presider, minutes.presider],
    [labels.keynotes, minutes.keynotes.join(LABELS[locale].comma) || undefined],
    ...attended(minutes.attendance, labels, locale),
  ]
  return markup`<dl>${rows.map(([label, value]) => {
    if (value === undefined) return false
    return markup`<dt>${label}</dt><dd>${typeof value === 'string' ? said(value) : value}</dd>`
  })}</dl>`
}

/** One row for each way of being there or not, with the reasons. */
function attended(
  attendance: readonly Attendance[],
  labels: MinutesLabels,
  locale: Locale,
): [string, string][] {
  const { comma } = LABELS[locale]
  const [open, close] = locale === 'en' ? [' (', ')'] : ['（', '）']
  const named = ({ name, reason }: Attendance) =>
    oneLine(name) + (reason === undefined ? '' : `${open}${oneLine(reason)}${close}`)
  return Object.entries(labels.statuses).flatMap(([status, label]): [string, string][] => {
    const people = attendance.filter((one) => one.status === status)
    return people.length === 0 ? [] : [[`${label} (${people.length})`, people.map(named).join(comma)]]
  })
}

const run = (record: SessionRecord, labels: MinutesLabels, locale: Locale): Markup[] =>
  runOf(record).flatMap(({ at, stageId }) => {
    const stage = record.agenda.find(({ id }) => id === stageId)
    if (!stage) return []
    const names = stage.speakers.map(oneLine).join(LABELS[locale].comma)
    return [
      markup`<time datetime="${at}">${formatTime(at, locale)}</time> <bdi>${oneLine(stage.title ?? labels.stages[stage.kind])}</bdi>${names && markup`${LABELS[locale].colon}<bdi>${names}</bdi>`}`,
    ]
  })

function contributions({ members }: SessionRecord, { gists }: Filled, labels: MinutesLabels): Markup {
  const spoke = members.filter(({ personId }) => gists[personId] !== undefined)
  return listOf(
    spoke.map(({ personId, name }) => {
      const words = lines(gists[personId]!).filter((line) => line.trim() !== '')
      return markup`<b><bdi>${oneLine(name)}</bdi></b>${words.length === 0 ? markup`<p class="faint">${labels.unsaid}</p>` : words.map((line) => markup`<p dir="auto">${line}</p>`)}`
    }),
    labels,
  )
}
