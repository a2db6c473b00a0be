/**
 * The live channel: socket.io at /live. Commands come in, the session's state and events go out. Decides nothing:
 * commands are carried out by `commands.ts`, the same as over HTTP.
 */
import type { Server as HttpServer } from 'node:http'
import {
  type Board,
  Id,
  LIMITS,
  Problem,
  type ProblemDocument,
  type SessionEvent,
  type SessionState,
  type Spoken,
} from '@lectern/model'
import { Server, type Socket } from 'socket.io'
import { findPlace, notFound } from './access.ts'
import { Allowance } from './allowance.ts'
import { runCommand } from './commands.ts'
import { type Context, type Live, timestamp } from './context.ts'
import { addressOf, clientAddress, isSameSite } from './identity.ts'
import { stateOf } from './state.ts'

type Acknowledgement = { ok: true; result: unknown } | { ok: false; problem: ProblemDocument }
type FromClient = { command: (command: unknown, acknowledge: (answer: Acknowledgement) => void) => void }
type FromServer = {
  state: (state: SessionState) => void
  event: (event: SessionEvent) => void
  spoken: (spoken: Spoken) => void
  board: (board: Board) => void
}
type Data = { sessionId: string; personId: string }
type LiveServer = Server<FromClient, FromServer, Record<string, never>, Data>
type LiveSocket = Socket<FromClient, FromServer, Record<string, never>, Data>

/** Several changes within this time are one `state`, ms. */
const GATHER = 40

const everyone = (sessionId: string) => `session ${sessionId}`
const person = (personId: string) => `person ${personId}`
const origin = (address: string) => `address ${address}`
const place = (sessionId: string, personId: string) => `place ${sessionId} ${personId}`

export type LiveChannel = Live & {
  /** Lets people in. After the server has its other request listeners: socket.io takes its own requests out of theirs. */
  serve(server: HttpServer, context: Context): void
  connections(): number
  close(): Promise<void>
}

export function createLive(): LiveChannel {
  const io: LiveServer = new Server()
  let current: Context | undefined
  const commands = new Allowance(LIMITS.commandsPerMinute, 60_000, Date.now)
  /** What was last told, as JSON. */
  const lastSpoken = new Map<string, string>()
  const lastBoard = new Map<string, string>()
  const due = new Map<string, NodeJS.Timeout>()

  const online = (sessionId: string): string[] => {
    const ids = io.of('/').adapter.rooms.get(everyone(sessionId)) ?? new Set()
    const persons = [...ids].map((id) => io.of('/').sockets.get(id)?.data.personId)
    return [...new Set(persons.filter((id) => id !== undefined))]
  }
  const seats = (sessionId: string, personId: string) =>
    io.of('/').adapter.rooms.get(place(sessionId, personId))?.size ?? 0
  const readState = (context: Context, sessionId: string) =>
    stateOf(context, sessionId, () => online(sessionId))
  const logged = (work: Promise<unknown>) =>
    void work.catch((error: unknown) => current?.log.error({ err: error as Error }, 'live channel'))

  /** How long somebody has spoken is for them and for hosts. @param to told even when nothing is new */
  async function tellSpoken(context: Context, { session, members }: SessionState, to?: LiveSocket) {
    if (!session.meeting) return
    const spoken = await context.storage.listSpoken(session.id)
    const words = JSON.stringify(spoken)
    // Telling one who comes is no telling of the others.
    if (!to) {
      if (lastSpoken.get(session.id) === words) return
      lastSpoken.set(session.id, words)
    }
    const hosts = new Set(members.filter(({ role }) => role === 'host').map(({ personId }) => personId))
    const ids = to ? [to.id] : (io.of('/').adapter.rooms.get(everyone(session.id)) ?? [])
    for (const id of ids) {
      const socket = io.of('/').sockets.get(id)
      if (!socket) continue
      const { personId } = socket.data
      if (hosts.has(personId)) socket.emit('spoken', spoken)
      else if (spoken[personId] !== undefined) socket.emit('spoken', { [personId]: spoken[personId] })
    }
  }

  /** The board is told when it has changed, and to whoever comes. */
  async function tellBoard({ storage }: Context, sessionId: string, to?: LiveSocket) {
    const board = await storage.getBoard(sessionId)
    const words = JSON.stringify(board)
    if (to) to.emit('board', board)
    else if ((lastBoard.get(sessionId) ?? '[]') !== words) {
      lastBoard.set(sessionId, words)
      io.to(everyone(sessionId)).emit('board', board)
    }
  }

  /** Once nobody is there any more, nothing was told to anybody. */
  const forget = (sessionId: string) => {
    if (io.of('/').adapter.rooms.has(everyone(sessionId))) return
    lastSpoken.delete(sessionId)
    lastBoard.delete(sessionId)
  }

  const announce = (sessionId: string) => {
    const context = current
    if (!context || context.draining || due.has(sessionId)) return
    const send = async () => {
      due.delete(sessionId)
      const state = await readState(context, sessionId)
      if (!state) return
      io.to(everyone(sessionId)).emit('state', state)
      await tellSpoken(context, state)
      await tellBoard(context, sessionId)
    }
    due.set(
      sessionId,
      setTimeout(() => logged(send()), GATHER),
    )
  }

  /** Whose connection it is. @throws Problem */
  async function admit(context: Context, socket: LiveSocket): Promise<Data> {
    const caller = context.identity.read(socket.request.headers.cookie)
    if (!caller) throw new Problem('not-signed-in', 'Join the session first.')
    const { personId } = caller
    const sessionId = Id.safeParse(socket.handshake.auth['sessionId'])
    const place = sessionId.success && (await findPlace(context, sessionId.data, personId))
    if (!place) throw notFound('session')
    const limit = LIMITS.socketsPerPerson
    if ((io.of('/').adapter.rooms.get(person(personId))?.size ?? 0) >= limit) {
      throw new Problem('too-fast', `${limit} live connections are open already. Close some tabs.`, { limit })
    }
    const crowd = LIMITS.socketsPerAddress
    const address = origin(clientAddress(socket.request, context.config.trustProxy))
    if (context.config.rateLimit !== null && (io.of('/').adapter.rooms.get(address)?.size ?? 0) >= crowd) {
      throw new Problem('too-fast', `${crowd} live connections are open from this address already.`, {
        limit: crowd,
      })
    }
    return { sessionId: place.session.id, personId }
  }

  async function welcome(context: Context, socket: LiveSocket): Promise<void> {
    const { sessionId, personId } = socket.data
    const address = origin(clientAddress(socket.request, context.config.trustProxy))
    await socket.join([everyone(sessionId), person(personId), place(sessionId, personId), address])
    // A removal may have gone past between the look and the joining.
    if (!(await findPlace(context, sessionId, personId))) return void socket.disconnect(true)
    const state = await readState(context, sessionId)
    if (state) {
      socket.emit('state', state)
      await tellSpoken(context, state, socket)
      await tellBoard(context, sessionId, socket)
      await noteComing(context, state, personId)
    }
    announce(sessionId)
  }

  /** While a meeting runs it is written down who comes and who goes: the first connection of a person, and the last. */
  async function noteComing(context: Context, { session }: SessionState, personId: string) {
    if (session.meeting?.stage && seats(session.id, personId) === 1)
      await context.storage.appendEvent(session.id, attended(context, 'member.come', personId))
  }
  async function noteGoing(context: Context, { sessionId, personId }: Data) {
    if (context.draining || seats(sessionId, personId) > 0) return
    const session = await context.storage.getSession(sessionId)
    if (session?.meeting?.stage)
      await context.storage.appendEvent(sessionId, attended(context, 'member.go', personId))
  }

  async function answer(context: Context, socket: LiveSocket, command: unknown): Promise<Acknowledgement> {
    const { sessionId, personId } = socket.data
    try {
      if (context.config.rateLimit !== null) {
        const most = `${LIMITS.commandsPerMinute} commands are taken in a minute. Wait a little.`
        commands.take(personId, most)
      }
      const address = addressOf(socket.request, context.config)
      return { ok: true, result: await runCommand(context, sessionId, personId, command, address) }
    } catch (error) {
      return { ok: false, problem: problemOf(context, error) }
    }
  }

  function serve(server: HttpServer, context: Context) {
    current = context
    io.attach(server, {
      path: '/live',
      serveClient: false,
      destroyUpgrade: false,
      maxHttpBufferSize: 64 * 1024,
      allowRequest: (request, decide) => decide(null, isSameSite(request, context.config.publicUrl)),
    })
    const decide = async (socket: LiveSocket, next: (refusal?: Error) => void) => {
      try {
        socket.data = await admit(context, socket)
        next()
      } catch (error) {
        // `data` reaches the client with its `connect_error`.
        next(Object.assign(new Error('refused'), { data: problemOf(context, error) }))
      }
    }
    io.use((socket, next) => logged(decide(socket, next)))
    io.on('connection', (socket) => {
      socket.on('disconnect', () => {
        forget(socket.data.sessionId)
        announce(socket.data.sessionId)
        logged(noteGoing(context, socket.data))
      })
      socket.on('command', async (command, acknowledge) => {
        // An event without a callback wants no answer, and a command has one.
        if (typeof acknowledge === 'function') acknowledge(await answer(context, socket, command))
      })
      logged(welcome(context, socket))
    })
  }

  return {
    announce,
    serve,
    event: (sessionId, event) => void io.to(everyone(sessionId)).emit('event', event),
    async present(sessionId) {
      if (!current) return
      for (const personId of online(sessionId))
        await current.storage.appendEvent(sessionId, attended(current, 'member.come', personId))
    },
    expel: (sessionId, personId) => io.in(place(sessionId, personId)).disconnectSockets(true),
    connections: () => io.of('/').sockets.size,
    async close() {
      for (const timer of due.values()) clearTimeout(timer)
      await io.close()
    },
  }
}

const attended = (context: Context, type: 'member.come' | 'member.go', personId: string): SessionEvent => ({
  at: timestamp(context),
  type,
  personId,
  data: {},
})

function problemOf({ log }: Context, error: unknown): ProblemDocument {
  if (error instanceof Problem) return error.toJSON()
  log.error({ err: error as Error }, 'command failed')
  return new Problem('internal', 'Something went wrong on the server. Nothing was lost; try again.').toJSON()
}
