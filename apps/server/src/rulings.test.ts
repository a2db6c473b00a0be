/** What hosts rule about notes and people, and what one publishes oneself: at once, for everybody, and written down. */
import { annotationKey, readAnnotations, replyKey, rootMap } from '@lectern/docs'
import { LIMITS } from '@lectern/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { House, until, type Visitor } from './rehearsal.ts'

let house: House
beforeAll(async () => {
  house = await House.open()
})
afterAll(() => house.dispose())

const body = (value: string) => ({ type: 'TextualBody', value, format: 'text/markdown' }) as const
const at = () => new Date().toISOString()

/** Hana presides, Paul takes part and has written a note. */
async function gather() {
  const [host, paul] = [house.newcomer('Hana'), house.newcomer('Paul')]
  const { session, invites, textId } = await host.opens()
  const { personId } = (await paul.joins(invites.participant)).body.me as { personId: string }
  const { canonical } = (await host.get(`/api/texts/${textId}`)).body as { canonical: string }
  const start = canonical.indexOf('slowly')
  const target = {
    source: textId,
    selector: [
      { type: 'TextPositionSelector', start, end: start + 6 },
      { type: 'TextQuoteSelector', exact: 'slowly' },
    ],
  }
  const path = `/api/sessions/${session.id}/annotations`
  const { key } = (await paul.post(path, { target, body: body('how slowly?') })).body as { key: string }
  return { host, paul, personId, session, target, path, key }
}

const open = async (who: Visitor, sessionId: string, name: 'annotations' | 'mine') => {
  const { doc, provider } = who.opensDocument(sessionId, name)
  await until('it is open', () => provider.synced)
  return doc
}

test('a note is hidden with a reason and restored; both are written down', async () => {
  const { host, paul, session, path, key } = await gather()
  const ask = (who: Visitor, fields: object) =>
    who.commands(session.id, { type: 'annotation.hide', ...fields })
  expect((await ask(paul, { key, hidden: true })).status).toBe(403)
  expect((await ask(host, { key: 'no/note', hidden: true })).status).toBe(404)
  const tooLong = await ask(host, { key, hidden: true, reason: 'x'.repeat(LIMITS.reason + 1) })
  expect([tooLong.status, tooLong.text]).toEqual([400, expect.stringContaining(String(LIMITS.reason))])
  expect((await ask(host, { key, hidden: true, reason: 'off topic' })).status).toBe(200)
  expect((await paul.get(path)).text).not.toContain('how slowly?')
  expect((await paul.get(path)).text).toContain('off topic')
  expect((await ask(host, { key, hidden: false })).status).toBe(200)
  expect((await paul.get(path)).text).toContain('how slowly?')
  host.leaves()
})

test('in a locked thread only hosts change anything, on open connections too', async () => {
  const { host, paul, personId, session, key } = await gather()
  const [hers, his] = [
    await open(host, session.id, 'annotations'),
    await open(paul, session.id, 'annotations'),
  ]
  const lock = (who: Visitor, locked: boolean) =>
    who.commands(session.id, { type: 'thread.lock', key, locked })
  expect((await lock(paul, true)).status).toBe(403)
  expect((await lock(host, true)).status).toBe(200)
  expect((await host.get(`/api/sessions/${session.id}`)).body.session.locked).toEqual([key])
  const before = await house.refused()
  rootMap(his, 'replies').set(replyKey(personId, key, 'r1'), {
    body: body('late'),
    created: at(),
    modified: at(),
  })
  await until('it is refused', async () => (await house.refused()) > before)
  expect(readAnnotations(hers)[0]!.replies).toEqual([])
  const me = (await host.get('/api/me')).body.personId as string
  rootMap(hers, 'replies').set(replyKey(me, key, 'r2'), {
    body: body('closing'),
    created: at(),
    modified: at(),
  })
  await until('a host may', async () =>
    (await paul.get(`/api/sessions/${session.id}/annotations`)).text.includes('closing'),
  )
  expect((await lock(host, false)).status).toBe(200)
  const answer = await paul.post(`/api/sessions/${session.id}/annotations`, {
    replyTo: key,
    body: body('now'),
  })
  expect(answer.status).toBe(201)
  host.leaves()
  paul.leaves()
})

test('a muted member reads, and writes for nobody but themselves', async () => {
  const { host, paul, personId, session, target, path } = await gather()
  const mute = (muted: boolean) => host.commands(session.id, { type: 'member.mute', personId, muted })
  expect((await mute(true)).status).toBe(200)
  const refused = await paul.post(path, { target, body: body('but') })
  expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('muted')])
  expect((await paul.get(path)).status).toBe(200)
  const mine = await open(paul, session.id, 'mine')
  const value = { target, motivation: 'commenting', body: body('for me'), created: at(), modified: at() }
  rootMap(mine, 'annotations').set(annotationKey(personId, 'm1'), value)
  await until('it is kept', async () => (await paul.get(path)).text.includes('for me'))
  expect((await mute(false)).status).toBe(200)
  expect((await paul.post(path, { target, body: body('but') })).status).toBe(201)
  const me = (await host.get('/api/me')).body.personId as string
  expect((await host.commands(session.id, { type: 'member.mute', personId: me, muted: true })).status).toBe(
    409,
  )
  paul.leaves()
})

test('a private note is published as it was written, once however often it is asked for', async () => {
  const { host, paul, personId, session, target, path } = await gather()
  const mine = await open(paul, session.id, 'mine')
  const key = annotationKey(personId, 'm1')
  const created = '2026-01-02T03:04:05.000Z'
  rootMap(mine, 'annotations').set(key, {
    target,
    motivation: 'commenting',
    body: body('ripe now'),
    created,
    modified: created,
    tags: ['talent'],
  })
  await until('it is kept', async () => (await paul.get(path)).text.includes('ripe now'))
  expect((await host.get(path)).text).not.toContain('ripe now')
  const publish = (who: Visitor, what: string) =>
    who.commands(session.id, { type: 'annotation.publish', key: what })
  // Nobody publishes what is somebody else’s.
  expect((await publish(host, key)).status).toBe(404)
  expect((await publish(paul, key)).status).toBe(200)
  expect((await publish(paul, key)).status).toBe(200)
  const items = (await host.get(path)).body.first.items as { key: string }[]
  expect(items.filter((item) => item.key === key)).toMatchObject([{ created, tags: ['talent'] }])
  await until('it is private no more', () => rootMap(mine, 'annotations').size === 0)
  paul.leaves()
})

test('words written privately after the note was published stay where they are', async () => {
  const { host, paul, personId, session, target, path } = await gather()
  const mine = await open(paul, session.id, 'mine')
  const key = annotationKey(personId, 'm2')
  const created = at()
  const value = (words: string) => ({
    target,
    motivation: 'commenting',
    body: body(words),
    created,
    modified: created,
  })
  rootMap(mine, 'annotations').set(key, value('as published'))
  await until('it is kept', async () => (await paul.get(path)).text.includes('as published'))
  const publish = () => paul.commands(session.id, { type: 'annotation.publish', key })
  expect((await publish()).status).toBe(200)
  await until('it is private no more', () => rootMap(mine, 'annotations').size === 0)
  // From another tab, which had not heard of it.
  rootMap(mine, 'annotations').set(key, value('written later'))
  await until('it is kept', async () => (await paul.get(path)).text.includes('written later'))
  expect((await publish()).body).toMatchObject({ status: 409, code: 'conflict' })
  expect(rootMap(mine, 'annotations').get(key)).toEqual(value('written later'))
  expect((await host.get(path)).text).not.toContain('written later')
  paul.leaves()
})

const kind = (id: string) => ({ id, name: `Kind ${id}`, color: 'teal', icon: 'star' })

test('a host names the kinds; one too many, or one id twice, is refused', async () => {
  const { host, paul, session } = await gather()
  const set = (who: Visitor, kinds?: object[]) =>
    who.commands(session.id, { type: 'kinds.set', ...(kinds && { kinds }) })
  const many = Array.from({ length: LIMITS.kinds }, (_, n) => kind(`k${n}`))
  expect((await set(paul, many)).status).toBe(403)
  expect((await set(host, many)).status).toBe(200)
  expect((await paul.get(`/api/sessions/${session.id}`)).body.session.kinds).toEqual(many)
  const over = await set(host, [...many, kind('more')])
  expect([over.status, over.text]).toEqual([400, expect.stringContaining(String(LIMITS.kinds))])
  expect((await set(host, [kind('a'), kind('a')])).status).toBe(400)
  expect((await set(host)).status).toBe(200)
  expect((await paul.get(`/api/sessions/${session.id}`)).body.session).not.toHaveProperty('kinds')
})
