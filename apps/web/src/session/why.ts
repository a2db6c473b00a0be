/**
 * Why the server did not take a change, by the code it gives: its own sentence is in English and is kept as a detail.
 * Pure; loads no Yjs.
 */

/**
 * - `not-allowed`: I may not write here now. `too-large`: beyond a limit. `incomplete`: it builds on changes the server does
 *   not have. `form`: the server takes nothing of that form. `out`: I am no member any more.
 */
export const WHY_CODES = ['not-allowed', 'too-large', 'incomplete', 'form', 'out'] as const
export type WhyCode = (typeof WHY_CODES)[number]
/** `detail` as the server said it; '' when it said nothing */
export type Why = { code: WhyCode; detail: string }

const REFUSALS: { [kind: string]: WhyCode } = {
  'not-allowed': 'not-allowed',
  'too-large': 'too-large',
  gap: 'incomplete',
}

/** @param kind of the REFUSED frame; what is not known is a matter of form */
export const whyOfRefusal = (kind: string, detail: string): Why => ({
  code: REFUSALS[kind] ?? 'form',
  detail,
})

/** Close codes: the table in the server's SPEC. */
const CLOSES: { [code: number]: WhyCode } = { 4401: 'out', 4404: 'out', 4409: 'too-large' }

export const whyOfClose = (code: number, detail: string): Why => ({ code: CLOSES[code] ?? 'form', detail })
