/**
 * How much the words around two places are alike. Near words weigh more than far ones, words that follow one another more
 * than words by themselves. Knows rows of numbers only.
 */

/** So many words on each side are looked at. */
export const AROUND = 32
/** What a word weighs less for each word between it and the place. */
const FADES = 0.93
/** A word that agrees by itself, between words that do not, may be chance. */
const ALONE = 0.25
/** Fewer words than this say little even when all agree. */
const FEW = 6
/** Stands for the edge of a text: two edges agree like two words. */
export const EDGE = -1

/**
 * @param known the words on one side of the old place, the nearest first
 * @param here the words on the same side of the new place, the nearest first
 * @returns 0 (nothing agrees, or nothing is known) to 1 (all that is known agrees)
 */
export function alike(known: readonly number[], here: readonly number[]): number {
  let run = 0
  while (run < known.length && run < here.length && known[run] === here[run]) run++
  const all = weight(Math.max(known.length, FEW))
  let sum = weight(run)
  if (run < known.length && run < here.length) sum += rest(known, here, run)
  return sum / all
}

const weight = (count: number) => (1 - FADES ** count) / (1 - FADES)

const FADED = Float64Array.from({ length: AROUND + 2 }, (_, i) => FADES ** i)

let best = new Float64Array(AROUND + 2)
let joined = new Float64Array(AROUND + 2)
let nextBest = new Float64Array(AROUND + 2)
let nextJoined = new Float64Array(AROUND + 2)
/** The best sum of weights of words in the same order in both; the words before `from` agree. At most AROUND + 1 words. */
function rest(known: readonly number[], here: readonly number[], from: number): number {
  // best[j]: of all known words so far against the first j here; joined[j]: the same, where the last of both agree.
  best.fill(0)
  joined.fill(-1)
  for (let i = from; i < known.length; i++) {
    const word = known[i]
    let high = 0
    for (let j = 1; j <= here.length - from; j++) {
      let sum = -1
      if (here[from + j - 1] === word) {
        const heavy = FADED[Math.max(i, from + j - 1)]!
        sum = best[j - 1]! + heavy * ALONE
        if (joined[j - 1]! >= 0 && joined[j - 1]! + heavy > sum) sum = joined[j - 1]! + heavy
      }
      nextJoined[j] = sum
      if (best[j]! > high) high = best[j]!
      if (sum > high) high = sum
      nextBest[j] = high
    }
    nextBest[0] = 0
    nextJoined[0] = -1
    ;[best, nextBest] = [nextBest, best]
    ;[joined, nextJoined] = [nextJoined, joined]
  }
  return best[here.length - from]!
}
