/** Figures for operators (Prometheus). Labels are routes, counts and kinds, never persons, sessions or words. */
import type { Allowances, Rooms, Watch } from '@lectern/sync'
import type { RequestHandler } from 'express'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = {
  registry: Registry
  measure: RequestHandler
  /** To be told by the rooms. */
  watch: Watch
  /** To be called once, when the parts are there. `live`: connections to /live. */
  observe(parts: { rooms: Rooms; allowances: Allowances | undefined; live: () => number }): void
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name: `lectern_${name}`,
      help,
      registers,
      collect() {
        this.set(value())
      },
    })
  const duration = new Histogram({
    name: 'lectern_http_seconds',
    help: 'Time to answer an HTTP request',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const committed = new Histogram({
    name: 'lectern_acknowledgement_seconds',
    help: 'Time from the arrival of an update to its commit, when it is acknowledged',
    buckets: SECONDS,
    registers,
  })
  const loaded = new Histogram({
    name: 'lectern_load_seconds',
    help: 'Time to load a document from storage',
    buckets: SECONDS,
    registers,
  })
  const refused = new Counter({
    name: 'lectern_refused_total',
    help: 'Updates refused since the start, by kind of reason',
    labelNames: ['reason'],
    registers,
  })
  for (const reason of ['gap', 'not-allowed', 'forged', 'too-large', 'broken']) refused.inc({ reason }, 0)
  const dropped = new Counter({
    name: 'lectern_backpressure_drops_total',
    help: 'Connections dropped because the client did not read',
    registers,
  })
  const damaged = new Counter({
    name: 'lectern_damaged_total',
    help: 'Documents loaded of which parts could not be read; run `lectern verify`',
    registers,
  })
  const diverged = new Counter({
    name: 'lectern_diverged_total',
    help: 'Times a client saw something else than the server although it had the same changes',
    registers,
  })
  return {
    registry,
    watch: {
      committed: (ms) => committed.observe(ms / 1_000),
      loaded: (ms) => loaded.observe(ms / 1_000),
      refused: (reason) => refused.inc({ reason }),
      dropped: () => dropped.inc(),
      damaged: () => damaged.inc(),
      diverged: () => diverged.inc(),
    },
    observe({ rooms, allowances, live }) {
      gauge('rooms', 'Documents in memory', () => rooms.stats().rooms)
      gauge('peers', 'Connections to documents', () => rooms.stats().peers)
      gauge('updates', 'Updates admitted since the start', () => rooms.stats().updates)
      gauge('refused', 'Updates refused since the start', () => rooms.stats().refused)
      gauge('live_connections', 'Live connections', live)
      if (!allowances) return
      const { counts } = allowances
      gauge('delayed', 'Frames that had to wait for their turn since the start', () => counts.waited)
      gauge('presence_dropped', 'Presence frames dropped since the start', () => counts.dropped)
      gauge('too_fast', 'Connections closed for sending too much since the start', () => counts.closed)
    },
    measure: (request, response, next) => {
      const end = duration.startTimer()
      response.on('finish', () => {
        const route = (request.route as { path?: string } | undefined)?.path
        end({ method: request.method, route: route ?? 'other', status: response.statusCode })
      })
      next()
    },
  }
}
