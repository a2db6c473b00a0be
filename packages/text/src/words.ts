/** Counting words, reading time, and the word and sentence bounds that a selection made with keys stops at. */
import type { Exclusion } from '@lectern/model'
import { outside } from './spans.ts'

const segmenters = new Map<string, Intl.Segmenter>()

/** One segmenter a language and unit; an unknown language tag falls back to the rules without language. */
function segmenter(language: string, granularity: 'word' | 'sentence'): Intl.Segmenter {
  const key = `${granularity}:${language}`
  let found = segmenters.get(key)
  if (!found) {
    try {
      found = new Intl.Segmenter(language, { granularity })
    } catch {
      found = new Intl.Segmenter('und', { granularity })
    }
    segmenters.set(key, found)
  }
  return found
}

/** Words outside the exclusions (https://www.unicode.org/reports/tr29/#Word_Boundaries; dictionaries for Chinese and Japanese). */
export function countWords(canonical: string, language: string, exclusions: Exclusion[]): number {
  const words = segmenter(language, 'word')
  let count = 0
  for (const run of outside(exclusions, 0, canonical.length)) {
    for (const { isWordLike } of words.segment(canonical.slice(run.start, run.end))) if (isWordLike) count++
  }
  return count
}

/**
 * Words read in a minute, silently, by adults: Trauzettel-Klosinski & Dietz 2012, "Standardized assessment of reading
 * performance: the new International Reading Speed Texts IReST", https://doi.org/10.1167/iovs.11-8284.
 */
const WORDS_A_MINUTE: Record<string, number> = {
  ar: 138,
  de: 179,
  en: 228,
  es: 218,
  fi: 161,
  fr: 195,
  he: 187,
  it: 188,
  ja: 193,
  nl: 202,
  pl: 166,
  pt: 181,
  ru: 184,
  sl: 180,
  sv: 199,
  tr: 166,
  zh: 158,
}
const AVERAGE = 184

/** Whole minutes, at least 1 for a text that has words; 0 for one that has none. */
export function readingMinutes(words: number, language: string): number {
  const speed = WORDS_A_MINUTE[language.split('-')[0]!.toLowerCase()] ?? AVERAGE
  return words === 0 ? 0 : Math.max(1, Math.round(words / speed))
}

/** A block longer than this is looked at in part, so that a key press stays quick. */
const WINDOW = 10_000

/**
 * The next bound of a word or sentence from `offset`: its end going forward (1), its start going backward (-1). The ends of
 * lines of `canonical` are bounds too. At the edge of the text: the edge.
 */
export function boundary(
  canonical: string,
  language: string,
  offset: number,
  unit: 'word' | 'sentence',
  direction: 1 | -1,
): number {
  let at = Math.min(Math.max(0, Math.trunc(offset)), canonical.length)
  if (direction === 1) {
    while (at < canonical.length && /\s/.test(canonical[at]!)) at++
  } else {
    while (at > 0 && /\s/.test(canonical[at - 1]!)) at--
  }
  const before = canonical.lastIndexOf('\n', at - 1)
  const after = canonical.indexOf('\n', at)
  const start = Math.max(at === 0 ? 0 : before + 1, at - WINDOW)
  const line = canonical.slice(start, Math.min(after < 0 ? canonical.length : after, at + WINDOW))
  const bounds: number[] = []
  for (const { segment, index, isWordLike } of segmenter(language, unit).segment(line)) {
    if (unit === 'word' && !isWordLike) continue
    const from = start + index + (segment.length - segment.trimStart().length)
    bounds.push(direction === 1 ? from + segment.trim().length : from)
  }
  const edge = direction === 1 ? start + line.length : start
  const found = direction === 1 ? bounds.find((bound) => bound > at) : bounds.findLast((bound) => bound < at)
  return found ?? edge
}
