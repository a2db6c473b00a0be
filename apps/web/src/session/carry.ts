/** Where what was written about a text stands, now that corrected texts may have taken its place: what the page knows of it. */
import type { Passage, Target } from '@lectern/model'
import type { Standing } from '@lectern/text'

export type Carry = {
  /** False until it can be told where everything stands. */
  known: boolean
  /** Of what was written about a text that is not in the session; undefined as long as that is not known. */
  place(target: Target, key: string): Standing | undefined
  /** Where a passage stands now, itself where its text is in the session; undefined where that is not sure. */
  passage(passage: Passage): Passage | undefined
}

/** Of a session whose texts were never replaced. */
export const AS_WRITTEN: Carry = {
  known: true,
  place: () => ({ verdict: 'lost' }),
  passage: (passage) => passage,
}
