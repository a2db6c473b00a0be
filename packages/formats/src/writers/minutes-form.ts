/** The minutes as the form they are handed in on: rows of facts, then parts with items. Pure; knows no file format. */
import type { Attendance, SessionRecord } from '@lectern/model'
import { formatClock, formatDate, formatSpan, formatTime } from './dates.ts'
import { type Speech, speechOf } from './labels.ts'
import { MINUTES_LABELS, type MinutesLabels } from './minutes-labels.ts'
import { type Filled, minutesOf, runOf, timesOf } from './minutes.ts'
import { lines, oneLine } from './words.ts'
import type { WriteOptions } from './writer.ts'

/** Every string is fit to stand in a line; what characters mean in a format is the format's to escape. */
export type Form = {
  /** What it is: "Minutes". */
  kind: string
  title: string
  theme: string | undefined
  facts: { label: string; value: string }[]
  parts: { heading: string; items: Item[] }[]
  /** Stands where a part has no items. */
  none: string
}

export type Item = {
  /** Goes before, made strong: a name, a time. */
  lead?: string
  /** A paragraph each. */
  words: string[]
  /** These are words of the form, not of the people. */
  isQuiet?: boolean
  /** What belongs to it: who, until when. */
  facts?: { label: string; value: string }[]
  /** BCP 47, where it is known. */
  language?: string
}

type Telling = Speech & { own: MinutesLabels }

export function minutesForm(record: SessionRecord, options: WriteOptions): Form {
  const telling = { ...speechOf(options), own: MINUTES_LABELS[options.locale] }
  const { labels, own } = telling
  const minutes = minutesOf(record)
  const { session } = record
  return {
    kind: own.minutes,
    title: oneLine(session.title),
    theme: session.theme.trim() === '' ? undefined : oneLine(session.theme),
    facts: facts(record, minutes, telling),
    parts: [
      { heading: labels.texts, items: texts(record, telling) },
      { heading: own.run, items: run(record, telling) },
      { heading: own.contributions, items: contributions(record, minutes, telling) },
      { heading: own.decisions, items: minutes.decisions.map(said) },
      {
        heading: own.actions,
        items: minutes.actions.map(({ what, owner, due }) => ({
          ...said(what),
          facts: [
            ...(owner === undefined ? [] : [{ label: own.owner, value: oneLine(owner) }]),
            ...(due === undefined ? [] : [{ label: own.due, value: formatDate(due, options.locale) }]),
          ],
        })),
      },
      { heading: own.questions, items: minutes.questions.map(said) },
    ],
    none: own.none,
  }
}

const said = (words: string): Item => ({ words: [oneLine(words)] })

function facts(record: SessionRecord, minutes: Filled, telling: Telling): Form['facts'] {
  const { labels, own } = telling
  const { from = record.session.createdAt, to } = timesOf(record)
  const ordinal = minutes.ordinal === undefined ? [] : [own.ordinal(minutes.ordinal)]
  const rows: [label: string, parts: string[]][] = [
    [own.series, [...(minutes.series === undefined ? [] : [minutes.series]), ...ordinal]],
    [own.time, [to === undefined ? formatTime(from, telling) : formatSpan(from, to, telling)]],
    [own.place, minutes.place === undefined ? [] : [minutes.place]],
    [own.convener, minutes.convener === undefined ? [] : [minutes.convener]],
    [own.presider, minutes.presider === undefined ? [] : [minutes.presider]],
    [own.keynotes, minutes.keynotes],
    ...attended(minutes.attendance, telling),
  ]
  return rows.flatMap(([label, parts]) =>
    parts.length === 0 ? [] : [{ label, value: parts.map(oneLine).join(labels.comma) }],
  )
}

/** One row for each way of being there or not, with the reasons. */
function attended(attendance: readonly Attendance[], { locale, own }: Telling): [string, string[]][] {
  const [open, close] = locale === 'en' ? [' (', ')'] : ['（', '）']
  const named = ({ name, reason }: Attendance) =>
    reason === undefined ? name : `${oneLine(name)}${open}${oneLine(reason)}${close}`
  return Object.entries(own.statuses).flatMap(([status, label]): [string, string[]][] => {
    const people = attendance.filter((one) => one.status === status)
    return people.length === 0 ? [] : [[`${label} (${people.length})`, people.map(named)]]
  })
}

const texts = ({ session, texts }: SessionRecord, { locale }: Telling): Item[] =>
  session.textIds
    .flatMap((id) => texts.find((text) => text.id === id) ?? [])
    .map(({ title, date, language }) => ({
      words: [oneLine(title)],
      language,
      ...(date !== undefined && { facts: [{ label: '', value: formatDate(date, locale) }] }),
    }))

const run = (record: SessionRecord, telling: Telling): Item[] =>
  runOf(record).flatMap(({ at, stageId }) => {
    const stage = record.agenda.find(({ id }) => id === stageId)
    if (!stage) return []
    const title = oneLine(stage.title ?? telling.own.stages[stage.kind])
    const speakers = stage.speakers.map(oneLine).join(telling.labels.comma)
    return [
      {
        lead: formatClock(at, telling),
        words: [speakers === '' ? title : `${title}${telling.labels.colon}${speakers}`],
      },
    ]
  })

const contributions = ({ members }: SessionRecord, { gists }: Filled, { labels, own }: Telling): Item[] =>
  members.flatMap(({ personId, name }) => {
    const gist = gists[personId]
    if (gist === undefined) return []
    const words = lines(gist).filter((line) => line.trim() !== '')
    const lead = oneLine(name) + labels.colon.trimEnd()
    return [words.length === 0 ? { lead, words: [own.unsaid], isQuiet: true } : { lead, words }]
  })
