/**
 * Applies the changes of others a frame at a time. Each transaction makes the editor compare and draw, so ten updates in
 * one cost about as much as one alone. Applied right before the page is drawn, so that nobody sees them later for it.
 * Not merged into one update: each stays what the server told, and one that cannot be applied takes no other with it.
 * Held back, they wait as long as it takes; what is written here goes on to the others all the same.
 */
import * as decoding from 'lib0/decoding'
import { messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

/** Message type of the sync protocol on a y-websocket connection. */
const SYNC = 0
/** Where nothing is drawn, and a page in the background is not, ms. */
const WITHOUT_FRAMES = 50

/** An update with nothing in it: no structs, no deletions. */
const NOTHING_BYTES = 2

export type Incoming = {
  /** Holds what others change back, or takes it in and lets it come again. */
  hold(still: boolean): void
  /** Whether anything is held back. */
  readonly waits: boolean
}

/** @param onHeld called when something waits that is held back */
export function coalesceUpdates(provider: WebsocketProvider, onHeld = () => {}): Incoming {
  const standard = provider.messageHandlers[SYNC]!
  let waiting: Uint8Array[] = []
  let still = false
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
    provider.doc.transact(() => {
      for (const update of updates) {
        try {
          Y.applyUpdate(provider.doc, update, provider)
        } catch (error) {
          console.error('A change could not be applied', error)
        }
      }
    }, provider)
  }

  provider.messageHandlers[SYNC] = (encoder, decoder, ...rest) => {
    const start = decoder.pos
    const type = decoding.readVarUint(decoder)
    if (type === messageYjsUpdate || (still && type === messageYjsSyncStep2)) {
      const update = decoding.readVarUint8Array(decoder)
      if (update.length > NOTHING_BYTES) waiting.push(update)
      if (still && waiting.length > 0) onHeld()
      // As the standard handler does: all is here, if not yet in the document.
      if (type === messageYjsSyncStep2) provider.synced = true
      if (timer || still) return
      timer = setTimeout(flush, WITHOUT_FRAMES)
      if (typeof requestAnimationFrame === 'function') frame = requestAnimationFrame(flush)
      return
    }
    // Answers about our state must know everything we were told, but for what is held back: nothing of ours rests on that.
    if (!still) flush()
    decoder.pos = start
    standard(encoder, decoder, ...rest)
  }
  provider.on('connection-close', () => {
    if (!still) flush()
  })
  return {
    hold(now) {
      flush()
      still = now
    },
    get waits() {
      return still && waiting.length > 0
    },
  }
}
