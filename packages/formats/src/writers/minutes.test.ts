/** The minutes of a meeting: what the Record shows of itself, and what the presider has said instead. */
import { newMeeting, NO_MINUTES, type SessionEvent, type SessionRecord } from '@lectern/model'
import * as fc from 'fast-check'
import mammoth from 'mammoth'
import { expect, test } from 'vitest'
import { minutesOf, writeRecord } from './index.ts'
import { ANNOTATIONS, RECORD } from './testing/record.ts'
import { readBack, written, xmlParts } from './testing/written.ts'
import { oneLine } from './words.ts'

const [ada, ben, ...others] = RECORD.members
const minute = (n: number) => new Date(Date.parse('2026-11-23T08:00:00.000Z') + n * 60_000).toISOString()
const event = (n: number, type: string, personId: string, data = {}): SessionEvent => ({
  at: minute(n),
  type,
  personId,
  data,
})
const stage = (id: string, kind: 'keynote' | 'discussion', speakers: string[] = []) => ({
  id,
  kind,
  minutes: 20,
  speakers,
  passages: [],
  rules: { gate: false, newFirst: false },
})
const AGENDA = [stage('key', 'keynote', ['Dr. <b>Guest</b>']), stage('talk', 'discussion')]

/** Ada was there, Ben came late and left, the others never came. */
const MET: SessionRecord = {
  ...RECORD,
  session: {
    ...RECORD.session,
    agenda: AGENDA,
    meeting: newMeeting(minute(0)),
  },
  agenda: AGENDA,
  events: [
    event(0, 'member.come', ada!.personId),
    event(0, 'stage.go', ada!.personId, { stageId: 'key' }),
    event(7, 'member.come', ben!.personId),
    event(20, 'stage.go', ada!.personId, { stageId: 'talk' }),
    event(21, 'floor.give', ada!.personId, { personId: ben!.personId }),
    event(60, 'stage.go', ada!.personId, { over: true }),
  ],
}
const statuses = (record: SessionRecord) =>
  Object.fromEntries(minutesOf(record).attendance.map(({ name, status }) => [name, status]))

test('M7 who was there, who came late and who left is read from the events; who never came is absent', () => {
  expect(statuses(MET)).toMatchObject({ [ada!.name]: 'present', [ben!.name]: 'late' })
  const left = [...MET.events.slice(0, -1), event(30, 'member.go', ben!.personId), MET.events.at(-1)!]
  expect(statuses({ ...MET, events: left })[ben!.name]).toBe('left')
  // A connection that breaks shortly before the end is nobody leaving.
  const broken = [...MET.events.slice(0, -1), event(58, 'member.go', ben!.personId), MET.events.at(-1)!]
  expect(statuses({ ...MET, events: broken })[ben!.name]).toBe('late')
  // Closing ends it too, with the stage that ran.
  const { meeting } = MET.session
  const running = { ...meeting!, stage: { id: 'talk', since: 0, until: 1, revealed: false } }
  const closed = [...left.slice(0, -1), event(60, 'session.close', ada!.personId)]
  const session = { ...MET.session, meeting: running, status: 'closed' as const }
  expect(statuses({ ...MET, session, events: closed })[ben!.name]).toBe('left')
  for (const { name, removed } of others) if (!removed) expect(statuses(MET)[name]).toBe('absent')
})

test('M7 who was removed and never came is not held against anybody', () => {
  const gone = { ...ada!, personId: 'gone', name: 'Gone', removed: true }
  expect(statuses({ ...MET, members: [...MET.members, gone] })).not.toHaveProperty('Gone')
  const came = {
    ...MET,
    members: [...MET.members, gone],
    events: [event(0, 'member.come', 'gone'), ...MET.events],
  }
  expect(statuses(came)).toHaveProperty('Gone', 'present')
})

test('M7 what the presider says goes before, and somebody who is no member can be named', () => {
  const minutes = {
    attendance: [
      {
        personId: ben!.personId,
        name: 'an older name',
        status: 'excused' as const,
        reason: 'at the dentist',
      },
      { name: 'Visitor', status: 'present' as const },
    ],
    gists: { [ben!.personId]: 'Spoke for the second leg.' },
    presider: 'The chair',
    decisions: ['To meet again'],
    actions: [{ what: 'Compare', owner: 'Ada', due: '2026-12-01' }],
    questions: [],
  }
  const filled = minutesOf({ ...MET, minutes })
  expect(filled).toMatchObject({ presider: 'The chair', decisions: ['To meet again'], questions: [] })
  expect(filled.gists[ben!.personId]).toBe('Spoke for the second leg.')
  expect(filled.attendance).toContainEqual({
    personId: ben!.personId,
    name: ben!.name,
    status: 'excused',
    reason: 'at the dentist',
  })
  expect(filled.attendance).toContainEqual({ name: 'Visitor', status: 'present' })
})

test('M7 what nobody said is filled in: keynotes, open tasks of the summary, open questions, the beginnings of what one wrote', () => {
  const question = {
    ...ANNOTATIONS[0]!,
    personId: ben!.personId,
    kind: 'question',
    motivation: 'questioning' as const,
    body: { ...ANNOTATIONS[0]!.body, value: '**Who** decides\n\n> that?' },
  }
  const { status: _, moderation: __, ...open } = question
  const filled = minutesOf({ ...MET, annotations: [open] })
  expect(filled).toMatchObject({
    keynotes: ['Dr. <b>Guest</b>'],
    actions: [{ what: 'decide' }],
    questions: ['Who decides that?'],
    presider: RECORD.members.find(({ role }) => role === 'host')!.name,
  })
  expect(filled.gists).toEqual({ [ben!.personId]: 'Who decides that?' })
  const asked = (words: string, state: 'parked' | 'answered') =>
    ({ id: words, by: ben!.personId, at: minute(3), words, too: [], state }) as const
  const board = [asked('Parked?', 'parked'), asked('Answered?', 'answered')].map((one) => ({
    ...one,
    too: [],
  }))
  expect(minutesOf({ ...MET, annotations: [open], board }).questions).toEqual([
    'Parked?',
    'Who decides that?',
  ])
  const resolved = { ...open, status: { resolved: true, by: ada!.personId, at: minute(9) } }
  expect(minutesOf({ ...MET, annotations: [resolved] }).questions).toEqual([])
  const hidden = { ...open, moderation: { hidden: true, by: ada!.personId, at: minute(9) } }
  // Who spoke is named although nothing may be quoted.
  expect(minutesOf({ ...MET, annotations: [hidden] })).toMatchObject({
    questions: [],
    gists: { [ben!.personId]: '' },
  })
})

const FIELDS = {
  en: [
    'Time',
    'Presider',
    'Present (1)',
    'Came later (1)',
    'How it was run',
    'What was said',
    'Decisions',
    'Actions',
    'Open questions',
  ],
  'zh-CN': [
    '时间',
    '主持人',
    '出席 (1)',
    '迟到 (1)',
    '学习方式与过程',
    '发言要点',
    '决定事项',
    '待办事项',
    '遗留问题',
  ],
}

test.each([
  ['minutes', 'en'],
  ['minutes', 'zh-CN'],
  ['minutes-docx', 'en'],
  ['minutes-docx', 'zh-CN'],
] as const)('M7 the file has every field of the form (%s, %s)', async (format, locale) => {
  const words = await readBack(MET, format, { locale })
  for (const field of FIELDS[locale]) expect(words).toContain(field)
  expect(words).toContain(
    locale === 'en' ? '23 November 2026, 08:00–09:00 UTC' : '2026年11月23日 08:00–09:00 UTC',
  )
})

test('M7 times are those of the place the minutes are for, and say so', async () => {
  for (const format of ['minutes', 'minutes-docx'])
    expect(await readBack(MET, format, { locale: 'en', timeZone: 'Asia/Shanghai' })).toContain(
      '23 November 2026, 16:00–17:00 GMT+8',
    )
  // One that went on over midnight there has both days.
  const long = {
    ...MET,
    events: [...MET.events.slice(0, -1), event(17 * 60, 'stage.go', ada!.personId, { over: true })],
  }
  expect(await readBack(long, 'minutes', { locale: 'en', timeZone: 'Asia/Shanghai' })).toContain(
    '23 November 2026, 16:00 GMT+8 – 24 November 2026, 09:00 GMT+8',
  )
})

test('M7 no markup of a person gets into the page', () => {
  const page = written(MET, 'minutes', { locale: 'en' })
  expect(page).not.toMatch(/<script|Dr\. <b>/)
  expect(page).toContain('Dr. &lt;b&gt;Guest')
})

test('M7 the file for Word is the same for the same record, and holds whatever people type', async () => {
  const files = await Promise.all(
    [MET, structuredClone(MET)].map((record) => writeRecord(record, 'minutes-docx', { locale: 'en' })),
  )
  expect(files[0]).toEqual(files[1])
  expect(files[0]!.fileName).toMatch(/\.minutes\.docx$/)
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), async (typed) => {
      const minutes = { ...NO_MINUTES, place: typed, decisions: [typed], gists: { [ben!.personId]: typed } }
      const { bytes } = await writeRecord({ ...MET, minutes }, 'minutes-docx', { locale: 'en' })
      const parts = xmlParts(bytes)
      // What XML can hold at all: https://www.w3.org/TR/xml/#charsets
      for (const [name, xml] of parts)
        expect(xml, name).toMatch(/^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u)
      const read = await mammoth.extractRawText({ buffer: Buffer.from(bytes) })
      expect(read.value.replace(/\s+/g, '')).toContain(oneLine(typed).replace(/\s+/g, ''))
    }),
    { numRuns: 40, examples: [['<w:p/>]]>&amp;'], ['\uffff\ud800'], ['\u202eسلام']] },
  )
})
