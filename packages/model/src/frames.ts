/**
 * Numbers of the frames on /collab: y-websocket's (https://github.com/yjs/y-protocols/blob/master/PROTOCOL.md), and those
 * beyond it, which only a client that asked with `?acks=1` sends and gets. What each holds stands in the SPEC of sync.
 */
export const FRAME = {
  SYNC: 0,
  AWARENESS: 1,
  QUERY_AWARENESS: 3,
  SAVED: 4,
  REFUSED: 5,
  CHECK: 6,
  DIVERGED: 7,
  DAMAGED: 8,
} as const
