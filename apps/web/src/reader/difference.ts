/** What came into a list and what left it, by identity. Pure; knows nothing of what is in it. */

const NOTHING: readonly never[] = []

/** How many entries two lists share at either end. Lists here are long and change in few places: what lies between is short. */
export function shared<T>(before: readonly T[], after: readonly T[]): { head: number; tail: number } {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head++
  let tail = 0
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  return { head, tail }
}

/** An entry that only moved counts as neither. */
export function difference<T>(
  before: readonly T[],
  after: readonly T[],
): { gone: readonly T[]; come: readonly T[] } {
  if (before === after) return { gone: NOTHING, come: NOTHING }
  const { head, tail } = shared(before, after)
  const old = before.slice(head, before.length - tail)
  const fresh = after.slice(head, after.length - tail)
  if (old.length === 0 || fresh.length === 0) return { gone: old, come: fresh }
  const [was, is] = [new Set(old), new Set(fresh)]
  return { gone: old.filter((entry) => !is.has(entry)), come: fresh.filter((entry) => !was.has(entry)) }
}

/** A list made of another, entry by entry, that asks again only for what changed. */
export function follower<T, R>(make: (entry: T) => R): (list: readonly T[]) => readonly R[] {
  let [from, made]: [readonly T[], readonly R[]] = [NOTHING, NOTHING]
  return (list) => {
    if (list === from) return made
    const { head, tail } = shared(from, list)
    const fresh = list.slice(head, list.length - tail).map(make)
    // Not by spreading, which takes twenty times as long.
    made = made.slice(0, head).concat(fresh, made.slice(made.length - tail))
    from = list
    return made
  }
}
