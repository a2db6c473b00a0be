/**
 * Random, truncated and bit-flipped messages on every channel of a real server, from people who may change nothing there:
 * no crash, no answer of 500 and above, no change of what is kept, and the others work on meanwhile.
 * 4,000 for each channel; 100,000 with LONG=1.
 */
import { connect } from 'node:net'
import { annotationKey, rootMap } from '../../packages/docs/src/index.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { House, until, type Visitor, write } from '../../apps/server/src/rehearsal.ts'
import { random } from '../../packages/sync/src/testing/world.ts'

const MESSAGES = Number(process.env['FUZZ_MESSAGES'] ?? (process.env['LONG'] ? 100_000 : 4_000))
const SEED = Number(process.env['FUZZ_SEED'] ?? 1)
const LINES = 12
const HOUR = 60 * 60 * 1_000

let house: House
let host: Visitor
let observer: Visitor
let sessionId: string
let textId: string
/** Frames honest clients sent, by document. */
const captured: { [kind: string]: Uint8Array[] } = { summary: [], annotations: [] }

beforeAll(async () => {
  house = await House.open()
  host = house.newcomer('Hana')
  observer = house.newcomer('Olga')
  const opened = await host.opens()
  sessionId = opened.session.id
  textId = opened.textId
  await observer.joins(opened.invites.observer)
  const { personId } = (await host.get('/api/me')).body as { personId: string }
  const at = new Date().toISOString()
  for (const kind of ['summary', 'annotations']) {
    const { doc, provider } = host.opensDocument(sessionId, kind)
    await until(`${kind} is open`, () => provider.synced)
    const { ws } = provider as unknown as { ws: { send(frame: Uint8Array): void } }
    const send = ws.send.bind(ws)
    ws.send = (frame) => {
      captured[kind]!.push(frame)
      send(frame)
    }
    for (let i = 0; i < 5; i++) {
      if (kind === 'summary') write(doc, `words number ${i}`)
      else {
        rootMap(doc, 'annotations').set(annotationKey(personId, `n${i}`), {
          target: {
            source: textId,
            selector: [
              { type: 'TextPositionSelector', start: 0, end: 2 },
              { type: 'TextQuoteSelector', exact: 'On' },
            ],
          },
          motivation: 'commenting',
          body: { type: 'TextualBody', value: `note ${i}`, format: 'text/markdown' },
          created: at,
          modified: at,
        })
      }
      provider.awareness.setLocalStateField('cursor', { i })
    }
    captured[kind]!.push(Uint8Array.of(0, 0, 1, 0), Uint8Array.of(3))
  }
  await until('all is kept', async () => {
    const kept = await state()
    return kept.includes('words number 4') && kept.includes('note 4')
  })
})
afterAll(async () => {
  host.leaves()
  await house.dispose()
})

/** All there is to change in the session. */
async function state(): Promise<string> {
  const parts = ['', '/summary', '/annotations'].map(
    async (part) => (await host.get(`/api/sessions/${sessionId}${part}`)).text,
  )
  return (await Promise.all(parts)).join('\n')
}

type Random = ReturnType<typeof random>
/** A message spoiled in one of three ways. */
function spoil(message: Uint8Array, { below, chance }: Random): Uint8Array {
  const way = below(3)
  if (way === 0) return Uint8Array.from({ length: below(60) }, () => (chance(0.4) ? below(6) : below(256)))
  if (way === 1) return message.slice(0, below(message.length))
  const bent = message.slice()
  for (let i = below(4); i >= 0 && bent.length > 0; i--) bent[below(bent.length)]! ^= 1 << below(8)
  return bent
}

/** Fit for the head of a request. */
const clean = (text: string) => text.replace(/[^\x21-\x7e]/g, '%00')

/** Sends `MESSAGES` over several sockets at once, each opened anew when the server closes it. */
async function pour(path: string, next: (r: Random) => (string | Uint8Array)[]): Promise<number> {
  let sent = 0
  const more = () => sent < MESSAGES
  const line = async (number: number) => {
    const r = random(SEED * 1_000 + number)
    while (more()) {
      const socket = new WebSocket(house.url.replace('http', 'ws') + path, {
        headers: { cookie: observer.cookie },
      })
      const ended = new Promise<void>((resolve) => socket.on('close', () => resolve()))
      socket.on('error', () => {})
      const talk = async () => {
        while (socket.readyState === socket.OPEN && more()) {
          for (const message of next(r)) {
            sent++
            socket.send(message)
          }
          // An answer to a ping says that everything before it was read.
          const read = new Promise((resolve) => socket.once('pong', resolve))
          socket.ping()
          await Promise.race([read, ended])
        }
        socket.close()
      }
      socket.on('open', () => void talk())
      await ended
    }
  }
  await Promise.all(Array.from({ length: LINES }, (_, number) => line(number)))
  return sent
}

/** Runs it, and looks at what must not have changed. */
async function withoutHarm(what: string, work: () => Promise<number>): Promise<void> {
  const before = await state()
  const start = Date.now()
  const sent = await work()
  console.info(`${what}: ${sent} messages in ${((Date.now() - start) / 1_000).toFixed(1)} s, seed ${SEED}`)
  expect(sent).toBeGreaterThanOrEqual(MESSAGES)
  expect(await state()).toBe(before)
  expect((await host.get('/readyz')).status).toBe(200)
  const { text } = await host.get('/metrics')
  expect(text.match(/^lectern_http_seconds_count\{.*status="5\d\d".*$/m)).toBeNull()
  // Nobody is left behind.
  await until('the rooms are empty but for the host', async () =>
    /^lectern_peers 2$/m.test((await host.get('/metrics')).text),
  )
}

test.each(['summary', 'annotations'])(
  'on /collab, %s',
  (kind) =>
    withoutHarm(`/collab ${kind}`, () =>
      pour(`/collab/${sessionId}/${kind}?acks=1`, (r) => {
        const frames = captured[kind]!
        return [spoil(r.pick(frames), r), r.pick(frames), spoil(r.pick(frames), r)]
      }),
    ),
  HOUR,
)

test(
  'on /live',
  () => {
    const commands = [
      { id: 'c1', type: 'session.close' },
      { id: 'c2', type: 'member.remove', personId: 'x' },
      { id: 'c3', type: 'invite.renew', role: 'participant' },
    ].map((command, i) => `42${i}${JSON.stringify(['command', command])}`)
    const spoken = [
      ...commands,
      '2',
      '3',
      '41',
      '451-["command",{"_placeholder":true,"num":0}]',
      '420["state",{}]',
    ]
    return withoutHarm('/live', () =>
      pour('/live/?EIO=4&transport=websocket', (r) => {
        const hello = `40${JSON.stringify({ sessionId })}`
        const bent = spoil(Buffer.from(r.pick([...spoken, hello])), r)
        const garbled = r.chance(0.8) ? Buffer.from(bent).toString() : bent
        return r.chance(0.3) ? [hello, garbled, r.pick(commands)] : [garbled]
      }),
    )
  },
  HOUR,
)

test(
  'on the HTTP API',
  () =>
    withoutHarm('HTTP', async () => {
      let sent = 0
      const bodies: [path: string, body: unknown][] = [
        [`/api/sessions/${sessionId}/commands`, { id: 'c1', type: 'session.close' }],
        [`/api/sessions/${sessionId}/join`, { invite: 'a'.repeat(22), name: 'Olga' }],
        [`/api/sessions/${sessionId}/annotations`, { target: { source: textId, selector: [] }, body: 'x' }],
        [`/api/sessions/${sessionId}`, { title: 'Renamed', status: 'closed' }],
        ['/api/sessions', { title: 'T', textIds: [textId], name: 'Olga' }],
        ['/api/texts', { title: 'T', text: 'one two three' }],
        [`/api/sessions/${sessionId}/export/markdown?locale=en`, {}],
        [`/api/texts/${textId}`, {}],
      ]
      const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS']
      const TYPES = ['application/json', 'multipart/form-data; boundary=x', 'text/plain', '']
      /** A request as bytes on a socket. */
      const requestOf = (r: Random): Uint8Array => {
        const [path, body] = r.pick(bodies)
        const json = Buffer.from(JSON.stringify(body))
        const content = r.chance(0.6) ? spoil(json, r) : json
        const where = r.chance(0.4)
          ? clean(Buffer.from(spoil(Buffer.from(path), r)).toString('latin1'))
          : path
        const length = r.chance(0.9) ? content.length : r.below(2 * content.length + 1)
        const head = [
          `${r.pick(METHODS)} /${where.replace(/^\//, '')} HTTP/1.1`,
          'Host: localhost',
          `Cookie: ${r.chance(0.8) ? observer.cookie : clean(Buffer.from(spoil(Buffer.from(observer.cookie), r)).toString('latin1'))}`,
          `Content-Type: ${r.pick(TYPES)}`,
          `Content-Length: ${length}`,
          'Connection: close',
        ].join('\r\n')
        const whole = Buffer.concat([Buffer.from(`${head}\r\n\r\n`), content])
        return r.chance(0.25) ? spoil(whole, r) : whole
      }
      const port = Number(new URL(house.url).port)
      const ask = (bytes: Uint8Array) =>
        new Promise<string>((resolve) => {
          let answer = ''
          const socket = connect(port, '127.0.0.1', () => socket.end(bytes))
          socket.on('data', (chunk) => (answer = (answer + chunk.toString('latin1')).slice(0, 4_096)))
          socket.on('error', () => resolve(answer))
          socket.on('close', () => resolve(answer))
        })
      const line = async (number: number) => {
        const r = random(SEED * 2_000 + number)
        while (sent < MESSAGES) {
          sent++
          const bytes = requestOf(r)
          const answer = await ask(bytes)
          expect(answer.startsWith('HTTP/1.1 5'), Buffer.from(bytes).toString('latin1')).toBe(false)
        }
      }
      await Promise.all(Array.from({ length: LINES }, (_, number) => line(number)))
      return sent
    }),
  HOUR,
)

/** A socket of the observer on the summary. */
async function opened(options = {}): Promise<WebSocket> {
  const url = `${house.url.replace('http', 'ws')}/collab/${sessionId}/summary?acks=1`
  const socket = new WebSocket(url, { headers: { cookie: observer.cookie }, ...options })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return socket
}

test('S11 compression is never agreed to, so nothing small can become large', async () => {
  const socket = await opened({ perMessageDeflate: true })
  expect(socket.extensions).toBe('')
  socket.close()
})

test('S11 a frame of 64 MB ends its connection, and the others go on', async () => {
  const socket = await opened()
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  socket.on('error', () => {})
  socket.send(new Uint8Array(64 * 1024 * 1024))
  expect([1006, 1009]).toContain(await closed)
  expect((await host.get('/readyz')).status).toBe(200)
})

test('S11 ten thousand pings at once are answered or end their connection, and the others go on', async () => {
  const socket = await opened()
  let pongs = 0
  socket.on('pong', () => pongs++)
  socket.on('error', () => {})
  for (let i = 0; i < 10_000; i++) socket.ping()
  expect((await host.get('/readyz')).status).toBe(200)
  await until('it is over', () => pongs === 10_000 || socket.readyState === WebSocket.CLOSED)
  socket.terminate()
  expect((await host.get('/readyz')).status).toBe(200)
})
