/** Who comes next: in a round by its turns, else by the raised hands. */
import type { Meeting } from '@lectern/model'

/** Persons, in order. */
export const comingUp = ({ round, hands }: Meeting): string[] =>
  (round ? round.turns.slice(round.next) : hands).map(({ personId }) => personId)
