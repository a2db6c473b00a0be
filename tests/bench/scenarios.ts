/** What the servers are put through, and what is to be reached. Numbers only: higher or lower is decided by the goals. */
import * as Y from 'yjs'
import { Contestant, type Name } from './contestants.ts'
import { Crowd, type Span } from './crowd.ts'
import { longDocument } from './long-document.ts'
import { machineBusy, median, Processes, sleep } from './measure.ts'

export type Figures = { [figure: string]: number }
export type Result = { figures: Figures; faults: string[] }
/** `ours / peer` of one figure is to be at most, or at least, this. */
export type Goal = { figure: string; peer: Name; atMost?: number; atLeast?: number }
export type Scenario = {
  title: string
  contestants: Name[]
  run(server: Contestant, quick: boolean): Promise<Result>
  goals: Goal[]
  /** The same for ours alone, in absolute numbers. */
  limits?: { figure: string; atMost: number }[]
}

const atMost = (figure: string, limits: { [name in Name]?: number }): Goal[] =>
  Object.entries(limits).map(([peer, limit]) => ({ figure, peer: peer as Name, atMost: limit }))
const atLeast = (figure: string, limits: { [name in Name]?: number }): Goal[] =>
  Object.entries(limits).map(([peer, limit]) => ({ figure, peer: peer as Name, atLeast: limit }))

const figuresOf = ({ p50, p99, cpu, frames, others, client }: Span): Figures => ({
  'p50 ms': p50,
  'p99 ms': p99,
  'CPU %': cpu,
  'frames/s': frames,
  'load CPU %': client,
  'others %': others,
})

/** People in one document, some of them writing at the speed of typing. */
const room = (people: number, writers: number) => async (server: Contestant, quick: boolean) => {
  const crowd = new Crowd(server)
  try {
    await crowd.gather('room', people, writers)
    crowd.keepAlive()
    // Until the engine has compiled what it runs; as fast as the slowest of them can take.
    await crowd.write(Math.min(40, 20_000 / (people * writers)), 3_000)
    await sleep(500)
    const span = await crowd.observe(5, quick ? 4_000 : 8_000)
    return { figures: figuresOf(span), faults: await crowd.verify() }
  } finally {
    crowd.close()
  }
}

async function quiet(server: Contestant, isQuick: boolean): Promise<Result> {
  const crowd = new Crowd(server)
  try {
    await crowd.gather('quiet', 500, 0)
    crowd.keepAlive()
    // A whole round of renewals, so that joining is over.
    await sleep(isQuick ? 4_000 : 16_000)
    const { cpu, frames, others } = await crowd.observe(0, isQuick ? 8_000 : 15_000)
    return { figures: { 'frames/s': frames, 'CPU %': cpu, 'others %': others }, faults: crowd.faults }
  } finally {
    crowd.close()
  }
}

const flood = (rate: number) => async (server: Contestant, isQuick: boolean) => {
  const crowd = new Crowd(server)
  try {
    await crowd.gather('flood', 100, 10)
    crowd.keepAlive()
    await crowd.write(rate, 1_000)
    const span = await crowd.observe(rate, isQuick ? 3_000 : 5_000)
    const figures = {
      ...figuresOf(span),
      'characters per CPU second': span.deliveredPerCpu,
      'memory MB': span.memory,
    }
    return { figures, faults: await crowd.verify() }
  } finally {
    crowd.close()
  }
}

let long: Uint8Array | undefined

async function join260k(server: Contestant, isQuick: boolean): Promise<Result> {
  const update = (long ??= longDocument())
  const wanted = Buffer.from(Y.encodeStateVectorFromUpdate(update))
  const crowd = new Crowd(server)
  const isWhole = ({ state }: { state: Uint8Array }) =>
    wanted.equals(Y.encodeStateVectorFromUpdate(state)) || state.length >= update.length
  const faults: string[] = []
  try {
    await server.open('long', 10)
    const author = await crowd.connect('long', 0, { id: 100 })
    author.line.send(author.dialect.step2(update))
    for (let tries = 0; ; tries++) {
      await sleep(200)
      const client = await crowd.connect('long', 0)
      client.line.close()
      if (isWhole(client)) break
      if (tries > 50) throw new Error(`the document did not arrive: ${crowd.faults.join(', ')}`)
    }
    const single: number[] = []
    for (let i = 0; i < (isQuick ? 5 : 15); i++) {
      const client = await crowd.connect('long', i)
      single.push(client.joined)
      client.line.close()
      await sleep(50)
    }
    const processes = new Processes(server.pid)
    const [cpu, busy] = [processes.cpu(), machineBusy()]
    const herd = await Promise.all(Array.from({ length: 50 }, (_, i) => crowd.connect('long', i)))
    if (!herd.every(isWhole)) faults.push('somebody did not get the whole document')
    const figures: Figures = {
      'join ms': median(single),
      'last of 50 ms': Math.max(...herd.map(({ joined }) => joined)),
      'CPU ms of 50': (processes.cpu() - cpu) * 1_000,
      'busy ms of 50': (machineBusy() - busy) * 1_000,
    }
    crowd.close()
    if (server.persists) {
      await sleep(3_000)
      await server.down()
      await server.up()
      const cold = await crowd.connect('long', 1)
      figures['join after restart ms'] = cold.joined
      if (!isWhole(cold)) faults.push('the document is not whole after the restart')
    }
    return { figures, faults }
  } finally {
    crowd.close()
  }
}

async function idle(server: Contestant, isQuick: boolean): Promise<Result> {
  const crowd = new Crowd(server)
  const documents = Array.from({ length: 100 }, (_, i) => `idle${i}`)
  for (const document of documents) await server.open(document, 1)
  const processes = new Processes(server.pid)
  const [heapBefore, emptyMemory] = [await server.heap(), processes.memory()]
  try {
    for (const document of documents) await crowd.connect(document, 0)
    await sleep(1_000)
    const [heapRooms, memoryRooms] = [await server.heap(), processes.memory()]
    for (let i = 0; i < 9; i++) await Promise.all(documents.map((document) => crowd.connect(document, 0)))
    await sleep(1_000)
    const [heapFull, memoryFull] = [await server.heap(), processes.memory()]
    crowd.close()
    // Rooms are unloaded after a minute without anybody.
    await sleep(isQuick ? 1_000 : 65_000)
    const heapAfter = await server.heap()
    return {
      figures: {
        'kB a connection': ((memoryFull - memoryRooms) * 1_024) / 900,
        'heap kB a connection': ((heapFull - heapRooms) * 1_000) / 900,
        'kB a room': ((memoryRooms - emptyMemory) * 1_024) / 100,
        'heap after / before': heapAfter / heapBefore,
      },
      faults: crowd.faults,
    }
  } finally {
    crowd.close()
  }
}

export const SCENARIOS: { [name: string]: Scenario } = {
  ten: {
    title: '10 people, 3 writing',
    contestants: ['ours', 'relay', 'yws', 'hocuspocus'],
    run: room(10, 3),
    goals: atMost('p50 ms', { hocuspocus: 1 }),
  },
  many: {
    title: '200 people, 10 writing',
    contestants: ['ours', 'relay', 'yws', 'hocuspocus'],
    run: room(200, 10),
    goals: [
      ...atMost('CPU %', { relay: 1, hocuspocus: 0.55 }),
      ...atMost('p50 ms', { hocuspocus: 1 }),
      ...atMost('p99 ms', { hocuspocus: 1 }),
    ],
  },
  hall: {
    title: '500 people, 5 writing',
    contestants: ['ours', 'relay', 'yws', 'hocuspocus'],
    run: room(500, 5),
    goals: [
      ...atMost('CPU %', { relay: 0.6, yws: 0.5, hocuspocus: 0.5 }),
      ...atMost('p99 ms', { yws: 0.8, hocuspocus: 0.8 }),
    ],
  },
  quiet: {
    title: 'a quiet room of 500',
    contestants: ['ours', 'yws'],
    run: quiet,
    goals: atMost('CPU %', { yws: 0.15 }),
    limits: [{ figure: 'frames/s', atMost: 500 }],
  },
  flood: {
    title: '100 people, 10 writing 54 characters a second each',
    contestants: ['ours', 'relay', 'yws', 'hocuspocus'],
    run: flood(54),
    goals: atLeast('characters per CPU second', { yws: 2.2, hocuspocus: 2.4, relay: 1.5 }),
  },
  torrent: {
    title: '100 people, 10 writing 240 characters a second each',
    contestants: ['ours', 'hocuspocus'],
    run: flood(240),
    goals: [],
    limits: [{ figure: 'p99 ms', atMost: 100 }],
  },
  join: {
    title: 'joining a document of 260,000 edits',
    contestants: ['ours', 'yws', 'hocuspocus-sqlite'],
    run: join260k,
    goals: [
      ...atMost('join ms', { yws: 0.6 }),
      ...atMost('last of 50 ms', { yws: 0.3 }),
      ...atMost('join after restart ms', { 'hocuspocus-sqlite': 1.2 }),
    ],
  },
  idle: {
    title: '1,000 idle connections in 100 rooms',
    contestants: ['ours', 'relay', 'yws', 'hocuspocus'],
    run: idle,
    goals: atMost('kB a connection', { relay: 1.25 }),
    limits: [{ figure: 'heap after / before', atMost: 1.1 }],
  },
}
