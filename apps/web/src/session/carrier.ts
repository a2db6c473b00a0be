/** Carries what was written about texts of the past to the texts of the session. Loaded by sessions that have corrected texts. */
import { type Passage, Problem, type Text } from '@lectern/model'
import { Carrier, Comparisons, type Revised } from '@lectern/text'
import { api } from '../app/api.ts'
import type { Carry } from './carry.ts'

/** Texts never change, nor does what their comparison says. */
const comparisons = new Comparisons()
const fetched = new Map<string, string>()

/**
 * Fetches the texts of the past.
 * @param texts at hand
 * @throws what fetching throws; a text that is gone is done without
 */
export async function openCarrier(revised: Revised, texts: readonly Text[]): Promise<Carrier> {
  const here = new Map(texts.map(({ id, canonical }) => [id, canonical]))
  const wanted = new Set(revised.revisions.flatMap(({ from, to }) => [from, to]))
  await Promise.all(
    [...wanted].map(async (id) => {
      if (here.has(id) || fetched.has(id)) return
      try {
        fetched.set(id, (await api.text(id)).canonical)
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'not-found') throw error
      }
    }),
  )
  return new Carrier(revised, (id) => here.get(id) ?? fetched.get(id), comparisons)
}

/** @throws what fetching throws */
export async function openCarry(revised: Revised, texts: readonly Text[]): Promise<Carry> {
  const carrier = await openCarrier(revised, texts)
  const passages = new Map<string, Passage | undefined>()
  return {
    known: true,
    place: (target, key) => carrier.place(target, key),
    passage(passage) {
      if (revised.textIds.includes(passage.textId)) return passage
      const name = `${passage.textId} ${passage.start} ${passage.end}`
      if (!passages.has(name)) {
        const standing = carrier.passage(passage)
        passages.set(
          name,
          standing.verdict === 'found'
            ? { textId: standing.textId, start: standing.start, end: standing.end }
            : undefined,
        )
      }
      return passages.get(name)
    },
  }
}
