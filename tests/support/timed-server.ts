/** The real server within the test's own process, at whatever time the test takes it to be. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig, start } from '../../apps/server/src/index.ts'

type Lectern = Awaited<ReturnType<typeof start>>

export class TimedServer {
  readonly url: string
  readonly #lectern: Lectern
  readonly #dataDir: string
  readonly #clock: { now: number }

  private constructor(lectern: Lectern, dataDir: string, clock: { now: number }) {
    this.#lectern = lectern
    this.url = lectern.url
    this.#dataDir = dataDir
    this.#clock = clock
  }

  /** @param from when it is at first, an ISO time */
  static async start(from: string): Promise<TimedServer> {
    const dataDir = await mkdtemp(join(tmpdir(), 'lectern-timed-'))
    const clock = { now: Date.parse(from) }
    const began = performance.now()
    const config = readConfig({ PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent', RATE_LIMIT: 'off' })
    // Real seconds go by too: the page shows how they do.
    const now = () => clock.now + Math.floor(performance.now() - began)
    return new TimedServer(await start({ ...config, dataDir }, now), dataDir, clock)
  }

  /** It is so much later now. */
  pass(minutes: number): void {
    this.#clock.now += minutes * 60_000
  }

  async dispose(): Promise<void> {
    await this.#lectern.close()
    await rm(this.#dataDir, { recursive: true, force: true })
  }
}
