/** The wire between one person's pages and the server, in the hands of a test: it can hold back what the server says, and hang up. */
import type { WebSocketRoute } from '@playwright/test'
import type { Person } from './people.ts'

export class Wire {
  /** Connections of /collab that were tried. */
  tries = 0
  /** What new connections are closed with at once. */
  turnAway: { code: number; reason: string } | undefined
  /** Whether what the page says is lost on its way. */
  deaf = false
  readonly #open = new Set<WebSocketRoute>()
  #waiting: (() => void)[] | undefined

  /** To be laid before the person goes anywhere. */
  static async lay(person: Person): Promise<Wire> {
    const wire = new Wire()
    await person.context.routeWebSocket(/\/collab\//, (page) => wire.#connect(page))
    return wire
  }

  /** From now on nothing the server says arrives. */
  hold(): void {
    this.#waiting ??= []
  }
  /** What was held back arrives, in its order. */
  release(): void {
    const waiting = this.#waiting ?? []
    this.#waiting = undefined
    for (const pass of waiting) pass()
  }
  /** Ends every connection as the server would. */
  async hangUp(code: number, reason: string): Promise<void> {
    await Promise.all([...this.#open].map((page) => page.close({ code, reason })))
    this.#open.clear()
  }

  #connect(page: WebSocketRoute): void {
    this.tries++
    if (this.turnAway) return void page.close(this.turnAway)
    const server = page.connectToServer()
    this.#open.add(page)
    page.onClose((code, reason) => {
      this.#open.delete(page)
      void server.close({
        ...(code === undefined ? {} : { code }),
        ...(reason === undefined ? {} : { reason }),
      })
    })
    page.onMessage((message) => {
      if (!this.deaf) server.send(message)
    })
    server.onMessage((message) => {
      if (this.#waiting) this.#waiting.push(() => page.send(message))
      else page.send(message)
    })
  }
}
