/**
 * Stock y-websocket clients that type and delete tokens in a summary, and the ledger of what they were promised. Every
 * token is written once, so that a missing, a doubled, a torn and a risen one can be told apart.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

// Every provider listens for the end of the process.
process.setMaxListeners(1_000)

const TOKEN = /\[\w+\.\d+\]/g

/** What became of a token, as its writers know it. */
type Fate = { typed: 'sent' | 'saved'; deleted?: 'sent' | 'saved' }

/** Who typed and deleted what, and what the server said is saved. */
export class Ledger {
  readonly fates = new Map<string, Fate>()
  /** Reasons of refusals, and closes that no honest client deserves. */
  readonly refusals: string[] = []

  typed(token: string): void {
    this.fates.set(token, { typed: 'sent' })
  }
  deleted(token: string): void {
    this.fates.get(token)!.deleted ??= 'sent'
  }
  saved({ token, kind }: Act): void {
    const fate = this.fates.get(token)!
    if (kind === 'typed') fate.typed = 'saved'
    else fate.deleted = 'saved'
  }
  get acknowledged(): number {
    return [...this.fates.values()].filter(({ typed }) => typed === 'saved').length
  }

  /** What a server that stopped now would have broken: saved tokens nobody deleted that are missing, saved deletions undone. */
  broken(text: string): { missing: string[]; risen: string[]; odd: string[] } {
    const { tokens, odd } = read(text)
    const all = [...this.fates]
    return {
      missing: all
        .filter(([token, fate]) => fate.typed === 'saved' && !fate.deleted && !tokens.has(token))
        .map(([token]) => token),
      risen: all
        .filter(([token, fate]) => fate.deleted === 'saved' && tokens.has(token))
        .map(([token]) => token),
      odd,
    }
  }
  /** The same when everybody is back and nothing is under way: then everything typed counts, and every deletion. */
  lost(text: string): { missing: string[]; risen: string[]; odd: string[] } {
    const { tokens, odd } = read(text)
    const all = [...this.fates]
    return {
      missing: all.filter(([token, fate]) => !fate.deleted && !tokens.has(token)).map(([token]) => token),
      risen: all.filter(([token, fate]) => fate.deleted && tokens.has(token)).map(([token]) => token),
      odd,
    }
  }
}
export const NOTHING = { missing: [], risen: [], odd: [] }

/** The tokens of a text; `odd` is what stands there twice, or is no token. */
function read(text: string): { tokens: Set<string>; odd: string[] } {
  const tokens = new Set<string>()
  const odd: string[] = []
  for (const token of text.match(TOKEN) ?? []) {
    if (tokens.has(token)) odd.push(token)
    tokens.add(token)
  }
  const rest = text.replaceAll(TOKEN, '').trim()
  return { tokens, odd: rest ? [...odd, rest] : odd }
}

/** All characters of a summary, paragraph after paragraph. */
export function textOf(doc: Y.Doc): string {
  return paragraphs(doc).map(plain).join('\n')
}
const paragraphs = (doc: Y.Doc): Y.XmlText[] =>
  doc
    .getXmlFragment('summary')
    .toArray()
    .flatMap((node) => (node instanceof Y.XmlElement ? node.toArray() : []))
    .filter((node) => node instanceof Y.XmlText)
const plain = (text: Y.XmlText): string =>
  (text.toDelta() as { insert: unknown }[]).map(({ insert }) => String(insert)).join('')

/** Seeded random numbers from 0 to 1 (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Act = { token: string; kind: 'typed' | 'deleted' }
/** Where the writer's words go: changes at once with the server's restarts and the network between. */
export type Place = { url: string; sessionId: string; kind: 'summary' | 'annotations'; cookie: string }

export class Writer {
  readonly doc = new Y.Doc()
  readonly name: string
  readonly #ledger: Ledger
  readonly #random: () => number
  readonly #provider: WebsocketProvider
  /** What the server has not said is saved, and with which frame of this connection it went. */
  #waiting: { act: Act; frame?: number }[] = []
  #sent = 0
  #typing: Promise<void> | undefined
  #stopped = true
  #count = 0

  constructor(name: string, place: Place, ledger: Ledger, seed: number) {
    this.name = name
    this.#ledger = ledger
    this.#random = random(seed)
    const sent = (frame: Uint8Array) => this.#counted(frame)
    const provider = new WebsocketProvider(
      `${place.url.replace('http', 'ws')}/collab/${place.sessionId}`,
      place.kind,
      this.doc,
      {
        disableBc: true,
        params: { acks: '1' },
        maxBackoffTime: 400,
        WebSocketPolyfill: class extends WebSocket {
          constructor(url: string) {
            super(url, { headers: { cookie: place.cookie } })
          }
          override send(data: Uint8Array): void {
            sent(data)
            super.send(data)
          }
        } as unknown as typeof globalThis.WebSocket,
      },
    )
    this.#provider = provider
    provider.messageHandlers[4] = (_encoder, decoder) => this.#saved(varUint(decoder))
    provider.messageHandlers[5] = (_encoder, decoder) => {
      varUint(decoder)
      const length = varUint(decoder)
      ledger.refusals.push(new TextDecoder().decode(decoder.arr.subarray(decoder.pos, decoder.pos + length)))
    }
    provider.on('status', ({ status }) => {
      if (status !== 'connecting') return
      this.#sent = 0
      for (const one of this.#waiting) delete one.frame
    })
    provider.on('connection-close', (event) => {
      if (event && (event.code >= 4400 || event.code === 1002))
        ledger.refusals.push(`${event.code} ${event.reason}`)
    })
  }

  get settled(): boolean {
    return this.#provider.synced && this.#waiting.length === 0
  }

  /** Types and deletes, a pause of up to `pause` ms between, until it is told to rest. */
  start(pause: number): void {
    this.#stopped = false
    this.#typing = (async () => {
      while (!this.#stopped) {
        this.act()
        await sleep(this.#random() * pause)
      }
    })()
  }
  async rest(): Promise<void> {
    this.#stopped = true
    await this.#typing
  }
  /** Without network, and back. */
  away(): void {
    this.#provider.disconnect()
  }
  back(): void {
    this.#provider.connect()
  }
  leave(): void {
    this.#provider.destroy()
    this.#provider.awareness.destroy()
  }

  /** One change: mostly a token more, sometimes one less, whoever wrote it. */
  act(): void {
    const texts = paragraphs(this.doc)
    const text = texts[Math.floor(this.#random() * texts.length)]
    if (!text || this.#random() < 0.02)
      return this.#do({ token: this.#token(), kind: 'typed' }, (token) => {
        const paragraph = new Y.XmlElement('paragraph')
        paragraph.insert(0, [new Y.XmlText(token)])
        const root = this.doc.getXmlFragment('summary')
        root.insert(Math.floor(this.#random() * (root.length + 1)), [paragraph])
      })
    const places = [...plain(text).matchAll(TOKEN)].map(({ index, 0: token }) => ({ index, token }))
    const place = places[Math.floor(this.#random() * places.length)]
    if (place && this.#random() < 0.3) {
      return this.#do({ token: place.token, kind: 'deleted' }, (token) =>
        text.delete(place.index, token.length),
      )
    }
    const bold = this.#random() < 0.1
    this.#do({ token: this.#token(), kind: 'typed' }, (token) =>
      text.insert(place?.index ?? 0, token, bold ? { bold: {} } : undefined),
    )
  }

  #token(): string {
    return `[${this.name}.${++this.#count}]`
  }
  #do(act: Act, change: (token: string) => void): void {
    if (act.kind === 'typed') this.#ledger.typed(act.token)
    else this.#ledger.deleted(act.token)
    const waiting: { act: Act; frame?: number } = { act }
    this.#waiting.push(waiting)
    const before = this.#sent
    this.doc.transact(() => change(act.token))
    // Sent at once, or with the first full sync of the next connection.
    if (this.#sent > before) waiting.frame = this.#sent
  }
  #counted(frame: Uint8Array): void {
    if (frame[0] !== 0 || (frame[1] !== 1 && frame[1] !== 2)) return
    this.#sent++
    if (frame[1] === 1) for (const one of this.#waiting) one.frame ??= this.#sent
  }
  #saved(count: number): void {
    const { fresh, saved } = Object.groupBy(this.#waiting, ({ frame }) =>
      frame !== undefined && frame <= count ? 'saved' : 'fresh',
    )
    for (const { act } of saved ?? []) this.#ledger.saved(act)
    this.#waiting = fresh ?? []
  }
}

/** https://github.com/dmonad/lib0/blob/main/decoding.js, `readVarUint`, for numbers below 2³¹. */
function varUint(decoder: { arr: Uint8Array; pos: number }): number {
  let value = 0
  for (let shift = 0; ; shift += 7) {
    const byte = decoder.arr[decoder.pos++]!
    value |= (byte & 127) << shift
    if (byte < 128) return value
  }
}

/** Everybody stops typing, and everything is saved. */
export async function settle(writers: readonly Writer[]): Promise<void> {
  await Promise.all(writers.map((writer) => writer.rest()))
  for (let waited = 0; !writers.every((writer) => writer.settled); waited += 20) {
    if (waited > 60_000) {
      const stuck = writers.filter((writer) => !writer.settled).map(({ name }) => name)
      throw new Error(`Not saved after a minute: ${stuck.join(', ')}`)
    }
    await sleep(20)
  }
}
