/**
 * Many messages for many sockets as the bytes of one write. `ws` frames a message anew for each socket and writes each
 * one by itself; where hundreds listen, those writes are most of what a server does. Knows RFC 6455, no sockets.
 */

/** Binary, whole, not masked: https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
const BINARY = 0x82

const headerSize = (length: number) => (length < 126 ? 2 : length < 65_536 ? 4 : 10)

/** The messages as WebSocket frames, as a server without extensions sends them. */
function toFrames(messages: readonly Uint8Array[]): Buffer {
  let size = 0
  for (const { length } of messages) size += headerSize(length) + length
  const bytes = Buffer.allocUnsafe(size)
  let at = 0
  for (const message of messages) {
    const { length } = message
    bytes[at] = BINARY
    if (length < 126) bytes[at + 1] = length
    else if (length < 65_536) {
      bytes[at + 1] = 126
      bytes.writeUInt16BE(length, at + 2)
    } else {
      bytes[at + 1] = 127
      bytes.writeBigUInt64BE(BigInt(length), at + 2)
    }
    at += headerSize(length)
    bytes.set(message, at)
    at += length
  }
  return bytes
}

let last: readonly Uint8Array[] | undefined
let framed: Buffer | undefined

/** The same bytes for the same array as before, so that what many are told is framed once. */
export function framesOf(messages: readonly Uint8Array[]): Buffer {
  if (messages !== last || !framed) {
    framed = toFrames(messages)
    last = messages
  }
  return framed
}
