/** Routes about the server itself: formats, description, health, figures. */
import { Formats, Problem } from '@lectern/model'
import { READERS, WRITERS } from '@lectern/formats'
import type { Storage } from '@lectern/storage'
import * as z from 'zod/mini'
import type { Context } from '../context.ts'
import type { Metrics } from '../metrics.ts'
import { openApi } from '../openapi.ts'
import { type Route, route } from '../route.ts'

const Health = z.strictObject({ ok: z.literal(true) }).register(z.globalRegistry, { id: 'Health' })
const OpenApi = z.looseObject({ openapi: z.string() }).register(z.globalRegistry, { id: 'OpenApi' })

/** How long the storage may take to answer before it counts as not ready, ms. */
const READY_WITHIN = 2_000

/** One question at a time: whoever asks while the storage is stuck waits for the same answer. */
const asked = new WeakMap<Storage, Promise<void>>()
function ping(storage: Storage): Promise<void> {
  let answer = asked.get(storage)
  if (!answer) asked.set(storage, (answer = storage.ping().finally(() => asked.delete(storage))))
  return answer
}

function inTime(answer: Promise<void>): Promise<void> {
  let late: NodeJS.Timeout | undefined
  const patience = new Promise<never>((_resolve, reject) => {
    late = setTimeout(() => reject(new Error('The storage takes too long.')), READY_WITHIN)
  })
  return Promise.race([answer, patience]).finally(() => clearTimeout(late))
}

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
        await inTime(ping(context.storage))
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
