/** Figures for operators (Prometheus). Labels are routes and counts, never persons, sessions or words. */
import type { Rooms } from '@lectern/sync'
import type { RequestHandler } from 'express'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = { registry: Registry; measure: RequestHandler }

export function createMetrics(rooms: Rooms, people: () => number): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name: `lectern_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(value())
      },
    })
  gauge('rooms', 'Documents in memory', () => rooms.stats().rooms)
  gauge('peers', 'Connections to documents', () => rooms.stats().peers)
  gauge('updates', 'Updates admitted since the start', () => rooms.stats().updates)
  gauge('refused', 'Updates refused since the start', () => rooms.stats().refused)
  gauge('live_connections', 'Live connections', people)
  const duration = new Histogram({
    name: 'lectern_http_seconds',
    help: 'Time to answer an HTTP request',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  })
  return {
    registry,
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
