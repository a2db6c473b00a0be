/** Every limit of a meeting: what stands just over it is refused, with its number. */
import { LIMITS, type Stage } from '@lectern/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { House, type Visitor } from '../rehearsal.ts'

let house: House
let host: Visitor
let sessionId: string
let textId: string
let invite: string
beforeAll(async () => {
  house = await House.open()
  host = house.newcomer('Hana')
  const opened = await host.opens()
  ;[sessionId, textId, invite] = [opened.session.id, opened.textId, opened.invites.participant]
})
afterAll(() => house.dispose())

const words = (length: number) => 'x'.repeat(length)
const many = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n))
const rules = { gate: false, newFirst: false }
const stage = (more: Partial<Stage> = {}): Stage => ({
  id: 'a',
  kind: 'discussion',
  minutes: 1,
  speakers: [],
  passages: [],
  rules,
  ...more,
})
const does = (type: string, fields: object = {}) => host.commands(sessionId, { type, ...fields })
const agenda = (...stages: Stage[]) => ['agenda.set', { agenda: stages }] as const
const minutes = (fields: object) => ['minutes.set', { minutes: { gists: {}, ...fields } }] as const
const group = (name: string, members: string[]) => ({ name, members })

test.each([
  ['stages', () => agenda(...many(LIMITS.stages + 1, (n) => stage({ id: `s${n}` }))), LIMITS.stages],
  ['minutes of a stage', () => agenda(stage({ minutes: LIMITS.stageMinutes + 1 })), LIMITS.stageMinutes],
  ['title of a stage', () => agenda(stage({ title: words(LIMITS.stageTitle + 1) })), LIMITS.stageTitle],
  [
    'speakers of a stage',
    () => agenda(stage({ speakers: many(LIMITS.stageSpeakers + 1, (n) => `S${n}`) })),
    LIMITS.stageSpeakers,
  ],
  [
    'passages of a stage',
    () => agenda(stage({ passages: many(LIMITS.stagePassages + 1, () => ({ textId, start: 0, end: 1 })) })),
    LIMITS.stagePassages,
  ],
  [
    'seconds of a turn, too many',
    () => agenda(stage({ rules: { ...rules, turnSeconds: LIMITS.turnSeconds.most + 1 } })),
    LIMITS.turnSeconds.most,
  ],
  [
    'seconds of a turn, too few',
    () => agenda(stage({ rules: { ...rules, turnSeconds: LIMITS.turnSeconds.least - 1 } })),
    LIMITS.turnSeconds.least,
  ],
  ['more time', () => ['stage.extend', { minutes: LIMITS.extendMinutes + 1 }] as const, LIMITS.extendMinutes],
  [
    'less time',
    () => ['stage.extend', { minutes: -LIMITS.extendMinutes - 1 }] as const,
    LIMITS.extendMinutes,
  ],
  [
    'groups',
    () => ['groups.open', { groups: many(LIMITS.groups + 1, (n) => group(`G${n}`, [`p${n}`])) }] as const,
    LIMITS.groups,
  ],
  [
    'name of a group',
    () => ['groups.open', { groups: [group(words(LIMITS.groupName + 1), ['p'])] }] as const,
    LIMITS.groupName,
  ],
  ['a question', () => ['question.ask', { words: words(LIMITS.question + 1) }] as const, LIMITS.question],
  ['a fact of the minutes', () => minutes({ place: words(LIMITS.minutesFact + 1) }), LIMITS.minutesFact],
  ['what somebody said', () => minutes({ gists: { a: words(LIMITS.gist + 1) } }), LIMITS.gist],
  ['a decision', () => minutes({ decisions: [words(LIMITS.minutesItem + 1)] }), LIMITS.minutesItem],
  [
    'decisions',
    () => minutes({ decisions: many(LIMITS.minutesItems + 1, (n) => `D${n}`) }),
    LIMITS.minutesItems,
  ],
  [
    'actions',
    () => minutes({ actions: many(LIMITS.minutesItems + 1, () => ({ what: 'a' })) }),
    LIMITS.minutesItems,
  ],
  ['questions', () => minutes({ questions: many(LIMITS.minutesItems + 1, () => 'q') }), LIMITS.minutesItems],
])('%s: one over the limit is refused with the limit', async (_, make, limit) => {
  const [type, fields] = make()
  const answer = await does(type, fields)
  expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(String(limit))])
})

test('hands and turns: one over the limit is refused, and what stands stays', async () => {
  await does(...agenda(stage()))
  await does('stage.go', { stageId: 'a' })
  const ids: string[] = []
  for (let n = 0; n <= LIMITS.hands; n++) {
    const person = house.newcomer(`Person ${n}`)
    ids.push((await person.joins(invite)).body.me.personId as string)
    const raised = await person.commands(sessionId, { type: 'hand.raise' })
    if (n < LIMITS.hands) expect(raised.status).toBe(200)
    else expect([raised.body.code, raised.body.limit]).toEqual(['too-large', LIMITS.hands])
  }
  // Each reads, is answered by all others, and concludes.
  const order = ids.slice(0, Math.ceil(Math.sqrt(LIMITS.roundTurns)))
  const round = await does('round.start', { form: 'last-word', order })
  expect([round.body.code, round.body.limit]).toEqual(['too-large', LIMITS.roundTurns])
  const { meeting } = (await host.get(`/api/sessions/${sessionId}`)).body.session
  expect([meeting.hands.length, meeting.round]).toEqual([LIMITS.hands, null])
}, 180_000)
