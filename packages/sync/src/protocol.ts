/**
 * Frames on the wire: y-websocket's (https://github.com/yjs/y-protocols/blob/master/PROTOCOL.md) and those that only a
 * client that asked for them sends and gets. Knows bytes, no documents and no rooms.
 */
import { FRAME } from '@lectern/model'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync'

const { SYNC, AWARENESS, QUERY_AWARENESS, SAVED, REFUSED, CHECK, DIVERGED, DAMAGED } = FRAME

export type Message =
  | { type: 'step1'; vector: Uint8Array }
  | { type: 'step2' | 'update'; data: Uint8Array }
  | { type: 'awareness'; data: Uint8Array }
  | { type: 'queryAwareness' }
  | { type: 'check'; vector: Uint8Array; hash: number }

/** What a client sent. The bytes are views into `frame`. @throws Error when it is no frame of the protocol. */
export function readFrame(frame: Uint8Array): Message {
  const decoder = decoding.createDecoder(frame)
  const type = decoding.readVarUint(decoder)
  if (type === AWARENESS) return { type: 'awareness', data: decoding.readVarUint8Array(decoder) }
  if (type === QUERY_AWARENESS) return { type: 'queryAwareness' }
  if (type === CHECK) {
    return { type: 'check', vector: decoding.readVarUint8Array(decoder), hash: decoding.readVarUint(decoder) }
  }
  if (type !== SYNC) throw new Error(`unknown message type ${type}`)
  const step = decoding.readVarUint(decoder)
  const bytes = decoding.readVarUint8Array(decoder)
  if (step === messageYjsSyncStep1) return { type: 'step1', vector: bytes }
  if (step === messageYjsSyncStep2) return { type: 'step2', data: bytes }
  if (step === messageYjsUpdate) return { type: 'update', data: bytes }
  throw new Error(`unknown sync step ${step}`)
}

function sync(step: number, bytes: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, SYNC)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, bytes)
  })
}
/** "This is what I have; send me the rest." `vector` is an encoded state vector. */
export const step1Frame = (vector: Uint8Array) => sync(messageYjsSyncStep1, vector)
/** The answer to a step 1. */
export const step2Frame = (update: Uint8Array) => sync(messageYjsSyncStep2, update)
export const updateFrame = (update: Uint8Array) => sync(messageYjsUpdate, update)

export function awarenessFrame(update: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, AWARENESS)
    encoding.writeVarUint8Array(encoder, update)
  })
}

/** The first `count` SyncStep2 and Update frames of this connection are committed. */
export function savedFrame(count: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, SAVED)
    encoding.writeVarUint(encoder, count)
  })
}

/** What the client sees is not what the server has, although both have the same changes. */
export const divergedFrame = () => Uint8Array.of(DIVERGED)

/** Parts of the document could not be read from storage; or they could not, and what builds on them is whole again. */
export const damagedFrame = (damaged: boolean) => Uint8Array.of(DAMAGED, damaged ? 1 : 0)

/** SyncStep2 or Update frame number `count` of this connection was not taken. `kind` is for programs, `reason` for people. */
export function refusedFrame(count: number, reason: string, kind: string): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, REFUSED)
    encoding.writeVarUint(encoder, count)
    encoding.writeVarString(encoder, reason)
    encoding.writeVarString(encoder, kind)
  })
}
