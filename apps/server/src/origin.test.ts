/** Pages of other sites can do nothing here, on any channel, even with a member's cookie. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { House } from './rehearsal.ts'

let house: House
beforeAll(async () => {
  house = await House.open({ publicUrl: 'https://lectern.example.org' })
})
afterAll(() => house.dispose())

const evil = () => [
  'https://evil.example',
  'null',
  'not an origin',
  `${house.url}.evil.example`,
  house.url.replace('127.0.0.1', '127.0.0.1.evil.example'),
  `file://${new URL(house.url).host}`,
]
const good = () => [house.url, 'https://lectern.example.org']

test('POST', async () => {
  const ada = house.newcomer('Ada')
  const { session } = await ada.opens()
  const post = async (origin: string) =>
    house.exactly(
      'POST',
      `/api/sessions/${session.id}/commands`,
      { cookie: ada.cookie, origin, 'content-type': 'application/json' },
      JSON.stringify({ id: 'same', type: 'session.close' }),
    )
  for (const origin of evil()) {
    const { status, text } = await post(origin)
    expect([origin, status, JSON.parse(text).code]).toEqual([origin, 403, 'bad-origin'])
  }
  expect((await ada.get(`/api/sessions/${session.id}`)).body.session.status).toBe('open')
  for (const origin of good()) expect((await post(origin)).status).toBe(200)
})

test('documents', async () => {
  const ada = house.newcomer('Ada')
  const { session } = await ada.opens()
  const path = `/collab/${session.id}/summary`
  for (const origin of evil()) expect([origin, await ada.knocks(path, { origin })]).toEqual([origin, 403])
  for (const origin of good()) {
    expect(await ada.knocks(path, { origin }, (socket) => socket.close(1000))).toBe(1000)
  }
})

test('the live channel, by polling and by socket', async () => {
  const ada = house.newcomer('Ada')
  await ada.opens()
  const { cookie } = ada
  for (const origin of evil()) {
    expect((await house.exactly('GET', '/live/?EIO=4&transport=polling', { cookie, origin })).status).toBe(
      403,
    )
    expect([origin, await ada.knocks('/live/?EIO=4&transport=websocket', { origin })]).toEqual([origin, 400])
  }
  for (const origin of good()) {
    expect((await house.exactly('GET', '/live/?EIO=4&transport=polling', { cookie, origin })).status).toBe(
      200,
    )
  }
})

test('other addresses are not upgraded, and odd ones do no harm', async () => {
  const ada = house.newcomer('Ada')
  const { session } = await ada.opens()
  for (const path of [
    '/',
    '/collab',
    `/collab/${session.id}/secrets`,
    `/collab/${session.id}/summary/x`,
    '//',
    '/live',
  ]) {
    expect([path, await ada.knocks(path)]).toEqual([path, 404])
  }
  expect(await ada.knocks('/collab/nowhere/summary')).toBe(4404)
  expect((await ada.get('/healthz')).status).toBe(200)
})

test('a forged or foreign cookie is nobody; a good one is for this browser only', async () => {
  const ada = house.newcomer('Ada')
  const { session } = await ada.opens()
  const opened = await ada.post('/api/sessions', {})
  expect(opened.status).toBe(400)
  const forger = house.newcomer('Eve')
  const [personId, expires, mac] = ada.cookie.replace('lectern=', '').split('.')
  for (const value of [
    `${personId}.${expires}.`,
    `${personId}.${expires}.AAAA`,
    `${personId}.${Number(expires) + 1}.${mac}`,
    `x.${expires}.${mac}`,
    `${personId}.${expires}.${mac}.x`,
    '%ff',
    '',
  ]) {
    forger.cookie = `lectern=${value}`
    expect((await forger.get(`/api/sessions/${session.id}`)).status).toBe(401)
    expect(await forger.knocks(`/collab/${session.id}/summary`)).toBe(4401)
  }
  const made = await house.exactly(
    'POST',
    '/api/sessions',
    { 'content-type': 'application/json' },
    JSON.stringify({ title: 'T', textIds: [], name: 'x' }),
  )
  expect(made.status).toBe(400)
})
