/**
 * The places of a new text that a passage may stand at: where its words stand exactly, where the comparison has put them, and,
 * for want of the old text, where its rarest words stand together. Judges none of them.
 */
import { align } from './align.ts'
import { type Comparison, type Stretch, wordsAfter, wordsBefore } from './comparison.ts'
import type { Passage, Surroundings } from './passage.ts'
import { alike, EDGE } from './support.ts'
import type { Tokens } from './tokens.ts'

/** `share`: how many of the passage's words are there, 0 to 1. `before`, `after`: how much agrees around it. */
export type Candidate = Stretch & { share: number; before: number; after: number; score: number }

/** Share of the words that must be there for a place to be shown. */
const SOME_WORDS = 0.34
/** Weight of the quotation beside what stands around it. */
const QUOTE = 0.4

/** Every place that may be meant; not `all` of them when the words stand at too many to compare. */
export function candidatesOf(
  passage: Passage,
  comparison: Comparison,
): { candidates: Candidate[]; all: boolean } {
  const { tokens, words, old } = passage
  const quotation = tokens.ids.subarray(words.from, words.to)
  const exact = comparison.occurrences(quotation)
  const stretches = new Map<string, { place: Stretch; share: number }>()
  const add = (place: Stretch, share: number) => {
    const key = `${place.from} ${place.to}`
    if ((stretches.get(key)?.share ?? 0) < share) stretches.set(key, { place, share })
  }
  for (const place of nearest(passage, comparison.next, exact ?? [])) add(place, 1)
  if (old) for (const { place, share } of clustersOf(old.to, words)) add(place, share)
  else for (const { place, share } of seeded(passage, comparison)) add(place, share)
  const candidates = [...stretches.values()]
    .filter(({ share }) => share >= SOME_WORDS)
    .map(({ place, share }) => score(passage, comparison, place, share))
  return { candidates, all: exact !== undefined }
}

export function score(known: Surroundings, { next }: Comparison, place: Stretch, share: number): Candidate {
  const before = alike(known.before, wordsBefore(next, place.from))
  const after = alike(known.after, wordsAfter(next, place.to))
  return { ...place, share, before, after, score: QUOTE * share + ((1 - QUOTE) / 2) * (before + after) }
}

/** So many exact places are looked at closely. */
const MOST_CLOSE = 24
/** Of many places those whose neighbouring words are the same. */
export function nearest({ before, after }: Surroundings, { ids }: Tokens, places: Stretch[]): Stretch[] {
  if (places.length <= MOST_CLOSE) return places
  const agree = ({ from, to }: Stretch) => {
    let left = 0
    while (left < before.length && (ids[from - 1 - left] ?? EDGE) === before[left]) left++
    let right = 0
    while (right < after.length && (ids[to + right] ?? EDGE) === after[right]) right++
    return left + right
  }
  return places
    .map((place) => ({ place, count: agree(place) }))
    .toSorted((a, b) => b.count - a.count || a.place.from - b.place.from)
    .slice(0, MOST_CLOSE)
    .map(({ place }) => place)
}

/** The parts of the new text where the passage's words are, in order and together; `share`: how many of them. */
function clustersOf(to: Int32Array, { from, to: end }: Stretch): { place: Stretch; share: number }[] {
  const clusters: { place: Stretch; words: number; last: number }[] = []
  for (let i = from; i < end; i++) {
    const j = to[i]!
    if (j < 0 || isIsland(to, from, end, i)) continue
    const cluster = clusters.at(-1)
    const gap = cluster ? j - (cluster.place.to - 1) : 0
    if (cluster && gap > 0 && gap <= 2 * (i - cluster.last) + 2 * (end - from) + 24) {
      cluster.place.to = j + 1
      cluster.words++
      cluster.last = i
    } else clusters.push({ place: { from: j, to: j + 1 }, words: 1, last: i })
  }
  return clusters.map(({ place, words }) => ({ place, share: words / (end - from) }))
}

/** Whether a word agrees by itself at the edge of what is left of a passage: "the" of another sentence. */
function isIsland(to: Int32Array, from: number, end: number, i: number): boolean {
  const follows = (k: number) => k > 0 && k < to.length && to[k]! >= 0 && to[k] === to[k - 1]! + 1
  if (follows(i) || follows(i + 1)) return false
  const isFirst = i > from && to.subarray(from, i).every((j) => j < 0)
  const isLast = i < end - 1 && to.subarray(i + 1, end).every((j) => j < 0)
  return isFirst || isLast
}

/** Words at so few places lead to where a passage may be. */
const RARE = 64
const SEEDS = 12
const ROOM = 24
const MOST_SEEDED = 4
/** Places where the rarest words of quotation and context stand together, for want of the old text. */
function seeded({ tokens, words }: Passage, comparison: Comparison): { place: Stretch; share: number }[] {
  const rare = [...tokens.ids]
    .map((id, i) => ({ i, places: comparison.placesOf(id) }))
    .filter(({ places }) => places.length > 0 && places.length <= RARE)
    .toSorted((a, b) => a.places.length - b.places.length || a.i - b.i)
    .slice(0, SEEDS)
  const shifts = rare.flatMap(({ i, places }) => [...places].map((j) => j - i)).toSorted((a, b) => a - b)
  const groups: { shift: number; count: number }[] = []
  for (let n = 0; n < shifts.length;) {
    const shift = shifts[n]!
    let next = n
    while (next < shifts.length && shifts[next]! <= shift + ROOM) next++
    groups.push({ shift, count: next - n })
    n = next
  }
  const found: { place: Stretch; share: number }[] = []
  for (const { shift } of groups
    .toSorted((a, b) => b.count - a.count || a.shift - b.shift)
    .slice(0, MOST_SEEDED)) {
    const from = Math.max(0, shift - ROOM)
    const window = comparison.next.ids.subarray(from, shift + tokens.ids.length + 2 * ROOM)
    for (const { place, share } of clustersOf(align(tokens.ids, window).to, words)) {
      found.push({ place: { from: place.from + from, to: place.to + from }, share })
    }
  }
  return found
}
