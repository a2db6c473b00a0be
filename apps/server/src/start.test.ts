/** Starting and stopping, as a process: one sentence when it cannot be, nothing lost when it ends. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig, start, StartError } from './index.ts'
import { House, until, Visitor, write } from './rehearsal.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const guard = fileURLToPath(new URL('../start.js', import.meta.url))
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-start-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs the program until it ends by itself. `--dev`: without the built page. */
const run = (env: Record<string, string>) => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [main, '--dev'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: join(folder, 'data'),
      ...env,
    },
    encoding: 'utf8',
    timeout: 20_000,
  })
  return { status, stderr, stdout }
}
/** One line, a sentence, and no trace of the program's inside. */
const oneSentence = /^[^\n]+\.\n$/

test('a taken port', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  const { status, stderr } = run({ PORT: String(port) })
  other.close()
  expect(status).toBe(1)
  expect(stderr).toMatch(oneSentence)
  expect(stderr).toContain(`Port ${port} is taken`)
})

test('an unwritable data folder, a damaged database, a damaged secret, a wrong variable', async () => {
  const file = join(folder, 'a-file')
  await writeFile(file, 'not a folder')
  const damaged = await mkdtemp(join(folder, 'damaged-'))
  await writeFile(
    join(damaged, 'lectern.sqlite'),
    'this is no database, and it is long enough to be read as one. '.repeat(40),
  )
  const noSecret = await mkdtemp(join(folder, 'secret-'))
  await writeFile(join(noSecret, 'secret'), 'short')
  for (const [env, words] of [
    [{ DATA_DIR: join(file, 'data') }, 'cannot be written'],
    [{ DATA_DIR: damaged }, 'lectern.sqlite'],
    [{ DATA_DIR: noSecret }, 'secret'],
    [{ PORT: 'http' }, 'PORT must be'],
    [{ DATABASE_URL: 'postgres://localhost/lectern' }, 'DATABASE_URL is set'],
  ] as const) {
    const { status, stderr } = run(env)
    expect([words, status]).toEqual([words, 1])
    expect(stderr).toMatch(oneSentence)
    expect(stderr).toContain(words)
  }
})

test('a page that is not built', async () => {
  const config = {
    ...readConfig({ PORT: '0', LOG_LEVEL: 'silent' }),
    dataDir: join(folder, 'no-page'),
    webDir: folder,
  }
  const failed = start(config)
  await expect(failed).rejects.toThrow(StartError)
  await expect(failed).rejects.toThrow(/not built/)
})

test('a Node that is too old', () => {
  // What the guard reads is the version, so an old one is pretended.
  const pretend = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"20.20.2"})'
  const { status, stderr } = spawnSync(process.execPath, ['--import', pretend, guard], { encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stderr).toMatch(oneSentence)
  expect(stderr).toContain('22.18')
})

test('it says where it is open, and SIGTERM ends it in order', async () => {
  const child = spawn(process.execPath, [main, '--dev'], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', HOST: '127.0.0.1', DATA_DIR: join(folder, 'signal') },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  await until('it is open', () => /Lectern is open at http:\/\/127\.0\.0\.1:\d+\n/.test(out), 20_000)
  const url = /http:\S+/.exec(out)![0]
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)))
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(err).toBe('')
})

test('the secret is made once and kept for its owner', async () => {
  const house = await House.open()
  const file = join(house.dataDir, 'secret')
  const secret = await readFile(file, 'utf8')
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  await house.down()
  await house.up()
  expect(await readFile(file, 'utf8')).toBe(secret)
  await house.dispose()
})

test('a restart keeps everything, and open pages come back by themselves', async () => {
  const house = await House.open()
  const [ada, ben] = [house.newcomer('Ada'), house.newcomer('Ben')]
  const { session, invites } = await ada.opens()
  await ben.joins(invites.participant)
  await ada.commands(session.id, { type: 'invite.renew', role: 'observer' })
  const before = await ada.get(`/api/sessions/${session.id}`)

  const page = ada.opensDocument(session.id, 'summary')
  await until('the page is in', () => page.provider.synced)
  write(page.doc, 'before the restart')
  const codes: number[] = []
  page.provider.on('connection-close', (event) => event && codes.push(event.code))
  await until('it is there', async () =>
    (await ben.get(`/api/sessions/${session.id}/summary`)).body.markdown.includes('before'),
  )
  // Sent, and not yet answered, when the server is told to stop.
  write(page.doc, 'at the last moment')
  await new Promise((resolve) => setTimeout(resolve, 30))
  await house.down()
  expect(codes).toEqual([1012])
  write(page.doc, 'while it was away')
  await house.up()

  expect((await ada.get(`/api/sessions/${session.id}`)).body).toEqual(before.body)
  const summary = async () => (await ben.get(`/api/sessions/${session.id}/summary`)).body.markdown as string
  expect(await summary()).toContain('before the restart')
  await until(
    'the page brings what it wrote',
    async () => (await summary()).includes('while it was away'),
    15_000,
  )
  expect(await summary()).toContain('at the last moment')
  const names = (await ada.get('/api/texts')).body.map(({ title }: { title: string }) => title)
  expect(new Set(names).size).toBe(names.length)
  ada.leaves()
  await house.dispose()
})

test('the log has nobody’s words, tokens or cookies, also when it says everything', async () => {
  const child = spawn(process.execPath, [main, '--dev'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: join(folder, 'quiet'),
      LOG_LEVEL: 'trace',
    },
  })
  let out = ''
  let log = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()))
  await until('it is open', () => /http:\S+\n/.test(out), 20_000)
  const url = /http:\S+/.exec(out)![0]
  const ada = new Visitor({ url }, 'Adelheid')
  const { session, invites } = await ada.opens('Confidential title')
  const invite = invites.participant.split('#invite=')[1]!
  const ben = new Visitor({ url }, 'Bartholomew')
  expect((await ben.joins(invites.participant)).status).toBe(200)
  await ada.post(`/api/sessions/${session.id}/join`, { invite, name: 7 })
  await ada.post('/api/texts', '{"title": "Confidential')
  await ada.get(`/api/sessions/${session.id}/export/markdown?locale=Confidential`)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGINT')
  await ended
  expect(log).toContain(`/api/sessions/${session.id}/join`)
  for (const secret of [
    'Confidential',
    'Adelheid',
    'Bartholomew',
    'reads slowly',
    invite,
    ada.cookie.split('.')[2]!,
  ]) {
    expect(log.includes(secret), secret).toBe(false)
  }
})

test('clients that never say goodbye do not hold it up', async () => {
  const house = await House.open()
  const ada = house.newcomer('Ada')
  const { session } = await ada.opens()
  let opened = 0
  const deaf = ada.knocks(`/collab/${session.id}/summary`, {}, (socket) => {
    opened++
    socket.pause()
  })
  const half = connect(Number(new URL(house.url).port), '127.0.0.1')
  half.on('error', () => {})
  half.write(
    'POST /api/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nContent-Type: application/json\r\n\r\n{',
  )
  await until('they are there', () => opened)
  await house.dispose() // or this test runs out of time
  half.destroy()
  void deaf
})
