/** A passage in its old surroundings, as words: those of the whole old text, or what the quotation selector kept of them. */
import { LIMITS, type Target } from '@lectern/model'
import { match } from './anchor.ts'
import { type Comparison, type OldText, type Stretch, wordsAfter, wordsBefore } from './comparison.ts'
import { EDGE } from './support.ts'
import { type Tokens, tokensIn } from './tokens.ts'

export type Surroundings = {
  /** The words on either side, the nearest first. */
  before: number[]
  after: number[]
}
export type Passage = Surroundings & {
  tokens: Tokens
  words: Stretch
  /** UTF-16 offsets of `tokens.text`. */
  start: number
  end: number
  /** Undefined when only quotation and context are known. */
  old: OldText | undefined
}

export function passageOf(selector: Target['selector'], { old, vocabulary }: Comparison): Passage {
  const [, { exact, prefix = '', suffix = '' }] = selector
  const range = old && match(old.tokens.text, selector)
  if (old && range) {
    const words = tokensIn(old.tokens, range.start, range.end)
    const { tokens } = old
    return {
      tokens,
      words,
      ...range,
      before: wordsBefore(tokens, words.from),
      after: wordsAfter(tokens, words.to),
      old,
    }
  }
  const tokens = vocabulary.read(prefix + exact + suffix)
  const start = prefix.length
  const end = start + exact.length
  const words = tokensIn(tokens, start, end)
  const before = wordsBefore(tokens, words.from)
  const after = wordsAfter(tokens, words.to)
  // Context is cut in the middle of words; what is shorter than the limit ends at the edge of the text.
  if (before.at(-1) === EDGE && prefix.length >= LIMITS.quoteContext - 1) before.splice(-2)
  else if (!prefix && selector[0].start > 0) before.length = 0
  if (after.at(-1) === EDGE && suffix.length >= LIMITS.quoteContext - 1) after.splice(-2)
  else if (!suffix) after.length = 0
  return { tokens, words, start, end, before, after, old: undefined }
}
