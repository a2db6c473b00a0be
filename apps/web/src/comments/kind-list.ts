/** The list of kinds while a host changes it. Pure. */
import { LIMITS, type SessionKind } from '@lectern/model'

/** The list with the kind at `from` standing at `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = list.toSpliced(from, 1)
  return next.toSpliced(to, 0, list[from]!)
}

export type ListProblem = { id: string; why: 'empty' | 'long' | 'same' }

/** The first thing that is wrong with it; undefined when it can be saved. */
export function problemOf(kinds: readonly SessionKind[]): ListProblem | undefined {
  const names = new Set<string>()
  for (const { id, name } of kinds) {
    const tidy = name.trim()
    if (!tidy) return { id, why: 'empty' }
    if (tidy.length > LIMITS.kindName) return { id, why: 'long' }
    if (names.has(tidy.toLocaleLowerCase())) return { id, why: 'same' }
    names.add(tidy.toLocaleLowerCase())
  }
  return undefined
}

/** One that is not used yet, or the first. */
const free = <T>(all: readonly T[], used: readonly T[]): T =>
  all.find((one) => !used.includes(one)) ?? all[0]!

/** A kind that is none of these: with a colour and an icon that none of them has, as long as there are such. */
export function another(
  kinds: readonly SessionKind[],
  choices: { colors: readonly SessionKind['color'][]; icons: readonly SessionKind['icon'][] },
  name: string,
): SessionKind {
  let n = kinds.length + 1
  while (kinds.some(({ id }) => id === `kind-${n}`)) n++
  return {
    id: `kind-${n}`,
    name,
    color: free(
      choices.colors,
      kinds.map(({ color }) => color),
    ),
    icon: free(
      choices.icons,
      kinds.map(({ icon }) => icon),
    ),
  }
}
