/**
 * One search over everything a session has: texts, notes, replies, summary, each given as plain strings. Finds words however
 * they are spelt (see terms.ts), forgives a slip of the finger, and says where in the original string they stand. Ranking and
 * near misses are MiniSearch's (https://github.com/lucaong/minisearch). Knows neither annotations nor documents.
 */
import MiniSearch from 'minisearch'
import { united } from './spans.ts'
import { fold, isPair, type Term, termsOf } from './terms.ts'

/** Something that can be found. `id` is the caller's; `words` is searched as it is. */
export type Searchable = { id: string; words: string }
/** Where the query's words stand: UTF-16 offsets of `words`, end exclusive, in order, apart from each other. */
export type Range = { start: number; end: number }
export type Hit = { id: string; score: number; ranges: Range[] }

/** Slips that are forgiven in a word: none below 5 letters, two from 9 on. */
const slips = (term: string): number | false =>
  isPair(term) || term.length < 5 ? false : term.length < 9 ? 1 : 2

/** Words between quotation marks of any shape are looked for as they stand. */
const QUOTED = /["“”„«»「」『』]([^"“”„«»「」『』]+)["“”„«»「」『』]/gu

export class SearchIndex {
  readonly #mini = new MiniSearch<Searchable>({
    fields: ['words'],
    tokenize: (words) => termsOf(words).map(({ term }) => term),
    processTerm: (term) => term,
    autoVacuum: { minDirtCount: 200, minDirtFactor: 0.2, batchSize: 500, batchWait: 20 },
  })
  readonly #words = new Map<string, string>()

  get size(): number {
    return this.#words.size
  }

  /** Adds it, or replaces what has its id. */
  put(entry: Searchable): void {
    const before = this.#words.get(entry.id)
    if (before === entry.words) return
    if (before !== undefined) this.#mini.discard(entry.id)
    this.#words.set(entry.id, entry.words)
    this.#mini.add(entry)
  }

  remove(id: string): void {
    if (this.#words.delete(id)) this.#mini.discard(id)
  }

  /**
   * What has all the words of the query, the best first. The last word may be the beginning of one; words in quotation
   * marks and runs without spaces must stand as they are written.
   */
  search(query: string, limit = 100): Hit[] {
    const phrases = phrasesOf(query)
    const terms = termsOf(query).map(({ term }) => term)
    if (terms.length === 0) return []
    const last = terms.at(-1)!
    const found = this.#mini.search(query, {
      combineWith: 'AND',
      prefix: (term) => term === last && !isPair(term),
      fuzzy: slips,
      maxFuzzy: 2,
    })
    const hits: Hit[] = []
    for (const { id, score, terms: matched } of found) {
      const ranges = rangesOf(termsOf(this.#words.get(id as string)!), new Set(matched), phrases)
      if (ranges) hits.push({ id: id as string, score, ranges })
      if (hits.length === limit) break
    }
    return hits
  }
}

/** Sequences of terms that must follow one another: what is quoted, and each run of characters without spaces. */
function phrasesOf(query: string): string[][] {
  const quoted = [...query.matchAll(QUOTED)].map(([, words = '']) => termsOf(words))
  const runs: Term[][] = []
  for (const term of termsOf(query)) {
    if (!isPair(term.term)) continue
    const run = runs.at(-1)
    // Pairs of one run overlap.
    if (run && term.start < run.at(-1)!.end) run.push(term)
    else runs.push([term])
  }
  return [...quoted, ...runs].map((terms) => terms.map(({ term }) => term)).filter(({ length }) => length > 1)
}

/** Where the matched terms stand; where phrases are asked for, only in those. Undefined when a phrase is missing. */
function rangesOf(terms: Term[], matched: ReadonlySet<string>, phrases: string[][]): Range[] | undefined {
  const inPhrases = new Set(phrases.flat())
  const found: Range[] = terms.filter(({ term }) => matched.has(term) && !inPhrases.has(term))
  for (const phrase of phrases) {
    const starts = terms.flatMap((_, i) => (standsAt(terms, i, phrase) ? [i] : []))
    if (starts.length === 0) return undefined
    for (const i of starts) found.push({ start: terms[i]!.start, end: terms[i + phrase.length - 1]!.end })
  }
  return united(found)
}

const standsAt = (terms: Term[], at: number, phrase: string[]): boolean =>
  phrase.every((term, i) => terms[at + i]?.term === term)

/** Room for words before and after what was found, UTF-16 code units. */
const BEFORE = 40
const AFTER = 120

/**
 * A piece of `words` around the first range, cut between words, with the ranges that lie in it, counted from its start.
 * @returns `start`: where in `words` the piece begins
 */
export function snippet(
  words: string,
  ranges: readonly Range[],
): { start: number; text: string; ranges: Range[] } {
  const first = ranges[0] ?? { start: 0, end: 0 }
  const start = cut(words, first.start - BEFORE, first.start)
  const end = Math.max(first.end, cutBack(words, first.end + AFTER, first.end))
  return {
    start,
    text: words.slice(start, end),
    ranges: ranges
      .filter((range) => range.start >= start && range.end <= end)
      .map((range) => ({ start: range.start - start, end: range.end - start })),
  }
}

/** The first beginning of a word from `at` on, before `most`. */
function cut(words: string, at: number, most: number): number {
  if (at <= 0) return 0
  const space = words.slice(at, most).search(/\s\S/)
  return space >= 0 ? at + space + 1 : whole(words, at)
}
/** The last end of a word before `at`, after `least`. */
function cutBack(words: string, at: number, least: number): number {
  if (at >= words.length) return words.length
  const space = words.slice(least, at).search(/\s\S*$/)
  return space > 0 ? least + space : whole(words, at)
}
/** Not in the middle of a surrogate pair. */
const whole = (words: string, at: number): number =>
  /[\udc00-\udfff]/.test(words[at] ?? '') && /[\ud800-\udbff]/.test(words[at - 1] ?? '') ? at - 1 : at

/** Whether `words` has all of `query`'s words, spelt alike but for what `fold` forgives. For filters that hide the rest. */
export function contains(words: string, query: string): boolean {
  const there = termsOf(words).map(({ term }) => term)
  const wanted = termsOf(query).map(({ term }) => term)
  const whole = fold(query.trim())
  if (wanted.length === 0) return fold(words).includes(whole)
  return wanted.every((term) => there.some((one) => (isPair(term) ? one === term : one.startsWith(term))))
}
