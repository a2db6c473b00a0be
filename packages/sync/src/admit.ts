/**
 * Reads a Yjs v1 update without applying it, and says exactly what it would write and delete, and where.
 * An update that passes applies whole (nothing of it stays pending), brings structs only under client ids of the sender,
 * deletes nothing that does not exist, and the bytes to apply are bytes encoded here, never bytes somebody composed.
 * Knows nothing of roles, layouts or schemas: those are the policies'. Reads the document, never changes it.
 */
import { LIMITS } from '@lectern/model'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

/**
 * - `gap`: something the update builds on is not here; a full sync would bring it.
 * - `not-allowed`: the sender may not write here now; nothing wrong with the update itself.
 * - `forged`: no honest client sends this.
 * - `too-large`: beyond a limit.
 */
export type RefusalKind = 'gap' | 'not-allowed' | 'forged' | 'too-large'

export class Refused extends Error {
  readonly kind: RefusalKind
  /** What it touches is another person's: honest in a full sync, when storage lost what that person did. */
  readonly others: boolean
  constructor(kind: RefusalKind, reason: string, { others = false } = {}) {
    super(reason)
    this.kind = kind
    this.others = others
  }
}

/** Where an item stands. */
export type Place = {
  root: string
  /** What directly holds it: '' for the root, a node name, or '#text'. */
  parent: string
  /** Its key, or null for a position in a list or a text. */
  key: string | null
  /** Steps below the root; 1 is directly in it. */
  depth: number
}
export type Content = Y.Item['content']
export type Intent = {
  writes: { place: Place; content: Content }[]
  deletes: Place[]
  /** Clients under whose ids it writes. */
  clients: number[]
  /** The same update, without what is known already, encoded anew. */
  update: Uint8Array
}

type Struct = Y.Item | Y.GC | Y.Skip
type DeleteSet = ReturnType<typeof Y.decodeUpdate>['ds']
/** The new structs of one client, gapless, starting where the document stands. */
type Run = { structs: Struct[]; end: number; taken: number }
/** A place, and the identity of what holds it: a root's name or a nested type. */
type Landing = Place & { holder: unknown }

const isItem = (struct: Struct): struct is Y.Item => struct.constructor === Y.Item
const holdsValues = (struct: Struct) =>
  isItem(struct) && !(struct.content instanceof Y.ContentString || struct.content instanceof Y.ContentDeleted)
const nameOf = (type: unknown) => (type instanceof Y.XmlElement ? type.nodeName : '#text')

/**
 * @param ownerOf the person a client id is bound to, if any
 * @throws Refused
 */
export function inspect(
  doc: Y.Doc,
  bytes: Uint8Array,
  personId: string,
  ownerOf: (client: number) => string | undefined,
): Intent {
  const { update, structs, ds } = reencode(doc, bytes)
  const runs = sortByClient(doc, structs, personId, ownerOf)
  const ordered = sortByCause(doc, runs, structs.length)
  const deletes = locateDeletes(doc, runs, ds)
  return {
    writes: locate(doc, runs, ordered, ds),
    deletes,
    clients: [...runs.keys()],
    update,
  }
}

/** Only what is new here, in Yjs' own encoding: one block a client, values without hidden fields. */
function reencode(doc: Y.Doc, bytes: Uint8Array) {
  try {
    let { structs, ds } = Y.decodeUpdate(bytes)
    const known = structs.some(({ id }) => id.clock < Y.getState(doc.store, id.client))
    if (known) ({ structs, ds } = Y.decodeUpdate(withoutKnown(doc, bytes, structs)))
    for (const struct of structs) if (isItem(struct)) mend(struct)
    const update = encode(structs, ds)
    // What is judged is what others will read: a value can have fields in a prototype, which are not written.
    if (structs.some(holdsValues)) ({ structs, ds } = Y.decodeUpdate(update))
    return { update, structs, ds }
  } catch {
    throw new Refused('forged', 'The update cannot be read.')
  }
}

function withoutKnown(doc: Y.Doc, bytes: Uint8Array, structs: Struct[]): Uint8Array {
  const known = new Map<number, number>()
  for (const { id } of structs) known.set(id.client, Y.getState(doc.store, id.client))
  return Y.diffUpdate(bytes, Y.encodeStateVector(known))
}

/**
 * A redo in Yjs can make, once in a million edits, an item with the same neighbour on both sides. As it is, replicas would
 * place it differently. Without the right one they do not, and its author sees it where everybody does.
 */
function mend(item: Y.Item): void {
  if (item.origin && Y.compareIDs(item.origin, item.rightOrigin)) item.rightOrigin = null
}

/** Structs and deletes as an update, in the v1 format. Struct lists of one client follow each other. */
function encode(structs: Struct[], ds: DeleteSet): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  const uint = (value: number) => encoding.writeVarUint(encoder.restEncoder, value)
  const blocks: Struct[][] = []
  for (const struct of structs) {
    const last = blocks.at(-1)
    if (last?.[0]!.id.client === struct.id.client) last.push(struct)
    else blocks.push([struct])
  }
  uint(blocks.length)
  for (const block of blocks) {
    uint(block.length)
    uint(block[0]!.id.client)
    uint(block[0]!.id.clock)
    for (const struct of block) struct.write(encoder, 0)
  }
  uint(ds.clients.size)
  for (const [client, ranges] of ds.clients) {
    uint(client)
    uint(ranges.length)
    for (const { clock, len } of ranges) {
      uint(clock)
      uint(len)
    }
  }
  return encoder.toUint8Array()
}

/** Who: one gapless run per client, starting exactly where the document stands, every client bound to the sender. */
function sortByClient(
  doc: Y.Doc,
  structs: Struct[],
  personId: string,
  ownerOf: (client: number) => string | undefined,
): Map<number, Run> {
  if (structs.length > LIMITS.updateStructs) {
    throw new Refused('too-large', `An update may bring ${LIMITS.updateStructs} structs.`)
  }
  const runs = new Map<number, Run>()
  let current: number | undefined
  for (const struct of structs) {
    const { client, clock } = struct.id
    if (struct.constructor === Y.Skip) throw new Refused('gap', 'The update has a gap.')
    if (!(struct.length > 0) || !Number.isSafeInteger(clock + struct.length)) {
      throw new Refused('forged', 'A struct has an impossible length.')
    }
    if (struct.constructor === Y.GC && struct.length > LIMITS.gcLength) {
      throw new Refused('forged', `A collected range may be ${LIMITS.gcLength} long.`)
    }
    let run = runs.get(client)
    if (!run) {
      if ((ownerOf(client) ?? personId) !== personId) {
        throw new Refused('forged', 'The update writes under the client id of another person.')
      }
      if (runs.size >= LIMITS.updateClients) {
        throw new Refused('too-large', `An update may come from ${LIMITS.updateClients} clients.`)
      }
      runs.set(client, (run = { structs: [], end: Y.getState(doc.store, client), taken: 0 }))
    } else if (current !== client) {
      // Yjs would silently keep only one of the two blocks.
      throw new Refused('forged', 'A client appears twice.')
    }
    if (clock !== run.end) throw new Refused('gap', 'Earlier changes of this client are missing.')
    run.structs.push(struct)
    run.end += struct.length
    current = client
  }
  return runs
}

/** When: an order in which everything a struct builds on is there before it. Without one, Yjs would keep it pending. */
function sortByCause(doc: Y.Doc, runs: Map<number, Run>, count: number): Struct[] {
  const reached = new Map<number, number>()
  const known = (struct: Struct, id: Y.ID | null) => {
    if (id === null) return true
    if (id.client === struct.id.client) return id.clock < struct.id.clock
    return id.clock < (reached.get(id.client) ?? Y.getState(doc.store, id.client))
  }
  const ready = (struct: Struct) =>
    !isItem(struct) ||
    (known(struct, struct.origin) &&
      known(struct, struct.rightOrigin) &&
      (!(struct.parent instanceof Y.ID) || known(struct, struct.parent)))
  const ordered: Struct[] = []
  while (ordered.length < count) {
    const before = ordered.length
    for (const [client, run] of runs) {
      for (; run.taken < run.structs.length; run.taken++) {
        const struct = run.structs[run.taken]!
        if (!ready(struct)) break
        ordered.push(struct)
        reached.set(client, struct.id.clock + struct.length)
      }
    }
    if (ordered.length === before) throw new Refused('gap', 'The update builds on changes that are not here.')
  }
  return ordered
}

/** Where: the rules of Yjs' `Item.getMissing`, without side effects. What lands in something collected has no effect. */
function locate(doc: Y.Doc, runs: Map<number, Run>, ordered: Struct[], ds: DeleteSet): Intent['writes'] {
  const landings = new Map<Struct, Landing | null>()
  const find = (id: Y.ID): Struct =>
    id.clock < Y.getState(doc.store, id.client)
      ? Y.getItem(doc.store, id)
      : lastFrom(runs.get(id.client)!.structs, id.clock, ({ id }) => id.clock)!
  const landingOf = (struct: Struct): Landing | null => {
    const known = landings.get(struct)
    if (known !== undefined) return known
    return isItem(struct) ? standing(struct) : null
  }
  const land = (item: Y.Item): Landing | null => {
    const left = item.origin && find(item.origin)
    const right = item.rightOrigin && find(item.rightOrigin)
    if (left?.constructor === Y.GC || right?.constructor === Y.GC) return null
    if (left && right) {
      const [a, b] = [landingOf(left), landingOf(right)]
      // One of them comes with this update and is itself in something collected.
      if (!a || !b) return null
      if (a.holder !== b.holder || a.key !== b.key) {
        throw new Refused('forged', 'The neighbours of an item stand in different places.')
      }
    }
    const neighbour = left ?? right
    if (neighbour) return landingOf(neighbour)
    const { parent, parentSub: key } = item as { parent: unknown; parentSub: string | null }
    if (typeof parent === 'string') return { root: parent, parent: '', key, depth: 1, holder: parent }
    if (!(parent instanceof Y.ID)) throw new Refused('forged', 'An item has no place.')
    const holder = find(parent)
    if (!isItem(holder) || !(holder.content instanceof Y.ContentType)) return null
    const outer = landingOf(holder)
    if (!outer) return null
    const { type } = holder.content
    return { root: outer.root, parent: nameOf(type), key, depth: outer.depth + 1, holder: type }
  }
  const writes: Intent['writes'] = []
  for (const struct of ordered) {
    if (!isItem(struct)) continue
    const place = land(struct)
    landings.set(struct, place)
    if (!place) continue
    if (place.depth > LIMITS.depth) throw new Refused('too-large', `Nesting may be ${LIMITS.depth} deep.`)
    if (place.key !== null) checkKeyed(struct, place.key, ds)
    writes.push({ place, content: struct.content })
  }
  return writes
}

function checkKeyed(item: Y.Item, key: string, ds: DeleteSet): void {
  if (key.length > LIMITS.keyLength) {
    throw new Refused('too-large', `A key may have ${LIMITS.keyLength} characters.`)
  }
  // Values that were overwritten and are kept for undo are sent as one item, removed as a whole. A live one would be
  // split when its parent is deleted, and then Yjs' garbage collection throws.
  if (item.length !== 1 && !(item.content instanceof Y.ContentDeleted) && !removes(ds, item)) {
    throw new Refused('forged', 'A key has several values.')
  }
  // No honest client sends one, and it makes replicas order the values of a key differently.
  if (item.rightOrigin) throw new Refused('forged', 'A key has a right neighbour.')
}

/** Whether the update itself deletes the whole item. Its ranges are in order. */
function removes(ds: DeleteSet, { id, length }: Y.Item): boolean {
  const range = lastFrom(ds.clients.get(id.client) ?? [], id.clock, ({ clock }) => clock)
  return range !== undefined && id.clock + length <= range.clock + range.len
}

/** The last of an ordered list that starts at or before `clock`. */
function lastFrom<T>(list: readonly T[], clock: number, startOf: (item: T) => number): T | undefined {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (startOf(list[middle]!) <= clock) low = middle + 1
    else high = middle
  }
  return list[low - 1]
}

/** Where an item of the document stands. */
function standing(item: Y.Item): Landing {
  const holder = item.parent as Y.AbstractType<unknown>
  let top = holder
  let depth = 1
  for (; top._item !== null; top = top._item.parent as Y.AbstractType<unknown>) depth++
  const root = Y.findRootTypeKey(top)
  return {
    root,
    parent: holder._item === null ? '' : nameOf(holder),
    key: item.parentSub,
    depth,
    holder: holder._item === null ? root : holder,
  }
}

/** Every live item it deletes; those it brings itself are the sender's own. Deletes of what is not here are refused. */
function locateDeletes(doc: Y.Doc, runs: Map<number, Run>, ds: DeleteSet): Place[] {
  const deletes: Place[] = []
  let ranges = 0
  for (const [client, list] of ds.clients) {
    const structs = doc.store.clients.get(client) ?? []
    const have = Y.getState(doc.store, client)
    const end = runs.get(client)?.end ?? have
    let from = 0
    for (const { clock, len } of list) {
      if (++ranges > LIMITS.updateDeletes) {
        throw new Refused('too-large', `An update may delete ${LIMITS.updateDeletes} ranges.`)
      }
      // Yjs writes them sorted and merged; overlapping ones only make work.
      if (clock < from || !(len >= 0)) throw new Refused('forged', 'Deleted ranges overlap.')
      from = clock + len
      if (!(from <= end)) throw new Refused('gap', 'The update deletes what is not here.')
      if (clock >= have || len === 0) continue
      for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
        const struct = structs[i]!
        if (struct.id.clock >= from) break
        if (!struct.deleted && isItem(struct)) deletes.push(standing(struct))
      }
    }
  }
  return deletes
}
