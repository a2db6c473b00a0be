/**
 * Many clients of one server from one process, and what reaches them. Readers only count what comes; writers hold a real
 * document, write into a paragraph of their own, and say where their caret is with each character, as an editor does.
 */
import * as Y from 'yjs'
import type { Contestant } from './contestants.ts'
import { Line } from './line.ts'
import { Histogram, machineBusy, Processes, random, sleep } from './measure.ts'
import type { Dialect, Heard } from './wire.ts'

const NOTHING = Uint8Array.of(0)
const EMPTY = Uint8Array.of(0, 0)
/** Awareness of y-protocols is renewed when it is this old, ms. */
const RENEWAL = 15_000

/** Characters of writers that an update brings. */
type Range = { writer: number; from: number; to: number }
type Writer = { client: Client; doc: Y.Doc; text: Y.XmlText; position: number; left: number; at: number[] }
export type Client = {
  id: number
  document: string
  dialect: Dialect
  line: Line
  /** The first whole answer. */
  state: Uint8Array
  /** From before the connection to the whole document, ms. */
  joined: number
  /** Characters received of each writer, without a gap. */
  seen: number[]
  applies: Y.Doc | undefined
  clock: number
  spokeAt: number
}

/** What happened in a span of time. CPU and others' in % of a core. */
export type Span = {
  p50: number
  p99: number
  cpu: number
  frames: number
  delivered: number
  deliveredPerCpu: number
  memory: number
  client: number
  others: number
}

/** A document with a paragraph for each writer, the same for every server. */
export function paragraphs(count: number): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 7
  doc.getXmlFragment('summary').insert(
    0,
    Array.from({ length: count }, () => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText('–')])
      return paragraph
    }),
  )
  return Y.encodeStateAsUpdate(doc)
}

export class Crowd {
  readonly clients: Client[] = []
  readonly faults: string[] = []
  readonly #server: Contestant
  readonly #writers: Writer[] = []
  readonly #writerOf = new Map<number, number>()
  readonly #random = random(1)
  /** A message said to all is read once. */
  readonly #known = new Map<string, { heard: Heard; ranges: Range[] }>()
  #latencies: Histogram | undefined
  #delivered = 0
  #nextId = 1_000
  #renewing: NodeJS.Timeout | undefined

  constructor(server: Contestant) {
    this.#server = server
  }

  /** Resolves when the client has the document. @param doc that is to apply what comes */
  connect(document: string, index: number, options: { id?: number; applies?: Y.Doc } = {}): Promise<Client> {
    const { url, cookie, dialect } = this.#server.place(document, index)
    return new Promise((resolve, reject) => {
      const start = performance.now()
      let settled = false
      const finish = (client: Client) => {
        settled = true
        client.joined = performance.now() - start
        resolve(client)
      }
      const line = new Line(url, cookie, {
        opened: () => {
          for (const greeting of dialect.greeting) line.send(greeting)
          if (dialect.keeps) line.send(dialect.step1(NOTHING))
          else finish(client)
        },
        heard: (message, at) => {
          const whole = this.#hear(client, message, at)
          if (!whole || settled) return
          client.state = whole
          finish(client)
        },
        closed: (why) => {
          if (why === undefined) return
          if (!settled) reject(new Error(why))
          this.faults.push(why)
        },
      })
      const client: Client = {
        id: options.id ?? this.#nextId++,
        document,
        dialect,
        line,
        state: EMPTY,
        joined: Number.NaN,
        seen: this.#writers.map(() => 0),
        applies: options.applies,
        clock: 0,
        spokeAt: 0,
      }
      this.clients.push(client)
    })
  }

  /** So many clients of one document, the first of them writers. */
  async gather(document: string, count: number, writers: number): Promise<void> {
    await this.#server.open(document, count)
    const update = paragraphs(Math.max(1, writers))
    const seeder = await this.connect(document, 0, { id: 7 })
    seeder.line.send(seeder.dialect.step2(update))
    await sleep(300)
    this.clients.length = 0
    for (let i = 0; i < writers; i++) {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, update)
      doc.clientID = this.#nextId++
      this.#writerOf.set(doc.clientID, i)
      const paragraph = doc.getXmlFragment('summary').get(i) as Y.XmlElement
      const text = paragraph.get(0) as Y.XmlText
      // The first ones apply what comes, as a check; the others only count, or this process would be what is measured.
      const client = await this.connect(document, i, { id: doc.clientID, ...(i < 2 && { applies: doc }) })
      this.#writers.push({ client, doc, text, position: 1, left: 20, at: [] })
      doc.on('update', (bytes: Uint8Array, origin: unknown) => {
        if (origin !== this) client.line.send(client.dialect.update(bytes))
      })
    }
    for (let i = writers; i < count; i += 20) {
      const batch = Array.from({ length: Math.min(20, count - i) }, (_, j) => this.connect(document, i + j))
      await Promise.all(batch)
    }
    // Not before, or a server that keeps nothing would have forgotten the paragraphs.
    seeder.line.close()
    for (const client of this.clients) {
      client.seen = this.#writers.map(() => 0)
      this.#speak(client)
    }
  }

  /** Every connection renews its presence as y-protocols does, each at a moment of its own. */
  keepAlive(): void {
    const now = performance.now()
    for (const client of this.clients) client.spokeAt = now - this.#random() * RENEWAL
    this.#renewing = setInterval(() => {
      for (const client of this.clients) {
        if (performance.now() - client.spokeAt > RENEWAL) this.#speak(client)
      }
    }, 100)
  }

  /** @param rate characters a second and writer. @param ms how long */
  async write(rate: number, ms: number): Promise<void> {
    const end = performance.now() + ms
    const next = this.#writers.map(() => performance.now() + (this.#random() * 1_000) / rate)
    for (let now = performance.now(); now < end; now = performance.now()) {
      for (const [index, writer] of this.#writers.entries()) {
        for (let burst = 0; next[index]! <= now && burst < 50; burst++) {
          this.#type(writer)
          next[index]! += ((0.5 + this.#random()) * 1_000) / rate
        }
      }
      await sleep(1)
    }
  }

  /** Writes for a while and says what it cost and how long it took. */
  async observe(rate: number, ms: number): Promise<Span> {
    const processes = new Processes(this.#server.pid)
    const latencies = (this.#latencies = new Histogram())
    const frames = () => this.clients.reduce((sum, { line }) => sum + line.frames, 0)
    const before = {
      at: performance.now(),
      cpu: processes.cpu(),
      own: process.cpuUsage(),
      machine: machineBusy(),
      frames: frames(),
      delivered: this.#delivered,
    }
    if (this.#writers.length > 0 && rate > 0) await this.write(rate, ms)
    else await sleep(ms)
    const seconds = (performance.now() - before.at) / 1_000
    const cpu = processes.cpu() - before.cpu
    const own = process.cpuUsage(before.own)
    const client = (own.user + own.system) / 1e6
    const machine = machineBusy() - before.machine
    const heard = frames() - before.frames
    const delivered = this.#delivered - before.delivered
    const memory = processes.memory()
    await this.#settle()
    this.#latencies = undefined
    return {
      p50: latencies.quantile(0.5),
      p99: latencies.quantile(0.99),
      cpu: (cpu / seconds) * 100,
      frames: heard / seconds,
      delivered: delivered / seconds,
      deliveredPerCpu: delivered / cpu,
      memory,
      client: (client / seconds) * 100,
      others: (Math.max(0, machine - cpu - client) / seconds) * 100,
    }
  }

  /** What is wrong at the end; empty when every character reached everybody and all texts are equal. */
  async verify(): Promise<string[]> {
    const missing = this.#missing()
    if (missing > 0) this.faults.push(`${missing} characters did not arrive`)
    const [first] = this.clients
    if (!first?.dialect.keeps) return this.faults
    const { state } = await this.connect(first.document, 0)
    const doc = new Y.Doc()
    Y.applyUpdate(doc, state)
    const wanted = JSON.stringify(doc.getXmlFragment('summary'))
    for (const { applies } of this.clients) {
      if (applies && JSON.stringify(applies.getXmlFragment('summary')) !== wanted)
        this.faults.push('texts differ')
    }
    return this.faults
  }

  close(): void {
    clearInterval(this.#renewing)
    for (const { line } of this.clients) line.close()
  }

  #type(writer: Writer): void {
    if (writer.left-- <= 0) {
      writer.position = 1 + Math.floor(this.#random() * writer.text.length)
      writer.left = 10 + Math.floor(this.#random() * 60)
    }
    writer.at.push(performance.now())
    writer.text.insert(writer.position++, 'etaoin shrdlu'[Math.floor(this.#random() * 13)]!)
    this.#speak(writer.client, writer.at.length - 1)
  }

  #speak(client: Client, caret?: number): void {
    const place = { type: null, tname: null, item: { client: client.id, clock: caret }, assoc: 0 }
    const cursor = caret === undefined ? null : { anchor: place, head: place }
    const user = { id: String(client.id), name: 'Somebody', color: '#30bced' }
    client.spokeAt = performance.now()
    client.line.send(client.dialect.awareness(client.id, client.clock++, JSON.stringify({ cursor, user })))
  }

  /** @returns the update, when it is the answer to our step 1 */
  #hear(client: Client, message: Buffer, at: number): Uint8Array | undefined {
    const { heard, ranges } = this.#read(client.dialect, message)
    if (heard.kind === 'refused') this.faults.push(heard.reason)
    if (heard.kind === 'ping') client.line.send(client.dialect.pong)
    if (heard.kind === 'step1') client.line.send(client.dialect.step2(EMPTY))
    if (heard.kind !== 'update') return undefined
    for (const { writer, from, to } of ranges) {
      const { client: author, at: times } = this.#writers[writer]!
      const seen = client.seen[writer] ?? 0
      if (author === client || to <= seen) continue
      if (from > seen && !heard.answer) this.faults.push(`${from - seen} characters were skipped`)
      for (let i = Math.max(from, seen); i < to; i++) this.#latencies?.add(at - times[i]!)
      this.#delivered += to - Math.max(from, seen)
      client.seen[writer] = to
    }
    if (client.applies) Y.applyUpdate(client.applies, heard.update, this)
    return heard.answer ? heard.update : undefined
  }

  #read(dialect: Dialect, message: Buffer): { heard: Heard; ranges: Range[] } {
    const key = message.length < 16_384 ? message.toString('latin1') : undefined
    const known = key !== undefined && this.#known.get(key)
    if (known) return known
    const heard = dialect.read(message)
    const ranges: Range[] = []
    if (heard.kind === 'update' && this.#writers.length > 0) {
      const { from, to } = Y.parseUpdateMeta(heard.update)
      for (const [client, end] of to) {
        const writer = this.#writerOf.get(client)
        if (writer !== undefined) ranges.push({ writer, from: from.get(client) ?? 0, to: end })
      }
    }
    if (this.#known.size > 8_192) this.#known.clear()
    if (key !== undefined) this.#known.set(key, { heard, ranges })
    return { heard, ranges }
  }

  async #settle(): Promise<void> {
    for (let tries = 0; tries < 500 && this.#missing() > 0; tries++) await sleep(20)
  }

  #missing(): number {
    let missing = 0
    for (const client of this.clients) {
      for (const [index, { client: author, at }] of this.#writers.entries()) {
        if (author !== client) missing += at.length - (client.seen[index] ?? 0)
      }
    }
    return missing
  }
}
