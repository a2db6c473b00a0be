/** Running a session: what the presider rules holds for everyone, for whoever comes late, and after a restart. */
import { annotationKey, rootMap } from '@lectern/docs'
import { expect, test } from 'vitest'
import { until } from '../rehearsal.ts'
import { AGENDA, body, openMeetings, targetIn } from './gathering.ts'

const meetings = openMeetings()
const { clock, pass, gather, newcomer } = meetings

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
  await meetings.house.down()
  pass(2)
  await meetings.house.up()
  const late = newcomer('Lara')
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
  const before = await meetings.house.refused()
  rootMap(shared!.doc, 'annotations').set(annotationKey(ids.paul, 'forced'), note('forced secret'))
  await until('it is refused', async () => (await meetings.house.refused()) > before)
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
  await meetings.house.down()
  await meetings.house.up()
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

test('M5 everybody is pointed at a passage of a text of the session', async () => {
  const { host, textId, ids, does, meeting } = await gather()
  await does(host, 'stage.go', { stageId: 'talk' })
  expect((await does(host, 'look.here', { passage: { textId: 'other', start: 0, end: 1 } })).status).toBe(400)
  const passage = { textId, start: 3, end: 9 }
  await does(host, 'look.here', { passage })
  expect((await meeting()).look).toEqual({ passage, by: ids.host, at: clock.now })
})
