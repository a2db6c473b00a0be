/** The contract of the HTTP API, told as one meeting. */
import { AnnotationCollection, Formats, SessionSummary, SessionView, Text, TextSummary } from '@lectern/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { House, until, WORDS, write } from './rehearsal.ts'

let house: House
beforeAll(async () => {
  house = await House.open()
})
afterAll(() => house.dispose())

const target = (textId: string, canonical: string, exact: string) => {
  const start = canonical.indexOf(exact)
  return {
    source: textId,
    selector: [
      { type: 'TextPositionSelector', start, end: start + exact.length },
      { type: 'TextQuoteSelector', exact },
    ],
  }
}
const said = (value: string) => ({ type: 'TextualBody', value, format: 'text/markdown' })

describe('a meeting', () => {
  test('a newcomer sees the library, has no sessions and no name', async () => {
    const ada = house.newcomer('Ada')
    const texts = await ada.get('/api/texts')
    expect(texts.status).toBe(200)
    expect(z.array(TextSummary).parse(texts.body)).toHaveLength(5)
    expect(texts.body[0].canonical).toBeUndefined()
    expect((await ada.get('/api/sessions')).body).toEqual([])
    const me = await ada.get('/api/me')
    expect([me.status, me.body.code]).toEqual([401, 'not-signed-in'])
    expect(me.headers.get('content-type')).toContain('application/problem+json')
    expect(ada.cookie).toBe('')
  })

  test('the host opens a session, sees its links again, and others join by them', async () => {
    const [ada, ben, cleo] = ['Ada', 'Ben', 'Cleo'].map((name) => house.newcomer(name)) as never as [
      ReturnType<House['newcomer']>,
      ReturnType<House['newcomer']>,
      ReturnType<House['newcomer']>,
    ]
    const { session, me, invites } = await ada.opens('Chapter one')
    expect(session).toMatchObject({ title: 'Chapter one', status: 'open', theme: '' })
    expect(me).toMatchObject({ name: 'Ada', role: 'host' })
    expect(invites.participant).toMatch(new RegExp(`^${house.url}/s/${session.id}#invite=[\\w-]{22}$`))
    expect(invites.observer).not.toBe(invites.participant)

    const view = await ada.get(`/api/sessions/${session.id}`)
    expect(SessionView.parse(view.body).invites).toEqual(invites)

    const joined = await ben.joins(invites.participant)
    expect([joined.status, joined.body.me.role]).toEqual([200, 'participant'])
    expect((await cleo.joins(invites.observer)).body.me.role).toBe('observer')
    const seen = SessionView.parse((await ben.get(`/api/sessions/${session.id}`)).body)
    expect(seen.invites).toBeUndefined()
    expect(seen.members.map(({ name }) => name)).toEqual(['Ada', 'Ben', 'Cleo'])
    expect(new Set(seen.members.map(({ color }) => color)).size).toBe(3)
    expect(seen.texts[0]!.canonical).toContain('A group reads slowly.')

    expect((await ben.get('/api/me')).body).toEqual({ personId: joined.body.me.personId, name: 'Ben' })
    const mine = z.array(SessionSummary).parse((await ben.get('/api/sessions')).body)
    expect(mine.map(({ session, members }) => [session.title, members])).toEqual([['Chapter one', 3]])
  })

  test('a name is taken once, whatever its case; a wrong invitation opens nothing', async () => {
    const [ada, ben] = [house.newcomer('Zoë'), house.newcomer('x')]
    const { session, invites } = await ada.opens()
    const taken = await ben.joins(invites.participant, 'ZOE\u0308')
    expect([taken.status, taken.body.code]).toEqual([409, 'name-taken'])
    expect(ben.cookie).toBe('')
    for (const id of [session.id, 'no-such-session']) {
      const wrong = await ben.post(`/api/sessions/${id}/join`, { invite: 'x'.repeat(22), name: 'Ben' })
      expect([wrong.status, wrong.body.code]).toEqual([403, 'invite-invalid'])
    }
  })

  test('joining again keeps the role and colour, and may change the name', async () => {
    const [ada, ben] = [house.newcomer('Ada'), house.newcomer('Ben')]
    const { session, invites, me } = await ada.opens()
    await ben.joins(invites.participant)
    const again = await ada.joins(invites.observer, 'Ada L.')
    expect(again.body.me).toEqual({ ...me, name: 'Ada L.' })
    expect((await ben.joins(invites.observer, 'Benjamin')).body.me.role).toBe('participant')
    const { members } = (await ada.get(`/api/sessions/${session.id}`)).body
    expect(members.map(({ name }: { name: string }) => name)).toEqual(['Ada L.', 'Benjamin'])
  })

  test('a closed session can be joined, to read', async () => {
    const [ada, ben] = [house.newcomer('Ada'), house.newcomer('Ben')]
    const { session, invites } = await ada.opens()
    await ada.commands(session.id, { type: 'session.close' })
    expect((await ben.joins(invites.participant)).body).toMatchObject({
      session: { status: 'closed' },
      me: { role: 'participant' },
    })
    expect((await ben.get(`/api/sessions/${session.id}/summary`)).status).toBe(200)
  })

  test('who is not in it cannot tell a session from none', async () => {
    const [ada, stranger, nobody] = [house.newcomer('Ada'), house.newcomer('S'), house.newcomer('N')]
    const { session } = await ada.opens()
    await stranger.opens()
    const answers = await Promise.all(
      [session.id, 'nowhere'].map((id) => stranger.get(`/api/sessions/${id}`)),
    )
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
    expect(answers[0]!.body).toEqual(answers[1]!.body)
    expect((await nobody.get(`/api/sessions/${session.id}`)).status).toBe(401)
    for (const path of ['annotations', 'summary', 'export/markdown']) {
      expect((await stranger.get(`/api/sessions/${session.id}/${path}`)).status).toBe(404)
      expect((await nobody.get(`/api/sessions/${session.id}/${path}`)).status).toBe(401)
    }
  })

  test('the host changes the session', async () => {
    const ada = house.newcomer('Ada')
    const { session, textId } = await ada.opens()
    const seed = (await ada.get('/api/texts')).body[0].id
    const patch = { title: 'Chapter two', theme: 'Reading', textIds: [seed, textId, seed], status: 'closed' }
    const changed = await ada.ask('PATCH', `/api/sessions/${session.id}`, patch)
    expect(changed.body).toMatchObject({ ...patch, textIds: [seed, textId] })
    const unknown = await ada.ask('PATCH', `/api/sessions/${session.id}`, { textIds: ['no-such-text'] })
    expect([unknown.status, unknown.body.detail]).toEqual([400, expect.stringContaining('no-such-text')])
    const extra = await ada.ask('PATCH', `/api/sessions/${session.id}`, { colour: 'red' })
    expect([extra.status, extra.body.detail]).toEqual([
      400,
      expect.stringContaining('unknown field "colour"'),
    ])
  })

  test('what is said and drafted is read, and taken away', async () => {
    const [ada, ben] = [house.newcomer('Ada'), house.newcomer('Ben')]
    const { session, invites, textId, me } = await ada.opens('Slow reading & "quotes" 读书会')
    await ben.joins(invites.participant)
    const { canonical } = Text.parse((await ada.get(`/api/texts/${textId}`)).body)
    const path = `/api/sessions/${session.id}/annotations`

    const made = await ada.post(path, {
      target: target(textId, canonical, 'reads slowly'),
      body: said('How slowly?'),
      kind: 'question',
    })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      type: 'Annotation',
      motivation: 'commenting',
      creator: { name: 'Ada' },
    })
    // The server gives the quote its context, whatever the program knew of it.
    expect(made.body.target.selector[1]).toMatchObject({
      exact: 'reads slowly',
      suffix: expect.stringMatching(/^\. It/),
    })
    const reply = await ben.post(path, { replyTo: made.body.key, body: said('A page a day.') })
    expect(reply.body).toMatchObject({
      motivation: 'replying',
      target: made.body.id,
      creator: { name: 'Ben' },
    })

    const collection = AnnotationCollection.parse((await ben.get(path)).body)
    expect(collection.total).toBe(2)
    expect(collection.first.items.map(({ id }) => id)).toEqual([made.body.id, reply.body.id])
    expect(collection.first.items[0]).toMatchObject({
      creator: { id: me.personId, type: 'Person', name: 'Ada' },
      target: { source: textId },
      body: said('How slowly?'),
    })

    const { doc } = ben.opensDocument(session.id, 'summary')
    write(doc, 'We read slowly.')
    await until('the summary is stored', async () =>
      (await ada.get(`/api/sessions/${session.id}/summary`)).body.markdown.includes('We read slowly.'),
    )
    ben.leaves()

    const markdown = await ada.get(`/api/sessions/${session.id}/export/markdown`)
    expect(markdown.status).toBe(200)
    for (const words of ['How slowly?', 'A page a day.', 'We read slowly.', 'Ben'])
      expect(markdown.text).toContain(words)
    const disposition = markdown.headers.get('content-disposition')!
    expect(disposition).toMatch(/^attachment; filename="[ -~]+"; filename\*=UTF-8''/)
    const html = await ada.get(`/api/sessions/${session.id}/export/html?locale=zh-CN`)
    expect(html.headers.get('content-type')).toContain('text/html')
    expect(html.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
    expect(html.headers.get('x-content-type-options')).toBe('nosniff')
    expect(html.text).toMatch(/lang="zh-CN"/)
    const none = await ada.get(`/api/sessions/${session.id}/export/papyrus`)
    expect([none.status, none.body.detail]).toEqual([404, expect.stringContaining('markdown')])
  })

  test('an annotation must stand on words of the session', async () => {
    const ada = house.newcomer('Ada')
    const { session, textId } = await ada.opens()
    const { canonical } = (await ada.get(`/api/texts/${textId}`)).body
    const seed = (await ada.get('/api/texts')).body[0].id
    const path = `/api/sessions/${session.id}/annotations`
    const right = target(textId, canonical, 'slowly')
    const [position, quote] = right.selector
    for (const wrong of [
      { ...right, source: seed },
      { ...right, selector: [{ ...position, start: position!.start! + 1 }, quote] },
      { ...right, selector: [position, { ...quote, exact: 'quickly' }] },
      { ...right, selector: [position, { ...quote, prefix: 'never ' }] },
    ]) {
      const answer = await ada.post(path, { target: wrong })
      expect([answer.status, answer.body.code]).toEqual([400, 'bad-request'])
    }
    expect((await ada.post(path, { target: right })).body.motivation).toBe('highlighting')
    const orphan = await ada.post(path, { replyTo: 'nobody/nothing', body: said('?') })
    expect([orphan.status, orphan.body.code]).toEqual([404, 'not-found'])
  })

  test('texts are added as a paste, a file, or by answering suggestions', async () => {
    const ada = house.newcomer('Ada')
    const words = `${WORDS}\nThis was pasted.\n`
    const paste = await ada.post('/api/texts', { title: 'A paste', text: words, language: 'en' })
    expect(paste.status).toBe(201)
    expect(Text.parse(paste.body).title).toBe('A paste')
    // The same words are the same text: it never changes, so it keeps its title.
    expect((await ada.post('/api/texts', { title: 'Again', text: words })).body).toEqual(paste.body)

    const form = new FormData()
    form.append('file', new Blob([`${WORDS}\nAnd so on.\n`]), '讲话.txt')
    form.append('title', 'A file')
    const file = await ada.post('/api/texts', form)
    expect([file.status, file.body.title]).toEqual([201, 'A file'])
    const unknown = new FormData()
    unknown.append('file', new Blob([WORDS]), 'a.txt')
    unknown.append('colour', 'red')
    expect((await ada.post('/api/texts', unknown)).status).toBe(400)

    const at = paste.body.canonical.indexOf('It stops')
    const answered = await ada.post('/api/texts', { from: paste.body.id, split: [at] })
    expect(answered.status).toBe(201)
    expect(answered.body).toMatchObject({ revisionOf: paste.body.id, canonical: paste.body.canonical })
    expect(answered.body.blocks.some(({ start }: { start: number }) => start === at)).toBe(true)
    expect((await ada.post('/api/texts', { from: 'no-such-text' })).status).toBe(404)

    const one = await ada.get(`/api/texts/${paste.body.id}`)
    expect(one.headers.get('cache-control')).toContain('immutable')
    // fetch adds "Cache-Control: no-cache" to a condition of one's own; a browser with a cached copy does not.
    const condition = { 'if-none-match': one.headers.get('etag')! }
    expect((await house.exactly('GET', `/api/texts/${paste.body.id}`, condition)).status).toBe(304)
  })
})

describe('the description', () => {
  test('names every route that is served, and every reference resolves', async () => {
    const ada = house.newcomer('Ada')
    const { body } = await ada.get('/api/openapi.json')
    const contract = {
      '/api/me': ['get'],
      '/api/sessions': ['get', 'post'],
      '/api/sessions/{id}': ['get', 'patch'],
      '/api/sessions/{id}/join': ['post'],
      '/api/sessions/{id}/minutes': ['get'],
      '/api/sessions/{id}/commands': ['post'],
      '/api/sessions/{id}/annotations': ['get', 'post'],
      '/api/sessions/{id}/summary': ['get'],
      '/api/sessions/{id}/export/{format}': ['get'],
      '/api/texts': ['get', 'post'],
      '/api/texts/{id}': ['get'],
      '/api/formats': ['get'],
      '/api/openapi.json': ['get'],
      '/healthz': ['get'],
      '/readyz': ['get'],
      '/metrics': ['get'],
    }
    const served = Object.entries(body.paths as object).map(([path, item]) => [
      path,
      Object.keys(item).sort(),
    ])
    expect(Object.fromEntries(served)).toEqual(contract)

    const references = [...JSON.stringify(body).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!)
    expect(references.length).toBeGreaterThan(20)
    for (const reference of new Set(references)) {
      const found = reference
        .slice(2)
        .split('/')
        // oxlint-disable-next-line typescript/no-explicit-any -- walking JSON
        .reduce((node: any, name) => node?.[name], body)
      expect(found, reference).toBeTypeOf('object')
    }
    expect(JSON.stringify(body.components)).not.toMatch(/"\$id"|"\$schema"/)
    const operations = Object.values(body.paths as object).flatMap((item) => Object.values(item as object))
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
  })

  test('lists the formats', async () => {
    const { body } = await house.newcomer('Ada').get('/api/formats')
    const { readers, writers } = Formats.parse(body)
    expect(writers.map(({ name }) => name)).toEqual(expect.arrayContaining(['markdown', 'html']))
    expect(readers.length).toBeGreaterThan(0)
  })
})

describe('the page', () => {
  test('is served under a strict policy, for page addresses only', async () => {
    const ada = house.newcomer('Ada')
    for (const path of ['/', '/s/abc', '/texts']) {
      const page = await ada.get(path)
      expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache'])
      expect(page.headers.get('content-security-policy')).toContain("script-src 'self';")
      expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    }
    for (const path of ['/api/nothing', '/api', '/assets/gone.js', '/gone.js', '/collab/a/summary', '/%ff']) {
      const answer = await ada.get(path)
      expect([path, answer.status >= 400 && answer.body.code]).toEqual([
        path,
        path === '/%ff' ? 'bad-request' : 'not-found',
      ])
    }
  })

  test('health, readiness and figures', async () => {
    const ada = house.newcomer('Ada')
    expect((await ada.get('/healthz')).body).toEqual({ ok: true })
    expect((await ada.get('/readyz')).body).toEqual({ ok: true })
    const figures = await ada.get('/metrics')
    expect(figures.text).toMatch(/lectern_rooms \d/)
    expect(figures.text).toContain('route="/api/sessions/:id/join"')
  })
})
