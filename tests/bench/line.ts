/**
 * A WebSocket client for generating load: one read buffer shared by all sockets, no object a frame, a masking key of
 * zeros (legal, and the payload goes out as it is). RFC 6455, https://www.rfc-editor.org/rfc/rfc6455#section-5.2
 */
import { connect, type Socket } from 'node:net'

const SHARED = Buffer.allocUnsafeSlow(256 * 1024)
const [BINARY, CLOSE, PING, PONG] = [2, 8, 9, 10] as const

function frame(payload: Uint8Array, opcode: number): Buffer {
  const { length } = payload
  const header = length < 126 ? 6 : length < 65_536 ? 8 : 14
  const bytes = Buffer.alloc(header + length)
  bytes[0] = 0x80 | opcode
  if (length < 126) bytes[1] = 0x80 | length
  else if (length < 65_536) {
    bytes[1] = 0x80 | 126
    bytes.writeUInt16BE(length, 2)
  } else {
    bytes[1] = 0x80 | 127
    bytes.writeBigUInt64BE(BigInt(length), 2)
  }
  bytes.set(payload, header)
  return bytes
}

export type Listener = {
  opened(): void
  /** `message` is valid during the call only. @param at when its bytes were read, ms */
  heard(message: Buffer, at: number): void
  /** @param why undefined when it was closed from here */
  closed(why: string | undefined): void
}

export class Line {
  bytes = 0
  frames = 0
  /** Reads: what a server sends in one write usually arrives in one. */
  reads = 0
  readonly #socket: Socket
  readonly #listener: Listener
  #handshake: string | undefined = ''
  #closed = false
  /** The beginning of a frame that has not come whole, and how many bytes it takes. */
  #parts: Buffer[] = []
  #have = 0
  #need = 0

  constructor(url: string, cookie: string | undefined, listener: Listener) {
    this.#listener = listener
    const { hostname, port, host, pathname, search } = new URL(url)
    this.#socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: {
        buffer: SHARED,
        callback: (size) => {
          this.#read(SHARED.subarray(0, size))
          return true
        },
      },
    })
    this.#socket.once('connect', () => {
      const cookies = cookie === undefined ? '' : `Cookie: ${cookie}\r\n`
      this.#socket.write(
        `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n${cookies}\r\n`,
      )
    })
    this.#socket.on('error', (error) => this.#end(error.message))
    this.#socket.on('close', () => this.#end('the connection was cut'))
  }

  send(payload: Uint8Array): void {
    if (!this.#closed) this.#socket.write(frame(payload, BINARY))
  }

  close(): void {
    if (this.#closed) return
    this.#socket.end(frame(Uint8Array.of(3, 232), CLOSE))
    this.#end(undefined)
  }

  #end(why: string | undefined): void {
    if (this.#closed) return
    this.#closed = true
    if (why !== undefined) this.#socket.destroy()
    else setTimeout(() => this.#socket.destroy(), 200)
    this.#listener.closed(why)
  }

  #read(bytes: Buffer): void {
    const at = performance.now()
    this.bytes += bytes.length
    this.reads++
    if (this.#handshake === undefined) return this.#split(bytes, at)
    this.#handshake += bytes.toString('latin1')
    const end = this.#handshake.indexOf('\r\n\r\n')
    if (end < 0) return
    if (!this.#handshake.startsWith('HTTP/1.1 101')) return this.#end(this.#handshake.split('\r\n', 1)[0])
    const rest = Buffer.from(this.#handshake.slice(end + 4), 'latin1')
    this.#handshake = undefined
    this.#listener.opened()
    this.#split(rest, at)
  }

  #split(bytes: Buffer, at: number): void {
    if (this.#have > 0) {
      this.#parts.push(Buffer.from(bytes))
      this.#have += bytes.length
      if (this.#have < this.#need) return
      bytes = Buffer.concat(this.#parts)
      this.#parts = []
      this.#have = 0
    }
    let from = 0
    while (!this.#closed) {
      const [header, length] = sizes(bytes, from)
      this.#need = header + length
      if (bytes.length - from < this.#need) break
      const payload = bytes.subarray(from + header, from + this.#need)
      const opcode = bytes[from]! & 15
      from += this.#need
      this.frames++
      if (opcode === PING) this.#socket.write(frame(payload, PONG))
      else if (opcode === CLOSE) {
        this.#end(
          payload.length < 2 ? 'closed' : `${payload.readUInt16BE()} ${payload.subarray(2).toString()}`,
        )
      } else if (opcode === BINARY) this.#listener.heard(payload, at)
    }
    if (from === bytes.length) return
    this.#parts = [Buffer.from(bytes.subarray(from))]
    this.#have = bytes.length - from
  }
}

/** Of the frame at `from`: bytes of its header and of its payload; more than there is, when the header is not whole. */
function sizes(bytes: Buffer, from: number): [header: number, payload: number] {
  const left = bytes.length - from
  if (left < 2) return [2, 0]
  const length = bytes[from + 1]! & 127
  if (length < 126) return [2, length]
  if (length === 126) return left < 4 ? [4, 0] : [4, bytes.readUInt16BE(from + 2)]
  return left < 10 ? [10, 0] : [10, Number(bytes.readBigUInt64BE(from + 2))]
}
