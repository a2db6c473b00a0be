/** What a room sees of a connection. Knows no `ws`, no HTTP. */
import type { Role, SessionStatus } from '@lectern/model'

/** Who is at the other end. Replaced as a whole when the role or the session changes. */
export type PeerMember = {
  personId: string
  name: string
  color: string
  role: Role
  status: SessionStatus
  muted?: boolean
  /** Keys of annotations whose thread only hosts may change. */
  locked?: readonly string[]
  /** Nothing new is shown to the others just now. */
  gated?: boolean
}

/** Close codes of the /collab channel; y-websocket takes 4400–4499 as final. */
export const CLOSE = {
  notSignedIn: 4401,
  notAllowed: 4403,
  noSuchSession: 4404,
  tooLarge: 4409,
  tooFast: 4429,
  goingAway: 1012,
  tryLater: 1013,
  malformed: 1002,
} as const

export interface Peer {
  member: PeerMember
  /** Whether the client asked for the frames beyond the y-websocket protocol (SAVED, REFUSED). */
  readonly acknowledged: boolean
  /** Bytes handed to `send` that the client has not taken yet. */
  readonly backlog: number
  send(frame: Uint8Array): void
  /** The same as `send` for each, in one write. Peers that are sent the same are given the same array. */
  sendTogether?(frames: readonly Uint8Array[]): void
  close(code: number, reason: string): void
}
