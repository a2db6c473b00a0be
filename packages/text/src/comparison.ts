/**
 * Two texts compared once, for the many passages that are to be found again: the words of both, which stand where, and which of
 * that is beyond doubt. Where the old text is not at hand, the words of the new one. Knows no note.
 */
import { type Alignment, align, TIE } from './align.ts'
import { AROUND, EDGE } from './support.ts'
import { breaksOf, Postings, type Tokens, Vocabulary } from './tokens.ts'

/** Words [from, to) of a text, as indices. */
export type Stretch = { from: number; to: number }

/** More places than this are not compared: no context would tell so many apart for a reader. */
const MOST_PLACES = 5_000
/** A passage in the middle of so many equal words on each side has its place beyond doubt, if it is tied there. */
const SURE = 8
/** So many words together are not elsewhere by chance. */
const PIECE = 7
/** So many words that are gone from a passage are looked for elsewhere. */
const PART = 4

export class Comparison {
  readonly vocabulary = new Vocabulary()
  readonly next: Tokens
  readonly #places: Postings
  readonly old: OldText | undefined

  /** @param to canonical string of the new text @param from that of the old one, where it is at hand */
  constructor(to: string, from?: string) {
    this.next = this.vocabulary.read(to)
    const before = from === undefined ? undefined : this.vocabulary.read(from)
    this.#places = new Postings(this.next, this.vocabulary.size)
    this.old = before && new OldText(before, this.next, this.vocabulary.size)
  }

  /** Where exactly these words stand in the new text; undefined when at too many places. */
  occurrences(words: Int32Array): Stretch[] | undefined {
    return occurrences(this.next, this.#places, words)
  }

  /** Every place of a word in the new text. */
  placesOf(word: number): Int32Array {
    return this.#places.at(word)
  }
}

export class OldText {
  readonly tokens: Tokens
  /** Index of the new word for each old one, or -1; and of the old word for each new one. */
  readonly to: Int32Array
  readonly #back: Int32Array
  readonly #next: Tokens
  readonly #places: Postings
  /** First and last index of the run of equal words that each old word is in. */
  readonly #runStart: Int32Array
  readonly #runEnd: Int32Array
  /** How many ties begin before each old word. */
  readonly #tiesBefore: Int32Array

  constructor(tokens: Tokens, next: Tokens, size: number) {
    const { to, ties }: Alignment = align(tokens.ids, next.ids, breaksOf(tokens), breaksOf(next))
    const { length } = to
    this.tokens = tokens
    this.to = to
    this.#next = next
    this.#places = new Postings(tokens, size)
    this.#back = new Int32Array(next.ids.length).fill(-1)
    this.#runStart = new Int32Array(length)
    this.#runEnd = new Int32Array(length)
    this.#tiesBefore = new Int32Array(length + 1)
    for (let i = 0; i < length; i++) {
      if (to[i]! >= 0) this.#back[to[i]!] = i
      const goesOn = i > 0 && to[i]! >= 0 && to[i - 1]! >= 0 && to[i] === to[i - 1]! + 1
      this.#runStart[i] = goesOn ? this.#runStart[i - 1]! : i
      this.#tiesBefore[i + 1] = this.#tiesBefore[i]! + ties[i]!
    }
    for (let i = length - 1; i >= 0; i--) {
      this.#runEnd[i] =
        i + 1 < length && this.#runStart[i + 1] === this.#runStart[i] ? this.#runEnd[i + 1]! : i
    }
  }

  occurrences(words: Int32Array): Stretch[] | undefined {
    return occurrences(this.tokens, this.#places, words)
  }

  /** Whether these old words stand, unchanged and with unchanged words around them, where nothing else can be meant. */
  isSure({ from, to: end }: Stretch): boolean {
    if (from >= end || this.to[from]! < 0) return false
    const start = this.#runStart[from]!
    const last = this.#runEnd[from]!
    if (last < end - 1) return false
    const atStart = start === 0 && this.to[start] === 0
    const atEnd = last === this.to.length - 1 && this.to[last] === this.#next.ids.length - 1
    if (atStart && atEnd) return true
    const before = from - start >= SURE || atStart
    const after = last - (end - 1) >= SURE || atEnd
    return before && after && this.#hasTie(start, end - TIE) && this.#hasTie(from, last - TIE + 1)
  }

  /** The old words that the alignment has put at these new ones, if they are others than `own` and beyond doubt there. */
  isTaken({ from, to: end }: Stretch, own: Stretch): boolean {
    const first = this.#back[from]!
    const last = this.#back[end - 1]!
    if (first < 0 || last < first || last - first !== end - 1 - from) return false
    if (first < own.to && last >= own.from) return false
    return this.isSure({ from: first, to: last + 1 })
  }

  /** Whether words of a passage went elsewhere than to `place`, or words from elsewhere came into it, as far as can be seen. */
  isTorn(words: Stretch, place: Stretch, comparison: Comparison): boolean {
    const { to, tokens } = this
    const back = this.#back
    const isElsewhere = (piece: Int32Array) =>
      comparison.occurrences(piece)?.every((there) => this.isTaken(there, words)) !== true
    const wasElsewhere = (piece: Int32Array) =>
      this.occurrences(piece)?.every((there) => this.isSure(there)) !== true
    let last = place.from - 1
    let missing = 0
    for (let i = words.from; i < words.to; i++) {
      const j = to[i]!
      if (j < 0 ? piecesAt(tokens, i).some(isElsewhere) : j <= last || j >= place.to) return true
      if (j >= 0) last = j
      missing = j < 0 ? missing + 1 : 0
      if (missing === PART && isElsewhere(tokens.ids.subarray(i + 1 - PART, i + 1))) return true
    }
    for (let j = place.from; j < place.to; j++) {
      const i = back[j]!
      if (i < 0 ? piecesAt(this.#next, j).some(wasElsewhere) : i < words.from || i >= words.to) return true
    }
    return false
  }

  /** Whether a tie begins at an index from `first` to `last`. */
  #hasTie(first: number, last: number): boolean {
    const from = Math.max(0, first)
    return last >= from && this.#tiesBefore[last + 1]! > this.#tiesBefore[from]!
  }
}

function occurrences({ ids }: Tokens, postings: Postings, words: Int32Array): Stretch[] | undefined {
  let rarest = 0
  for (let n = 1; n < words.length; n++) {
    if (postings.at(words[n]!).length < postings.at(words[rarest]!).length) rarest = n
  }
  const places = postings.at(words[rarest]!)
  if (places.length > MOST_PLACES) return undefined
  const found: Stretch[] = []
  for (const place of places) {
    const from = place - rarest
    if (from < 0 || from + words.length > ids.length) continue
    let same = 0
    while (same < words.length && ids[from + same] === words[same]) same++
    if (same === words.length) found.push({ from, to: from + words.length })
  }
  return found
}

/** A word with its neighbours: before it, around it, after it. */
const piecesAt = ({ ids }: Tokens, at: number): Int32Array[] =>
  [at - PIECE + 1, at - (PIECE >> 1), at]
    .filter((start) => start >= 0 && start + PIECE <= ids.length)
    .map((start) => ids.subarray(start, start + PIECE))

/** The words before `from`, the nearest first, with the edge of the text if it is among them. */
export function wordsBefore({ ids }: Tokens, from: number): number[] {
  const words = [...ids.subarray(Math.max(0, from - AROUND), from)].toReversed()
  if (words.length < AROUND) words.push(EDGE)
  return words
}

/** The words from `to` on, the nearest first, with the edge of the text if it is among them. */
export function wordsAfter({ ids }: Tokens, to: number): number[] {
  const words = [...ids.subarray(to, to + AROUND)]
  if (words.length < AROUND) words.push(EDGE)
  return words
}
