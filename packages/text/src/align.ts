/**
 * Which words of an old text stand where in a new one. Words that stand together only once in both texts tie the texts
 * together (patience diff, https://bramcohen.livejournal.com/73318.html); between them the same is done with fewer words, and what
 * little is left is compared word by word. Then pieces that moved are looked for. Takes time about in proportion to the
 * length, always gives the same answer. Knows numbers only.
 */

/** Words that must stand together to tie two texts, from sure to weak. */
const TIES = [8, 4, 2, 1] as const
/** The same for pieces that moved, which have nothing around them that would bear them out. */
const MOVED_TIES = [8, 5] as const
/** Ties within ties within ties: deeper than this, texts have nothing more in common than chance. */
const DEEPEST = 12
/** Gaps of at most so many old times new words are compared word by word. */
const MOST_CELLS = 40_000

export type Alignment = {
  /** Index of the new word for each old word, or -1. No new word is given twice. */
  to: Int32Array
  /** 1 where words begin that stand together only once in each text and at the same place of it. */
  ties: Uint8Array
}
export const TIE = TIES[0]

type Pair = [old: number, new: number]
type Gap = { a0: number; a1: number; b0: number; b1: number; level: number; depth: number }

/** @param breaksA for each old word 1 where a sentence begins, 2 where a paragraph begins; @param breaksB the same of the new */
export function align(
  a: Int32Array,
  b: Int32Array,
  breaksA: Uint8Array = new Uint8Array(a.length),
  breaksB: Uint8Array = new Uint8Array(b.length),
): Alignment {
  const to = new Int32Array(a.length).fill(-1)
  const ties = new Uint8Array(a.length)
  const work: Gap[] = [{ a0: 0, a1: a.length, b0: 0, b1: b.length, level: 0, depth: 0 }]
  const everywhere = tiesOf(a, startsIn(0, a.length, TIE), b, startsIn(0, b.length, TIE), TIE)
  for (let gap = work.pop(); gap; gap = work.pop()) {
    trim(a, b, gap, to)
    const { a0, a1, b0, b1, depth } = gap
    if (a0 === a1 || b0 === b1) continue
    let chain: Pair[] = []
    let { level } = gap
    if (depth < DEEPEST) {
      while (level < TIES.length) {
        const length = TIES[level]!
        chain = rising(
          depth === 0 && level === 0
            ? everywhere.filter(([i, j]) => i >= a0 && i + length <= a1 && j >= b0 && j + length <= b1)
            : tiesOf(a, startsIn(a0, a1, length), b, startsIn(b0, b1, length), length),
        )
        if (chain.length > 0) break
        level++
      }
    }
    if (chain.length === 0) {
      if ((a1 - a0) * (b1 - b0) <= MOST_CELLS) wordByWord(a, b, gap, to)
      continue
    }
    const length = TIES[level]!
    let i = a0
    let j = b0
    for (const [x, y] of chain) {
      const skip = Math.max(i - x, j - y, 0)
      // Ties that overlap go on from each other, or the later one is left out.
      if (skip >= length || (skip > 0 && (x + skip !== i || y + skip !== j))) continue
      work.push({ a0: i, a1: x + skip, b0: j, b1: y + skip, level, depth: depth + 1 })
      for (let n = skip; n < length; n++) to[x + n] = y + n
      i = x + length
      j = y + length
    }
    work.push({ a0: i, a1, b0: j, b1, level, depth: depth + 1 })
  }
  dropStrays(to, b.length)
  slideLeftOut(a, to, breaksA)
  slidePutIn(b, to, breaksB)
  findMoved(a, b, to)
  for (const [i, j] of everywhere) if (to[i] === j && to[i + TIE - 1] === j + TIE - 1) ties[i] = 1
  return { to, ties }
}

/** Sets what is equal at the start and at the end of a gap, and makes it smaller by it. */
function trim(a: Int32Array, b: Int32Array, gap: Gap, to: Int32Array): void {
  while (gap.a0 < gap.a1 && gap.b0 < gap.b1 && a[gap.a0] === b[gap.b0]) to[gap.a0++] = gap.b0++
  while (gap.a0 < gap.a1 && gap.b0 < gap.b1 && a[gap.a1 - 1] === b[gap.b1 - 1]) to[--gap.a1] = --gap.b1
}

/**
 * Pairs of places where the same `length` words stand, once in each text; in the order of the old text.
 * @param startsA places of the old text that are looked at, rising; @param startsB of the new
 */
function tiesOf(
  a: Int32Array,
  startsA: Int32Array,
  b: Int32Array,
  startsB: Int32Array,
  length: number,
): Pair[] {
  const pairs: Pair[] = []
  if (startsA.length === 0 || startsB.length === 0) return pairs
  const hashes = hashesOf(a, startsA, length)
  const inA = new Places(hashes)
  const inB = new Places(hashesOf(b, startsB, length))
  for (let n = 0; n < hashes.length; n++) {
    const m = inA.only(hashes[n]!) === n ? inB.only(hashes[n]!) : -1
    if (m < 0) continue
    const i = startsA[n]!
    const j = startsB[m]!
    let same = 0
    while (same < length && a[i + same] === b[j + same]) same++
    if (same === length) pairs.push([i, j])
  }
  return pairs
}

/** Every place of [start, end) from which on `length` words are in it. */
const startsIn = (start: number, end: number, length: number) =>
  Int32Array.from({ length: Math.max(0, end - start - length + 1) }, (_, n) => start + n)

/** A number for the `length` words from each place on. Different words seldom have the same. */
function hashesOf(row: Int32Array, starts: Int32Array, length: number): Int32Array {
  return starts.map((start) => {
    let hash = length
    for (let k = 0; k < length; k++) {
      hash = Math.imul(hash ^ row[start + k]!, 0x9e3779b1)
      hash ^= hash >>> 15
    }
    return hash
  })
}

/** Where each number of a row stands, if it stands there only once. Open addressing: millions of them, and no objects. */
class Places {
  readonly #mask: number
  /** Index + 1 of the first with its number; negative: there are more. */
  readonly #slots: Int32Array
  readonly #row: Int32Array

  constructor(row: Int32Array) {
    let size = 4
    while (size < row.length * 2) size *= 2
    this.#mask = size - 1
    this.#row = row
    const slots = (this.#slots = new Int32Array(size))
    for (let n = 0; n < row.length; n++) {
      const slot = this.#slotOf(row[n]!)
      if (slots[slot] === 0) slots[slot] = n + 1
      else if (slots[slot]! > 0) slots[slot] = -slots[slot]!
    }
  }

  /** The only index of a number, or -1. */
  only(hash: number): number {
    return this.#slots[this.#slotOf(hash)]! - 1
  }

  #slotOf(hash: number): number {
    let slot = hash & this.#mask
    for (;;) {
      const there = Math.abs(this.#slots[slot]!)
      if (there === 0 || this.#row[there - 1] === hash) return slot
      slot = (slot + 1) & this.#mask
    }
  }
}

/** The longest part of pairs, given in the order of their first, that rises in their second too. */
function rising(pairs: Pair[]): Pair[] {
  const tails: number[] = []
  const before = new Int32Array(pairs.length)
  for (let n = 0; n < pairs.length; n++) {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (pairs[tails[middle]!]![1] < pairs[n]![1]) low = middle + 1
      else high = middle
    }
    before[n] = low > 0 ? tails[low - 1]! : -1
    tails[low] = n
  }
  const chain: Pair[] = []
  for (let n = tails.at(-1) ?? -1; n >= 0; n = before[n]!) chain.push(pairs[n]!)
  return chain.toReversed()
}

/** Longest common subsequence of a small gap. */
function wordByWord(a: Int32Array, b: Int32Array, { a0, a1, b0, b1 }: Gap, to: Int32Array): void {
  const wide = b1 - b0 + 1
  const best = new Uint16Array((a1 - a0 + 1) * wide)
  for (let i = a1 - 1; i >= a0; i--) {
    for (let j = b1 - 1; j >= b0; j--) {
      const at = (i - a0) * wide + (j - b0)
      best[at] = a[i] === b[j] ? best[at + wide + 1]! + 1 : Math.max(best[at + wide]!, best[at + 1]!)
    }
  }
  let i = a0
  let j = b0
  while (i < a1 && j < b1) {
    const at = (i - a0) * wide + (j - b0)
    if (a[i] === b[j]) to[i++] = j++
    else if (best[at + wide]! >= best[at + 1]!) i++
    else j++
  }
}

/** Runs of fewer words than this may be chance. */
const SHORT = 4
/** Takes back short runs that stand alone between long changes: "the" and "of" of two sentences that say different things. */
function dropStrays(to: Int32Array, newLength: number): void {
  let i = 0
  let endA = 0
  let endB = 0
  while (i < to.length) {
    if (to[i]! < 0) {
      i++
      continue
    }
    let end = i + 1
    while (end < to.length && to[end] === to[end - 1]! + 1) end++
    let next = end
    while (next < to.length && to[next]! < 0) next++
    const before = Math.max(i - endA, to[i]! - endB)
    const after = Math.max(next - end, (next < to.length ? to[next]! : newLength) - (to[end - 1]! + 1))
    const length = end - i
    if (length < SHORT && length * 2 <= Math.min(before, after)) to.fill(-1, i, end)
    else {
      endA = end
      endB = to[end - 1]! + 1
    }
    i = end
  }
}

/**
 * What is left out between the same words could as well begin earlier or later where it starts and ends alike: "the river, the
 * lake" without "the river," or without "river, the". It begins where a sentence does.
 */
function slideLeftOut(a: Int32Array, to: Int32Array, breaks: Uint8Array): void {
  for (let p = 1; p < to.length; p++) {
    if (to[p]! >= 0 || to[p - 1]! < 0) continue
    let q = p
    while (q < to.length && to[q]! < 0) q++
    if (q < to.length && to[q] !== to[p - 1]! + 1) continue
    const shift = bestShift(a, p, q, breaks)
    for (let n = 1; n <= -shift; n++) {
      to[q - n] = to[p - n]!
      to[p - n] = -1
    }
    for (let n = 0; n < shift; n++) {
      to[p + n] = to[q + n]!
      to[q + n] = -1
    }
    p = q + Math.max(0, shift)
  }
}

/** The same for what is put in. */
function slidePutIn(b: Int32Array, to: Int32Array, breaks: Uint8Array): void {
  for (let i = 1; i < to.length; i++) {
    const p = to[i - 1]! + 1
    const q = to[i]!
    if (p === 0 || q <= p) continue
    const shift = bestShift(b, p, q, breaks)
    for (let n = 1; n <= -shift && to[i - n] === p - n; n++) to[i - n] = q - n
    for (let n = 0; n < shift && to[i + n] === q + n; n++) to[i + n] = p + n
  }
}

const MOST_SHIFTED = 64
/** By how much [p, q) is best shifted: to the nearest place where the most begins. */
function bestShift(row: Int32Array, p: number, q: number, breaks: Uint8Array): number {
  let best = 0
  const consider = (shift: number) => {
    if (breaks[p + shift]! > breaks[p + best]!) best = shift
  }
  for (let n = 1; n <= MOST_SHIFTED && p - n >= 0 && row[p - n] === row[q - n]; n++) consider(-n)
  for (let n = 0; n < MOST_SHIFTED && q + n < row.length && row[p + n] === row[q + n]; n++) consider(n + 1)
  return best
}

/** Pieces that are nowhere yet, and stand once among all such pieces of both texts. */
function findMoved(a: Int32Array, b: Int32Array, to: Int32Array): void {
  const taken = new Uint8Array(b.length)
  for (const j of to) if (j >= 0) taken[j] = 1
  for (const length of MOVED_TIES) {
    const startsA = freeStarts(a.length, length, (i) => to[i]! < 0)
    const startsB = freeStarts(b.length, length, (j) => !taken[j])
    for (const [x, y] of tiesOf(a, startsA, b, startsB, length)) {
      let [i, j] = [x, y]
      const isFree = () => i >= 0 && j >= 0 && i < a.length && j < b.length && to[i]! < 0 && !taken[j]
      if (!isFree()) continue
      while (isFree() && a[i] === b[j]) {
        i--
        j--
      }
      for (i++, j++; isFree() && a[i] === b[j]; i++, j++) {
        to[i] = j
        taken[j] = 1
      }
    }
  }
}

/** Places from which on `length` words are free. */
function freeStarts(size: number, length: number, isFree: (i: number) => boolean): Int32Array {
  const starts: number[] = []
  let run = 0
  for (let i = 0; i < size; i++) {
    run = isFree(i) ? run + 1 : 0
    if (run >= length) starts.push(i - length + 1)
  }
  return Int32Array.from(starts)
}
