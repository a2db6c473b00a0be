/** Words the server did not accept, until the person who wrote them has seen them. Loads no Yjs. */
import { create } from 'zustand'
import type { ChannelKind } from './workspace.ts'

/** `words` as plain text, ready to copy. */
export type Refusal = { n: number; kind: ChannelKind; reason: string; words: string }

export const useRefusals = create<{ list: Refusal[] }>(() => ({ list: [] }))

let n = 0
export const refusals = {
  add: (refusal: Omit<Refusal, 'n'>): void =>
    useRefusals.setState(({ list }) => ({ list: [...list, { ...refusal, n: ++n }] })),
  dismiss: (which: number): void =>
    useRefusals.setState(({ list }) => ({ list: list.filter((refusal) => refusal.n !== which) })),
}
