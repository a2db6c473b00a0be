/** A file is read in a process of its own: it can be given up, it ends when it takes too long, and it can write nothing. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { DraftLine } from '@lectern/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { House, until } from '../rehearsal.ts'
import { readApart } from './apart.ts'

let house: House
beforeAll(async () => {
  house = await House.open()
})
afterAll(() => house.dispose())

const fixture = (name: string) =>
  new Uint8Array(
    readFileSync(fileURLToPath(new URL(`../../../../packages/formats/fixtures/${name}`, import.meta.url))),
  )
const asked = (name: string, options = {}) => ({ file: { bytes: fixture(name), fileName: name }, options })
const words = (text: string) => new TextEncoder().encode(text)
/** Reading it takes long: every line may be the beginning of a list. */
const long = () => ({
  file: { bytes: words('They run down to the sea. '.repeat(70_000)), fileName: 'long.txt' },
  options: {},
})
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

test('F5: what is read is what the reader made of it, with its progress', async () => {
  const shares: number[] = []
  const { text, reading } = await readApart(asked('columns.pdf'), {
    onProgress: (share) => shares.push(share),
  })
  expect(text.canonical).toContain('The interdependence of neighbouring communities')
  expect(reading).toEqual({ reader: 'pdf' })
  expect(shares.length).toBeGreaterThan(0)
})

test('F5: a refusal comes through as it is', async () => {
  expect(await failure(readApart(asked('locked.pdf')))).toMatchObject({ code: 'locked' })
  expect((await readApart(asked('locked.pdf', { password: 'bridge' }))).text.canonical).toContain(
    'wide and slow',
  )
})

test('F5: what takes too long ends, and says so', async () => {
  expect(await failure(readApart(long(), { time: 200 }))).toMatchObject({
    code: 'too-large',
    message: expect.stringContaining('0.2 seconds'),
  })
})

test('F5: whoever gives up ends it', async () => {
  const end = new AbortController()
  const reading = failure(readApart(long(), { signal: end.signal }))
  end.abort()
  expect(await reading).toMatchObject({ code: 'bad-request' })
})

const form = (name: string, bytes: Uint8Array, fields: Record<string, string> = {}) => {
  const data = new FormData()
  for (const [key, value] of Object.entries(fields)) data.append(key, value)
  data.append('file', new Blob([new Uint8Array(bytes)]), name)
  return data
}

test('F5: the server reads on while files do harm, and takes what is good', async () => {
  const ana = house.newcomer('Ana')
  const [bomb, good] = await Promise.all([
    ana.post('/api/texts', form('deep.html', words(`<!doctype html>${'<div>'.repeat(900_000)}`))),
    ana.post('/api/texts', form('rivers.docx', fixture('rivers.docx'))),
  ])
  expect([bomb.status, bomb.body.code]).toEqual([422, 'unreadable'])
  expect([good.status, good.body.title]).toEqual([201, 'On Rivers'])
  await until('it is well', async () => (await ana.get('/healthz')).status === 200)
})

test('F6: a draft is looked at and edited before it is a text, and one file twice is one text', async () => {
  const ana = house.newcomer('Ana')
  const data = new FormData()
  data.append('draft', '1')
  data.append('file', new Blob([fixture('notes.docx')]), 'notes.docx')
  const drafted = await ana.post('/api/texts', data)
  expect(drafted.status).toBe(200)
  const { draft, text, known } = drafted.body as {
    draft: string
    text: { id: string; blocks: { start: number }[]; canonical: string }
    known?: string
  }
  expect(known).toBeUndefined()
  expect((await ana.get(`/api/texts/${text.id}`)).status).toBe(404)
  const made = await ana.post('/api/texts', {
    draft,
    join: [text.blocks[2]!.start],
    fields: { title: 'What was said' },
  })
  expect([made.status, made.body.title]).toEqual([201, 'What was said'])
  expect(made.body.canonical).toContain('deep as well. Nobody swims in it.')
  expect((await ana.post('/api/texts', { draft, join: [1] })).body).toMatchObject({ code: 'bad-request' })
  expect((await ana.post('/api/texts', { draft: 'nobody-has-it' })).body).toMatchObject({ code: 'not-found' })
  const plain = await ana.post('/api/texts', { draft })
  const again = new FormData()
  again.append('draft', '1')
  again.append('file', new Blob([fixture('notes.docx')]), 'other name.docx')
  expect((await ana.post('/api/texts', again)).body).toMatchObject({ known: plain.body.id })
})

/** The lines that a caller hears who asks for them. */
const ask = async (name: string) => {
  const body = form(name, fixture(name), { draft: '1' })
  const answer = await fetch(`${house.url}/api/texts`, {
    method: 'POST',
    body,
    headers: { accept: 'application/x-ndjson' },
  })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-ndjson'])
  const lines = (await answer.text()).trimEnd().split('\n')
  return lines.map((line) => DraftLine.parse(JSON.parse(line)))
}

test('F6: whoever asks for lines hears how far a draft is, and at last what came of it', async () => {
  const read = await ask('columns.pdf')
  expect(read[0]).toMatchObject({ progress: 0 })
  expect(read.at(-1)).toMatchObject({ result: { reading: { reader: 'pdf' } } })
  expect((await ask('locked.pdf')).at(-1)).toMatchObject({ problem: { code: 'locked', status: 422 } })
})

test('F7: comments that came with a file are notes of the session by their authors’ names, once, and stay when the text is brought again', async () => {
  const [hana, paul] = [house.newcomer('Hana'), house.newcomer('Paul')]
  const { body: text } = await hana.post('/api/texts', form('notes.docx', fixture('notes.docx')))
  const { body: opened } = await hana.post('/api/sessions', {
    title: 'Minutes',
    name: 'Hana',
    textIds: [text.id],
  })
  await paul.joins(opened.invites.participant)
  const path = `/api/sessions/${opened.session.id}`
  const notes = async () =>
    (await paul.get(`${path}/annotations`)).body.first.items as Record<string, unknown>[]
  expect(await notes()).toMatchObject([
    {
      creator: { name: 'Ben Muster' },
      contributor: { name: 'Hana' },
      created: '2024-01-02T10:00:00.000Z',
      body: { value: 'Why only here?' },
    },
    { creator: { name: 'Cy Doe' }, body: { value: 'Since when?' } },
  ])
  const { body: other } = await hana.post('/api/texts', { title: 'Another', text: 'They run.' })
  for (const textIds of [[other.id], [other.id, text.id]])
    expect((await hana.ask('PATCH', path, { textIds })).status).toBe(200)
  expect(await notes()).toHaveLength(2)
  expect((await paul.get(`${path}/export/markdown`)).text).toContain('Ben Muster (imported)')
})
