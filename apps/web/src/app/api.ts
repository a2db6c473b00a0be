/**
 * The HTTP door of the server as functions: one a route, answers parsed with the model's schemas, refusals thrown as Problem.
 * Knows no page, no cache and no translation (see `problem-text.ts`).
 */
import {
  type Command,
  CommandAnswer,
  DraftLine,
  type FileForm,
  Formats,
  Invites,
  type JoinRequest,
  Me,
  type NewSession,
  type NewText,
  parse,
  Problem,
  ProblemDocument,
  Session,
  type SessionPatch,
  SessionSummary,
  SessionView,
  Text,
  type TextDraft,
  TextSummary,
} from '@lectern/model'

type Fetch = typeof globalThis.fetch
type Fields = { [name: string]: unknown }

/** What a person is known by before any session. */
export type Person = { personId: string; name: string }
export type Created = { session: Session; me: Me; invites: Invites }
export type Joined = { session: Session; me: Me }
export type Download = { blob: Blob; fileName: string }

const body = (method: string, value: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})
const at = (sessionId: string) => `/sessions/${encodeURIComponent(sessionId)}`

/**
 * @param base where the server is, without a final slash; '' is where the page came from
 * Every function throws Problem: what the server answered, `unavailable` when it could not be reached, `internal`
 * when its answer is not understood (the page is older than the server).
 */
export function createApi(base = '', fetch: Fetch = (...call) => globalThis.fetch(...call)) {
  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    let response: Response
    try {
      response = await fetch(`${base}/api${path}`, { credentials: 'same-origin', ...init })
    } catch {
      throw new Problem('unavailable', 'The server cannot be reached. Check the network and try again.')
    }
    if (response.ok) return response
    throw await problemOf(response)
  }

  async function json<T>(path: string, read: (body: unknown) => T, init?: RequestInit): Promise<T> {
    const response = await send(path, init)
    try {
      return read(await response.json())
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      throw new Problem('internal', `The server’s answer is not understood. Reload the page. (${detail})`)
    }
  }

  return {
    /** @returns null when nobody is signed in */
    me: () => unlessSignedOut(json('/me', readPerson), null),
    /** My sessions; none when nobody is signed in. */
    sessions: () =>
      unlessSignedOut(
        json('/sessions', (list) => readList(list, (item) => parse(SessionSummary, item, 'session'))),
        [],
      ),
    session: (id: string) => json(at(id), (value) => parse(SessionView, value, 'session')),
    createSession: (session: NewSession): Promise<Created> =>
      json(
        '/sessions',
        (value) => ({
          ...readJoined(value),
          invites: parse(Invites, (value as Fields)['invites'], 'invites'),
        }),
        body('POST', session),
      ),
    join: (id: string, request: JoinRequest): Promise<Joined> =>
      json(`${at(id)}/join`, readJoined, body('POST', request)),
    updateSession: async (id: string, patch: SessionPatch): Promise<void> => {
      await send(at(id), body('PATCH', patch))
    },
    /** Filled in with what the session shows of itself; for hosts. Whoever shows them parses them. */
    minutes: (id: string): Promise<unknown> => json(`${at(id)}/minutes`, (value) => value),
    /** @returns the command's result */
    command: (id: string, command: Command): Promise<unknown> =>
      json(
        `${at(id)}/commands`,
        (value) => parse(CommandAnswer, value, 'answer').result,
        body('POST', command),
      ),
    texts: () => json('/texts', (list) => readList(list, (item) => parse(TextSummary, item, 'text'))),
    text: (id: string) => json(`/texts/${encodeURIComponent(id)}`, (value) => parse(Text, value, 'text')),
    /** A pasted text, or the answers to an existing text's suggestions. */
    addText: (text: NewText) => json('/texts', (value) => parse(Text, value, 'text'), body('POST', text)),
    /**
     * Reads a file, to be looked at before it is a text.
     * @param how encoding, password, or the parts of a book, as `FileForm` has them
     * @param onProgress from 0 to 1, where the reader can tell
     */
    draftText: async (
      file: File,
      how: Pick<FileForm, 'encoding' | 'password' | 'parts' | 'title'>,
      signal: AbortSignal,
      onProgress: (share: number) => void,
    ): Promise<TextDraft> => {
      const form = new FormData()
      form.append('draft', '1')
      for (const [name, value] of Object.entries(how)) if (value !== undefined) form.append(name, value)
      form.append('file', file)
      const headers = { accept: 'application/x-ndjson' }
      const response = await send('/texts', { method: 'POST', body: form, signal, headers })
      for await (const told of linesOf(response)) {
        const line = parse(DraftLine, JSON.parse(told), 'answer')
        if ('result' in line) return line.result
        if ('problem' in line) throw problemIn(line.problem)
        onProgress(line.progress)
      }
      throw new Problem('unavailable', 'The server ended before the file was read. Try again in a moment.')
    },
    formats: () => json('/formats', (value) => parse(Formats, value, 'list of formats')),
    exportSession: async (
      id: string,
      format: string,
      how: { locale: string; timeZone: string },
    ): Promise<Download> => {
      const query = new URLSearchParams(how)
      const response = await send(`${at(id)}/export/${encodeURIComponent(format)}?${query}`)
      const fileName = fileNameOf(response.headers.get('content-disposition')) ?? `session.${format}`
      return { blob: await response.blob(), fileName }
    },
  }
}

export type Api = ReturnType<typeof createApi>
/** The server the page came from. */
export const api: Api = createApi()

async function unlessSignedOut<T, E>(answer: Promise<T>, otherwise: E): Promise<T | E> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof Problem && error.code === 'not-signed-in') return otherwise
    throw error
  }
}

/** The refusal in an answer; something between us and the server may have answered instead of it. */
async function problemOf(response: Response): Promise<Problem> {
  const value: unknown = await response.json().catch(() => undefined)
  const document = ProblemDocument.safeParse(value)
  if (!document.success) {
    const gone = response.status === 502 || response.status === 503 || response.status === 504
    return new Problem(
      gone ? 'unavailable' : 'internal',
      gone
        ? 'The server is not available right now. Try again in a moment.'
        : `The server answered ${response.status} without saying why. Try again in a moment.`,
    )
  }
  return problemIn(document.data)
}

const problemIn = ({ code, detail, limit, issues }: ProblemDocument): Problem =>
  new Problem(code, detail, { ...(limit !== undefined && { limit }), ...(issues && { issues }) })

async function* linesOf({ body }: Response): AsyncGenerator<string> {
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + value).split('\n')
    rest = lines.pop()!
    yield* lines
  }
}

function readList<T>(value: unknown, read: (item: unknown) => T): T[] {
  if (!Array.isArray(value)) throw new Error('not a list')
  return value.map(read)
}

function readPerson(value: unknown): Person {
  const { personId, name } = value as Fields
  if (typeof personId !== 'string' || typeof name !== 'string') throw new Error('not a person')
  return { personId, name }
}

function readJoined(value: unknown): Joined {
  const { session, me } = value as Fields
  return { session: parse(Session, session, 'session'), me: parse(Me, me, 'member') }
}

/** The file name in a Content-Disposition (https://www.rfc-editor.org/rfc/rfc6266#section-4.3), `filename*` first. */
function fileNameOf(disposition: string | null): string | undefined {
  const extended = /filename\*\s*=\s*UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  if (extended) {
    try {
      return decodeURIComponent(extended)
    } catch {
      // Not percent-encoded as the rule asks; the plain name may do.
    }
  }
  return /filename\s*=\s*"?([^";]+)"?/i.exec(disposition ?? '')?.[1]
}
