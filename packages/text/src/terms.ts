/**
 * Words as they are searched: without regard to case, width, accents, hyphens and the shape of quotation marks; where no
 * spaces stand between words, pairs of characters. Each knows where it stands. Knows no index.
 */

/** A searchable word of a string. `start` and `end` are UTF-16 offsets of that string, end exclusive. */
export type Term = { term: string; start: number; end: number }

export const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}々ー`
const HYPHENS = String.raw`\-\u00ad\u2010\u2011`
const APOSTROPHES = String.raw`'’ʼ＇`
/** Letters and digits, hyphens and apostrophes between them, and a hyphen where a line was broken; or characters without spaces. */
const WORD = new RegExp(
  String.raw`[${UNSPACED}]+|(?:(?![${UNSPACED}])[\p{L}\p{M}\p{N}])+(?:(?:[${HYPHENS}]\s*\n\s*|[${HYPHENS}${APOSTROPHES}])(?:(?![${UNSPACED}])[\p{L}\p{M}\p{N}])+)*`,
  'gu',
)
const isUnspaced = new RegExp(`^[${UNSPACED}]`, 'u')
const HYPHEN = new RegExp(String.raw`[${HYPHENS}]\s*`, 'gu')
/** Marks above and below Latin, Greek, Cyrillic, Hebrew and Arabic letters; not those that make another kana of a kana. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]/g

/** As a word is compared. Its length may differ from that of the word. */
export const fold = (word: string): string =>
  word
    .normalize('NFKD')
    .replaceAll(ACCENTS, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[’ʼ＇]/g, "'")

/** Whether a term is of a script without spaces: such terms are pairs of characters, not words. */
export const isPair = (term: string): boolean => isUnspaced.test(term)

/**
 * The terms of a string, in order. A word with hyphens is one term without them, and each of its parts is a term too; a run
 * without spaces gives each pair of neighbours, and a single character itself.
 */
export function termsOf(words: string): Term[] {
  const terms: Term[] = []
  for (const { 0: word, index } of words.matchAll(WORD)) {
    if (isUnspaced.test(word)) pairs(word, index, terms)
    else {
      terms.push({ term: fold(word.replaceAll(HYPHEN, '')), start: index, end: index + word.length })
      if (word.search(HYPHEN) >= 0) parts(word, index, terms)
    }
  }
  return terms
}

function pairs(run: string, at: number, terms: Term[]): void {
  const characters = [...run.matchAll(/./gsu)]
  if (characters.length === 1) terms.push({ term: fold(run), start: at, end: at + run.length })
  for (let i = 1; i < characters.length; i++) {
    const [one, two] = [characters[i - 1]!, characters[i]!]
    terms.push({
      term: fold(one[0] + two[0]),
      start: at + one.index,
      end: at + two.index + two[0].length,
    })
  }
}

function parts(word: string, at: number, terms: Term[]): void {
  let from = 0
  for (const { 0: hyphen, index } of [...word.matchAll(HYPHEN), { 0: '', index: word.length }]) {
    if (index > from) terms.push({ term: fold(word.slice(from, index)), start: at + from, end: at + index })
    from = index + hyphen.length
  }
}
