/** The answers to a text's suggestions while they are being given. Made into a new text only when asked (docs/decisions/0003). */
import type { Exclusion, NewText, Text } from '@lectern/model'
import { useState } from 'react'

export type Answers = {
  /** Whether the exclusion stays folded. */
  folded: (exclusion: Exclusion) => boolean
  fold: (exclusion: Exclusion, folded: boolean) => void
  /** Undefined until it is answered. */
  splitAt: (at: number) => boolean | undefined
  split: (at: number, yes: boolean) => void
  /** What to ask of the server; null when nothing would change. */
  request: Extract<NewText, { from: string }> | null
}

export function useAnswers(text: Text): Answers {
  const [kept, setKept] = useState<ReadonlySet<number>>(new Set())
  const [splits, setSplits] = useState<ReadonlyMap<number, boolean>>(new Map())
  const split = [...splits].filter(([, yes]) => yes).map(([at]) => at)
  return {
    folded: (exclusion) => !kept.has(exclusion.start),
    fold: (exclusion, folded) => {
      const next = new Set(kept)
      if (folded) next.delete(exclusion.start)
      else next.add(exclusion.start)
      setKept(next)
    },
    splitAt: (at) => splits.get(at),
    split: (at, yes) => setSplits(new Map(splits).set(at, yes)),
    request:
      kept.size === 0 && split.length === 0
        ? null
        : {
            from: text.id,
            ...(split.length > 0 && { split: split.toSorted((a, b) => a - b) }),
            ...(kept.size > 0 && { exclusions: text.exclusions.filter(({ start }) => !kept.has(start)) }),
          },
  }
}
