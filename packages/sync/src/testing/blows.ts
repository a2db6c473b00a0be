/** The few updates that attacks are made of, written by hand: who strikes, whom, and with what. */
import { craft, type DeleteSpec, type Id, item, type ItemSpec } from './craft.ts'

export const VICTIM = 42
export const MALLORY = 7

/** What an attacker knows: the victim's paragraph and text, its last character and its next clock. */
export type Known = { paragraph: Id; text: Id; last: Id; next: number }

export const collected = (client: number, clock: number, length: number) =>
  craft([{ client, clock, structs: [{ collected: length }] }])
export const deletes = (...specs: DeleteSpec[]) => craft([], specs)
export const mine = (spec: ItemSpec) => item(MALLORY, 0, spec)
/** Quotations within quotations. */
export const deep = (levels: number) =>
  craft([
    {
      client: MALLORY,
      clock: 0,
      structs: Array.from({ length: levels }, (_, i) => ({
        parent: i === 0 ? 'summary' : ([MALLORY, i - 1] as Id),
        holds: { element: 'blockquote' },
      })),
    },
  ])
