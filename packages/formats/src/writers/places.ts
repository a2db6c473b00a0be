/** Where the quotations of a Record stand in the texts of its session, also where a corrected text took the place of another. */
import type { Annotation, Locator, Passage, SessionRecord, Text } from '@lectern/model'
import { Carrier, locatorAt, paragraphNumberAt, pathOf, type Standing as Carried } from '@lectern/text'

/**
 * Whether a quote stands in its text at its position. `corrected`: its passage is there, in other words than were quoted;
 * `uncertain` and `lost`: a corrected text has several places for it, or none.
 */
export type Standing = 'stands' | 'corrected' | 'uncertain' | 'lost' | 'moved' | 'text-absent'

/** The number people say aloud; `before` ahead of the first one, undefined where a quote does not stand. */
export type Place = number | 'before' | undefined

/** `text`: of the session, where it is or became one of its texts. `locator`: page or chapter of the source. */
export type Placed = {
  text: Text | undefined
  start: number
  end: number
  standing: Standing
  place: Place
  locator?: Locator | undefined
}

export class Places {
  readonly #session: SessionRecord['session']
  readonly #texts: ReadonlyMap<string, Text>
  readonly #carrier: Carrier

  constructor({ session, texts }: Pick<SessionRecord, 'session' | 'texts'>) {
    this.#session = session
    this.#texts = new Map(texts.map((text) => [text.id, text]))
    this.#carrier = new Carrier(session, (id) => this.#texts.get(id)?.canonical)
  }

  ofAnnotation({ key, target }: Annotation): Placed {
    const [{ start, end }, { exact }] = target.selector
    return this.#placed({ textId: target.source, start, end }, exact, () => this.#carrier.place(target, key))
  }

  ofCitation(passage: Passage & { exact: string }): Placed {
    return this.#placed(passage, passage.exact, () => this.#carrier.passage(passage))
  }

  #placed({ textId, start, end }: Passage, exact: string, carry: () => Carried): Placed {
    const path = pathOf(this.#session, textId)
    if (!path || path.length === 0) return placedIn(this.#texts.get(textId), start, end, exact)
    const carried = carry()
    const text = this.#texts.get(path.at(-1)!.to)
    if (carried.verdict === 'found') {
      const placed = placedIn(text, carried.start, carried.end, exact)
      if (!text || placed.standing === 'stands') return placed
      return { ...placed, standing: 'corrected', ...placeIn(text, carried.start) }
    }
    const standing = carried.verdict === 'ambiguous' ? 'uncertain' : 'lost'
    return { text, start: Infinity, end: Infinity, standing, place: undefined }
  }
}

function placedIn(text: Text | undefined, start: number, end: number, exact: string): Placed {
  if (!text) return { text, start, end, standing: 'text-absent', place: undefined }
  if (text.canonical.slice(start, end) !== exact)
    return { text, start, end, standing: 'moved', place: undefined }
  return { text, start, end, standing: 'stands', ...placeIn(text, start) }
}

const placeIn = (text: Text, start: number) => ({
  place: paragraphNumberAt(text, start) ?? ('before' as const),
  locator: locatorAt(text, start),
})
