/** What went wrong, as a sentence in the reader's language that says what to do. */
import { Problem, type ProblemCode } from '@lectern/model'
import { m } from '../messages/messages.js'
import { getLocale } from '../messages/runtime.js'

const SENTENCES: { [code in ProblemCode]: () => string } = {
  'bad-request': m.app_problem_bad_request,
  'not-signed-in': m.app_problem_not_signed_in,
  forbidden: m.app_problem_forbidden,
  'bad-origin': m.app_problem_bad_origin,
  'invite-invalid': m.app_problem_invite_invalid,
  'not-found': m.app_problem_not_found,
  'name-taken': m.app_problem_name_taken,
  'session-closed': m.app_problem_session_closed,
  conflict: m.app_problem_conflict,
  'too-large': m.app_problem_too_large,
  'unsupported-format': m.app_problem_unsupported_format,
  unreadable: m.app_problem_unreadable,
  locked: m.app_problem_locked,
  'too-fast': m.app_problem_too_fast,
  internal: m.app_problem_internal,
  unavailable: m.app_problem_unavailable,
}

/** Codes whose English detail knows more than the code does, e.g. why a file cannot be read. */
const TELLING: readonly ProblemCode[] = [
  'bad-request',
  'unreadable',
  'locked',
  'unsupported-format',
  'too-large',
  'internal',
]

/** @param error anything thrown; what is no Problem is reported as a fault of the page */
export function problemText(error: unknown): string {
  if (!(error instanceof Problem)) return m.app_problem_internal()
  if (getLocale() === 'en' && TELLING.includes(error.code) && error.message) return error.message
  const { limit } = error.extra
  if (error.code === 'too-large' && limit !== undefined)
    return m.app_problem_too_large_limit({ limit: limit.toLocaleString(getLocale()) })
  return SENTENCES[error.code]()
}

/** The refusal of one field, where the server named it. */
export function fieldProblem(error: unknown, field: string): string | undefined {
  if (!(error instanceof Problem)) return undefined
  return error.extra.issues?.find(({ path }) => path === field || path.startsWith(`${field}.`))?.message
}
