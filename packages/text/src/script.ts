/**
 * What kind of characters these are: widths, letter case, ends of sentences, scripts written without spaces.
 * Knows nothing of lines, blocks or texts. Every pattern is anchored or looks at a bounded slice, so all run in linear time.
 */

/** East Asian wide and fullwidth characters (https://www.unicode.org/reports/tr11/), one code unit each. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6]/g

/** Width in columns of a fixed-pitch page: 2 for East Asian wide characters, 1 otherwise (a surrogate pair is 2). */
export function columns(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0)
}

/** Han, kana, Thai, Lao, Khmer, Myanmar, and East Asian punctuation: scripts that put no space between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3001-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/u

const firstCharacter = (text: string) => String.fromCodePoint(text.codePointAt(0) ?? 32)
const lastCharacter = (text: string) => Array.from(text.slice(-2)).at(-1) ?? ' '

export const startsUnspaced = (text: string) => UNSPACED.test(firstCharacter(text))

/**
 * What stands between two joined lines: nothing where either side is written without spaces, or where the line was
 * broken after a hyphen or dash; else one space.
 */
export function joiner(before: string, after: string): '' | ' ' {
  if (UNSPACED.test(lastCharacter(before)) || startsUnspaced(after)) return ''
  if (/[\p{L}\p{N}][-\u2010]$/u.test(before.slice(-3)) && /^[\p{L}\p{N}]/u.test(after.slice(0, 2))) return ''
  if (/\S[—–]$/.test(before.slice(-2)) && before.length > 1) return ''
  return ' '
}

const CJK = /[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/

/**
 * What stands between two stretches that are known to be one: nothing between Chinese or Japanese characters, else a space. Lines of plain
 * characters are told apart by more (`joiner`).
 */
export const seam = (before: string, after: string): '' | ' ' =>
  CJK.test(before.at(-1) ?? '') && CJK.test(after[0] ?? '') ? '' : ' '

/** Closing quotes, brackets and reference marks that may follow the last punctuation. */
const CLOSERS = String.raw`(?:["'”’»)\]）】」』》〉※†*]|\[\d{1,3}\]){0,6}$`
const SENTENCE_END = new RegExp(String.raw`[.!?…。！？｡؟।]\s?` + CLOSERS, 'u')
const CLAUSE_END = new RegExp(String.raw`[.!?…。！？｡؟।,;:，；：、،؛]\s?` + CLOSERS, 'u')
const COMMA_END = /[,，、،]["'”’」』]?$/u
const OPENERS = /^["'“‘«(（「『《〈[]{1,3}/u

const ending = (text: string) => text.slice(-24)

/** The text ends as a sentence does. */
export const endsSentence = (text: string) => SENTENCE_END.test(ending(text))
/** The text ends with any punctuation that a heading does not have. */
export const endsClause = (text: string) => CLAUSE_END.test(ending(text))
/** The text ends in the middle of an enumeration or sentence. */
export const endsComma = (text: string) => COMMA_END.test(ending(text))

/** The first letter is lower case: what stands here goes on from before. */
export function startsLower(text: string): boolean {
  return /^\p{Ll}/u.test(text.slice(0, 8).replace(OPENERS, ''))
}

export const hasLetters = (text: string) => /[\p{L}\p{N}]/u.test(text)

/** Lower-cased words and single Han characters, without punctuation: what two spellings of one title share. */
export function tokens(text: string): string[] {
  return (
    text
      .slice(0, 1000)
      .toLowerCase()
      .match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? []
  )
}

/** Same words in the same order, whatever the punctuation, case or reference marks. */
export function sameWords(a: string, b: string): boolean {
  const left = tokens(a)
  return left.length > 0 && left.join(' ') === tokens(b).join(' ')
}

const numbers = (list: string[]) => list.filter((token) => /\p{N}/u.test(token)).join(' ')

/** At least 85 % of the words are shared and all numbers agree: one title in two spellings. */
export function nearlySameWords(a: string, b: string): boolean {
  const left = tokens(a)
  const right = tokens(b)
  if (left.length < 4 || right.length < 4 || numbers(left) !== numbers(right)) return false
  const rest = [...right]
  let shared = 0
  for (const token of left) {
    const at = rest.indexOf(token)
    if (at < 0) continue
    rest.splice(at, 1)
    shared++
  }
  return (2 * shared) / (left.length + right.length) >= 0.85
}
