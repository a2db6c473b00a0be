/** Running a session: what the presider rules holds for everyone, for whoever comes late, and after a restart. */
import { annotationKey, rootMap } from '@lectern/docs'
import { LIMITS, type Stage } from '@lectern/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { House, until, type Visitor } from '../rehearsal.ts'

const clock = { now: Date.parse('2026-11-22T10:00:00.000Z') }
const pass = (minutes: number) => void (clock.now += minutes * 60_000)
let house: House
beforeAll(async () => {
  house = await House.open({}, () => clock.now)
})
afterAll(() => house.dispose())

const stage = (id: string, minutes: number, more: Partial<Stage> = {}): Stage => ({
  id,
  kind: 'discussion',
  minutes,
  speakers: [],
  passages: [],
  rules: { gate: false, newFirst: false },
  ...more,
})
const AGENDA = [
  stage('read', 10, { kind: 'reading', rules: { gate: true, newFirst: false } }),
  stage('talk', 20, { rules: { gate: false, newFirst: true, turnSeconds: 60 } }),
]
const body = (value: string) => ({ type: 'TextualBody', value, format: 'text/markdown' }) as const

/** A note's place: the first “slowly”. */
async function targetIn(who: Visitor, textId: string) {
  const { canonical } = (await who.get(`/api/texts/${textId}`)).body as { canonical: string }
  const start = canonical.indexOf('slowly')
  return {
    source: textId,
    selector: [
      { type: 'TextPositionSelector', start, end: start + 6 },
      { type: 'TextQuoteSelector', exact: 'slowly' },
    ],
  }
}

async function gather(agenda = AGENDA) {
  const [host, paul, olga] = ['Hana', 'Paul', 'Olga'].map((name) => house.newcomer(name)) as [
    Visitor,
    Visitor,
    Visitor,
  ]
  const { session, me, invites, textId } = await host.opens()
  const ids = {
    host: me.personId,
    paul: (await paul.joins(invites.participant)).body.me.personId as string,
    olga: (await olga.joins(invites.observer)).body.me.personId as string,
  }
  const does = (who: Visitor, type: string, fields: object = {}) =>
    who.commands(session.id, { type, ...fields })
  expect((await does(host, 'agenda.set', { agenda })).status).toBe(200)
  const meeting = async (who = host) => (await who.get(`/api/sessions/${session.id}`)).body.session.meeting
  return { host, paul, olga, ids, session, invites, textId, does, meeting }
}

test('M1 a stage has its time on the server: extended, gone back to, the same for a late joiner and after a restart', async () => {
  const { host, session, invites, does, meeting } = await gather()
  expect((await does(host, 'stage.extend', { minutes: 5 })).body.code).toBe('conflict')
  await does(host, 'stage.go', { stageId: 'read' })
  const began = clock.now
  pass(4)
  await does(host, 'stage.extend', { minutes: 5 })
  expect((await meeting()).stage).toEqual({
    id: 'read',
    since: began,
    until: began + 15 * 60_000,
    revealed: false,
  })
  await house.down()
  pass(2)
  await house.up()
  const late = house.newcomer('Lara')
  await late.joins(invites.participant)
  const line = late.goesLive(session.id)
  await until('the state is heard', () => line.state)
  expect(line.state!.session.meeting!.stage!.until - line.state!.now).toBe(9 * 60_000)
  late.leaves()
  pass(60)
  // What is over already runs so long from now on.
  await does(host, 'stage.extend', { minutes: 5 })
  expect((await meeting()).stage.until).toBe(clock.now + 5 * 60_000)
  await does(host, 'stage.go', { stageId: 'talk' })
  await does(host, 'stage.go', { stageId: 'read' })
  expect((await meeting()).stage).toMatchObject({ id: 'read', until: clock.now + 10 * 60_000 })
})

test('M2 only hosts rule; the stage that runs stays in the agenda', async () => {
  const { host, paul, olga, ids, does } = await gather()
  await does(host, 'stage.go', { stageId: 'talk' })
  for (const [type, fields] of Object.entries({
    'agenda.set': { agenda: [] },
    'stage.go': { stageId: 'read' },
    'stage.extend': { minutes: 1 },
    'stage.reveal': {},
    'floor.give': { personId: ids.paul },
    'round.start': { form: 'each', order: [ids.paul] },
    'round.end': {},
    'minutes.set': { minutes: { keynotes: [], gists: {}, decisions: [], actions: [], questions: [] } },
    'member.attendance': { personId: ids.paul, status: 'absent' },
  })) {
    for (const who of [paul, olga])
      expect([type, (await does(who, type, fields)).status]).toEqual([type, 403])
  }
  expect((await does(paul, 'floor.yield')).status).toBe(403)
  expect((await does(paul, 'hand.lower', { personId: ids.host })).status).toBe(403)
  expect((await does(host, 'agenda.set', { agenda: [AGENDA[0]] })).body.code).toBe('conflict')
  expect((await does(host, 'stage.go', { stageId: 'none' })).status).toBe(404)
  expect((await does(host, 'round.start', { form: 'each', order: ['nobody'] })).status).toBe(400)
  expect((await does(host, 'round.start', { form: 'each', order: [ids.paul, ids.paul] })).status).toBe(400)
})

test('M3 behind the gate new notes reach nobody, however they come; the reveal brings them as they were written', async () => {
  const { host, paul, olga, ids, session, textId, does } = await gather()
  const target = await targetIn(host, textId)
  const path = `/api/sessions/${session.id}/annotations`
  const at = new Date(clock.now).toISOString()
  const note = (words: string) => ({
    target,
    motivation: 'commenting',
    body: body(words),
    created: at,
    modified: at,
  })
  const [shared, mine] = ['annotations', 'mine'].map((kind) => paul.opensDocument(session.id, kind))
  const seen = host.opensDocument(session.id, 'annotations')
  const line = host.goesLive(session.id)
  await until('all is open', () => shared!.provider.synced && mine!.provider.synced && seen.provider.synced)

  // The gate closes on connections that are open already. By the document and by the API: both are refused.
  await does(host, 'stage.go', { stageId: 'read' })
  const before = await house.refused()
  rootMap(shared!.doc, 'annotations').set(annotationKey(ids.paul, 'forced'), note('forced secret'))
  await until('it is refused', async () => (await house.refused()) > before)
  expect((await paul.post(path, { target, body: body('posted secret') })).status).toBeGreaterThanOrEqual(400)

  rootMap(mine!.doc, 'annotations').set(annotationKey(ids.paul, 'one'), {
    ...note('held secret'),
    held: true,
  })
  rootMap(mine!.doc, 'annotations').set(annotationKey(ids.paul, 'two'), note('private secret'))
  await until('it is counted', () => line.state?.held.notes === 1)
  expect(line.state!.held).toEqual({ notes: 1, people: 1 })
  for (const who of [host, olga]) {
    for (const asked of [path, `/api/sessions/${session.id}`, `/api/sessions/${session.id}/export/markdown`])
      expect((await who.get(asked)).text).not.toContain('secret')
    expect(who.received.filter((one) => Buffer.from(one).toString().includes('secret'))).toEqual([])
  }

  // A restart opens nothing and forgets no number.
  await house.down()
  await house.up()
  const again = host.goesLive(session.id)
  await until('it is counted again', () => again.state?.held.notes === 1)
  expect((await does(host, 'stage.reveal')).body.result).toEqual({ notes: 1, people: 1 })
  const revealed = (await olga.get(path)).body.first.items as { body: { value: string } }[]
  // What was refused before is welcome now: the stock client brings it again, sooner or later.
  expect(revealed.map((one) => one.body.value).filter((words) => words !== 'forced secret')).toEqual([
    'held secret',
  ])
  expect((await paul.get(path)).text).toContain('private secret')
  await until('nothing waits', () => again.state?.held.notes === 0)
  // What is written now is for everybody at once.
  expect((await paul.post(path, { target, body: body('after it') })).status).toBe(201)
  expect((await does(host, 'stage.reveal')).body.result).toEqual({ notes: 0, people: 0 })
  for (const who of [host, paul]) who.leaves()
})

test('M4 hands are one queue for everybody; the time spoken is told to the speaker and to hosts alone', async () => {
  const { host, paul, olga, ids, session, textId, does, meeting } = await gather()
  expect((await does(paul, 'hand.raise')).body.code).toBe('conflict')
  await does(host, 'stage.go', { stageId: 'talk' })
  const lines = {
    host: host.goesLive(session.id),
    paul: paul.goesLive(session.id),
    olga: olga.goesLive(session.id),
  }
  const passage = { textId, start: 0, end: 5 }
  await does(paul, 'hand.raise', { passage })
  await does(olga, 'hand.raise')
  await does(host, 'hand.raise')
  expect((await meeting(olga)).hands.map((hand: { personId: string }) => hand.personId)).toEqual([
    ids.paul,
    ids.olga,
    ids.host,
  ])
  await does(host, 'floor.give')
  expect((await meeting()).floor).toEqual({
    personId: ids.paul,
    part: 'speaks',
    since: clock.now,
    until: clock.now + 60_000,
    passage,
  })
  pass(2)
  await does(paul, 'floor.yield')
  await until('Paul hears how long', () => lines.paul.spoken[ids.paul] === 120_000)
  await until('so does the host', () => lines.host.spoken[ids.paul] === 120_000)
  // Who has spoken waits for those who have not.
  await does(paul, 'hand.raise')
  await does(host, 'hand.lower', { personId: ids.olga })
  await does(olga, 'hand.raise')
  expect((await meeting()).hands.map((hand: { personId: string }) => hand.personId)).toEqual([
    ids.host,
    ids.olga,
    ids.paul,
  ])
  await until('Olga sees the queue', () => lines.olga.state?.session.meeting?.hands.length === 3)
  expect(lines.olga.spoken).toEqual({})
  const record =
    JSON.stringify(olga.received.map(String)) + (await olga.get(`/api/sessions/${session.id}`)).text
  expect(record).not.toContain('120000')
  for (const who of [host, paul, olga]) who.leaves()
})

test('M4 a muted member raises no hand; closing ends the turn', async () => {
  const { host, paul, ids, does, meeting } = await gather()
  await does(host, 'stage.go', { stageId: 'talk' })
  await does(host, 'floor.give', { personId: ids.paul })
  await does(host, 'session.close')
  expect((await meeting()).floor).toBeNull()
  expect((await does(paul, 'hand.raise')).body.code).toBe('session-closed')
  await does(host, 'session.reopen')
  await does(host, 'member.mute', { personId: ids.paul, muted: true })
  expect((await does(paul, 'hand.raise')).status).toBe(403)
})

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

test('M9 groups are of members alone, none within a group; every host is in each, and behind the gate nothing is gathered', async () => {
  const { host, paul, olga, ids, session, does } = await gather()
  const groups = (...members: string[]) => ({ groups: [{ name: 'One', members }] })
  expect((await does(host, 'groups.open', groups('nobody'))).status).toBe(400)
  await does(host, 'member.role', { personId: ids.olga, role: 'host' })
  const opened = (await does(host, 'groups.open', groups(ids.paul))).body.result.groups
  const one = opened[0].sessionId as string
  for (const who of [host, paul, olga]) expect((await who.get(`/api/sessions/${one}`)).status).toBe(200)
  const within = await host.commands(one, { type: 'groups.open', ...groups(ids.paul) })
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
  expect((await house.newcomer('Xenia').post('/api/sessions', next)).status).toBe(404)
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

test('M5 everybody is pointed at a passage of a text of the session', async () => {
  const { host, textId, ids, does, meeting } = await gather()
  await does(host, 'stage.go', { stageId: 'talk' })
  expect((await does(host, 'look.here', { passage: { textId: 'other', start: 0, end: 1 } })).status).toBe(400)
  const passage = { textId, start: 3, end: 9 }
  await does(host, 'look.here', { passage })
  expect((await meeting()).look).toEqual({ passage, by: ids.host, at: clock.now })
})
