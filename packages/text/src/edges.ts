/**
 * Where exactly a found passage begins and ends: the words at its edges may have been corrected, and signs such as quotation
 * marks belong to it as far as they did. Knows the words of both texts.
 */
import type { Stretch } from './comparison.ts'
import type { Tokens } from './tokens.ts'

type Source = {
  tokens: Tokens
  words: Stretch
  start: number
  end: number
  old?: { to: Int32Array } | undefined
}

/** @returns UTF-16 offsets of the new text for a passage whose words were found at `place` */
export function edgesOf(source: Source, next: Tokens, place: Stretch): { start: number; end: number } {
  const { tokens, words } = source
  const { from, to } = source.old ? widened(source, source.old.to, next, place) : place
  let start = next.starts[from]!
  let end = next.ends[to - 1]!
  const first = word(tokens, words.from)
  const inside = source.start - tokens.starts[words.from]!
  if (inside > 0) {
    // It began in the middle of a word.
    if (word(next, from) === first && !cuts(next.text, start + inside)) start += inside
  } else
    start = signsBefore(source, tokens.starts[words.from]!, next, from > 0 ? next.ends[from - 1]! : 0, start)
  const beyond = tokens.ends[words.to - 1]! - source.end
  if (beyond > 0) {
    if (word(next, to - 1) === word(tokens, words.to - 1) && !cuts(next.text, end - beyond)) end -= beyond
  } else {
    const room = to < next.starts.length ? next.starts[to]! : next.text.length
    end = signsAfter(source, tokens.ends[words.to - 1]!, next, room, end)
  }
  return { start, end }
}

const word = ({ text, starts, ends }: Tokens, i: number) => text.slice(starts[i], ends[i])
const cuts = (text: string, at: number) =>
  /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '')
const isSpace = (sign: string | undefined) => sign === undefined || !sign.trim()

/** Between sentences. */
const ENDS = /[.!?。！？\n]/

/** Takes in the new words that stand in the place of the passage's own first and last ones, in the same sentence. */
function widened({ words }: Source, image: Int32Array, next: Tokens, place: Stretch): Stretch {
  let { from, to } = place
  let first = words.from
  while (first < words.to && image[first] !== from) first++
  let last = words.to - 1
  while (last >= words.from && image[last] !== to - 1) last--
  const isInside = first < words.to && last >= words.from
  const before = words.from > 0 ? image[words.from - 1]! : -1
  const isFree = words.from === 0 || before >= 0
  if (isInside && isFree && isReplaced(first - words.from, from - 1 - before)) {
    while (from > before + 1 && !ENDS.test(next.text.slice(next.ends[from - 1], next.starts[from]))) from--
  }
  const after = words.to < image.length ? image[words.to]! : next.ids.length
  if (isInside && after >= 0 && isReplaced(words.to - 1 - last, after - to)) {
    while (to < after && !ENDS.test(next.text.slice(next.ends[to - 1], next.starts[to]))) to++
  }
  return { from, to }
}

/** Whether so many new words may stand for so many missing ones. */
const isReplaced = (missing: number, added: number) => missing > 0 && added > 0 && added <= 2 * missing + 1

/** One sign after the other outwards from a word, as long as the old passage had one too. */
function signsBefore(source: Source, wordStart: number, next: Tokens, least: number, at: number): number {
  let start = at
  let kept = at
  for (let old = wordStart - 1; old >= source.start && start > least; old--) {
    if (isSpace(source.tokens.text[old]) !== isSpace(next.text[start - 1])) break
    start--
    if (!isSpace(next.text[start]) && !cuts(next.text, start)) kept = start
  }
  return kept
}

function signsAfter(source: Source, wordEnd: number, next: Tokens, most: number, at: number): number {
  let end = at
  let kept = at
  for (let old = wordEnd; old < source.end && end < most; old++) {
    if (isSpace(source.tokens.text[old]) !== isSpace(next.text[end])) break
    end++
    if (!isSpace(next.text[end - 1]) && !cuts(next.text, end)) kept = end
  }
  return kept
}
