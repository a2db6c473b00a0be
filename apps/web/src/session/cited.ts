/** What the summary cites, where it stands now. */
import type { Passage } from '@lectern/model'
import type { Carry } from './carry.ts'
import { type Store, useStore, useWorkspace } from './workspace.ts'

const none: Passage[] = []
const NOTHING: Store<Passage[]> = { get: () => none, subscribe: () => () => {} }

/** The last answer, as several parts of the page ask for the same. */
let last: { written: readonly Passage[]; carry: Carry; here: Passage[] } | undefined
function hereOf(written: readonly Passage[], carry: Carry): readonly Passage[] {
  if (last?.written !== written || last.carry !== carry) {
    last = { written, carry, here: written.flatMap((passage) => carry.passage(passage) ?? []) }
  }
  return last.here
}

/** Passages the summary cites, in the texts of the session, in the order of the summary. */
export function useCited(): readonly Passage[] {
  const { channels, carry } = useWorkspace()
  return hereOf(useStore(channels?.cited ?? NOTHING), carry)
}
