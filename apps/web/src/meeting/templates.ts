/**
 * Agendas to begin with: how groups that have their own way of meeting do it (https://www.nsrfharmony.org/protocols,
 * https://www.facinghistory.org/resource-library/save-last-word-me, https://www.greatbooks.org/shared-inquiry), and those a person has
 * kept on this device. Knows no page.
 */
import { Agenda, type RoundForm, type Stage, type StageKind } from '@lectern/model'
import * as m from '../messages/messages.js'
import { newId } from '../session/new-id.ts'

type Step = [
  kind: StageKind,
  minutes: number,
  rules?: { gate?: true; newFirst?: true; round?: RoundForm; turnSeconds?: number },
  title?: () => string,
]
export type Template = { id: string; name: () => string; steps: readonly Step[] }

const GATED = { gate: true } as const

export const TEMPLATES: readonly Template[] = [
  {
    id: 'formal',
    name: m.meeting_template_formal,
    steps: [
      ['opening', 5],
      ['keynote', 20],
      ['report', 10],
      ['discussion', 15, { newFirst: true, turnSeconds: 180 }],
      ['closing', 10],
    ],
  },
  {
    id: 'circle',
    name: m.meeting_template_circle,
    steps: [
      ['opening', 10],
      ['reading', 20, GATED],
      ['reveal', 5],
      ['discussion', 45, { newFirst: true }],
      ['drafting', 25],
      ['closing', 15],
    ],
  },
  {
    id: 'last-word',
    name: m.meeting_template_last_word,
    steps: [
      ['framing', 3],
      ['reading', 10, GATED],
      ['rounds', 28, { gate: true, round: 'last-word' }],
      ['reveal', 4],
      ['discussion', 10],
      ['closing', 5],
    ],
  },
  {
    id: 'levels',
    name: m.meeting_template_levels,
    steps: [
      ['framing', 5],
      ['reading', 15, GATED],
      ['rounds', 30, { round: 'each', turnSeconds: 180 }],
      ['discussion', 10],
      ['closing', 5],
    ],
  },
  {
    id: 'rendering',
    name: m.meeting_template_rendering,
    steps: [
      ['reading', 10, GATED],
      ['rounds', 5, { round: 'each', turnSeconds: 30 }, m.meeting_round_sentence],
      ['rounds', 5, { round: 'each', turnSeconds: 20 }, m.meeting_round_phrase],
      ['rounds', 5, { round: 'each', turnSeconds: 10 }, m.meeting_round_word],
      ['discussion', 15],
    ],
  },
  {
    id: 'inquiry',
    name: m.meeting_template_inquiry,
    steps: [
      ['framing', 5],
      ['reading', 25, GATED],
      ['reveal', 5],
      ['discussion', 40],
      ['closing', 5],
    ],
  },
  {
    id: 'harkness',
    name: m.meeting_template_harkness,
    steps: [
      ['framing', 5],
      ['reading', 10],
      ['discussion', 40],
      ['closing', 5],
    ],
  },
  {
    id: 'final-word',
    name: m.meeting_template_final_word,
    steps: [
      ['framing', 3],
      ['reading', 10, GATED],
      ['rounds', 32, { round: 'final-word' }],
      ['closing', 5],
    ],
  },
  { id: 'free', name: m.meeting_template_free, steps: [['discussion', 60]] },
]

export const newStage = (kind: StageKind = 'discussion', minutes = 10): Stage => ({
  id: newId(),
  kind,
  minutes,
  speakers: [],
  passages: [],
  rules: { gate: false, newFirst: false },
})

export const agendaOf = ({ steps }: Template): Stage[] =>
  steps.map(([kind, minutes, rules, title]) => ({
    ...newStage(kind, minutes),
    ...(title && { title: title() }),
    rules: { gate: false, newFirst: false, ...rules },
  }))

const SHELF = 'lectern.agendas'
export type OwnTemplate = { name: string; agenda: Stage[] }

/** What was kept here; nothing when storage is closed to the page or holds something else. */
export function ownTemplates(): OwnTemplate[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(SHELF) ?? '[]')
    return (Array.isArray(kept) ? kept : []).flatMap((one) => {
      const { name, agenda } = Object(one) as { name?: unknown; agenda?: unknown }
      const read = Agenda.safeParse(agenda)
      return typeof name === 'string' && read.success ? [{ name, agenda: read.data }] : []
    })
  } catch {
    return []
  }
}

/** One of the same name gives way. @returns whether it is kept for the next visit */
export function keepTemplate(template: OwnTemplate): boolean {
  const others = ownTemplates().filter(({ name }) => name !== template.name)
  return store([...others, template])
}

export const dropTemplate = (name: string): boolean =>
  store(ownTemplates().filter((one) => one.name !== name))

function store(templates: OwnTemplate[]): boolean {
  try {
    localStorage.setItem(SHELF, JSON.stringify(templates))
    return true
  } catch {
    return false
  }
}
