/**
 * Lying about neighbours is the one way left in which a sound update can make replicas order a text differently, for
 * good. An item says which items stood left and right of it when it was made. That can be true only if nothing its author
 * had already seen stands between them. Looked at after the update is applied, because only then the places are known.
 */
import * as Y from 'yjs'

/** Items walked past for one update before it is taken for a lie. Honest ones need few: what was written at the same spot at the same time. */
const STEPS = 500_000

const holds = (item: Y.Item, id: Y.ID) =>
  item.id.client === id.client && item.id.clock <= id.clock && id.clock < item.id.clock + item.length

/** Everything a client must have seen when it made an item: what the item names, what came before that, and so on. */
class Past {
  readonly #store: Y.Doc['store']
  /** Client → first clock that was not seen. */
  readonly #seen = new Map<number, number>()
  constructor(store: Y.Doc['store']) {
    this.#store = store
  }

  has({ id }: Y.Item): boolean {
    return id.clock < (this.#seen.get(id.client) ?? 0)
  }

  /** The past of `item`. Called for the items of one client in their order, it only grows. */
  include(item: Y.Item): void {
    const todo: [client: number, from: number, to: number][] = []
    const see = (id: Y.ID | null | undefined) => {
      if (!id) return
      const from = this.#seen.get(id.client) ?? 0
      if (id.clock < from) return
      this.#seen.set(id.client, id.clock + 1)
      todo.push([id.client, from, id.clock])
    }
    if (item.id.clock > 0) see(Y.createID(item.id.client, item.id.clock - 1))
    see(item.origin)
    see(item.rightOrigin)
    for (let range = todo.pop(); range; range = todo.pop()) {
      const [client, from, to] = range
      const structs = this.#store.clients.get(client)!
      for (let i = Y.findIndexSS(structs, from); i < structs.length && structs[i]!.id.clock <= to; i++) {
        const struct = structs[i]!
        if (!(struct instanceof Y.Item)) continue
        see(struct.origin)
        see(struct.rightOrigin)
        see((struct.parent as Y.AbstractType<unknown> | null)?._item?.id)
      }
    }
  }
}

/** To be called when the transaction's items stand where they belong and are not merged yet ('afterTransaction'). */
export function hasHonestNeighbours({ doc, beforeState, afterState }: Y.Transaction): boolean {
  let steps = STEPS
  /** Whether walking from `start` leads to `id`, or to the end when it is null, past nothing that was seen. */
  const leadsTo = (start: Y.Item | null, id: Y.ID | null, side: 'left' | 'right', past: Past | undefined) => {
    for (let item = start; item !== null; item = item[side]) {
      if (id && holds(item, id)) return true
      if (--steps < 0 || past?.has(item)) return false
    }
    return id === null
  }
  for (const [client, after] of afterState) {
    const before = beforeState.get(client) ?? 0
    if (after <= before) continue
    const structs = doc.store.clients.get(client)!
    const past = new Past(doc.store)
    for (let i = Y.findIndexSS(structs, before); i < structs.length; i++) {
      const item = structs[i]!
      if (!(item instanceof Y.Item) || item.parentSub !== null) continue
      const { left, right, origin, rightOrigin } = item
      const besideLeft = origin ? left !== null && holds(left, origin) : left === null
      const besideRight = !rightOrigin || (right !== null && holds(right, rightOrigin))
      if (besideLeft && besideRight) continue
      past.include(item)
      // Without a right neighbour the order is the same everywhere, whatever stands between.
      if (!leadsTo(left, origin, 'left', rightOrigin ? past : undefined)) return false
      if (rightOrigin && !leadsTo(right, rightOrigin, 'right', past)) return false
    }
  }
  return true
}
