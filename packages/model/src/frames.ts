/**
 * Message types on /collab beyond those of y-websocket (https://github.com/yjs/y-protocols/blob/master/PROTOCOL.md), sent and
 * taken only where the client asked for them with `?acks=1`. What each holds stands in `packages/sync/SPEC.md`.
 */
export const FRAME = {
  saved: 4,
  refused: 5,
  check: 6,
  diverged: 7,
  damaged: 8,
} as const
