/**
 * Tells the server, after a while without changes, what this page has, so that a difference nobody thought of is found.
 * See CHECK and DIVERGED in the server's SPEC. Knows no page.
 */
import { contentHash } from '@lectern/docs'
import { FRAME } from '@lectern/model'
import * as encoding from 'lib0/encoding'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { ChannelKind } from './workspace.ts'

/** ms */
const IDLE = 60_000

type Options = {
  kind: ChannelKind
  idle: number | undefined
  /** Whether the server has everything that was written here. */
  isSettled: () => boolean
  /** The server has something else although it has the same changes. */
  onDiverged: () => void
}

/** @returns what ends it */
export function watchAgreement(
  provider: WebsocketProvider,
  { kind, idle = IDLE, isSettled, onDiverged }: Options,
): () => void {
  const { doc } = provider
  let timer: ReturnType<typeof setTimeout> | undefined
  const check = () => {
    if (!isSettled() || !provider.wsconnected) return wait()
    provider.ws?.send(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, FRAME.CHECK)
        encoding.writeVarUint8Array(encoder, Y.encodeStateVector(doc))
        encoding.writeVarUint(encoder, contentHash(doc, kind))
      }),
    )
  }
  // Once after the last change, and once after each return of the connection.
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(check, idle)
  }
  provider.messageHandlers[FRAME.DIVERGED] = () => {
    // What is not saved yet goes first; the next look will say it again.
    if (isSettled()) onDiverged()
    else wait()
  }
  doc.on('update', wait)
  provider.on('sync', wait)
  return () => {
    clearTimeout(timer)
    doc.off('update', wait)
    provider.off('sync', wait)
  }
}
