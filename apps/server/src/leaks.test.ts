/** What one writes for oneself, and whether it ever reaches another: all that the server sends to anybody is listened to. */
import { annotationKey, rootMap } from '@lectern/docs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { House, until, type Visitor } from './rehearsal.ts'

let house: House
beforeAll(async () => {
  house = await House.open()
})
afterAll(() => house.dispose())

const SECRET = 'zirkonblau'
/** As it stands in JSON and in Yjs' updates, and as it could be wrapped. */
const DISGUISES = [
  Buffer.from(SECRET),
  Buffer.from(SECRET, 'utf16le'),
  ...[0, 1, 2].map((shift) =>
    Buffer.from(
      Buffer.from(`${' '.repeat(shift)}${SECRET}`)
        .toString('base64')
        .slice(4, -4),
    ),
  ),
]
const heard = ({ received }: Visitor): number =>
  received.filter((data) => {
    const bytes = Buffer.from(data as Uint8Array)
    return DISGUISES.some((secret) => bytes.includes(secret))
  }).length

test('sync S4: a private note reaches nobody else by document, live channel, answer or export, until it is published as it was', async () => {
  const [paul, hana, ben, olga] = ['Paul', 'Hana', 'Ben', 'Olga'].map((name) => house.newcomer(name)) as [
    Visitor,
    Visitor,
    Visitor,
    Visitor,
  ]
  const { session, invites, textId } = await hana.opens()
  const { personId } = (await paul.joins(invites.participant)).body.me as { personId: string }
  await ben.joins(invites.participant)
  await olga.joins(invites.observer)
  const others = [hana, ben, olga]
  for (const one of others) {
    one.goesLive(session.id)
    for (const kind of ['annotations', 'mine', 'summary']) {
      const { provider } = one.opensDocument(session.id, kind)
      await until('it is open', () => provider.synced)
    }
  }
  paul.goesLive(session.id)
  const { doc, provider } = paul.opensDocument(session.id, 'mine')
  await until('it is open', () => provider.synced)

  const { canonical } = (await paul.get(`/api/texts/${textId}`)).body as { canonical: string }
  const start = canonical.indexOf('slowly')
  const created = '2026-01-02T03:04:05.000Z'
  const key = annotationKey(personId, 'm1')
  rootMap(doc, 'annotations').set(key, {
    target: {
      source: textId,
      selector: [
        { type: 'TextPositionSelector', start, end: start + 6 },
        { type: 'TextQuoteSelector', exact: 'slowly' },
      ],
    },
    motivation: 'commenting',
    body: { type: 'TextualBody', value: `I think ${SECRET}`, format: 'text/markdown' },
    created,
    modified: created,
    tags: [SECRET],
  })
  const base = `/api/sessions/${session.id}`
  await until('it is kept', async () => (await paul.get(`${base}/annotations`)).text.includes(SECRET))
  const { writers } = (await paul.get('/api/formats')).body as { writers: { name: string }[] }
  const routes = [
    '/api/me',
    '/api/sessions?mine=1',
    '/api/texts',
    `/api/texts/${textId}`,
    base,
    `${base}/annotations`,
    `${base}/annotations?page=0`,
    `${base}/summary`,
    ...writers.map(({ name }) => `${base}/export/${name}`),
    '/metrics',
    '/healthz',
  ]
  /** Names by which somebody might ask for the private document of another. */
  const guesses = [
    `mine/${personId}`,
    `mine:${personId}`,
    personId,
    `mine%2F${personId}`,
    `mine?person=${personId}`,
  ]
  for (const one of others) {
    for (const route of routes) await one.get(route)
    for (const guess of guesses) {
      await one.knocks(`/collab/${session.id}/${guess}`, {}, (socket) => {
        // A first step of the sync protocol, which asks for everything.
        socket.send(new Uint8Array([0, 0, 1, 0]))
        setTimeout(() => socket.close(), 200)
      })
    }
    // Nor does publishing it in another's name.
    await one.commands(session.id, { type: 'annotation.publish', key })
  }
  expect(heard(paul)).toBeGreaterThan(0)
  expect(others.map(heard)).toEqual([0, 0, 0])

  expect((await paul.commands(session.id, { type: 'annotation.publish', key })).status).toBe(200)
  for (const one of others) {
    await until('it has come', () => heard(one) > 0)
    const { items } = (await one.get(`${base}/annotations`)).body.first as { items: { key: string }[] }
    expect(items.find((item) => item.key === key)).toMatchObject({ created })
  }
  await until('it is private no more', () => rootMap(doc, 'annotations').size === 0)
  for (const one of [paul, ...others]) one.leaves()
})

test('every ruling is told with who and what, and stays in the log', async () => {
  const [hana, paul] = [house.newcomer('Hana'), house.newcomer('Paul')]
  const { session, invites, textId, me } = await hana.opens()
  const { personId } = (await paul.joins(invites.participant)).body.me as { personId: string }
  const line = paul.goesLive(session.id)
  await until('it is open', () => line.state)
  const { canonical } = (await paul.get(`/api/texts/${textId}`)).body as { canonical: string }
  const start = canonical.indexOf('slowly')
  const target = {
    source: textId,
    selector: [
      { type: 'TextPositionSelector', start, end: start + 6 },
      { type: 'TextQuoteSelector', exact: 'slowly' },
    ],
  }
  const body = { type: 'TextualBody', value: 'how slowly?', format: 'text/markdown' }
  const { key } = (await paul.post(`/api/sessions/${session.id}/annotations`, { target, body })).body as {
    key: string
  }
  const rulings = [
    { type: 'annotation.hide', key, hidden: true, reason: 'off topic' },
    { type: 'annotation.hide', key, hidden: false },
    { type: 'thread.lock', key, locked: true },
    { type: 'member.mute', personId, muted: true },
  ]
  for (const ruling of rulings) expect((await hana.commands(session.id, ruling)).status).toBe(200)
  const told = () => line.events.filter(({ type }) => rulings.some((one) => one.type === type))
  await until('all are told', () => told().length === rulings.length)
  expect(told()).toMatchObject(rulings.map(({ type, ...data }) => ({ type, personId: me.personId, data })))
  // Also one that came by no command.
  const { doc, provider } = hana.opensDocument(session.id, 'annotations')
  await until('it is open', () => provider.synced)
  const value = { hidden: true, by: me.personId, at: new Date().toISOString(), reason: 'rude' }
  rootMap(doc, 'moderation').set(key, value)
  await until('it is told', () => told().length === rulings.length + 1)
  const data = { key, hidden: true, reason: 'rude' }
  expect(told().at(-1)).toMatchObject({ type: 'annotation.hide', personId: me.personId, data })
  for (const one of [paul, hana]) one.leaves()
})
