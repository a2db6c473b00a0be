/** Routes about the server itself: formats, description, health, figures. */
import { Formats, Problem } from '@lectern/model'
import { READERS, WRITERS } from '@lectern/formats'
import * as z from 'zod/mini'
import type { Context } from '../context.ts'
import type { Metrics } from '../metrics.ts'
import { openApi } from '../openapi.ts'
import { type Route, route } from '../route.ts'

const Health = z.strictObject({ ok: z.literal(true) }).register(z.globalRegistry, { id: 'Health' })
const OpenApi = z.looseObject({ openapi: z.string() }).register(z.globalRegistry, { id: 'OpenApi' })

/** @param routes all rows of the table, these included; asked when the description is read */
export const serviceRoutes = (context: Context, metrics: Metrics, routes: () => Route[]): Route[] => [
  route({
    method: 'get',
    path: '/api/formats',
    summary: 'Formats that can be read and written',
    answers: { 200: Formats },
    problems: [],
    handle: () => ({
      json: {
        readers: READERS.map(({ name, label, mediaTypes, extensions }) => ({
          name,
          label,
          mediaTypes,
          extensions,
        })),
        writers: WRITERS.map(({ name, label, mediaType, extension }) => ({
          name,
          label,
          mediaType,
          extension,
        })),
      },
    }),
  }),
  route({
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This description',
    answers: { 200: OpenApi },
    problems: [],
    handle: () => ({ json: openApi(routes()) }),
  }),
  route({
    method: 'get',
    path: '/healthz',
    summary: 'The process answers',
    answers: { 200: Health },
    problems: [],
    handle: () => ({ json: { ok: true } }),
  }),
  route({
    method: 'get',
    path: '/readyz',
    summary: 'The storage reads and writes, and the server is not stopping',
    answers: { 200: Health },
    problems: ['unavailable'],
    handle: async () => {
      if (context.draining) throw new Problem('unavailable', 'The server is stopping.')
      try {
        await context.storage.ping()
      } catch {
        throw new Problem('unavailable', 'The storage does not answer.')
      }
      return { json: { ok: true } }
    },
  }),
  route({
    method: 'get',
    path: '/metrics',
    summary: 'Figures in the Prometheus text format; they name no person, session or text',
    answers: { 200: 'text/plain' },
    problems: [],
    handle: async () => ({
      bytes: new TextEncoder().encode(await metrics.registry.metrics()),
      mediaType: metrics.registry.contentType,
    }),
  }),
]
