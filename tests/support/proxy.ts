/**
 * A bad network between clients and the server: delays, throttles, stalls without closing and resets, and never changes
 * the order of bytes (a proxy that does would blame the server for what TCP cannot do). Knows nothing of what passes.
 */
import { createServer, type Server, Socket, connect } from 'node:net'
import type { AddressInfo } from 'node:net'

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export class Proxy {
  /** How long each piece takes on its way, ms. */
  delay = 0
  /** Bytes a second and direction; 0 is as fast as it goes. */
  throttle = 0
  readonly #target: () => number
  readonly #server: Server
  readonly #links = new Set<[Socket, Socket]>()
  readonly #stalled = new Map<Socket, Promise<unknown>>()

  private constructor(target: () => number) {
    this.#target = target
    this.#server = createServer((near) => this.#link(near))
  }

  /** @param target the port to pass everything on to, asked for each connection */
  static async open(target: () => number): Promise<Proxy> {
    const proxy = new Proxy(target)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }
  get connections(): number {
    return this.#links.size
  }

  /** Cuts one connection without a farewell. @param pick a number from 0 to 1 */
  reset(pick: number): void {
    const link = this.#one(pick)
    for (const socket of link ?? []) socket.resetAndDestroy()
  }
  /** One connection passes nothing for a while, and neither side is told; then it is cut. */
  stall(pick: number, ms: number): void {
    const link = this.#one(pick)
    if (!link) return
    const over = sleep(ms)
    for (const socket of link) this.#stalled.set(socket, over)
    setTimeout(() => {
      for (const socket of link) socket.resetAndDestroy()
    }, ms)
  }
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    for (const link of this.#links) for (const socket of link) socket.destroy()
    await closed
  }

  #one(pick: number): [Socket, Socket] | undefined {
    return [...this.#links][Math.floor(pick * this.#links.size)]
  }
  #link(near: Socket): void {
    const far = connect(this.#target(), '127.0.0.1')
    const link: [Socket, Socket] = [near, far]
    this.#links.add(link)
    for (const socket of link) {
      socket.setNoDelay(true)
      socket.on('error', () => {})
      socket.on('close', () => {
        this.#links.delete(link)
        this.#stalled.delete(socket)
        for (const other of link) other.destroy()
      })
    }
    void this.#pass(near, far)
    void this.#pass(far, near)
  }
  /** One piece after the other, so that none overtakes. */
  async #pass(from: Socket, to: Socket): Promise<void> {
    try {
      for await (const piece of from as AsyncIterable<Buffer>) {
        await this.#stalled.get(from)
        if (this.delay) await sleep(Math.random() * 2 * this.delay)
        if (this.throttle) await sleep((piece.length / this.throttle) * 1000)
        if (to.destroyed) return
        if (!to.write(piece)) await new Promise((resolve) => to.once('drain', resolve).once('close', resolve))
      }
      to.end()
    } catch {
      // The connection was cut; both ends are closed by its `close`.
    }
  }
}
