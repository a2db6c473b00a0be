/** What came into a list and what left it, by identity. Pure; knows nothing of what is in it. */

const NOTHING: readonly never[] = []

/**
 * Lists here are long and change in few places: what is the same at both ends is passed over, so that one new entry costs
 * a walk and no more. An entry that only moved counts as neither.
 */
export function difference<T>(
  before: readonly T[],
  after: readonly T[],
): { gone: readonly T[]; come: readonly T[] } {
  if (before === after) return { gone: NOTHING, come: NOTHING }
  let head = 0
  const shorter = Math.min(before.length, after.length)
  while (head < shorter && before[head] === after[head]) head++
  let tail = 0
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  const old = before.slice(head, before.length - tail)
  const fresh = after.slice(head, after.length - tail)
  if (old.length === 0 || fresh.length === 0) return { gone: old, come: fresh }
  const [was, is] = [new Set(old), new Set(fresh)]
  return { gone: old.filter((entry) => !is.has(entry)), come: fresh.filter((entry) => !was.has(entry)) }
}
