/**
 * Yjs v1 updates written by hand, struct by struct: whatever a hostile client can put on the wire.
 * The format: https://github.com/yjs/yjs/blob/main/INTERNALS.md and `UpdateEncoderV1`. For tests only.
 */
import * as encoding from 'lib0/encoding'

export type Id = [client: number, clock: number]

/** What an item holds. The key names Yjs' content class. */
export type Held =
  | { deleted: number }
  | { json: string[] }
  | { binary: Uint8Array }
  | { string: string }
  | { embed: unknown }
  | { format: [mark: string, value: unknown] }
  | { element: string }
  | { type: number }
  | { any: unknown[] }
  | { subdocument: string }

export type ItemSpec = { left?: Id; right?: Id; parent?: string | Id; key?: string; holds: Held }
export type StructSpec = { collected: number } | { skipped: number } | ItemSpec
export type BlockSpec = {
  client: number
  clock: number
  structs: StructSpec[]
  /** How many structs the block says it has, when it lies. */
  claims?: number
}
export type DeleteSpec = { client: number; ranges: [clock: number, length: number][] }

/** Number of the content class, and how it is written. */
function contentOf(holds: Held): [ref: number, write: (encoder: encoding.Encoder) => void] {
  if ('deleted' in holds) return [1, (e) => encoding.writeVarUint(e, holds.deleted)]
  if ('json' in holds) {
    return [
      2,
      (e) => {
        encoding.writeVarUint(e, holds.json.length)
        for (const json of holds.json) encoding.writeVarString(e, json)
      },
    ]
  }
  if ('binary' in holds) return [3, (e) => encoding.writeVarUint8Array(e, holds.binary)]
  if ('string' in holds) return [4, (e) => encoding.writeVarString(e, holds.string)]
  if ('embed' in holds) return [5, (e) => encoding.writeVarString(e, JSON.stringify(holds.embed))]
  if ('format' in holds) {
    return [
      6,
      (e) => {
        encoding.writeVarString(e, holds.format[0])
        encoding.writeVarString(e, JSON.stringify(holds.format[1]))
      },
    ]
  }
  if ('element' in holds) {
    return [
      7,
      (e) => {
        encoding.writeVarUint(e, 3)
        encoding.writeVarString(e, holds.element)
      },
    ]
  }
  if ('type' in holds) return [7, (e) => encoding.writeVarUint(e, holds.type)]
  if ('any' in holds) {
    return [
      8,
      (e) => {
        encoding.writeVarUint(e, holds.any.length)
        for (const value of holds.any) encoding.writeAny(e, value as encoding.AnyEncodable)
      },
    ]
  }
  return [
    9,
    (e) => {
      encoding.writeVarString(e, holds.subdocument)
      encoding.writeAny(e, { autoLoad: true })
    },
  ]
}

function writeId(encoder: encoding.Encoder, [client, clock]: Id): void {
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock)
}

function writeItem(encoder: encoding.Encoder, { left, right, parent, key, holds }: ItemSpec): void {
  const [ref, writeContent] = contentOf(holds)
  encoding.writeUint8(encoder, ref | (left ? 128 : 0) | (right ? 64 : 0) | (key === undefined ? 0 : 32))
  if (left) writeId(encoder, left)
  if (right) writeId(encoder, right)
  if (!left && !right) {
    encoding.writeVarUint(encoder, typeof parent === 'string' ? 1 : 0)
    if (typeof parent === 'string') encoding.writeVarString(encoder, parent)
    else writeId(encoder, parent!)
    if (key !== undefined) encoding.writeVarString(encoder, key)
  }
  writeContent(encoder)
}

export function craft(blocks: BlockSpec[], deletes: DeleteSpec[] = []): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, blocks.length)
    for (const { client, clock, structs, claims } of blocks) {
      encoding.writeVarUint(encoder, claims ?? structs.length)
      writeId(encoder, [client, clock])
      for (const struct of structs) {
        if ('collected' in struct) {
          encoding.writeUint8(encoder, 0)
          encoding.writeVarUint(encoder, struct.collected)
        } else if ('skipped' in struct) {
          encoding.writeUint8(encoder, 10)
          encoding.writeVarUint(encoder, struct.skipped)
        } else writeItem(encoder, struct)
      }
    }
    encoding.writeVarUint(encoder, deletes.length)
    for (const { client, ranges } of deletes) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, ranges.length)
      for (const range of ranges) writeId(encoder, range)
    }
  })
}

/** One item of one client: most attacks need no more. */
export const item = (client: number, clock: number, spec: ItemSpec): Uint8Array =>
  craft([{ client, clock, structs: [spec] }])
