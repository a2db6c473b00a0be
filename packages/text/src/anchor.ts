/**
 * Anchors: a passage described so that it is found again (W3C Web Annotation selectors), and found. Pure strings; all
 * offsets are UTF-16 code units of `canonical`, end exclusive.
 */
import { LIMITS, Problem, type Target } from '@lectern/model'

type Selectors = Target['selector']

const isHigh = (code: number) => code >= 0xd800 && code <= 0xdbff
const isLow = (code: number) => code >= 0xdc00 && code <= 0xdfff
const cutsPair = (text: string, at: number) =>
  at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at))

/**
 * Describes [start, end) by position and by quotation with context (at most `LIMITS.quoteContext` on each side). A
 * bound that would cut a surrogate pair moves outwards.
 * @throws Problem `bad-request` when the range is empty or outside, `too-large` beyond `LIMITS.quote`
 */
export function describe(canonical: string, start: number, end: number): Selectors {
  if (!(
    Number.isInteger(start) &&
    Number.isInteger(end) &&
    start >= 0 &&
    start < end &&
    end <= canonical.length
  )) {
    throw new Problem('bad-request', `The passage ${start}–${end} is empty or lies outside the text.`)
  }
  const from = cutsPair(canonical, start) ? start - 1 : start
  const to = cutsPair(canonical, end) ? end + 1 : end
  if (to - from > LIMITS.quote) {
    throw new Problem('too-large', `Choose a passage of at most ${LIMITS.quote} characters.`, {
      limit: LIMITS.quote,
    })
  }
  return selectorsAt(canonical, from, to)
}

/** Selectors of a passage that is one. Cuts no surrogate pair where `from` and `to` do not. */
export function selectorsAt(canonical: string, from: number, to: number): Selectors {
  const left = Math.max(0, from - LIMITS.quoteContext)
  const right = Math.min(canonical.length, to + LIMITS.quoteContext)
  return [
    { type: 'TextPositionSelector', start: from, end: to },
    {
      type: 'TextQuoteSelector',
      exact: canonical.slice(from, to),
      // Context gives way inwards: it is never longer than the limit.
      prefix: canonical.slice(cutsPair(canonical, left) ? left + 1 : left, from),
      suffix: canonical.slice(to, cutsPair(canonical, right) ? right - 1 : right),
    },
  ]
}

/** Look-alikes beyond this number are not compared: no context would tell so many apart for a reader. */
const MOST_PLACES = 5_000

/**
 * Finds the passage: at its position if the quotation stands there, else at the one place where the quotation stands in
 * the most similar context. Null when it is nowhere, or when two places are equally likely: a guess would put words
 * beside a passage they are not about.
 */
export function match(
  canonical: string,
  [position, quote]: Selectors,
): { start: number; end: number } | null {
  const { exact, prefix = '', suffix = '' } = quote
  const { start, end } = position
  if (end - start === exact.length && canonical.startsWith(exact, start)) return { start, end }
  let best = -1
  let bestScore = -1
  let tied = false
  let places = 0
  for (let at = canonical.indexOf(exact); at >= 0; at = canonical.indexOf(exact, at + 1)) {
    if (++places > MOST_PLACES) return null
    const score = sharedEnd(canonical, at, prefix) + sharedStart(canonical, at + exact.length, suffix)
    if (score === bestScore) tied = true
    else if (score > bestScore) {
      best = at
      bestScore = score
      tied = false
    }
  }
  return best < 0 || tied ? null : { start: best, end: best + exact.length }
}

/** How many characters before `at` agree with the end of `prefix`. */
function sharedEnd(text: string, at: number, prefix: string): number {
  let count = 0
  while (count < prefix.length && count < at && text[at - 1 - count] === prefix[prefix.length - 1 - count])
    count++
  return count
}

/** How many characters from `at` on agree with the start of `suffix`. */
function sharedStart(text: string, at: number, suffix: string): number {
  let count = 0
  while (count < suffix.length && at + count < text.length && text[at + count] === suffix[count]) count++
  return count
}
