/** Who may do what, on every channel: the same answer everywhere, and at once when it changes. */
import { annotationKey, rootMap } from '@lectern/docs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { House, type LiveLine, until, type Visitor, write } from './rehearsal.ts'

let house: House
beforeAll(async () => {
  house = await House.open()
})
afterAll(() => house.dispose())

type Cast = { [role in 'host' | 'participant' | 'observer' | 'removed' | 'stranger' | 'nobody']: Visitor }

/** One person of every kind around one session. */
async function gather() {
  const cast: Cast = {
    host: house.newcomer('Hana'),
    participant: house.newcomer('Paul'),
    observer: house.newcomer('Olga'),
    removed: house.newcomer('Rex'),
    stranger: house.newcomer('Stan'),
    nobody: house.newcomer('Nemo'),
  }
  const { session, invites, textId } = await cast.host.opens()
  await cast.participant.joins(invites.participant)
  await cast.observer.joins(invites.observer)
  const gone = (await cast.removed.joins(invites.participant)).body.me.personId
  await cast.host.commands(session.id, { type: 'member.remove', personId: gone })
  await cast.stranger.opens('Elsewhere')
  const { canonical } = (await cast.host.get(`/api/texts/${textId}`)).body as { canonical: string }
  const start = canonical.indexOf('slowly')
  const target = {
    source: textId,
    selector: [
      { type: 'TextPositionSelector', start, end: start + 6 },
      { type: 'TextQuoteSelector', exact: 'slowly' },
    ],
  }
  return { cast, session, invites, target }
}

const KINDS = ['host', 'participant', 'observer', 'removed', 'stranger', 'nobody'] as const

test('annotations over HTTP', async () => {
  const { cast, session, target } = await gather()
  const statuses: Record<string, number> = {}
  for (const kind of KINDS) {
    statuses[kind] = (await cast[kind].post(`/api/sessions/${session.id}/annotations`, { target })).status
  }
  expect(statuses).toEqual({
    host: 201,
    participant: 201,
    observer: 403,
    removed: 404,
    stranger: 404,
    nobody: 401,
  })
})

test('the documents, with the stock provider', async () => {
  const { cast, session, target } = await gather()
  const before = await house.refused()
  const seen = cast.host.opensDocument(session.id, 'annotations').doc
  const codes: Record<string, number | undefined> = {}
  for (const kind of KINDS) {
    const { doc, provider } = cast[kind].opensDocument(session.id, 'summary')
    write(doc, `by the ${kind}`)
    const notes = cast[kind].opensDocument(session.id, 'annotations').doc
    const { personId = kind } = (await cast[kind].get('/api/me')).body as { personId?: string }
    const at = new Date().toISOString()
    const body = { type: 'TextualBody', value: kind, format: 'text/markdown' }
    rootMap(notes, 'annotations').set(annotationKey(personId, kind), {
      target,
      motivation: 'commenting',
      body,
      created: at,
      modified: at,
    })
    provider.on('closed', (event: { code: number } | null) => (codes[kind] = event?.code))
  }
  const summary = async () =>
    (await cast.host.get(`/api/sessions/${session.id}/summary`)).body.markdown as string
  await until('the summary has both', async () => {
    const words = await summary()
    return words.includes('by the host') && words.includes('by the participant')
  })
  await until('the annotations have both', () => rootMap(seen, 'annotations').size >= 2)
  await until('both of the observer’s were refused', async () => (await house.refused()) >= before + 2)
  await until('the others were sent away', () => Object.keys(codes).length >= 3)
  expect(codes).toMatchObject({ removed: 4403, stranger: 4403, nobody: 4401 })
  for (const kind of ['observer', 'removed', 'stranger', 'nobody'])
    expect(await summary()).not.toContain(kind)
  const writers = [...rootMap(seen, 'annotations').keys()].map((key) => key.split('/')[1])
  expect(new Set(writers)).toEqual(new Set(['host', 'participant']))
  for (const kind of KINDS) cast[kind].leaves()
})

test('commands, over HTTP and over the live channel', async () => {
  const { cast, session } = await gather()
  const overHttp: Record<string, number> = {}
  const overLive: Record<string, string | undefined> = {}
  for (const kind of KINDS) {
    overHttp[kind] = (
      await cast[kind].commands(session.id, { type: 'invite.renew', role: 'observer' })
    ).status
    const line = cast[kind].goesLive(session.id)
    await until('an answer', () => line.state ?? line.refused)
    if (line.refused) overLive[kind] = line.refused.code
    else {
      const answer = await line.command({ id: `live-${kind}`, type: 'session.reopen' })
      overLive[kind] = answer.ok ? 'done' : answer.problem?.code
    }
    cast[kind].leaves()
  }
  expect(overHttp).toEqual({
    host: 200,
    participant: 403,
    observer: 403,
    removed: 404,
    stranger: 404,
    nobody: 401,
  })
  expect(overLive).toEqual({
    host: 'done',
    participant: 'forbidden',
    observer: 'forbidden',
    removed: 'not-found',
    stranger: 'not-found',
    nobody: 'not-signed-in',
  })
})

test('reading and exporting are for members only, changing the session for the host', async () => {
  const { cast, session } = await gather()
  const expected = { host: 200, participant: 200, observer: 200, removed: 404, stranger: 404, nobody: 401 }
  for (const path of ['', '/annotations', '/summary', '/export/markdown']) {
    for (const kind of KINDS) {
      expect([path, kind, (await cast[kind].get(`/api/sessions/${session.id}${path}`)).status]).toEqual([
        path,
        kind,
        expected[kind],
      ])
    }
  }
  const patched: Record<string, number> = {}
  for (const kind of KINDS) {
    patched[kind] = (await cast[kind].ask('PATCH', `/api/sessions/${session.id}`, { theme: kind })).status
  }
  expect(patched).toEqual({ ...expected, participant: 403, observer: 403 })
})

test('whoever is removed loses both sockets at once, and does not come back by the link', async () => {
  const { cast, session, invites } = await gather()
  const { provider } = cast.participant.opensDocument(session.id, 'summary')
  const line = cast.participant.goesLive(session.id)
  let code: number | undefined
  provider.on('closed', (event: { code: number } | null) => (code = event?.code))
  await until('both are open', () => line.state && provider.synced)
  const { personId } = (await cast.participant.get('/api/me')).body
  await cast.host.commands(session.id, { type: 'member.remove', personId })
  await until('both are closed', () => code === 4403 && line.socket.disconnected)
  const back = await cast.participant.joins(invites.participant)
  expect([back.status, back.body.code]).toEqual([403, 'forbidden'])
  cast.participant.leaves()
})

test('a lower role holds at once on an open document; a closed session is read-only for all', async () => {
  const { cast, session, target } = await gather()
  const { doc, provider } = cast.participant.opensDocument(session.id, 'summary')
  const host = cast.host.opensDocument(session.id, 'summary')
  await until('both are in', () => provider.synced && host.provider.synced)
  const { personId } = (await cast.participant.get('/api/me')).body
  let before = await house.refused()
  await cast.host.commands(session.id, { type: 'member.role', personId, role: 'observer' })
  write(doc, 'too late')
  await until('it is refused', async () => (await house.refused()) > before)
  write(host.doc, 'by the host')
  const summary = async () =>
    (await cast.host.get(`/api/sessions/${session.id}/summary`)).body.markdown as string
  await until('the host is heard', async () => (await summary()).includes('by the host'))
  expect(await summary()).not.toContain('too late')

  await cast.host.commands(session.id, { type: 'session.close' })
  const refused = await cast.host.post(`/api/sessions/${session.id}/annotations`, { target })
  expect([refused.status, refused.body.code]).toEqual([409, 'session-closed'])
  before = await house.refused()
  write(host.doc, 'after closing')
  await until('it is refused too', async () => (await house.refused()) > before)
  expect(await summary()).not.toContain('after closing')
  expect((await cast.host.commands(session.id, { type: 'session.reopen' })).status).toBe(200)
  expect((await cast.host.post(`/api/sessions/${session.id}/annotations`, { target })).status).toBe(201)
  await until('the host’s words are welcome again', async () => (await summary()).includes('after closing'))
  expect(await summary()).not.toContain('too late')
  cast.host.leaves()
  cast.participant.leaves()
})

test('the last host stays host', async () => {
  const { cast, session } = await gather()
  const me = (await cast.host.get('/api/me')).body.personId
  const other = (await cast.participant.get('/api/me')).body.personId
  const lowered = await cast.host.commands(session.id, {
    type: 'member.role',
    personId: me,
    role: 'observer',
  })
  expect([lowered.status, lowered.body.code]).toEqual([409, 'conflict'])
  expect((await cast.host.commands(session.id, { type: 'member.remove', personId: me })).status).toBe(409)
  await cast.host.commands(session.id, { type: 'member.role', personId: other, role: 'host' })
  // Two hosts lower each other at the same moment: one of them stays.
  const both = await Promise.all([
    cast.host.commands(session.id, { type: 'member.role', personId: other, role: 'participant' }),
    cast.participant.commands(session.id, { type: 'member.role', personId: me, role: 'participant' }),
  ])
  expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 403])
})

test('a command sent twice is carried out once', async () => {
  const { cast, session, invites } = await gather()
  const command = { id: 'renew-1', type: 'invite.renew', role: 'participant' }
  const path = `/api/sessions/${session.id}/commands`
  const [first, second] = [await cast.host.post(path, command), await cast.host.post(path, command)]
  expect(second.body).toEqual(first.body)
  expect(first.body.result.invites.participant).not.toBe(invites.participant)
  expect(first.body.result.invites.observer).toBe(invites.observer)
  expect((await house.newcomer('Late').joins(invites.participant)).body.code).toBe('invite-invalid')
  expect((await house.newcomer('Later').joins(second.body.result.invites.participant)).status).toBe(200)
  const live = cast.host.goesLive(session.id)
  const again = await live.command(command)
  expect(again).toEqual(first.body)
  const odd = await live.command({ id: 'x', type: 'session.explode' })
  expect(odd).toMatchObject({ ok: false, problem: { code: 'bad-request' } })
  cast.host.leaves()
})

test('everyone hears of it: who is there, what happened, what is so now', async () => {
  const { cast, session, invites } = await gather()
  const [host, observer]: [LiveLine, LiveLine] = [
    cast.host.goesLive(session.id),
    cast.observer.goesLive(session.id),
  ]
  await until('both see both', () => host.state?.online.length === 2 && observer.state?.online.length === 2)
  await house.newcomer('Wanda').joins(invites.participant)
  await until('the newcomer is shown', () => observer.state?.members.some(({ name }) => name === 'Wanda'))
  expect(observer.events.map(({ type }) => type)).toEqual(['member.join'])
  await cast.host.ask('PATCH', `/api/sessions/${session.id}`, { title: 'Renamed' })
  await until('the new title is shown', () => observer.state?.session.title === 'Renamed')
  cast.host.leaves()
  await until('the host is seen to have left', () => observer.state?.online.length === 1)
  cast.observer.leaves()
})

test('private notes are their owner’s alone', async () => {
  const { cast, session, target } = await gather()
  const { doc, provider } = cast.observer.opensDocument(session.id, 'mine')
  const { personId } = (await cast.observer.get('/api/me')).body
  const at = new Date().toISOString()
  const body = { type: 'TextualBody', value: 'only mine', format: 'text/markdown' }
  await until('it is open', () => provider.synced)
  rootMap(doc, 'annotations').set(annotationKey(personId, 'n1'), {
    target,
    motivation: 'commenting',
    body,
    created: at,
    modified: at,
  })
  const read = async (who: Visitor) => (await who.get(`/api/sessions/${session.id}/annotations`)).text
  await until('the owner reads it', async () => (await read(cast.observer)).includes('only mine'))
  expect(await read(cast.host)).not.toContain('only mine')
  const { doc: others, provider: open } = cast.host.opensDocument(session.id, 'mine')
  await until('the host’s own is open', () => open.synced)
  expect(rootMap(others, 'annotations').size).toBe(0)
  expect((await cast.host.get(`/api/sessions/${session.id}/export/markdown`)).text).not.toContain('only mine')
  cast.host.leaves()
  cast.observer.leaves()
})

test('hidden words are withheld from everyone but the host', async () => {
  const { cast, session, target } = await gather()
  const path = `/api/sessions/${session.id}/annotations`
  const body = { type: 'TextualBody', value: 'rude words', format: 'text/markdown' }
  const { key } = (await cast.participant.post(path, { target, body, tags: ['rude tag'] })).body
  const { doc, provider } = cast.host.opensDocument(session.id, 'annotations')
  await until('it is open', () => provider.synced)
  const by = (await cast.host.get('/api/me')).body.personId
  rootMap(doc, 'moderation').set(key, { hidden: true, by, at: new Date().toISOString() })
  await until('it is withheld', async () => !(await cast.observer.get(path)).text.includes('rude'))
  expect((await cast.observer.get(path)).body.total).toBe(1)
  expect((await cast.host.get(path)).text).toContain('rude words')
  expect((await cast.observer.get(`/api/sessions/${session.id}/export/markdown`)).text).not.toContain('rude')
  cast.host.leaves()
})
