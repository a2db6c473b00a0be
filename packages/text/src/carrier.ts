/**
 * Where what was written about a text stands now that corrected texts took its place: through all revisions of a session, with the
 * places a host chose. Pure and remembering: a comparison of two texts is made once. Knows no document and no page.
 */
import type { Passage, Revision, Target } from '@lectern/model'
import { match, selectorsAt } from './anchor.ts'
import { type Carried, type CarriedPlace, carry } from './carry.ts'
import { Comparison } from './comparison.ts'

/** Of a text of the session. Without `textId`: none of its texts is, or became, the one it was written about. */
export type Standing =
  | { verdict: 'found'; textId: string; start: number; end: number; carried: boolean }
  | { verdict: 'ambiguous'; textId: string; places: CarriedPlace[] }
  | { verdict: 'lost'; textId?: string }

type Selectors = Target['selector']
type Known = { textId: string; selector: Selectors }

/** What of revisions is asked for. */
export type Revised = { textIds: readonly string[]; revisions: readonly Revision[] }

/** Comparisons between texts, and what they said; texts never change, so it may be kept as long as there is room for it. */
export class Comparisons {
  readonly #made = new Map<string, { comparison: Comparison; carried: WeakMap<Selectors, Carried> }>()

  /** @param from id and canonical string of the old text, the string undefined where it is not at hand */
  carry(selector: Selectors, from: [string, string | undefined], to: [string, string]): Carried {
    const name = `${from[0]} ${from[1] === undefined} ${to[0]}`
    let made = this.#made.get(name)
    if (!made) {
      made = { comparison: new Comparison(to[1], from[1]), carried: new WeakMap() }
      this.#made.set(name, made)
    }
    let carried = made.carried.get(selector)
    if (!carried) {
      carried = carry(selector, made.comparison)
      made.carried.set(selector, carried)
    }
    return carried
  }
}

/** The revisions that lead from a text to one of the session, in order; undefined when none does. */
export function pathOf({ textIds, revisions }: Revised, source: string): Revision[] | undefined {
  const path: Revision[] = []
  let at = source
  let index = -1
  while (!textIds.includes(at)) {
    // What was replaced last counts, and a text is only replaced by one that comes later.
    const next = revisions.findLastIndex(({ from }) => from === at)
    if (next <= index) return undefined
    index = next
    path.push(revisions[next]!)
    at = revisions[next]!.to
  }
  return path
}

export class Carrier {
  readonly #session: Revised
  readonly #textOf: (id: string) => string | undefined
  readonly #comparisons: Comparisons

  /** @param textOf canonical string of a text, undefined where it is not at hand */
  constructor(session: Revised, textOf: (id: string) => string | undefined, comparisons = new Comparisons()) {
    this.#session = session
    this.#textOf = textOf
    this.#comparisons = comparisons
  }

  /** Texts that took the place of another come by their passages through `carry`. @param key of the annotation, for what was chosen */
  place({ source, selector }: Target, key?: string): Standing {
    const path = pathOf(this.#session, source)
    if (!path) return { verdict: 'lost' }
    let known: Known = { textId: source, selector }
    let standing = this.#own(known)
    for (const { to, choices } of path) {
      const text = this.#textOf(to)
      if (text === undefined) return { verdict: 'lost' }
      const chosen = key === undefined ? undefined : choices[key]
      if (chosen === null) {
        standing = { verdict: 'lost', textId: to }
        // Whoever looked has found that it is gone: only another choice brings it back.
        known = { textId: '', selector }
        continue
      }
      if (chosen) standing = { verdict: 'found', textId: to, ...chosen, carried: true }
      else if (known.textId === '') standing = { verdict: 'lost', textId: to }
      else {
        const from = this.#textOf(known.textId)
        const carried = this.#comparisons.carry(known.selector, [known.textId, from], [to, text])
        standing =
          carried.verdict === 'found' ? { ...carried, textId: to, carried: true } : { ...carried, textId: to }
      }
      // What is uncertain or not there goes on from where it stood for sure: a later text may have it again.
      if (standing.verdict === 'found') {
        known = { textId: to, selector: this.#selectors(selector, text, standing) }
      }
    }
    return standing
  }

  /** A passage of any text, now or once of the session. */
  passage(passage: Passage): Standing {
    const text = this.#textOf(passage.textId)
    if (text === undefined || passage.end > text.length || passage.start >= passage.end)
      return { verdict: 'lost' }
    return this.place({ source: passage.textId, selector: selectorsAt(text, passage.start, passage.end) })
  }

  readonly #described = new WeakMap<Selectors, Map<string, Selectors>>()
  /** The same object each time, so that what was said about it is remembered. */
  #selectors(first: Selectors, text: string, { start, end }: { start: number; end: number }): Selectors {
    let described = this.#described.get(first)
    if (!described) this.#described.set(first, (described = new Map()))
    const name = `${start} ${end} ${text.length}`
    let selectors = described.get(name)
    if (!selectors) described.set(name, (selectors = selectorsAt(text, start, end)))
    return selectors
  }

  #own({ textId, selector }: Known): Standing {
    const text = this.#textOf(textId)
    const found = text === undefined ? null : match(text, selector)
    return found ? { verdict: 'found', textId, ...found, carried: false } : { verdict: 'lost', textId }
  }
}
