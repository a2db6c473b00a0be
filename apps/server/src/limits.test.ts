/** Every limit of the server, with a case just over it: a refusal says its number, and what is inside goes through. */
import { LIMITS } from '@lectern/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { House, until, WORDS, write } from './rehearsal.ts'

let house: House
beforeAll(async () => {
  house = await House.open()
})
afterAll(() => house.dispose())

const fileOf = (bytes: number) => {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes).fill(0x61)]), 'a.txt')
  return form
}

describe('bad input', () => {
  test('is answered with a problem that names the field', async () => {
    const ada = house.newcomer('Ada')
    const { session } = await ada.opens()
    const bad: [string, unknown, Record<string, string>?][] = [
      ['/api/sessions', '{"title":'],
      ['/api/sessions', '"a string"'],
      ['/api/sessions', {}],
      ['/api/sessions', { title: 'A', textIds: [], name: 'Ada' }],
      ['/api/sessions', { title: 'A', textIds: ['x'], name: 'Ada', extra: 1 }],
      ['/api/sessions', '{"title":"A","textIds":["x"],"name":"Ada","__proto__":{"a":1}}'],
      [`/api/sessions/${session.id}/join`, { invite: '../../..', name: 'Ada' }],
      [`/api/sessions/${session.id}/commands`, { type: 'session.close' }],
      [`/api/sessions/${session.id}/commands`, { id: 'a', type: 'session.close', now: true }],
      [`/api/sessions/${session.id}/annotations`, { body: 'words' }],
      ['/api/texts', { title: 'A' }],
      ['/api/texts', new FormData()],
      ['/api/texts', '--x', { 'content-type': 'multipart/form-data; boundary=x' }],
    ]
    for (const [path, body, headers] of bad) {
      const answer = await ada.post(path, body, headers)
      expect([path, answer.status, answer.body?.code]).toEqual([path, 400, 'bad-request'])
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      expect(answer.body).toMatchObject({ type: 'urn:lectern:problem:bad-request', status: 400 })
      expect(answer.body.detail.length).toBeGreaterThan(10)
    }
    const plain = await ada.post('/api/sessions', '{}', { 'content-type': 'text/plain' })
    expect([plain.status, plain.body.code]).toEqual([415, 'unsupported-format'])
    expect((await ada.get(`/api/sessions/${session.id}/export/markdown?locale=tlh`)).status).toBe(400)
    for (const path of ['/api/sessions/a%2Fb', '/api/sessions/a%00', `/api/texts/${'x'.repeat(65)}`]) {
      expect((await ada.get(path)).status).toBe(404)
    }
  })
})

describe('just over a limit', () => {
  test('a name', async () => {
    const { textId } = await house.newcomer('Ada').opens()
    const ask = (name: string) =>
      house.newcomer('x').post('/api/sessions', { title: 'T', textIds: [textId], name })
    expect((await ask('n'.repeat(LIMITS.name))).status).toBe(201)
    const over = await ask('n'.repeat(LIMITS.name + 1))
    expect([over.status, over.body.detail]).toEqual([400, expect.stringContaining(String(LIMITS.name))])
  })

  test('a file and a request', async () => {
    const ada = house.newcomer('Ada')
    const file = await ada.post('/api/texts', fileOf(LIMITS.uploadBytes + 1))
    expect(file.body).toMatchObject({ status: 413, code: 'too-large', limit: LIMITS.uploadBytes })
    const words = await ada.post('/api/texts', fileOf(LIMITS.textCharacters + 1))
    expect([words.body.code, words.body.limit]).toEqual(['too-large', LIMITS.textCharacters])
    const request = await ada.post('/api/texts', { title: 'A', text: 'a'.repeat(LIMITS.jsonBytes) })
    expect(request.body).toMatchObject({ status: 413, code: 'too-large', limit: LIMITS.jsonBytes })
    const text = await ada.post('/api/texts', { title: 'A', text: 'a'.repeat(LIMITS.textCharacters + 1) })
    expect(text.status).toBe(400)
  })

  test('a frame, and words where frames belong', async () => {
    const ada = house.newcomer('Ada')
    const { session } = await ada.opens()
    const path = `/collab/${session.id}/summary`
    expect(await ada.knocks(path, {}, (socket) => socket.send(new Uint8Array(LIMITS.syncBytes + 1)))).toBe(
      4409,
    )
    expect(await ada.knocks(path, {}, (socket) => socket.send('words'))).toBe(1002)
  })

  test('a frame beyond all measure, and pings without end', async () => {
    const ada = house.newcomer('Ada')
    const { session } = await ada.opens()
    const path = `/collab/${session.id}/summary`
    // More than is ever read: https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1
    const huge = new Uint8Array(64 * 1024 * 1024)
    expect(await ada.knocks(path, {}, (socket) => socket.send(huge))).toBe(1009)
    let compressed: string | undefined
    await ada.knocks(path, {}, (socket) => {
      compressed = socket.extensions
      for (let i = 0; i < 10_000; i++) socket.ping()
      socket.close(1000)
    })
    // So nothing can unfold to more than was sent.
    expect(compressed).toBe('')
    expect((await ada.get(`/api/sessions/${session.id}`)).status).toBe(200)
  })

  test('connections of one person', async () => {
    const ada = house.newcomer('Ada')
    const { session } = await ada.opens()
    const path = `/collab/${session.id}/summary`
    const ended: number[] = []
    let opened = 0
    for (let n = 0; n < LIMITS.socketsPerPerson; n++) {
      void ada
        .knocks(path, {}, (socket) => {
          opened++
          setTimeout(() => socket.close(), 1_500)
        })
        .then((code) => ended.push(code))
    }
    await until('all are open', () => opened === LIMITS.socketsPerPerson)
    expect(await ada.knocks(path)).toBe(4429)
    await until('they have left', () => ended.length === LIMITS.socketsPerPerson)
    expect(await ada.knocks(path, {}, (socket) => socket.close(1000))).toBe(1000)
  })

  test('live connections and commands of one person', async () => {
    const strict = await House.open({ rateLimit: 100_000 })
    try {
      const ada = strict.newcomer('Ada')
      const { session } = await ada.opens()
      const lines = Array.from({ length: LIMITS.socketsPerPerson }, () => ada.goesLive(session.id))
      await until('all are open', () => lines.every(({ state }) => state))
      const over = ada.goesLive(session.id)
      await until('it is refused', () => over.refused)
      expect(over.refused).toMatchObject({ code: 'too-fast', limit: LIMITS.socketsPerPerson })
      const command = { id: 'again', type: 'session.reopen' }
      const answers = await Promise.all(
        Array.from({ length: LIMITS.commandsPerMinute + 1 }, () => lines[0]!.command(command)),
      )
      expect(answers.map(({ ok }) => ok).indexOf(false)).toBe(LIMITS.commandsPerMinute)
      expect(answers.at(-1)!.problem).toMatchObject({ code: 'too-fast', limit: LIMITS.commandsPerMinute })
      ada.leaves()
    } finally {
      await strict.dispose()
    }
  })

  test('texts added from one address', async () => {
    const strict = await House.open({ rateLimit: 30 })
    try {
      const ada = strict.newcomer('Ada')
      const add = (n: number) => ada.post('/api/texts', { title: 'T', text: `${WORDS} ${n}` })
      expect([(await add(1)).status, (await add(2)).status, (await add(3)).status]).toEqual([201, 201, 429])
      expect((await ada.get('/api/texts')).status).toBe(200)
    } finally {
      await strict.dispose()
    }
  })

  test('joins of one person, and wrong invitations from one address', async () => {
    const strict = await House.open({ rateLimit: 100_000 })
    try {
      const [ada, ben] = [strict.newcomer('Ada'), strict.newcomer('Ben')]
      const { invites } = await ada.opens()
      for (let n = 0; n <= LIMITS.joinsPerMinute; n++) {
        const { status } = await ben.joins(invites.participant)
        expect([n, status]).toEqual([n, 200])
      }
      const often = await ben.joins(invites.participant)
      expect(often.body).toMatchObject({ status: 429, code: 'too-fast', limit: LIMITS.joinsPerMinute })
      // A wrong one says that it is wrong, and the one too many that it is one too many, also when it is right.
      const wrong = invites.participant.slice(0, -4) + 'AAAA'
      for (let n = 0; n < LIMITS.inviteTriesPerMinute; n++) {
        expect((await strict.newcomer('Eve').joins(wrong)).body.code).toBe('invite-invalid')
      }
      for (const link of [wrong, invites.participant]) {
        const { body } = await strict.newcomer('Eve').joins(link)
        expect(body).toMatchObject({ code: 'too-fast', limit: LIMITS.inviteTriesPerMinute })
      }
      expect((await ada.get('/api/sessions')).status).toBe(200)
    } finally {
      await strict.dispose()
    }
  })

  test('newcomers from one address: a whole class gets in at once, the next one a minute later', async () => {
    const strict = await House.open({ rateLimit: 100_000 })
    try {
      const { invites } = await strict.newcomer('Ada').opens()
      const pupils = Array.from({ length: 10 * LIMITS.joinsPerMinute + 1 }, (_, n) =>
        strict.newcomer(`P${n}`),
      )
      const statuses: number[] = []
      for (const pupil of pupils) statuses.push((await pupil.joins(invites.participant)).status)
      expect(statuses.lastIndexOf(200)).toBe(10 * LIMITS.joinsPerMinute - 1)
      expect(statuses.at(-1)).toBe(429)
    } finally {
      await strict.dispose()
    }
  })

  test('updates of one person over /collab wait their turn and are all taken', async () => {
    const strict = await House.open({ rateLimit: 100_000 })
    try {
      const ada = strict.newcomer('Ada')
      const { session } = await ada.opens()
      const { doc, provider } = ada.opensDocument(session.id, 'summary')
      await until('it is open', () => provider.synced)
      write(doc, 'start ')
      const text = (doc.getXmlFragment('summary').get(0) as Y.XmlElement).get(0) as Y.XmlText
      for (let n = 0; n < LIMITS.updatesBurst + 30; n++) text.insert(text.length, 'x')
      await until('some had to wait', async () => {
        const metrics = (await ada.get('/metrics')).text
        return Number(/^lectern_delayed (\d+)$/m.exec(metrics)![1]) > 0
      })
      await until('all are there', async () =>
        (await ada.get(`/api/sessions/${session.id}/summary`)).body.markdown.includes(
          `start ${'x'.repeat(LIMITS.updatesBurst + 30)}`,
        ),
      )
      expect(provider.wsconnected).toBe(true)
      ada.leaves()
    } finally {
      await strict.dispose()
    }
  })

  test('requests of one address, and sessions of one person', async () => {
    const strict = await House.open({ rateLimit: 100 })
    try {
      const ada = strict.newcomer('Ada')
      const text = await ada.post('/api/texts', { title: 'T', text: WORDS })
      const open = () => ada.post('/api/sessions', { title: 'T', textIds: [text.body.id], name: 'Ada' })
      expect((await open()).status).toBe(201) // as a newcomer, counted by address
      for (let n = 0; n < LIMITS.sessionsPerPersonPerHour; n++) expect((await open()).status).toBe(201)
      const many = await open()
      expect(many.body).toMatchObject({ code: 'too-fast', limit: LIMITS.sessionsPerPersonPerHour })
      let last = many
      for (let n = 0; n < 60 && last.body?.limit !== 100; n++) last = await ada.get('/api/me')
      expect([last.status, last.body.code, last.body.limit]).toEqual([429, 'too-fast', 100])
      expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
      expect((await ada.get('/healthz')).status).toBe(200)
    } finally {
      await strict.dispose()
    }
  })
})
