/** Whoever is connected when something changes: on both sockets, in this order, at once. And a client that stops reading. */
import { ACTIONS, type SessionView } from '@lectern/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { House, until, write } from './rehearsal.ts'

let house: House
beforeAll(async () => {
  house = await House.open()
})
afterAll(() => house.dispose())

async function gather() {
  const [host, paul] = [house.newcomer('Hana'), house.newcomer('Paul')]
  const { session, invites } = await host.opens()
  await paul.joins(invites.participant)
  const { personId } = (await paul.get('/api/me')).body as { personId: string }
  const page = paul.opensDocument(session.id, 'summary')
  const line = paul.goesLive(session.id)
  await until('both sockets are open', () => page.provider.synced && line.state)
  return { host, paul, personId, sessionId: session.id, invites, page, line }
}
type Gathered = Awaited<ReturnType<typeof gather>>

const roleIn = ({ line, personId }: Gathered) =>
  line.state?.members.find((member) => member.personId === personId)?.role
const summary = async ({ host, sessionId }: Gathered) =>
  (await host.get(`/api/sessions/${sessionId}/summary`)).body.markdown as string

test('a lower role: the answer to the host comes when it holds, for writing and for commands', async () => {
  const g = await gather()
  await g.host.commands(g.sessionId, { type: 'member.role', personId: g.personId, role: 'host' })
  expect((await g.line.command({ id: 'a', type: 'session.reopen' })).ok).toBe(true)
  await g.host.commands(g.sessionId, { type: 'member.role', personId: g.personId, role: 'observer' })
  // No waiting here: what is sent after the host has the answer is judged by the new role.
  const refused = await house.refused()
  write(g.page.doc, 'as an observer')
  expect((await g.line.command({ id: 'b', type: 'session.reopen' })).problem?.code).toBe('forbidden')
  await until('the words are refused', async () => (await house.refused()) > refused)
  await until('the page is told', () => roleIn(g) === 'observer')
  expect(await summary(g)).not.toContain('as an observer')
  expect(g.page.provider.wsconnected).toBe(true)
  g.paul.leaves()
})

test('a removal: both sockets are closed, and neither opens again', async () => {
  const g = await gather()
  const codes: number[] = []
  g.page.provider.on('connection-close', (event: { code: number } | null) => event && codes.push(event.code))
  await g.host.commands(g.sessionId, { type: 'member.remove', personId: g.personId })
  await until('both are closed', () => codes.length > 0 && g.line.socket.disconnected)
  expect(codes).toEqual([4403])
  const again = g.paul.goesLive(g.sessionId)
  await until('the live channel says no', () => again.refused)
  expect(again.refused!.code).toBe('not-found')
  expect(await g.paul.knocks(`/collab/${g.sessionId}/summary`)).toBe(4403)
  g.paul.leaves()
})

test('a closing and an opening again: nobody is sent away, and what was typed meanwhile arrives', async () => {
  const g = await gather()
  await g.host.commands(g.sessionId, { type: 'session.close' })
  const refused = await house.refused()
  write(g.page.doc, 'typed while closed')
  await until('it is refused', async () => (await house.refused()) > refused)
  await until('the page is told', () => g.line.state?.session.status === 'closed')
  expect([g.page.provider.wsconnected, g.line.socket.connected]).toEqual([true, true])
  await g.host.commands(g.sessionId, { type: 'session.reopen' })
  await until('it is there', async () => (await summary(g)).includes('typed while closed'))
  g.paul.leaves()
})

test('a renewed invitation: the old link is dead at once, those who came by it stay', async () => {
  const g = await gather()
  await g.host.commands(g.sessionId, { type: 'invite.renew', role: 'participant' })
  const late = await house.newcomer('Late').joins(g.invites.participant)
  expect([late.status, late.body.code]).toEqual([403, 'invite-invalid'])
  write(g.page.doc, 'still in')
  await until('it is there', async () => (await summary(g)).includes('still in'))
  expect([g.page.provider.wsconnected, g.line.socket.connected]).toEqual([true, true])
  g.paul.leaves()
})

test('a client that stops reading is dropped, the others go on', async () => {
  const g = await gather()
  let paused = false
  void g.paul.knocks(`/collab/${g.sessionId}/summary`, {}, (socket) => {
    // It asks for everything again and again, and takes none of it.
    socket.pause()
    paused = true
    const ask = setInterval(() => {
      if (socket.readyState !== socket.OPEN) return clearInterval(ask)
      for (let n = 0; n < 50; n++) socket.send(Uint8Array.of(0, 0, 1, 0))
    }, 5)
  })
  write(g.page.doc, 'words '.repeat(20_000))
  await until('it is paused', () => paused)
  const dropped = async () => {
    const { text } = await g.host.get('/metrics')
    return Number(/^lectern_backpressure_drops_total (\d+)$/m.exec(text)?.[1])
  }
  await until('it is dropped', async () => (await dropped()) > 0)
  await until('it has no seat any more', async () =>
    /^lectern_peers 1$/m.test((await g.host.get('/metrics')).text),
  )
  write(g.page.doc, 'after the deaf one')
  await until('the others go on', async () => (await summary(g)).includes('after the deaf one'))
  g.paul.leaves()
})

test('no sequence of a participant’s commands and requests changes what is another’s', async () => {
  const g = await gather()
  const before = (await g.host.get(`/api/sessions/${g.sessionId}`)).body as SessionView
  const hostId = before.me.personId
  let seed = 20_261_122
  const below = (n: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((seed / 2 ** 32) * n)
  }
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!
  const people = [hostId, g.personId, 'nobody', '__proto__']
  for (let n = 0; n < 300; n++) {
    const command = {
      // Repeats of an id, also of another's, among the new ones.
      id: `c${below(40)}`,
      type: pick([...ACTIONS, 'constructor']),
      ...(below(2) && { personId: pick(people) }),
      ...(below(2) && { role: pick(['host', 'participant', 'observer']) }),
    }
    const way = below(3)
    if (way === 0) expect((await g.line.command(command)).ok).toBe(false)
    else if (way === 1) {
      const { status } = await g.paul.post(`/api/sessions/${g.sessionId}/commands`, command)
      expect([400, 403, 404, 409]).toContain(status)
    } else {
      const patch = { [pick(['title', 'theme', 'status', 'textIds', 'id'])]: pick(['x', 'closed', []]) }
      const { status } = await g.paul.ask('PATCH', `/api/sessions/${g.sessionId}`, patch)
      expect([400, 403]).toContain(status)
    }
  }
  expect((await g.host.get(`/api/sessions/${g.sessionId}`)).body).toEqual(before)
  g.paul.leaves()
})

test('the host’s commands repeated in any order are carried out once each', async () => {
  const g = await gather()
  const once = [
    { id: 'r1', type: 'member.role', personId: g.personId, role: 'observer' },
    { id: 'r2', type: 'member.role', personId: g.personId, role: 'participant' },
    { id: 'i1', type: 'invite.renew', role: 'participant' },
    { id: 's1', type: 'session.close' },
    { id: 's2', type: 'session.reopen' },
  ]
  const answers = new Map<string, unknown>()
  for (const command of once) {
    const { status, body } = await g.host.post(`/api/sessions/${g.sessionId}/commands`, command)
    expect(status).toBe(200)
    answers.set(command.id, body)
  }
  const view = (await g.host.get(`/api/sessions/${g.sessionId}`)).body as SessionView
  const repeats = [...once, ...once.toReversed(), ...once]
  await Promise.all(
    repeats.map(async (command) => {
      const { body } = await g.host.post(`/api/sessions/${g.sessionId}/commands`, command)
      expect(body).toEqual(answers.get(command.id))
    }),
  )
  expect((await g.host.get(`/api/sessions/${g.sessionId}`)).body).toEqual(view)
  g.paul.leaves()
})

test('/metrics counts what happened, and names nobody', async () => {
  const g = await gather()
  write(g.page.doc, 'counted')
  await until('it is there', async () => (await summary(g)).includes('counted'))
  const { text } = await g.host.get('/metrics')
  for (const line of [
    /^lectern_rooms [1-9]/m,
    /^lectern_peers [1-9]/m,
    /^lectern_updates [1-9]/m,
    /^lectern_acknowledgement_seconds_count [1-9]/m,
    /^lectern_load_seconds_count [1-9]/m,
    /^lectern_refused_total\{reason="forged"\} \d/m,
    /^lectern_refused_total\{reason="not-allowed"\} [1-9]/m,
    /^lectern_backpressure_drops_total \d/m,
  ]) {
    expect(text).toMatch(line)
  }
  for (const word of [g.sessionId, g.personId, 'Paul', 'counted'])
    expect(text.includes(word), word).toBe(false)
  g.paul.leaves()
})
