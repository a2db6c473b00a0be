/** The OpenAPI 3.1 description (https://spec.openapis.org/oas/v3.1.0), made from the route table and the model's schemas. */
import { LIMITS, type ProblemCode, PROBLEMS } from '@lectern/model'
import * as z from 'zod/mini'
import type { Route } from './route.ts'

type Json = { [name: string]: unknown }
type Schema = z.ZodMiniType

const refOf = (id: string) => `#/components/schemas/${id}`
/** Schemas with a name are referred to by it; others stand where they are used. */
const schemaOf = (schema: Schema): Json => {
  const id = z.globalRegistry.get(schema)?.id
  return id ? { $ref: refOf(id) } : plain(z.toJSONSchema(schema) as Json)
}
/** Without the keywords that only a schema document of its own has. */
const plain = (schema: Json): Json =>
  Object.fromEntries(Object.entries(schema).filter(([name]) => name !== '$schema' && name !== '$id'))

function components(): Json {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { uri: refOf })
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, plain(schema as Json)]))
}

const json = (schema: Json) => ({ 'application/json': { schema } })

function requestBody(route: Route): Json | undefined {
  if (!route.body) return undefined
  const content: Json = json(schemaOf(route.body))
  if (route.form) {
    const form = schemaOf(route.form) as { properties: Json }
    const file = {
      type: 'string',
      contentMediaType: 'application/octet-stream',
      maxLength: LIMITS.uploadBytes,
    }
    content['multipart/form-data'] = {
      schema: { ...form, properties: { file, ...form.properties }, required: ['file'] },
    }
  }
  return { required: true, content }
}

function responses(route: Route): Json {
  const answers = Object.entries(route.answers).map(([status, what]) => [
    status,
    {
      description: route.summary,
      content: typeof what === 'string' ? { [what]: {} } : json(schemaOf(what)),
    },
  ])
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of route.problems)
    byStatus.set(PROBLEMS[code], [...(byStatus.get(PROBLEMS[code]) ?? []), code])
  const problems = [...byStatus].map(([status, codes]) => [
    status,
    {
      description: codes.join(', '),
      content: { 'application/problem+json': { schema: { $ref: refOf('Problem') } } },
    },
  ])
  return {
    ...Object.fromEntries(answers),
    ...Object.fromEntries(problems),
    default: {
      description: 'Any other problem',
      content: { 'application/problem+json': { schema: { $ref: refOf('Problem') } } },
    },
  }
}

function operation(route: Route): Json {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const query = route.query && (schemaOf(route.query) as { properties: { [name: string]: Json } })
  const inQuery = Object.entries(query?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    schema,
  }))
  const body = requestBody(route)
  return {
    operationId: `${route.method}${route.path.replace(/[^A-Za-z]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: route.summary,
    ...(inPath.length + inQuery.length && { parameters: [...inPath, ...inQuery] }),
    ...(body && { requestBody: body }),
    responses: responses(route),
  }
}

/** `/api/sessions/:id` → `/api/sessions/{id}` */
export const templateOf = (path: string) => path.replace(/:(\w+)/g, '{$1}')

export function openApi(routes: Route[]): Json {
  const paths: { [path: string]: Json } = {}
  for (const route of routes) {
    const path = (paths[templateOf(route.path)] ??= {})
    path[route.method] = operation(route)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Lectern',
      version: '1',
      description:
        'Besides these: the summary and the annotations are Yjs documents at /collab/{id}/summary, /collab/{id}/annotations and /collab/{id}/mine (y-websocket protocol); /live is socket.io (`command`, `state`, `event`). One cookie, given by opening or joining a session, authorises all of them.',
    },
    security: [{ cookie: [] }, {}],
    paths,
    components: {
      securitySchemes: { cookie: { type: 'apiKey', in: 'cookie', name: 'lectern' } },
      schemas: components(),
    },
  }
}
