/**
 * What can be taken of a full sync from somebody who has more than this server: after rows were lost, or an older copy of
 * the data was restored, honest clients offer what others wrote, too, which nobody may do in their name. This takes the
 * sender's own part, as far as everything it builds on is here. Decides nothing: what comes out passes the gate as anything else.
 */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

type Decoded = ReturnType<typeof Y.decodeUpdate>
type Struct = Decoded['structs'][number]

/** What the update brings that is not in the document. @throws Error when it cannot be read */
function news(doc: Y.Doc, bytes: Uint8Array): Decoded {
  const known = new Map<number, number>()
  for (const { id } of Y.decodeUpdate(bytes).structs) known.set(id.client, Y.getState(doc.store, id.client))
  return Y.decodeUpdate(Y.diffUpdate(bytes, Y.encodeStateVector(known)))
}

/** The clients that `whose` is true of, of which the update brings anything the document does not have. */
export function brought(doc: Y.Doc, bytes: Uint8Array, whose: (client: number) => boolean): Set<number> {
  try {
    const { structs } = news(doc, bytes)
    const clients = structs.flatMap((struct) => (struct.constructor === Y.Skip ? [] : struct.id.client))
    return new Set(clients.filter(whose))
  } catch {
    return new Set()
  }
}

/**
 * @param isOwn whether a client id is bound to the sender
 * @param mayDelete whether what a client wrote is to be deleted where the update says so
 */
export function salvage(
  doc: Y.Doc,
  bytes: Uint8Array,
  isOwn: (client: number) => boolean,
  mayDelete: (client: number) => boolean,
): Uint8Array {
  const { structs, ds } = news(doc, bytes)
  const offered = new Map<number, Struct[]>()
  for (const struct of structs) {
    const { client, clock } = struct.id
    if (!isOwn(client) || struct.constructor === Y.Skip) continue
    const run = offered.get(client) ?? []
    const last = run.at(-1)
    // Up to the first gap.
    if (clock !== (last ? last.id.clock + last.length : Y.getState(doc.store, client))) continue
    run.push(struct)
    offered.set(client, run)
  }

  const taken = new Map<number, Struct[]>()
  const end = (client: number) => {
    const last = taken.get(client)?.at(-1)
    return last ? last.id.clock + last.length : Y.getState(doc.store, client)
  }
  const ready = (struct: Struct) => {
    if (!(struct instanceof Y.Item)) return true
    const { origin, rightOrigin, parent } = struct as {
      origin: unknown
      rightOrigin: unknown
      parent: unknown
    }
    return [origin, rightOrigin, parent].every((id) => !(id instanceof Y.ID) || id.clock < end(id.client))
  }
  for (let before = -1, count = 0; before < count;) {
    before = count
    for (const [client, run] of offered) {
      const kept = taken.get(client) ?? []
      if (!taken.has(client)) taken.set(client, kept)
      for (; kept.length < run.length && ready(run[kept.length]!); count++) kept.push(run[kept.length]!)
    }
  }
  return encode(taken, ds, (client) => (mayDelete(client) ? end(client) : 0))
}

/** As Yjs writes an update (https://github.com/yjs/yjs/blob/v13.6.27/src/utils/encoding.js), deletions only of what is there. */
function encode(runs: Map<number, Struct[]>, ds: Decoded['ds'], end: (client: number) => number): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  const filled = [...runs].filter(([, run]) => run.length > 0).sort(([a], [b]) => b - a)
  encoding.writeVarUint(encoder.restEncoder, filled.length)
  for (const [client, run] of filled) {
    encoding.writeVarUint(encoder.restEncoder, run.length)
    encoder.writeClient(client)
    encoding.writeVarUint(encoder.restEncoder, run[0]!.id.clock)
    for (const struct of run) struct.write(encoder, 0)
  }
  const deleted = [...ds.clients].flatMap(([client, ranges]) => {
    const there = ranges
      .map(({ clock, len }) => ({ clock, len: Math.min(len, end(client) - clock) }))
      .filter(({ len }) => len > 0)
    return there.length > 0 ? [{ client, there }] : []
  })
  encoding.writeVarUint(encoder.restEncoder, deleted.length)
  for (const { client, there } of deleted) {
    encoder.resetDsCurVal()
    encoding.writeVarUint(encoder.restEncoder, client)
    encoding.writeVarUint(encoder.restEncoder, there.length)
    for (const { clock, len } of there) {
      encoder.writeDsClock(clock)
      encoder.writeDsLen(len)
    }
  }
  return encoder.toUint8Array()
}
