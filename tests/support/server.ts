/** The real server as its own process: started, killed and started again on the same port and data. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../apps/server/start.js', import.meta.url))

export class Server {
  url = ''
  readonly data: string
  #process: ChildProcess | undefined

  private constructor(data: string) {
    this.data = data
  }

  /** A server with an empty data folder on a free port. */
  static async start(): Promise<Server> {
    const server = new Server(await mkdtemp(join(tmpdir(), 'lectern-')))
    await server.up()
    return server
  }

  /** Starts it (again). Resolves when it answers. */
  async up(): Promise<void> {
    const port = this.url ? new URL(this.url).port : '0'
    const child = spawn(process.execPath, [main], {
      env: { ...process.env, PORT: port, DATA_DIR: this.data, LOG_LEVEL: 'silent', RATE_LIMIT: 'off' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#process = child
    let said = ''
    this.url = await new Promise<string>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        said += chunk.toString()
        const address = /http:\/\/\S+/.exec(said)?.[0]
        if (address) resolve(address.replace(/[/.]+$/, ''))
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      child.once('exit', (code) => reject(new Error(`The server stopped with code ${code}: ${said}`)))
    })
  }

  /** SIGKILL: no farewell, nothing flushed. */
  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  /** SIGTERM: it may finish what it began. */
  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  /** Stops it and removes its data. */
  async dispose(): Promise<void> {
    await this.#end('SIGTERM')
    await rm(this.data, { recursive: true, force: true })
  }

  #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#process
    this.#process = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
    return new Promise((resolve) => {
      child.once('exit', () => resolve())
      child.kill(signal)
    })
  }
}
