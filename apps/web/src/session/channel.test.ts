import { contentHash } from '@lectern/docs'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { afterEach, expect, test, vi } from 'vitest'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'
import { openChannel } from './channel.ts'
import type { Why } from './why.ts'
import type { Channel, ChannelState } from './workspace.ts'

/** A server that is one document: it admits everything, and says SAVED when the test lets it. */
class Server {
  doc = new Y.Doc()
  up = true
  /** Whether what arrives is committed, and so acknowledged. */
  commits = true
  lines = new Set<Line>()
  received: string[] = []
  /** State vectors and hashes that clients told. */
  checks: number[] = []

  /** Says SAVED for everything that arrived on every connection. */
  commit(): void {
    this.commits = true
    for (const line of this.lines) line.deliver((out) => numbers(out, 4, line.count))
  }
  refuse(reason: string, kind = 'not-allowed'): void {
    for (const line of this.lines) {
      line.deliver((out) => {
        numbers(out, 5, line.count)
        encoding.writeVarString(out, reason)
        encoding.writeVarString(out, kind)
      })
    }
  }
  /** Asks for everything, as after a gap. */
  ask(): void {
    for (const line of this.lines) {
      line.deliver((out) => {
        numbers(out, 0)
        sync.writeSyncStep1(out, this.doc)
      })
    }
  }
  drop(code = 1006, reason = ''): void {
    for (const line of this.lines) line.end(code, reason)
  }
}
const numbers = (out: encoding.Encoder, ...values: number[]) => {
  for (const value of values) encoding.writeVarUint(out, value)
}

/** The wire, as far as y-websocket uses one. */
class Line {
  static server: Server
  readonly OPEN = 1
  readyState = 0
  binaryType = ''
  count = 0
  onopen: (() => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onmessage: ((event: { data: Uint8Array }) => void) | null = null
  onerror: (() => void) | null = null
  readonly url: string
  readonly #server = Line.server

  constructor(url: string) {
    this.url = url
    setTimeout(() => {
      if (!this.#server.up) return this.end(1006, '')
      this.readyState = 1
      this.#server.lines.add(this)
      this.onopen?.()
      this.deliver((out) => {
        numbers(out, 0)
        sync.writeSyncStep1(out, this.#server.doc)
      })
    })
  }
  deliver(write: (out: encoding.Encoder) => void): void {
    const data = encoding.encode(write)
    queueMicrotask(() => this.onmessage?.({ data }))
  }
  send(frame: Uint8Array): void {
    const input = decoding.createDecoder(frame)
    const type = decoding.readVarUint(input)
    if (type === 6) {
      decoding.readVarUint8Array(input)
      this.#server.checks.push(decoding.readVarUint(input))
    }
    if (type !== 0) return
    const reply = encoding.createEncoder()
    numbers(reply, 0)
    const kind = sync.readSyncMessage(input, reply, this.#server.doc, this)
    this.#server.received.push(['step1', 'step2', 'update'][kind]!)
    if (encoding.length(reply) > 1)
      this.deliver((out) => encoding.writeUint8Array(out, encoding.toUint8Array(reply)))
    if (kind === 0) return
    this.count++
    if (this.#server.commits) this.deliver((out) => numbers(out, 4, this.count))
  }
  end(code: number, reason: string): void {
    this.readyState = 3
    this.#server.lines.delete(this)
    setTimeout(() => this.onclose?.({ code, reason }))
  }
  close(): void {
    this.end(1000, '')
  }
}

/** A browser's localStorage. */
const shelf = () => {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

const open: Channel[] = []
afterEach(() => {
  for (const channel of open.splice(0)) channel.destroy()
})

function arrive(server: Server, options: { shelf?: ReturnType<typeof shelf>; idle?: number } = {}) {
  Line.server = server
  const refused = vi.fn<(why: Why) => void>()
  const closed = vi.fn<(close: { code: number; why: Why }) => void>()
  const channel = openChannel({
    origin: 'ws://lectern',
    sessionId: 's1',
    personId: 'p1',
    kind: 'summary',
    Socket: Line as unknown as typeof WebSocket,
    onRefused: refused,
    onClosed: closed,
    ...options,
  })
  open.push(channel)
  return { channel, refused, closed, write: (words: string) => channel.doc.getText('t').insert(0, words) }
}

const until = (channel: Channel, expected: Partial<ChannelState>) =>
  vi.waitFor(() => expect(channel.state.get()).toMatchObject(expected), { timeout: 5000, interval: 5 })

test('a change is unsaved until the server says that it is committed', async () => {
  const server = new Server()
  const { channel, write } = arrive(server)
  await until(channel, { loaded: true, connected: true, synced: true, unsaved: 0 })
  server.commits = false
  write('one')
  write('two')
  expect(channel.state.get().unsaved).toBe(2)
  await vi.waitFor(() => expect(server.doc.getText('t').toJSON()).toBe('twoone'))
  expect(channel.state.get().unsaved).toBe(2)
  server.commit()
  await until(channel, { unsaved: 0 })
  expect(channel.state.get().savedAt).toBeGreaterThan(0)
})

test('an acknowledgement for fewer frames than were sent saves nothing', async () => {
  const server = new Server()
  const { channel, write } = arrive(server)
  await until(channel, { synced: true })
  write('one')
  server.commits = false
  write('two')
  await vi.waitFor(() => expect(server.doc.getText('t').toJSON()).toBe('twoone'))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(channel.state.get().unsaved).toBe(2)
})

test('what is written without network is counted, and saved after the return', async () => {
  const server = new Server()
  const { channel, write } = arrive(server)
  await until(channel, { synced: true })
  server.up = false
  server.drop()
  await until(channel, { connected: false, synced: false })
  write('offline')
  server.doc.getText('t').insert(0, 'meanwhile ')
  expect(channel.state.get()).toMatchObject({ unsaved: 1, connected: false })
  server.up = true
  await until(channel, { connected: true, synced: true, unsaved: 0 })
  expect(channel.doc.getText('t').toJSON()).toBe(server.doc.getText('t').toJSON())
  expect(server.doc.getText('t').toJSON()).toContain('offline')
})

test('without a cache nothing hangs, and nothing is said to be kept here that is not', async () => {
  const server = new Server()
  server.up = false
  const kept = shelf()
  kept.setItem('unsaved:lectern:p1:s1:summary', '3')
  const { channel } = arrive(server, { shelf: kept })
  await until(channel, { unsaved: 0, loaded: false })
  server.up = true
  await until(channel, { loaded: true, synced: true })
})

test('a refusal is told with its reason, and the words stay in the document', async () => {
  const server = new Server()
  const { channel, refused, write } = arrive(server)
  await until(channel, { synced: true })
  server.commits = false
  write('mine')
  await vi.waitFor(() => expect(server.received).toContain('update'))
  server.refuse('You may only read.')
  await vi.waitFor(() =>
    expect(refused).toHaveBeenCalledWith({ code: 'not-allowed', detail: 'You may only read.' }),
  )
  expect(channel.state.get()).toMatchObject({ refused: 'You may only read.', unsaved: 1 })
  expect(channel.doc.getText('t').toJSON()).toBe('mine')
})

test('after a refusal nothing counts as saved before everything was sent again', async () => {
  const server = new Server()
  const { channel, write } = arrive(server)
  await until(channel, { synced: true })
  server.commits = false
  write('refused')
  await vi.waitFor(() => expect(server.received).toContain('update'))
  server.refuse('The update has a gap.', 'gap')
  write('after')
  await vi.waitFor(() => expect(server.received.filter((kind) => kind === 'update').length).toBe(2))
  server.commit() // a server that forgot its refusal
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(channel.state.get().unsaved).toBe(2)
  server.ask()
  await until(channel, { unsaved: 0 })
})

test('what a server says when it takes nothing now is kept until it does', async () => {
  const server = new Server()
  const { channel, closed, write } = arrive(server)
  await until(channel, { synced: true })
  server.commits = false
  write('kept')
  server.drop(1013, 'Nothing can be stored now.')
  await until(channel, { connected: false, trouble: 'later', unsaved: 1 })
  expect(channel.words()).toBe('')
  server.commits = true
  await until(channel, { connected: true, unsaved: 0, trouble: undefined })
  expect(closed).not.toHaveBeenCalled()
})

test('a close for good is told once and not tried again', async () => {
  const server = new Server()
  const { channel, closed } = arrive(server)
  await until(channel, { synced: true })
  server.drop(4403, 'You are no longer a member of this session.')
  await until(channel, {
    connected: false,
    closed: { code: 4403, reason: expect.stringContaining('member') },
  })
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(closed).toHaveBeenCalledExactlyOnceWith({
    code: 4403,
    why: { code: 'form', detail: 'You are no longer a member of this session.' },
  })
  expect(server.lines.size).toBe(0)
})

test('changes of others that come in one breath are one transaction', async () => {
  const server = new Server()
  const { channel } = arrive(server)
  await until(channel, { synced: true })
  let transactions = 0
  channel.doc.on('afterTransaction', () => transactions++)
  const other = new Y.Doc()
  other.on('update', (update: Uint8Array) => {
    for (const line of server.lines) {
      line.deliver((out) => {
        numbers(out, 0)
        sync.writeUpdate(out, update)
      })
    }
  })
  for (let at = 0; at < 20; at++) other.getText('t').insert(at, 'x')
  await vi.waitFor(() => expect(channel.doc.getText('t').length).toBe(20))
  expect(transactions).toBeLessThan(6)
  expect(channel.state.get().unsaved).toBe(0)
})

test('sync S14: after a while without changes it tells what it has; told that it is something else, it starts afresh', async () => {
  const server = new Server()
  const { channel, refused, write } = arrive(server, { idle: 60 })
  await until(channel, { synced: true })
  channel.doc.getXmlFragment('summary').insert(0, [new Y.XmlElement('paragraph')])
  await vi.waitFor(() => expect(server.checks).toEqual([contentHash(channel.doc, 'summary')]))
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(server.checks).toHaveLength(1)
  const diverged = () => {
    for (const line of server.lines) line.deliver((out) => numbers(out, 7))
  }
  // What is not saved goes first.
  server.commits = false
  write('not saved')
  diverged()
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(refused).not.toHaveBeenCalled()
  server.commit()
  await until(channel, { unsaved: 0 })
  diverged()
  await vi.waitFor(() => expect(refused).toHaveBeenCalledTimes(1))
})
