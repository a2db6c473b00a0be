/** What a meeting leaves: its board, what small groups noted, the minutes, and the next of its series. */
import { LIMITS, type Stage } from '@lectern/model'
import { expect, test } from 'vitest'
import { until } from '../rehearsal.ts'
import { AGENDA, body, openMeetings, targetIn } from './gathering.ts'

const { clock, gather, newcomer } = openMeetings()

test('M6 the board: asked by anybody, shared once a person, ruled by a host, taken away by who asked; told at once and to late comers', async () => {
  const { host, paul, olga, ids, session, textId, does } = await gather()
  const line = olga.goesLive(session.id)
  await until('Olga is there', () => line.state)
  const passage = { textId, start: 0, end: 5 }
  const { questionId } = (await does(paul, 'question.ask', { words: ' Who weighs it? ', passage })).body
    .result
  await until('the question is heard', () => line.board.length === 1)
  for (let n = 0; n < 2; n++) await does(olga, 'question.too', { questionId, given: true })
  await until('that it is shared is heard', () => line.board[0]?.too.length === 1)
  const elsewhere = { ...passage, textId: 'no-text-of-theirs' }
  expect((await does(paul, 'question.ask', { words: 'Where?', passage: elsewhere })).status).toBe(400)
  await does(paul, 'question.too', { questionId, given: true })
  expect((await does(paul, 'question.mark', { questionId, state: 'answered' })).status).toBe(403)
  await does(host, 'question.mark', { questionId, state: 'parked' })
  await until('all of it is heard', () => line.board[0]?.state === 'parked')
  expect(line.board).toEqual([
    {
      id: questionId,
      by: ids.paul,
      at: new Date(clock.now).toISOString(),
      words: 'Who weighs it?',
      passage,
      too: [ids.olga],
      state: 'parked',
    },
  ])
  expect((await does(olga, 'question.remove', { questionId })).status).toBe(403)
  const late = paul.goesLive(session.id)
  await until('who comes later hears it', () => late.board.length === 1)
  await does(paul, 'question.remove', { questionId })
  await until('it is gone', () => line.board.length === 0)
  expect((await does(host, 'question.mark', { questionId, state: 'open' })).status).toBe(404)
  for (let n = 0; n < LIMITS.questions; n++) await does(paul, 'question.ask', { words: `Question ${n}` })
  const over = await does(paul, 'question.ask', { words: 'One more' })
  expect([over.body.code, over.body.limit]).toEqual(['too-large', LIMITS.questions])
  for (const who of [paul, olga]) who.leaves()
})

test('M9 small groups talk apart, and what they noted comes back as its authors’', async () => {
  const { host, paul, olga, ids, session, textId, does } = await gather()
  const target = await targetIn(host, textId)
  const groups = [
    { name: 'One', members: [ids.paul] },
    { name: 'Two', members: [ids.olga] },
  ]
  expect((await does(paul, 'groups.open', { groups })).status).toBe(403)
  const twice = [...groups, { name: 'Three', members: [ids.paul] }]
  expect((await does(host, 'groups.open', { groups: twice })).status).toBe(400)
  const opened = (await does(host, 'groups.open', { groups })).body.result.groups as { sessionId: string }[]
  const [one, two] = opened.map(({ sessionId }) => sessionId)
  expect((await does(host, 'groups.open', { groups })).body.code).toBe('conflict')
  const notes = (words: string) =>
    paul.post(`/api/sessions/${one}/annotations`, { target, body: body(words) })
  const { key } = (await notes('said in the group')).body as { key: string }
  const covered = (await notes('covered in the group')).body as { key: string }
  await host.commands(one!, { type: 'annotation.hide', key: covered.key, hidden: true })
  await host.post(`/api/sessions/${one}/annotations`, { replyTo: key, body: body('answered there') })
  // Each group is closed to the others; the whole does not see it yet.
  expect((await olga.get(`/api/sessions/${one}`)).status).toBe(404)
  expect((await paul.get(`/api/sessions/${two}`)).status).toBe(404)
  expect((await paul.get(`/api/sessions/${one}`)).body.session.whole.sessionId).toBe(session.id)
  expect((await olga.get(`/api/sessions/${session.id}/annotations`)).text).not.toContain('said in the group')

  expect((await does(host, 'groups.gather')).body.result).toEqual({ notes: 1 })
  const all = (await olga.get(`/api/sessions/${session.id}/annotations`)).text
  expect(all).toContain('said in the group')
  expect(all).toContain('answered there')
  expect(all).not.toContain('covered in the group')
  expect((await paul.get(`/api/sessions/${one}`)).body.session.status).toBe('closed')
  expect((await host.get(`/api/sessions/${session.id}`)).body.session.groups).toBeUndefined()
  expect((await does(host, 'groups.gather')).body.result).toEqual({ notes: 0 })
})

test('M7 a change of the minutes is of what it names alone; the rest goes on being filled in', async () => {
  const { host, paul, ids, session, does } = await gather()
  const minutes = async () => (await host.get(`/api/sessions/${session.id}/minutes`)).body
  const change = (fields: object) => does(host, 'minutes.set', { minutes: fields })
  await change({ place: 'Reading room', gists: { [ids.host]: 'Opened it.' } })
  await does(host, 'member.attendance', { name: 'Otto', status: 'excused', reason: 'travelling' })
  // Asked after somebody first wrote in the minutes, and there all the same.
  await does(paul, 'question.ask', { words: 'Who weighs it?' })
  await change({ decisions: ['To meet again'], gists: { [ids.paul]: 'Spoke.' } })
  expect(await minutes()).toMatchObject({
    place: 'Reading room',
    presider: 'Hana',
    decisions: ['To meet again'],
    questions: ['Who weighs it?'],
    gists: { [ids.host]: 'Opened it.', [ids.paul]: 'Spoke.' },
  })
  expect((await minutes()).attendance).toContainEqual({
    name: 'Otto',
    status: 'excused',
    reason: 'travelling',
  })
  await change({ questions: [], presider: 'The chair' })
  expect(await minutes()).toMatchObject({
    questions: [],
    presider: 'The chair',
    decisions: ['To meet again'],
  })
  await change({ questions: null, presider: null, place: null, gists: { [ids.host]: null } })
  const again = await minutes()
  expect(again).toMatchObject({
    questions: ['Who weighs it?'],
    presider: 'Hana',
    gists: { [ids.paul]: 'Spoke.' },
  })
  expect(again.place).toBeUndefined()
  expect(Object.keys(again.gists)).toEqual([ids.paul])
})

test('M7 an export gives times in the zone one asks for, and says which name is none', async () => {
  const { host, session } = await gather()
  const exported = (query: string) => host.get(`/api/sessions/${session.id}/export/minutes?${query}`)
  expect((await exported('locale=en&timeZone=Asia/Shanghai')).text).toContain('GMT+8')
  expect((await exported('locale=en')).text).toContain(' UTC')
  const refused = await exported('timeZone=Middle/Earth')
  expect([refused.status, refused.body.code]).toEqual([400, 'bad-request'])
  expect(refused.body.detail).toContain('Europe/Berlin')
})

const groupOf = (member: string) => ({ groups: [{ name: 'One', members: [member] }] })

test('M9 groups are of members alone, none within a group; every host is in each, and behind the gate nothing is gathered', async () => {
  const { host, paul, olga, ids, session, does } = await gather()
  expect((await does(host, 'groups.open', groupOf('nobody'))).status).toBe(400)
  await does(host, 'member.role', { personId: ids.olga, role: 'host' })
  const opened = (await does(host, 'groups.open', groupOf(ids.paul))).body.result.groups
  const one = opened[0].sessionId as string
  for (const who of [host, paul, olga]) expect((await who.get(`/api/sessions/${one}`)).status).toBe(200)
  const within = await host.commands(one, { type: 'groups.open', ...groupOf(ids.paul) })
  expect(within.body.code).toBe('conflict')
  await does(host, 'stage.go', { stageId: 'read' })
  expect((await does(host, 'groups.gather')).body.code).toBe('conflict')
  expect((await paul.get(`/api/sessions/${one}`)).body.session.status).toBe('open')
  await does(host, 'stage.reveal')
  expect((await does(host, 'groups.gather')).status).toBe(200)
  expect((await host.get(`/api/sessions/${session.id}`)).body.session.groups).toBeUndefined()
})

test('M7 who was there is said once for each, and taken back', async () => {
  const { host, ids, session, does } = await gather()
  const attendance = async () =>
    ((await host.get(`/api/sessions/${session.id}/minutes`)).body.attendance as { name: string }[]).map(
      ({ name, ...rest }) => [name, rest] as const,
    )
  for (const status of ['absent', 'excused'])
    for (const who of [{ personId: ids.paul }, { name: 'Otto' }])
      await does(host, 'member.attendance', { ...who, status, reason: 'ill' })
  expect((await attendance()).filter(([name]) => ['Paul', 'Otto'].includes(name))).toEqual([
    ['Paul', { personId: ids.paul, status: 'excused', reason: 'ill' }],
    ['Otto', { status: 'excused', reason: 'ill' }],
  ])
  for (const who of [{ personId: ids.paul }, { name: 'Otto' }])
    await does(host, 'member.attendance', { ...who, status: null })
  expect((await attendance()).filter(([name]) => ['Paul', 'Otto'].includes(name))).toEqual([
    ['Paul', { personId: ids.paul, status: 'present' }],
  ])
  expect((await does(host, 'member.attendance', { status: 'absent' })).status).toBe(400)
})

test('M8 the next session of a series opens with the agenda, the number, the open questions and the actions of the last', async () => {
  const { host, paul, ids, session, textId, does } = await gather()
  for (const [words, state] of [
    ['Who weighs it?', 'parked'],
    ['Done with?', 'answered'],
  ] as const) {
    const { questionId } = (await does(paul, 'question.ask', { words })).body.result
    await does(host, 'question.mark', { questionId, state })
  }
  const passages = [{ textId, start: 0, end: 5 }]
  await does(host, 'agenda.set', { agenda: [{ ...AGENDA[0]!, passages }, AGENDA[1]] })
  const actions = [{ what: 'Compare', owner: 'Paul', due: '2026-12-01' }]
  await does(host, 'minutes.set', { minutes: { gists: {}, series: 'Thursdays', ordinal: 3, actions } })
  const next = { title: 'Next', textIds: [textId], name: 'Hana', continues: session.id }
  expect((await paul.post('/api/sessions', { ...next, name: 'Paul' })).status).toBe(403)
  expect((await newcomer('Xenia').post('/api/sessions', next)).status).toBe(404)
  const opened = await host.post('/api/sessions', next)
  const id = opened.body.session.id as string
  // Its texts may be others: the stages come without their passages.
  expect(
    opened.body.session.agenda.map(({ kind, minutes, passages }: Stage) => [kind, minutes, passages]),
  ).toEqual([
    ['reading', 10, []],
    ['discussion', 20, []],
  ])
  const line = host.goesLive(id)
  await until('the board is heard', () => line.board.length === 2)
  expect(line.board.map(({ words, action, by }) => [words, action ?? false, by])).toEqual([
    ['Compare · Paul · 2026-12-01', true, ids.host],
    ['Who weighs it?', false, ids.host],
  ])
  expect((await host.get(`/api/sessions/${id}/minutes`)).body).toMatchObject({
    series: 'Thursdays',
    ordinal: 4,
  })
  host.leaves()
})
