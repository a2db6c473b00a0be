/**
 * A text as a row of numbers, one a word, so that texts are compared word by word: without regard to case, accents, width,
 * punctuation and white space. Where no spaces stand between words each character counts. Knows no passage.
 */
import { fold, UNSPACED } from './terms.ts'

/** Words in order. Word `i` is `text.slice(starts[i], ends[i])`; equal words have equal `ids`. */
export type Tokens = {
  text: string
  ids: Int32Array
  starts: Int32Array
  ends: Int32Array
}

const WORD = new RegExp(String.raw`[${UNSPACED}]\p{M}*|(?:(?![${UNSPACED}])[\p{L}\p{M}\p{N}\u00ad])+`, 'uy')
const isAsciiSign = (code: number) =>
  code < 0x30 || (code > 0x39 && code < 0x41) || (code > 0x5a && code < 0x61) || (code > 0x7a && code < 0x80)
/** https://www.unicode.org/charts/PDF/U4E00.pdf: characters that nothing is joined to, read without a pattern. */
const isHan = (code: number) => code >= 0x4e00 && code <= 0x9fff

/** Numbers for words, the same for every text that is read with it. */
export class Vocabulary {
  readonly #ids = new Map<string, number>()
  readonly #folded = new Map<string, number>()
  readonly #han = new Int32Array(0x10000).fill(-1)

  /** How many different words were read. */
  get size(): number {
    return this.#folded.size
  }

  read(text: string): Tokens {
    const ids: number[] = []
    const starts: number[] = []
    const ends: number[] = []
    for (let at = 0; at < text.length;) {
      const code = text.charCodeAt(at)
      if (isAsciiSign(code)) {
        at++
        continue
      }
      let end = at + 1
      if (isHan(code)) {
        if (this.#han[code]! < 0) this.#han[code] = this.#idOf(text[at]!)
        ids.push(this.#han[code]!)
      } else {
        WORD.lastIndex = at
        const word = WORD.exec(text)?.[0]
        if (!word) {
          at += text.codePointAt(at)! > 0xffff ? 2 : 1
          continue
        }
        ids.push(this.#idOf(word))
        end = at + word.length
      }
      starts.push(at)
      ends.push(end)
      at = end
    }
    return { text, ids: Int32Array.from(ids), starts: Int32Array.from(starts), ends: Int32Array.from(ends) }
  }

  #idOf(word: string): number {
    const known = this.#ids.get(word)
    if (known !== undefined) return known
    const folded = fold(word.replaceAll('\u00ad', ''))
    const id = this.#folded.get(folded) ?? this.#folded.size
    this.#folded.set(folded, id)
    this.#ids.set(word, id)
    return id
  }
}

/** The words that [start, end) touches, as indices, end exclusive; equal indices when it touches none. */
export function tokensIn({ starts, ends }: Tokens, start: number, end: number): { from: number; to: number } {
  const from = firstAbove(ends, start)
  return { from, to: Math.max(from, firstAbove(starts, end - 1)) }
}

/** Index of the first number greater than `value` in a rising row. */
function firstAbove(row: Int32Array, value: number): number {
  let low = 0
  let high = row.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (row[middle]! > value) high = middle
    else low = middle + 1
  }
  return low
}

const SENTENCE = /[.!?;:…。！？；：]|\n/
/** For each word 1 where a sentence or a part of one begins, 2 where a paragraph begins, else 0. */
export function breaksOf({ text, starts, ends }: Tokens): Uint8Array {
  const breaks = new Uint8Array(starts.length)
  for (let i = 0; i < starts.length; i++) {
    const between = text.slice(i > 0 ? ends[i - 1] : 0, starts[i])
    if (i === 0 || between.includes('\n\n')) breaks[i] = 2
    else if (between.length > 0 && SENTENCE.test(between)) breaks[i] = 1
  }
  return breaks
}

/** Where each word stands: `at(id)` is every index of it, in order. */
export class Postings {
  readonly #first: Int32Array
  readonly #places: Int32Array

  constructor({ ids }: Tokens, size: number) {
    const first = new Int32Array(size + 1)
    for (const id of ids) first[id + 1]!++
    for (let id = 0; id < size; id++) first[id + 1]! += first[id]!
    const next = first.slice()
    const places = new Int32Array(ids.length)
    for (let i = 0; i < ids.length; i++) places[next[ids[i]!]!++] = i
    this.#first = first
    this.#places = places
  }

  at(id: number): Int32Array {
    if (id + 1 >= this.#first.length) return this.#places.subarray(0, 0)
    return this.#places.subarray(this.#first[id], this.#first[id + 1])
  }
}
