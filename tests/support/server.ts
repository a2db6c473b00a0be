/** The real server as its own process: started, killed and started again on the same port and data. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../apps/server/start.js', import.meta.url))

export class Server {
  url = ''
  data: string
  readonly #env: Record<string, string>
  #process: ChildProcess | undefined

  private constructor(data: string, env: Record<string, string>) {
    this.data = data
    this.#env = env
  }

  /**
   * A server with an empty data folder on a free port.
   * @param env more of its environment
   */
  static async start(env: Record<string, string> = {}): Promise<Server> {
    const server = new Server(env['DATA_DIR'] ?? (await mkdtemp(join(tmpdir(), 'lectern-'))), env)
    await server.up()
    return server
  }

  /** Starts it (again). Resolves when it answers. @param data another folder from now on */
  async up(data = this.data): Promise<void> {
    this.data = data
    const port = this.url ? new URL(this.url).port : '0'
    const child = spawn(process.execPath, [main], {
      env: {
        ...process.env,
        PORT: port,
        DATA_DIR: this.data,
        LOG_LEVEL: 'silent',
        RATE_LIMIT: 'off',
        ...this.#env,
      },
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

  get port(): number {
    return Number(new URL(this.url).port)
  }

  /** SIGKILL: no farewell, nothing flushed. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** SIGTERM: it may finish what it began. @returns its exit code */
  stop(): Promise<number | null> {
    return this.#end('SIGTERM')
  }

  /** Stops it and removes its data. */
  async dispose(): Promise<void> {
    await this.#end('SIGTERM')
    await rm(this.data, { recursive: true, force: true })
  }

  #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const child = this.#process
    this.#process = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve(null)
    return new Promise((resolve) => {
      child.once('exit', (code) => resolve(code))
      child.kill(signal)
    })
  }
}
