/**
 * The minutes of a meeting, filled in: what the presider has said for the record, and where nothing was said, what the Record shows of
 * itself. Pure. The fields are those that study groups are asked for: time, place, presider, present, absent and why, texts, how it was
 * run, what was said, decisions, actions, open questions.
 */
import type {
  Annotation,
  Attendance,
  Minutes,
  SessionEvent,
  SessionRecord,
  SummaryNode,
} from '@lectern/model'
import { LIMITS, NO_MINUTES, withPlainMentions } from '@lectern/model'

/** Whoever comes later than this after the beginning is late, and whoever is gone so long before the end has left. ms */
const LATE = 5 * 60_000
/** So many of somebody's notes are taken for the gist of what they said, each to this length, characters. */
const GIST_NOTES = 3
const GIST_NOTE = 240

export type Filled = Minutes & Required<Pick<Minutes, 'keynotes' | 'decisions' | 'actions' | 'questions'>>

/** A stage as it was run. `at`: when it began. */
export type Run = { at: string; stageId: string }

/** When the meeting began and ended; undefined for a session that never ran by its agenda, or still runs. */
export function timesOf({ session, events }: SessionRecord): { from?: string; to?: string } {
  const { meeting } = session
  if (!meeting) return {}
  const over = events.findLast(
    ({ type, data, at }) =>
      at >= meeting.startedAt && (type === 'session.close' || (type === 'stage.go' && data['over'] === true)),
  )
  const isOver = !meeting.stage || session.status === 'closed'
  return { from: meeting.startedAt, ...(over && isOver && { to: over.at }) }
}

/** The stages in the order in which they were run, each time anew. */
export const runOf = ({ events }: SessionRecord): Run[] =>
  events.flatMap(({ type, at, data }) =>
    type === 'stage.go' && typeof data['stageId'] === 'string' ? [{ at, stageId: data['stageId'] }] : [],
  )

export function minutesOf(record: SessionRecord): Filled {
  const said = record.minutes ?? NO_MINUTES
  const host = record.members.find(({ role, removed }) => role === 'host' && !removed)
  const presider = said.presider ?? host?.name
  return {
    ...said,
    ...(presider !== undefined && { presider }),
    keynotes: said.keynotes ?? keynotesOf(record),
    attendance: attendanceOf(record, said.attendance),
    gists: gistsOf(record, said.gists),
    decisions: said.decisions ?? [],
    actions: said.actions ?? tasksOf(record.summary).map((what) => ({ what })),
    questions: said.questions ?? questionsOf(record),
  }
}

const keynotesOf = ({ agenda }: SessionRecord): string[] => [
  ...new Set(agenda.flatMap(({ kind, speakers }) => (kind === 'keynote' ? speakers : []))),
]

/** As the presider has said; else by when somebody came and went. */
function attendanceOf(record: SessionRecord, said: readonly Attendance[]): Attendance[] {
  const { from, to } = timesOf(record)
  const seen = record.members.flatMap((member): Attendance[] => {
    const known = said.find(({ personId }) => personId === member.personId)
    if (known) return [{ ...known, name: member.name }]
    const own = record.events.filter(
      ({ type, personId }) =>
        personId === member.personId && (type === 'member.come' || type === 'member.go'),
    )
    const status = from === undefined ? ('present' as const) : statusOf(own, from, to)
    if (member.removed && status === 'absent') return []
    return [{ personId: member.personId, name: member.name, status }]
  })
  return [...seen, ...said.filter(({ personId }) => personId === undefined)]
}

function statusOf(own: readonly SessionEvent[], from: string, to: string | undefined): Attendance['status'] {
  const first = own.find(({ type }) => type === 'member.come')
  if (!first) return 'absent'
  const last = own.at(-1)!
  if (to !== undefined && last.type === 'member.go' && Date.parse(to) - Date.parse(last.at) > LATE)
    return 'left'
  return Date.parse(first.at) - Date.parse(from) > LATE ? 'late' : 'present'
}

/** By person: what the presider has written, else the beginnings of what they wrote themselves. */
function gistsOf({ annotations, members, events }: SessionRecord, said: Minutes['gists']): Minutes['gists'] {
  const spoke = new Set(
    events.flatMap(({ type, data }) => (type === 'floor.give' ? String(data['personId']) : [])),
  )
  return Object.fromEntries(
    members.flatMap(({ personId }) => {
      const written = annotations.filter((one) => one.personId === personId && isSaid(one))
      const gist =
        said[personId] ??
        written
          .slice(0, GIST_NOTES)
          .map((one) => shown(one, GIST_NOTE, members))
          .join('\n')
      return gist || spoke.has(personId) ? [[personId, gist]] : []
    }),
  )
}

const isSaid = ({ body, moderation, imported }: Annotation) =>
  body.value.trim() !== '' && !moderation?.hidden && !imported

/** Of Markdown the words, on one line. */
function shown({ body }: Annotation, most: number, members: SessionRecord['members']): string {
  const bare = body.value
    .replace(/^[ \t]*(?:#{1,6}|>|[-*+](?:[ \t]+\[[ xX]\])?)[ \t]+/gm, '')
    .replace(/(?<!\\)[*_`~]+/g, '')
  const plain = withPlainMentions(
    bare,
    ({ personId, name }) => members.find((member) => member.personId === personId)?.name ?? name,
  )
    .replace(/\s+/g, ' ')
    .trim()
  return plain.length > most ? `${plain.slice(0, most - 1).toWellFormed()}…` : plain
}

/** Of the board what is not answered, then of the notes what nobody has resolved. */
const questionsOf = ({ annotations, members, board }: SessionRecord): string[] =>
  [
    ...board
      .filter(({ state }) => state !== 'answered')
      .map(({ words }) => words.replace(/\s+/g, ' ').slice(0, LIMITS.minutesItem)),
    ...annotations
      .filter((one) => (one.kind === 'question' || one.motivation === 'questioning') && isSaid(one))
      .filter(({ status }) => !status?.resolved)
      .map((one) => shown(one, LIMITS.minutesItem, members)),
  ].slice(0, LIMITS.minutesItems)

/** What is still to be done, of the tasks in the summary. */
function tasksOf(node: SummaryNode): string[] {
  const own = node.type === 'taskItem' && node.attrs?.['checked'] !== true ? [wordsOf(node)] : []
  const found = [...own, ...(node.content ?? []).flatMap(tasksOf)].flatMap((words) => words.trim() || [])
  return found.slice(0, LIMITS.minutesItems).map((words) => words.slice(0, LIMITS.minutesItem))
}

/** Of a task without those under it. */
const wordsOf = (node: SummaryNode): string =>
  (node.content ?? [])
    .filter(({ type }) => type !== 'taskList')
    .map((child) => child.text ?? wordsOf(child))
    .join('')
    .replace(/\s+/g, ' ')
