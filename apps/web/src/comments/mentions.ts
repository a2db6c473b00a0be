/**
 * Mentions while one writes: `@Name`, offered and turned into what is kept (`mention` in `@lectern/model`). Pure.
 */
import { LIMITS, mention, type Named } from '@lectern/model'

/** Code and links are left as they were typed. */
const LEFT_ALONE = '`[^`]*`|\\[(?:\\\\.|[^\\\\\\]])*\\]\\([^)\\s]*\\)'
/** An address is no mention; a name in a sentence without spaces is one. */
const NOT_BEFORE = '(?<![A-Za-z0-9_.+-])'
/** "@Ben" is not the beginning of "@Benjamin". Han and kana need no space between words. */
const NOT_AFTER = '(?!(?![\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}])[\\p{L}\\p{M}\\p{N}_])'
const literally = (name: string) => name.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** Every `@Name` of one of these people becomes a mention. The longest name that fits is meant. */
export function withLinks(words: string, people: readonly Named[]): string {
  if (people.length === 0 || !/[@＠]/.test(words)) return words
  const ids = new Map(people.map(({ name, personId }) => [name, personId]))
  const names = [...ids.keys()].sort((a, b) => b.length - a.length).map(literally)
  const pattern = new RegExp(`${LEFT_ALONE}|${NOT_BEFORE}[@＠](${names.join('|')})${NOT_AFTER}`, 'gu')
  return words.replace(pattern, (whole: string, name: string | undefined) =>
    name === undefined ? whole : mention({ personId: ids.get(name)!, name }),
  )
}

/** The mention that is being typed before the caret. `start` is where its @ stands. */
export function typedMention(words: string, caret: number): { start: number; query: string } | null {
  const from = Math.max(0, caret - LIMITS.name - 2)
  const found = /(?:^|[^A-Za-z0-9_.+-])[@＠]([^@＠\n]*)$/.exec(words.slice(from, caret))
  const query = found?.[1]
  if (query === undefined || /^\s/.test(query)) return null
  return { start: caret - query.length - 1, query }
}

const folded = (words: string) => words.normalize('NFKC').toLocaleLowerCase()

/** Who may be meant, the likeliest first; `people` come in the order they are offered when nothing else decides. */
export function meant<T extends Named>(people: readonly T[], query: string, most: number): T[] {
  const wanted = folded(query)
  const rank = ({ name }: T) => {
    const at = folded(name)
    if (at.startsWith(wanted)) return 0
    if (at.split(/\s+/).some((word) => word.startsWith(wanted))) return 1
    return at.includes(wanted) ? 2 : 3
  }
  return people
    .map((person) => ({ person, rank: rank(person) }))
    .filter((one) => one.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ person }) => person)
}
