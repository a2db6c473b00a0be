/** The vocabulary of the server's tests: a real server on a free port, and people with a cookie each. Used by tests only. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Board, Invites, Me, Session, SessionState } from '@lectern/model'
import { io, type Socket } from 'socket.io-client'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { type Config, readConfig, start } from './index.ts'

// Every provider listens for the end of the process.
process.setMaxListeners(1_000)

export const WORDS =
  'On reading together\n\nA group reads slowly. It stops where somebody stops, and asks why.\n\nWhat was said is kept beside the words it was said about.\n'

/** A server with its own folder, which can be stopped and started again over the same data. */
export class House {
  url = ''
  readonly dataDir: string
  readonly #config: Partial<Config>
  readonly #now: () => number
  #close = async () => {}

  private constructor(dataDir: string, config: Partial<Config>, now: () => number) {
    this.dataDir = dataDir
    this.#config = config
    this.#now = now
  }

  /** @param now what time the server takes it to be */
  static async open(config: Partial<Config> = {}, now: () => number = Date.now): Promise<House> {
    const dataDir = await mkdtemp(join(tmpdir(), 'lectern-server-'))
    await writeFile(join(dataDir, 'index.html'), '<!doctype html><title>Lectern</title>')
    const house = new House(dataDir, config, now)
    await house.up()
    return house
  }

  async up(): Promise<void> {
    const port = this.url ? Number(new URL(this.url).port) : 0
    const config = {
      ...readConfig({ PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'silent', RATE_LIMIT: 'off' }),
      dataDir: this.dataDir,
      webDir: this.dataDir,
      ...this.#config,
    }
    const lectern = await start(config, this.#now)
    this.url = lectern.url
    this.#close = () => lectern.close()
  }
  down(): Promise<void> {
    return this.#close()
  }
  async dispose(): Promise<void> {
    await this.#close()
    await rm(this.dataDir, { recursive: true, force: true })
  }

  /** Sends exactly these headers, where fetch would add or forbid some. */
  exactly(method: string, path: string, headers: Record<string, string>, body = '') {
    return new Promise<{ status: number; text: string }>((resolve, reject) => {
      const asked = request(this.url + path, { method, headers }, (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      })
      asked.on('error', reject)
      asked.end(body)
    })
  }

  /** Updates the gate has refused so far. */
  async refused(): Promise<number> {
    const { text } = await this.exactly('GET', '/metrics', {})
    return Number(/^lectern_refused (\d+)$/m.exec(text)![1])
  }

  newcomer(name: string): Visitor {
    return new Visitor(this, name)
  }
}

/** An answer, with its body parsed where it is JSON. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of any shape
export type Heard = { status: number; headers: Headers; body: any; text: string }

/** Somebody with a browser: keeps a cookie and sends it. */
export class Visitor {
  cookie = ''
  /** All that the server ever sent them: bodies of answers, frames of documents, packets of the live channel. */
  readonly received: (string | Uint8Array)[] = []
  readonly name: string
  readonly #house: { url: string }
  readonly #leave: (() => void)[] = []

  constructor(house: { url: string }, name: string) {
    this.#house = house
    this.name = name
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Heard> {
    const raw = typeof body === 'string' || body instanceof FormData
    const response = await fetch(this.#house.url + path, {
      method,
      headers: {
        ...(this.cookie && { cookie: this.cookie }),
        ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? body : JSON.stringify(body) }),
    })
    const set = response.headers.getSetCookie()[0]
    if (set) this.cookie = set.split(';')[0]!
    const text = await response.text()
    this.received.push(text)
    const json = /json/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: json ? JSON.parse(text) : undefined,
    }
  }
  get(path: string, headers?: Record<string, string>) {
    return this.ask('GET', path, undefined, headers)
  }
  post(path: string, body: unknown, headers?: Record<string, string>) {
    return this.ask('POST', path, body, headers)
  }

  /** Adds a text and opens a session around it. */
  async opens(
    title = 'Reading circle',
  ): Promise<{ session: Session; me: Me; invites: Invites; textId: string }> {
    const text = await this.post('/api/texts', { title: 'On reading together', text: WORDS })
    const opened = await this.post('/api/sessions', { title, textIds: [text.body.id], name: this.name })
    if (opened.status !== 201) throw new Error(opened.text)
    return { ...opened.body, textId: text.body.id }
  }
  /** @param link the whole invitation link */
  joins(link: string, name = this.name): Promise<Heard> {
    const [, sessionId, invite] = /\/s\/([\w-]+)#invite=([\w-]+)$/.exec(link)!
    return this.post(`/api/sessions/${sessionId}/join`, { invite, name })
  }
  commands(sessionId: string, command: { type: string; [field: string]: unknown }) {
    return this.post(`/api/sessions/${sessionId}/commands`, { id: crypto.randomUUID(), ...command })
  }

  /** A WebSocket class that sends the cookie, as a browser does. */
  #socketClass(headers: Record<string, string>) {
    const { cookie, received } = this
    return class extends WebSocket {
      constructor(url: string, protocols?: string[]) {
        super(url, protocols, { headers: { cookie, ...headers } })
        this.on('message', (data: Uint8Array) => received.push(data))
      }
    }
  }
  /** The stock provider on one of the session's documents. */
  opensDocument(sessionId: string, kind: string): { doc: Y.Doc; provider: WebsocketProvider } {
    const doc = new Y.Doc()
    const provider = new WebsocketProvider(
      `${this.#house.url.replace('http', 'ws')}/collab/${sessionId}`,
      kind,
      doc,
      {
        WebSocketPolyfill: this.#socketClass({}) as unknown as typeof globalThis.WebSocket,
        disableBc: true,
      },
    )
    this.#leave.push(() => provider.destroy())
    return { doc, provider }
  }
  /** A bare socket. @returns how it ended: a close code, or an HTTP status when it never opened */
  async knocks(
    path: string,
    headers: Record<string, string> = {},
    say?: (socket: WebSocket) => void,
  ): Promise<number> {
    const socket = new (this.#socketClass(headers))(this.#house.url.replace('http', 'ws') + path)
    if (say) socket.on('open', () => say(socket))
    return new Promise((resolve) => {
      socket.on('close', (code) => resolve(code))
      socket.on('unexpected-response', (_, response) => {
        resolve(response.statusCode ?? 0)
        socket.terminate()
      })
      socket.on('error', () => {})
    })
  }
  /** A live connection. `state` is the newest state heard. */
  goesLive(sessionId: string): LiveLine {
    const line = new LiveLine(this.#house.url, sessionId, this.cookie)
    line.socket.onAny((...packet: unknown[]) => this.received.push(JSON.stringify(packet)))
    this.#leave.push(() => line.socket.disconnect())
    return line
  }
  leaves(): void {
    for (const leave of this.#leave.splice(0)) leave()
  }
}

export class LiveLine {
  readonly socket: Socket
  state: SessionState | undefined
  spoken: Record<string, number> = {}
  board: Board = []
  readonly events: { type: string }[] = []
  refused: { code: string } | undefined

  constructor(url: string, sessionId: string, cookie: string) {
    this.socket = io(url, {
      path: '/live',
      auth: { sessionId },
      extraHeaders: { cookie },
      forceNew: true,
      reconnection: false,
    })
    this.socket.on('state', (state: SessionState) => (this.state = state))
    this.socket.on('board', (board: Board) => (this.board = board))
    this.socket.on('spoken', (spoken: Record<string, number>) => (this.spoken = spoken))
    this.socket.on('event', (event: { type: string }) => this.events.push(event))
    this.socket.on('connect_error', (error) => {
      this.refused = (error as Error & { data?: { code: string } }).data ?? { code: error.message }
    })
  }
  command(command: unknown): Promise<{ ok: boolean; result?: unknown; problem?: { code: string } }> {
    return this.socket.timeout(5_000).emitWithAck('command', command)
  }
}

/** Writes a paragraph at the end of a summary document. */
export function write(doc: Y.Doc, words: string): void {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(words)])
  doc.getXmlFragment('summary').push([paragraph])
}

/** Waits until it is so. @param what for the message when it never is */
export async function until(what: string, isSo: () => unknown, ms = 15_000): Promise<void> {
  const end = Date.now() + ms
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`It never came to this: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
