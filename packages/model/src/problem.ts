/**
 * Problems: what every refusal looks like on the wire (RFC 9457, https://www.rfc-editor.org/rfc/rfc9457).
 * `code` is stable and is what programs and translations key on; `detail` is an English sentence that says what to do.
 */
import * as z from 'zod/mini'

/** Stable code → HTTP status. */
export const PROBLEMS = {
  'bad-request': 400,
  'not-signed-in': 401,
  forbidden: 403,
  'bad-origin': 403,
  'invite-invalid': 403,
  'not-found': 404,
  'name-taken': 409,
  'session-closed': 409,
  conflict: 409,
  'too-large': 413,
  'unsupported-format': 415,
  unreadable: 422,
  locked: 422,
  'too-fast': 429,
  internal: 500,
  unavailable: 503,
} as const

export type ProblemCode = keyof typeof PROBLEMS

/** The document sent as `application/problem+json`. */
export const ProblemDocument = z
  .strictObject({
    type: z.string().check(z.describe('urn:lectern:problem:<code>')),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string(),
    limit: z.optional(z.number().check(z.describe('the number that was passed, where a limit was'))),
    issues: z.optional(z.array(z.strictObject({ path: z.string(), message: z.string() }))),
  })
  .register(z.globalRegistry, { id: 'Problem' })
export type ProblemDocument = z.infer<typeof ProblemDocument>

const TITLES: Record<ProblemCode, string> = {
  'bad-request': 'The request is not understood',
  'not-signed-in': 'Nobody is signed in',
  forbidden: 'Not allowed',
  'bad-origin': 'The request comes from another site',
  'invite-invalid': 'The invitation is not valid',
  'not-found': 'Not found',
  'name-taken': 'The name is taken',
  'session-closed': 'The session is closed',
  conflict: 'It has changed meanwhile',
  'too-large': 'Too large',
  'unsupported-format': 'The format is not supported',
  unreadable: 'The file cannot be read',
  locked: 'The file is locked with a password',
  'too-fast': 'Too many requests',
  internal: 'Something went wrong on the server',
  unavailable: 'Not available right now',
}

type Extra = Pick<ProblemDocument, 'limit' | 'issues'>

/** A refusal with a stable code. Thrown anywhere, turned into a document at the boundary. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly extra: Extra
  constructor(code: ProblemCode, detail: string, extra: Extra = {}) {
    super(detail)
    this.name = 'Problem'
    this.code = code
    this.extra = extra
  }
  get status(): number {
    return PROBLEMS[this.code]
  }
  toJSON(): ProblemDocument {
    return {
      type: `urn:lectern:problem:${this.code}`,
      title: TITLES[this.code],
      status: this.status,
      code: this.code,
      detail: this.message,
      ...this.extra,
    }
  }
}

/**
 * Parses `value` or throws a Problem `bad-request` that names each field at fault.
 * @param what how the value is called in the sentence, e.g. "session"
 */
export function parse<T extends z.ZodMiniType>(schema: T, value: unknown, what: string): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issues = result.error.issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    message:
      issue.code === 'unrecognized_keys'
        ? `unknown field ${issue.keys.map((key) => `"${key}"`).join(', ')}`
        : issue.message,
  }))
  const first = issues[0]
  const where = first?.path ? `"${first.path}": ` : ''
  throw new Problem('bad-request', `This is not a valid ${what}: ${where}${first?.message ?? 'invalid'}.`, {
    issues,
  })
}
