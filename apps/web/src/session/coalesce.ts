/**
 * Applies the changes of others a frame at a time. Each transaction makes the editor compare and draw, so ten updates in
 * one cost about as much as one alone. Applied right before the page is drawn, so that nobody sees them later for it.
 */
import * as decoding from 'lib0/decoding'
import { messageYjsUpdate } from 'y-protocols/sync'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

/** Message type of the sync protocol on a y-websocket connection. */
const SYNC = 0
/** Where nothing is drawn, and a page in the background is not, ms. */
const WITHOUT_FRAMES = 50

export function coalesceUpdates(provider: WebsocketProvider): void {
  const standard = provider.messageHandlers[SYNC]!
  let waiting: Uint8Array[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let frame = 0

  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (frame) cancelAnimationFrame(frame)
    frame = 0
    if (waiting.length === 0) return
    const updates = waiting
    waiting = []
    try {
      // Not merged: what Yjs makes of overlapping formats depends on what it is given at once.
      provider.doc.transact(() => {
        for (const update of updates) Y.applyUpdate(provider.doc, update, provider)
      }, provider)
    } catch (error) {
      console.error('A change could not be applied', error)
    }
  }

  provider.messageHandlers[SYNC] = (encoder, decoder, ...rest) => {
    const start = decoder.pos
    if (decoding.readVarUint(decoder) === messageYjsUpdate) {
      waiting.push(decoding.readVarUint8Array(decoder))
      if (timer) return
      timer = setTimeout(flush, WITHOUT_FRAMES)
      if (typeof requestAnimationFrame === 'function') frame = requestAnimationFrame(flush)
      return
    }
    // Answers about our state must know everything we were told.
    flush()
    decoder.pos = start
    standard(encoder, decoder, ...rest)
  }
  provider.on('connection-close', flush)
}
