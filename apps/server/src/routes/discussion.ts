/** Routes of what was said and drafted: annotations, summary and the exports. */
import { AnnotationCollection, Minutes, NewAnnotation, Problem, SessionRecord } from '@lectern/model'
import { summaryMarkdown } from '@lectern/docs'
import { minutesOf, WRITERS, writeRecord } from '@lectern/formats'
import * as z from 'zod/mini'
import { placeFor } from '../access.ts'
import { addAnnotation, annotationCollection } from '../annotations.ts'
import type { Context } from '../context.ts'
import { readSummary, takeRecord } from '../record.ts'
import { type Call, type Route, route, signedIn } from '../route.ts'

const CreatedAnnotation = z
  .looseObject({ '@context': z.string(), id: z.string(), type: z.literal('Annotation'), key: z.string() })
  .register(z.globalRegistry, { id: 'CreatedAnnotation' })
const SummaryNode = SessionRecord.shape.summary.register(z.globalRegistry, { id: 'SummaryNode' })
const Summary = z
  .strictObject({ json: SummaryNode, markdown: z.string() })
  .register(z.globalRegistry, { id: 'Summary' })
const ExportQuery = z.strictObject({
  locale: z.optional(z.enum(['en', 'zh-CN'])),
  timeZone: z.optional(
    z
      .string()
      .check(z.maxLength(64), z.refine(isTimeZone, 'must be the name of a time zone, such as Europe/Berlin')),
  ),
})

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** An exported page may be opened in the browser: nothing in it may run or reach anywhere. */
const STILL = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"

const localeOf = ({ request, query }: Call<unknown, z.infer<typeof ExportQuery>>) =>
  query.locale ?? (request.acceptsLanguages('en', 'zh-CN', 'zh') || 'en').replace(/^zh$/, 'zh-CN')

export const discussionRoutes = (context: Context): Route[] => [
  route({
    method: 'get',
    path: '/api/sessions/:id/annotations',
    summary: 'What I may see of the annotations and replies, as a W3C AnnotationCollection',
    answers: { 200: AnnotationCollection },
    problems: ['not-signed-in', 'not-found'],
    handle: async (call) => {
      const place = await placeFor(context, call.params['id']!, signedIn(call), 'session.read')
      return { json: await annotationCollection(context, place, call.address) }
    },
  }),
  route({
    method: 'post',
    path: '/api/sessions/:id/annotations',
    summary: 'One annotation or reply, for programs without Yjs',
    body: NewAnnotation,
    answers: { 201: CreatedAnnotation },
    problems: ['bad-request', 'not-signed-in', 'forbidden', 'not-found', 'session-closed'],
    handle: async (call) => {
      const place = await placeFor(context, call.params['id']!, signedIn(call), 'session.read')
      return { status: 201, json: await addAnnotation(context, place, call.body, call.address) }
    },
  }),
  route({
    method: 'get',
    path: '/api/sessions/:id/summary',
    summary: 'The summary as ProseMirror JSON and as Markdown',
    answers: { 200: Summary },
    problems: ['not-signed-in', 'not-found'],
    handle: async (call) => {
      const { session } = await placeFor(context, call.params['id']!, signedIn(call), 'session.read')
      const json = await readSummary(context, session.id)
      return { json: { json, markdown: summaryMarkdown(json) } }
    },
  }),
  route({
    method: 'get',
    path: '/api/sessions/:id/minutes',
    summary:
      'The minutes as they would be exported: what was said for the record, and what the session shows of itself',
    answers: { 200: Minutes },
    problems: ['not-signed-in', 'forbidden', 'not-found'],
    handle: async (call) => {
      const place = await placeFor(context, call.params['id']!, signedIn(call), 'minutes.set')
      return { json: minutesOf(await takeRecord(context, place, call.address)) }
    },
  }),
  route({
    method: 'get',
    path: '/api/sessions/:id/export/:format',
    summary: 'The session as a file; the formats are in /api/formats',
    query: ExportQuery,
    answers: { 200: 'application/octet-stream' },
    problems: ['bad-request', 'not-signed-in', 'forbidden', 'not-found'],
    handle: async (call) => {
      const place = await placeFor(context, call.params['id']!, signedIn(call), 'session.export')
      const format = call.params['format']!
      if (!WRITERS.some(({ name }) => name === format)) {
        const names = WRITERS.map(({ name }) => name).join(', ')
        throw new Problem('not-found', `There is no format "${format}". There are ${names}.`)
      }
      const record = await takeRecord(context, place, call.address)
      const { bytes, mediaType, fileName } = await writeRecord(record, format, {
        locale: localeOf(call) as 'en' | 'zh-CN',
        timeZone: call.query.timeZone,
      })
      return { bytes, mediaType, fileName, headers: { 'Content-Security-Policy': STILL } }
    },
  }),
]
