/**
 * Where a passage of a text stands in a corrected version of it: found beyond reasonable doubt, uncertain between places, or
 * nowhere. A quotation that stands word for word in two places is told apart by what stands around it, never by a guess.
 * `match` finds a passage in its own text; this in another one. Pure: the same answer wherever it is asked.
 */
import type { Target } from '@lectern/model'
import { type Candidate, candidatesOf, nearest, score } from './candidates.ts'
import { type Comparison, type OldText, type Stretch, wordsAfter, wordsBefore } from './comparison.ts'
import { edgesOf } from './edges.ts'
import { type Passage, passageOf } from './passage.ts'
import type { Tokens } from './tokens.ts'

/** `score`: from 0 to 1, how much quotation and surroundings agree. */
export type CarriedPlace = { start: number; end: number; score: number }
/** Offsets are UTF-16 code units of the new canonical string. `places`: at least one, the likeliest first. */
export type Carried =
  | { verdict: 'found'; start: number; end: number }
  | { verdict: 'ambiguous'; places: CarriedPlace[] }
  | { verdict: 'lost' }

/** Two places whose scores are nearer than this are not told apart. */
const MARGIN = 0.12
/** Share of the quotation's words that must be there; of one that stands between the same words as before. */
const ENOUGH_WORDS = 0.75
const HALF = 0.5
/** A passage that is so many times as long as it was may have been torn apart. */
const GROWN = 1.4
/** Without the old text: share of the words, by how much the length may differ, and how much on each side must agree. */
const NEARLY_ALL = 0.9
const NEARLY_AS_LONG = 0.1
const NEARLY_ALIKE = 0.85
/** Sums and shares of what agrees around a place that are enough beside the whole old text. */
const BOTH_SIDES = 0.9
const ONE_SIDE = 0.7
/** A whole sentence of so many words that both texts have once is the same sentence wherever it stands. */
const OWN_WORDS = 6
/** So many words are a place of their own; shorter ones come back anywhere. */
const DOUBLED = 6
const BESIDE = 4
const MOST_ASKED = 60
const MOST_SHOWN = 6

/**
 * Where the passage that `selector` describes stands in the new text of `comparison`. With the old text at hand the whole of both
 * tells; without it quotation and context alone, and much more stays uncertain.
 */
export function carry(selector: Target['selector'], comparison: Comparison): Carried {
  const passage = passageOf(selector, comparison)
  const { words, old } = passage
  if (words.from === words.to) return carrySigns(passage, comparison)
  if (old?.isSure(words)) {
    const place = { from: old.to[words.from]!, to: old.to[words.to - 1]! + 1 }
    if (!isDoubled(old, comparison, place)) return found(passage, comparison, place)
  }
  let { candidates, all } = candidatesOf(passage, comparison)
  if (old) candidates = candidates.filter((one) => !old.isTaken(one, words))
  candidates.sort((a, b) => b.score - a.score || a.from - b.from)
  while (candidates.length > 0) {
    const [best, ...others] = candidates as [Candidate, ...Candidate[]]
    const rival = old ? rivalOf(passage, old, best, comparison) : 'none'
    if (rival === 'better') {
      candidates = others
      continue
    }
    const isCopied = old !== undefined && isDoubled(old, comparison, best)
    const near = others.filter(({ score }) => score > best.score - (isCopied ? 4 : 1) * MARGIN)
    if (all && rival === 'none' && near.length === 0 && isEnough(passage, comparison, best, isCopied)) {
      return found(passage, comparison, best)
    }
    const places = [best, ...others.filter(({ score }) => score > best.score - 2 * MARGIN)]
    return {
      verdict: 'ambiguous',
      places: places
        .slice(0, MOST_SHOWN)
        .map((place) => ({ ...edgesOf(passage, comparison.next, place), score: place.score })),
    }
  }
  return { verdict: 'lost' }
}

function found(passage: Passage, { next }: Comparison, place: Stretch): Carried {
  return { verdict: 'found', ...edgesOf(passage, next, place) }
}

/**
 * Whether words of a place, or of what is right beside it, stand together more often than they did: then nobody can tell which of
 * them is which. Of a long place its ends tell.
 */
function isDoubled(old: OldText, comparison: Comparison, { from, to }: Stretch): boolean {
  const { ids } = comparison.next
  const [first, last] = [Math.max(0, from - BESIDE), Math.min(ids.length, to + BESIDE) - DOUBLED]
  for (let at = first; at <= last; at++) {
    if (at === first + MOST_ASKED && at < last - MOST_ASKED) at = last - MOST_ASKED
    const words = ids.subarray(at, at + DOUBLED)
    const now = comparison.occurrences(words)?.length ?? 0
    if (now > 1 && now > (old.occurrences(words)?.length ?? now)) return true
  }
  return false
}

/** Whether another passage of the old text has as good a claim to the place or a better one. */
function rivalOf({ tokens, words }: Passage, old: OldText, place: Candidate, comparison: Comparison) {
  const quotation = tokens.ids.subarray(words.from, words.to)
  const others = old.occurrences(quotation)
  // What was left of a passage may rather be another one, which is there as it was.
  const whole = place.share < 1 ? old.occurrences(comparison.next.ids.subarray(place.from, place.to)) : []
  if (!others || !whole) return 'equal'
  let rival: 'none' | 'equal' | 'better' = 'none'
  const weigh = (other: Stretch, share: number) => {
    if (other.from < words.to && other.to > words.from) return
    // It has its own place.
    if (old.isSure(other) && old.to[other.from] !== place.from) return
    const surroundings = { before: wordsBefore(tokens, other.from), after: wordsAfter(tokens, other.to) }
    const claim = score(surroundings, comparison, place, share).score
    if (claim > place.score + MARGIN) rival = 'better'
    else if (claim > place.score - MARGIN && rival === 'none') rival = 'equal'
  }
  const here = {
    before: wordsBefore(comparison.next, place.from),
    after: wordsAfter(comparison.next, place.to),
  }
  for (const other of nearest(here, tokens, others)) weigh(other, place.share)
  for (const other of nearest(here, tokens, whole)) weigh(other, 1)
  return rival as 'none' | 'equal' | 'better'
}

/** Whether so much agrees that no reader would doubt it. */
function isEnough(passage: Passage, comparison: Comparison, place: Candidate, isCopied: boolean): boolean {
  const { share, before, after } = place
  const { next } = comparison
  // Where the next words on both sides are the same, what is between them was corrected and not replaced.
  const isBetween =
    passage.before[0] === wordsBefore(next, place.from)[0] &&
    passage.after[0] === wordsAfter(next, place.to)[0]
  const size = passage.words.to - passage.words.from
  if (place.to - place.from > GROWN * size + 1) return false
  if (share < (isBetween ? HALF : ENOUGH_WORDS) || passage.old?.isTorn(passage.words, place, comparison))
    return false
  // Without the old text nobody knows what else stood there: little may have changed.
  if (!passage.old)
    return (
      isBetween &&
      share >= NEARLY_ALL &&
      Math.abs(place.to - place.from - size) <= size * NEARLY_AS_LONG &&
      Math.min(before, after) >= NEARLY_ALIKE
    )
  // A copy has the words and not what stood around them.
  if (isCopied) return isBetween && Math.min(before, after) >= NEARLY_ALIKE
  if (before + after >= BOTH_SIDES || Math.max(before, after) >= ONE_SIDE) return true
  return share === 1 && isOwnSentence(passage, comparison, place)
}

function isOwnSentence(passage: Passage, comparison: Comparison, place: Stretch): boolean {
  const { tokens, words, old } = passage
  const quotation = tokens.ids.subarray(words.from, words.to)
  return (
    quotation.length >= OWN_WORDS &&
    old?.occurrences(quotation)?.length === 1 &&
    comparison.occurrences(quotation)?.length === 1 &&
    isSentence(tokens, words) &&
    isSentence(comparison.next, place)
  )
}

const ENDS = /[.!?;:…。！？；：\n]/
function isSentence({ text, starts, ends }: Tokens, { from, to }: Stretch): boolean {
  const before = text.slice(from > 0 ? ends[from - 1] : 0, starts[from])
  const after = text.slice(ends[to - 1], to < starts.length ? starts[to] : text.length)
  return (from === 0 || ENDS.test(before)) && (to === starts.length || ENDS.test(after))
}

/** A passage without a word, a sign or a picture: it stands between the same two words, or nowhere for sure. */
function carrySigns({ tokens, words, start, end, old }: Passage, { next }: Comparison): Carried {
  const signs = tokens.text.slice(start, end)
  const place = words.from
  const first = old && place > 0 ? old.to[place - 1]! : -1
  const second = old && place < old.to.length ? old.to[place]! : -1
  if (first >= 0 && second === first + 1) {
    const from = next.ends[first]!
    const between = next.text.slice(from, next.starts[second])
    const at = between.indexOf(signs)
    if (at >= 0 && at === between.lastIndexOf(signs)) {
      return { verdict: 'found', start: from + at, end: from + at + signs.length }
    }
  }
  const at = next.text.indexOf(signs)
  if (at < 0) return { verdict: 'lost' }
  const places: CarriedPlace[] = []
  for (let i = at; i >= 0 && places.length < MOST_SHOWN; i = next.text.indexOf(signs, i + 1)) {
    places.push({ start: i, end: i + signs.length, score: 0 })
  }
  return { verdict: 'ambiguous', places }
}
