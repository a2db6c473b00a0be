/** A corrected text takes the place of another; what was written stays as it was written, and a host settles what is uncertain. */
import { LIMITS } from '@lectern/model'
import { Carrier } from '@lectern/text'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { House, type Visitor } from './rehearsal.ts'

let house: House
beforeAll(async () => {
  house = await House.open()
})
afterAll(() => house.dispose())

/** Hana presides over one text; Paul has written a note on "slowly". */
async function gather() {
  const [host, paul] = [house.newcomer('Hana'), house.newcomer('Paul')]
  const { session, invites, textId } = await host.opens()
  await paul.joins(invites.participant)
  const { canonical } = (await host.get(`/api/texts/${textId}`)).body as { canonical: string }
  const start = canonical.indexOf('slowly')
  const target = {
    source: textId,
    selector: [
      { type: 'TextPositionSelector', start, end: start + 6 },
      { type: 'TextQuoteSelector', exact: 'slowly' },
    ],
  }
  const path = `/api/sessions/${session.id}`
  const body = { type: 'TextualBody', value: 'how slowly?', format: 'text/markdown' }
  const { key } = (await paul.post(`${path}/annotations`, { target, body })).body as { key: string }
  const adds = async (text: string) =>
    ((await host.post('/api/texts', { title: 'Corrected', text })).body as { id: string }).id
  return { host, paul, session, path, key, from: textId, canonical, adds }
}
const replaces = (who: Visitor, sessionId: string, fields: object) =>
  who.commands(sessionId, { type: 'text.replace', ...fields })
const view = async (who: Visitor, path: string) =>
  (await who.get(path)).body as {
    session: {
      textIds: string[]
      revisions: { from: string; to: string; choices: Record<string, unknown> }[]
    }
    texts: { id: string; canonical: string }[]
  }

test('a host replaces a text by a corrected one and puts it back; notes are not touched', async () => {
  const { host, paul, session, path, from, canonical, adds } = await gather()
  const to = await adds(`Corrected.\n\n${canonical}`)
  expect((await replaces(paul, session.id, { from, to })).status).toBe(403)
  const before = (await paul.get(`${path}/annotations`)).body
  expect((await replaces(host, session.id, { from, to })).status).toBe(200)
  const now = await view(paul, path)
  expect(now.session.textIds).toEqual([to])
  expect(now.texts.map(({ id }) => id)).toEqual([to])
  expect(now.session.revisions).toMatchObject([{ from, to, choices: {} }])
  expect((await paul.get(`${path}/annotations`)).body).toEqual(before)
  const { first } = before as { first: { items: { target: never }[] } }
  const texts = new Map([[from, canonical], ...now.texts.map((text) => [text.id, text.canonical] as const)])
  const carrier = new Carrier(now.session as never, (id) => texts.get(id))
  expect(carrier.place(first.items[0]!.target)).toMatchObject({ verdict: 'found', textId: to })

  expect((await replaces(host, session.id, { from: to, to: from })).status).toBe(200)
  const back = await view(paul, path)
  expect([back.session.textIds, back.session.revisions.length]).toEqual([[from], 2])
})

test('what cannot be replaced is said', async () => {
  const { host, session, from, adds } = await gather()
  const to = await adds('Other words altogether, slowly and slowly.')
  expect((await replaces(host, session.id, { from, to: 'nothing' })).status).toBe(404)
  expect((await replaces(host, session.id, { from: to, to: from })).status).toBe(409)
  expect((await replaces(host, session.id, { from, to: from })).status).toBe(409)
  const outside = await replaces(host, session.id, { from, to, choices: { 'ann/1': { start: 3, end: 999 } } })
  expect([outside.status, outside.text]).toEqual([400, expect.stringContaining('3–999')])
  const choices = Object.fromEntries(
    Array.from({ length: LIMITS.revisionChoices + 1 }, (_, i) => [`ann/${i}`, null] as const),
  )
  const many = await replaces(host, session.id, { from, to, choices })
  expect([many.status, many.text]).toEqual([400, expect.stringContaining(String(LIMITS.revisionChoices))])
})

test('places are chosen with the replacement and afterwards, and are written down', async () => {
  const { host, paul, session, path, key, from, adds } = await gather()
  const to = await adds('Read slowly, slowly.')
  await replaces(host, session.id, { from, to, choices: { [key]: null } })
  expect((await view(host, path)).session.revisions[0]!.choices).toEqual({ [key]: null })
  const choose = (who: Visitor, fields: object) =>
    who.commands(session.id, { type: 'revision.choose', from, key, ...fields })
  const place = { start: 5, end: 11 }
  expect((await choose(paul, { place })).status).toBe(403)
  expect((await choose(host, { place: { start: 5, end: 500 } })).status).toBe(400)
  expect((await choose(host, { place, key: 'no/note' })).status).toBe(404)
  expect((await choose(host, { place, from: to })).status).toBe(404)
  expect((await choose(host, { place })).status).toBe(200)
  expect((await view(paul, path)).session.revisions[0]!.choices).toEqual({ [key]: place })
  const record = (await host.get(`${path}/export/markdown`)).text
  expect(record).toContain('how slowly?')
})
