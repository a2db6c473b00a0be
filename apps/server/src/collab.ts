/**
 * The /collab channel: Yjs documents over the y-websocket protocol. Lets the right people in and hands their frames to
 * the rooms; reads no frame itself.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { LIMITS } from '@lectern/model'
import { CLOSE, type DocumentRef, type Peer, type PeerMember } from '@lectern/sync'
import { type WebSocket, WebSocketServer } from 'ws'
import { findPlace, peerOf } from './access.ts'
import type { Context } from './context.ts'
import { Seats } from './allowance.ts'
import { clientAddress, isSameSite } from './identity.ts'
import { framesOf } from './websocket-frames.ts'

const PATH = /^\/collab\/([\w-]{1,64})\/(annotations|summary|mine)$/
/** Ping interval, ms. A connection that misses two pongs is dead. */
const PING = 25_000
/** How long a client may take to answer the closing of the server, ms. */
const FAREWELL = 1_000

/** Answers an upgrade with plain HTTP and ends it. */
function turnAway(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

class SocketPeer implements Peer {
  member: PeerMember
  readonly acknowledged: boolean
  readonly #socket: WebSocket
  readonly #stream: Duplex

  constructor(socket: WebSocket, stream: Duplex, member: PeerMember, acknowledged: boolean) {
    this.#socket = socket
    this.#stream = stream
    this.member = member
    this.acknowledged = acknowledged
  }

  get #isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }
  get backlog(): number {
    return this.#socket.bufferedAmount
  }
  send(frame: Uint8Array): void {
    if (this.#isOpen) this.#socket.send(frame, { binary: true })
  }
  /** Past `ws`, which has nothing waiting: without compression it writes whatever it is given at once. */
  sendTogether(frames: readonly Uint8Array[]): void {
    if (this.#isOpen) this.#stream.write(framesOf(frames))
  }
  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }
}

export function serveCollab(server: Server, context: Context): { close(): Promise<void> } {
  // Frames just over the limit still arrive, so that they can be refused by their own code.
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LIMITS.syncBytes + 64 * 1024,
    perMessageDeflate: false,
    clientTracking: true,
  })
  const missed = new WeakMap<WebSocket, number>()
  const perPerson = new Map<string, number>()
  const perAddress = new Seats(LIMITS.socketsPerAddress)

  /** Who comes in, or undefined when the socket was closed with a reason. */
  async function admit(socket: WebSocket, cookie: string | undefined, sessionId: string) {
    const refuse = (code: number, reason: string) => {
      socket.resume() // or the client's answer to the closing would never be read
      socket.close(code, reason)
      return undefined
    }
    const caller = context.identity.read(cookie)
    if (!caller) return refuse(CLOSE.notSignedIn, 'Join the session first.')
    const { personId } = caller
    let place
    for (let seen = -1; seen !== context.rooms.changes;) {
      // A change of role or a removal during the look makes it worthless.
      seen = context.rooms.changes
      place = await findPlace(context, sessionId, personId)
    }
    if (!place) {
      const session = await context.storage.getSession(sessionId)
      return session
        ? refuse(CLOSE.notAllowed, 'You are not in this session.')
        : refuse(CLOSE.noSuchSession, 'There is no such session.')
    }
    if (context.draining) return refuse(CLOSE.goingAway, 'The server is restarting.')
    if ((perPerson.get(personId) ?? 0) >= LIMITS.socketsPerPerson) {
      return refuse(
        CLOSE.tooFast,
        `${LIMITS.socketsPerPerson} connections are open already. Close some tabs.`,
      )
    }
    return socket.readyState === socket.OPEN ? peerOf(place) : undefined
  }

  /** Nothing of the request is kept: there may be thousands of seats. */
  function seat(socket: WebSocket, stream: Duplex, document: DocumentRef, peer: Peer): void {
    const { personId } = peer.member
    perPerson.set(personId, (perPerson.get(personId) ?? 0) + 1)
    const connection = context.rooms.connect(document, peer)
    socket.on('close', () => {
      const left = (perPerson.get(personId) ?? 1) - 1
      if (left) perPerson.set(personId, left)
      else perPerson.delete(personId)
      connection.closed()
    })
    socket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) return socket.close(CLOSE.malformed, 'Frames are binary.')
      if (data.length > LIMITS.syncBytes) {
        return socket.close(CLOSE.tooLarge, `A frame may have ${LIMITS.syncBytes} bytes.`)
      }
      connection.receive(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    })
    socket.resume()
  }

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy())
    const [pathname = ''] = (request.url ?? '').split('?', 1)
    if (pathname.startsWith('/live/')) return // socket.io's own
    const path = PATH.exec(pathname)
    if (!path) return turnAway(stream, '404 Not Found')
    if (context.draining) return turnAway(stream, '503 Service Unavailable')
    if (!isSameSite(request, context.config.publicUrl)) return turnAway(stream, '403 Forbidden')
    if (context.config.rateLimit !== null) {
      const leave = perAddress.take(clientAddress(request, context.config.trustProxy))
      if (!leave) return turnAway(stream, '429 Too Many Requests')
      stream.once('close', leave)
    }
    const [, sessionId = '', kind] = path
    const acknowledged = new URLSearchParams(request.url?.split('?')[1]).get('acks') === '1'
    const { cookie } = request.headers
    // y-websocket takes an HTTP refusal for a bad network and tries again; a close code is final.
    sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.on('error', () => {}) // ws closes by itself; without a listener the process would end
      socket.on('pong', () => missed.set(socket, 0))
      socket.pause()
      const enter = async () => {
        const member = await admit(socket, cookie, sessionId)
        if (!member) return
        const { personId } = member
        const document = {
          sessionId,
          kind: kind as DocumentRef['kind'],
          ...(kind === 'mine' && { personId }),
        }
        seat(socket, stream, document, new SocketPeer(socket, stream, member, acknowledged))
      }
      enter().catch((error: unknown) => {
        context.log.error({ err: error as Error }, 'connection failed')
        socket.resume()
        socket.close(CLOSE.tryLater, 'Try again.')
      })
    })
  })

  const beat = setInterval(() => {
    for (const socket of sockets.clients) {
      const misses = missed.get(socket) ?? 0
      if (misses >= 2) socket.terminate()
      else {
        missed.set(socket, misses + 1)
        socket.ping()
      }
    }
  }, PING)

  return {
    async close() {
      clearInterval(beat)
      for (const socket of sockets.clients) socket.close(CLOSE.goingAway, 'The server is restarting.')
      const gone = [...sockets.clients].map(
        (socket) => new Promise((resolve) => socket.once('close', resolve)),
      )
      const impatient = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate()
      }, FAREWELL)
      await Promise.all(gone)
      clearTimeout(impatient)
      sockets.close()
    },
  }
}
