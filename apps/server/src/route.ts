/**
 * What a route is: one row that both express and the OpenAPI document are made from, so that nothing is served that is
 * not described. Turns requests into parsed calls and answers into responses; knows nothing of what a route does.
 */
import { Id, LIMITS, parse, Problem, type ProblemCode } from '@lectern/model'
import type { Express, Request, RequestHandler, Response } from 'express'
import express from 'express'
import multer, { MulterError } from 'multer'
import type * as z from 'zod/mini'
import { notFound } from './access.ts'
import type { Context } from './context.ts'
import { addressOf, type Caller } from './identity.ts'

export type Upload = { bytes: Uint8Array; fileName: string; mediaType: string }

export type Call<B = unknown, Q = unknown, F = unknown> = {
  /** Path parameters; every `:id` has been checked to be an id. */
  params: { [name: string]: string }
  body: B
  query: Q
  /** A file that came as multipart/form-data, with the form's other fields. `body` is undefined then. */
  upload: { file: Upload; fields: F } | undefined
  /** Who the cookie says is calling, if anybody. */
  personId: string | undefined
  /** Where people reach Lectern, without a trailing slash. */
  address: string
  request: Request
}

export type Answer = {
  status?: number
  headers?: { [name: string]: string }
  /** Offered as a download under this name. */
  fileName?: string
  /** Makes the caller this person from now on. */
  signIn?: string
} & (
  | { json: unknown }
  | { bytes: Uint8Array; mediaType: string }
  /** JSON, a line each: what is told on the way, and at last `{ result }` or `{ problem }`. */
  | { lines: (tell: (line: object) => void) => Promise<unknown> }
)

type Schema = z.ZodMiniType
type Given<S> = S extends Schema ? z.output<S> : undefined

type RouteOf<B extends Schema | undefined, Q extends Schema | undefined, F extends Schema | undefined> = {
  method: 'get' | 'post' | 'patch'
  /** express path, e.g. `/api/sessions/:id` */
  path: string
  summary: string
  query?: Q
  body?: B
  /** A multipart/form-data alternative to `body`: a `file` and these fields. */
  form?: F
  /** Status → what is sent; a schema is JSON, a string another media type. */
  answers: { [status: number]: Schema | string }
  problems: ProblemCode[]
  limiter?: 'texts'
  handle(call: Call<Given<B>, Given<Q>, Given<F>>): Answer | Promise<Answer>
}
export type Route = RouteOf<Schema | undefined, Schema | undefined, Schema | undefined>

/** Types a row by its own schemas. */
export const route = <
  B extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  F extends Schema | undefined = undefined,
>(
  definition: RouteOf<B, Q, F>,
): Route => definition

export function nobody(): never {
  throw new Problem('not-signed-in', 'Nobody is signed in here. Open a session, or join one by its link.')
}
/** @throws Problem `not-signed-in` */
export const signedIn = (call: { personId: string | undefined }): string => call.personId ?? nobody()

const json = express.json({ limit: LIMITS.jsonBytes, strict: true })
const form = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: LIMITS.uploadBytes, files: 1, fields: 10, fieldSize: 4_096, parts: 11 },
  defParamCharset: 'utf8',
}).single('file')

const run = (middleware: RequestHandler, request: Request, response: Response) =>
  new Promise<void>((resolve, reject) => {
    void middleware(request, response, (error?: unknown) => (error ? reject(error) : resolve()))
  })

async function readCall(context: Context, route: Route, request: Request, response: Response): Promise<Call> {
  const call: Call = {
    params: request.params as { [name: string]: string }, // no route here repeats a name
    body: undefined,
    query: route.query && parse(route.query, { ...request.query }, 'query'),
    upload: undefined,
    personId: (response.locals['caller'] as Caller | undefined)?.personId,
    address: addressOf(request, context.config),
    request,
  }
  if (call.params['id'] !== undefined && !Id.safeParse(call.params['id']).success) throw notFound('address')
  if (route.form && request.is('multipart/form-data')) {
    await run(form, request, response).catch((error: unknown) => {
      // What the parser throws by itself has no code: the form ends too early, or is none.
      throw error instanceof MulterError ? error : new Problem('bad-request', 'The form cannot be read.')
    })
    const { file } = request
    if (!file) throw new Problem('bad-request', 'Send the file as a form field called "file".')
    call.upload = {
      file: { bytes: file.buffer, fileName: file.originalname, mediaType: file.mimetype },
      fields: parse(route.form, { ...request.body }, 'form'),
    }
  } else if (route.body) {
    if (!request.is('application/json')) {
      throw new Problem('unsupported-format', 'Send JSON, with the header "Content-Type: application/json".')
    }
    await run(json, request, response)
    call.body = parse(route.body, request.body, 'request')
  }
  return call
}

/** Each line goes at once: nothing on the way may gather them. */
async function sendLines(
  response: Response,
  lines: (tell: (line: object) => void) => Promise<unknown>,
): Promise<void> {
  response.set({ 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store, no-transform' })
  const tell = (line: object) => void response.write(`${JSON.stringify(line)}\n`)
  try {
    tell({ result: await lines(tell) })
  } catch (error) {
    if (!(error instanceof Problem)) response.err = error as Error // logged with the request
    tell({ problem: error instanceof Problem ? error : unexpected() })
  }
  response.end()
}
export const unexpected = () =>
  new Problem('internal', 'Something went wrong on the server. Nothing was lost; try again.')

async function send(context: Context, response: Response, answer: Answer): Promise<void> {
  response.set('Cache-Control', 'private, no-cache')
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.set(name, value)
  if (answer.signIn) response.append('Set-Cookie', context.identity.cookie(answer.signIn))
  // RFC 6266: an ASCII name for old programs, the real one in filename*.
  if (answer.fileName) response.attachment(answer.fileName)
  response.status(answer.status ?? 200)
  if ('lines' in answer) await sendLines(response, answer.lines)
  else if ('json' in answer) response.json(answer.json)
  else response.set('Content-Type', answer.mediaType).send(Buffer.from(answer.bytes))
}

/** Registers the rows, each behind its limiter. */
export function register(
  app: Express,
  context: Context,
  routes: Route[],
  limiters: { texts: RequestHandler },
): void {
  for (const route of routes) {
    const before = route.limiter ? [limiters[route.limiter]] : []
    app[route.method](route.path, ...before, async (request, response) => {
      await send(context, response, await route.handle(await readCall(context, route, request, response)))
    })
  }
}
