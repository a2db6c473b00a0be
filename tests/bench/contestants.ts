/**
 * The servers that are compared, each in a process of its own on loopback: ours as it is run, its peers as their manuals
 * start them. Peers are installed on first use into `.peers`, which is not part of the workspace.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sleep } from './measure.ts'
import { type Dialect, hocuspocus, yWebsocket } from './wire.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const PEERS = here('.peers')
const VERSIONS = {
  '@hocuspocus/extension-database': '4.7.0',
  '@hocuspocus/server': '4.7.0',
  '@y/websocket-server': '0.1.1',
  ws: '8.23.0',
}
const SCRIPTS = ['relay.mjs', 'hocuspocus.mjs']

export const NAMES = ['ours', 'relay', 'yws', 'hocuspocus', 'hocuspocus-sqlite'] as const
export type Name = (typeof NAMES)[number]

/** Needs the npm registry once. */
export function installPeers(): void {
  mkdirSync(PEERS, { recursive: true })
  for (const script of SCRIPTS) copyFileSync(here(`peers/${script}`), join(PEERS, script))
  if (Object.keys(VERSIONS).every((name) => existsSync(join(PEERS, 'node_modules', name)))) return
  writeFileSync(
    join(PEERS, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies: VERSIONS }),
  )
  // 0.1.1 of @y/websocket-server asks for an older ws than the others.
  const flags = ['--no-package-lock', '--no-audit', '--no-fund', '--legacy-peer-deps', '--ignore-scripts']
  execFileSync('npm', ['install', ...flags], { cwd: PEERS, stdio: 'inherit' })
}

/** Where a client connects: a document, and as whom. */
export type Place = { url: string; cookie?: string; dialect: Dialect }

const PROGRAMS: { [name in Name]: { script: string; env?: Record<string, string> } } = {
  ours: {
    script: here('../../apps/server/start.js'),
    env: { DATA_DIR: '{folder}', HOST: '127.0.0.1', LOG_LEVEL: 'silent', RATE_LIMIT: 'off' },
  },
  relay: { script: join(PEERS, 'relay.mjs') },
  yws: { script: join(PEERS, 'node_modules/@y/websocket-server/src/server.js'), env: { HOST: '127.0.0.1' } },
  hocuspocus: { script: join(PEERS, 'hocuspocus.mjs') },
  'hocuspocus-sqlite': {
    script: join(PEERS, 'hocuspocus.mjs'),
    env: { SQLITE: '{folder}/documents.sqlite' },
  },
}

export class Contestant {
  readonly name: Name
  readonly #folder = mkdtempSync(join(tmpdir(), 'bench-'))
  readonly #flags: readonly string[]
  #port = 0
  #process: ChildProcess | undefined
  #heap = Number.NaN
  /** Ours only: sessions by document name, and who is in them. */
  readonly #sessions = new Map<string, { id: string; cookies: string[] }>()

  private constructor(name: Name, flags: readonly string[]) {
    this.name = name
    this.#flags = flags
  }

  /** @param flags of Node, e.g. `--cpu-prof` */
  static async start(name: Name, flags: readonly string[] = []): Promise<Contestant> {
    const contestant = new Contestant(name, flags)
    await contestant.up()
    return contestant
  }

  get pid(): number {
    return this.#process!.pid!
  }
  get persists(): boolean {
    return this.name === 'ours' || this.name === 'hocuspocus-sqlite'
  }

  /** Starts it, on the data it has. */
  async up(): Promise<void> {
    this.#port = await freePort()
    const { script, env = {} } = PROGRAMS[this.name]
    const filled = Object.entries(env).map(([key, value]) => [key, value.replace('{folder}', this.#folder)])
    const child = spawn(
      process.execPath,
      ['--expose-gc', '--require', here('peers/witness.cjs'), ...this.#flags, script],
      {
        env: { ...process.env, ...Object.fromEntries(filled), PORT: String(this.#port) },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    this.#process = child
    let said = ''
    const hear = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2_000)
      this.#heap = Number(/.*heap (\d+)\n/s.exec(said)?.[1] ?? this.#heap)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    for (let tries = 0; !(await answers(this.#port)); tries++) {
      if (child.exitCode !== null || tries > 300) throw new Error(`${this.name} does not start: ${said}`)
      await sleep(50)
    }
    await sleep(300)
  }

  /** Heap after a collection, MB; NaN where it cannot be asked. */
  async heap(): Promise<number> {
    this.#process!.kill('SIGUSR2')
    await sleep(500)
    return this.#heap / 1e6
  }

  /** Makes the document, with room for so many people. Those that have no accounts need nothing. */
  async open(document: string, people = 1): Promise<void> {
    if (this.name !== 'ours') return
    const base = `http://127.0.0.1:${this.#port}`
    const texts = (await (await fetch(`${base}/api/texts`)).json()) as { id: string }[]
    const host = await post(`${base}/api/sessions`, {
      title: document,
      name: 'Host',
      textIds: [texts[0]!.id],
    })
    const { session, invites } = host.body as { session: { id: string }; invites: { participant: string } }
    const invite = invites.participant.split('#invite=')[1]
    const cookies = [host.cookie]
    for (let i = 1; i < people; i++) {
      cookies.push(
        (await post(`${base}/api/sessions/${session.id}/join`, { invite, name: `Person ${i}` })).cookie,
      )
    }
    this.#sessions.set(document, { id: session.id, cookies })
  }

  /** @param index of the person; they take turns when there are more connections than people */
  place(document: string, index: number): Place {
    const base = `ws://127.0.0.1:${this.#port}`
    if (this.name === 'ours') {
      const { id, cookies } = this.#sessions.get(document)!
      const cookie = cookies[index % cookies.length]!
      return { url: `${base}/collab/${id}/summary?acks=1`, cookie, dialect: yWebsocket({ keeps: true }) }
    }
    if (this.name.startsWith('hocuspocus')) return { url: `${base}/`, dialect: hocuspocus(document) }
    return { url: `${base}/${document}`, dialect: yWebsocket({ keeps: this.name !== 'relay' }) }
  }

  /** Ends the process; its data stay. */
  async down(): Promise<void> {
    const child = this.#process!
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()))
    child.kill('SIGTERM')
    const impatient = setTimeout(() => child.kill('SIGKILL'), 5_000)
    await ended
    clearTimeout(impatient)
  }

  async dispose(): Promise<void> {
    await this.down()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

async function post(url: string, body: unknown): Promise<{ cookie: string; body: unknown }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${url}: ${await response.text()}`)
  return {
    cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '',
    body: await response.json(),
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
