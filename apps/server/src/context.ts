/** What every part of the server is given: the composed parts, and nothing that belongs to one request. */
import { randomBytes } from 'node:crypto'
import type { Held, Session, SessionEvent } from '@lectern/model'
import type { Storage } from '@lectern/storage'
import type { DocumentRef, Rooms } from '@lectern/sync'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Drafts } from './drafts.ts'
import type { Identity } from './identity.ts'
import type { Invitations } from './invites.ts'
import type { Turns } from './turns.ts'

/** What happens to the people of a session goes out through here (socket.io; see `live.ts`). */
export interface Live {
  /** The session's state goes to everyone in it, soon; several calls in a row make one message. */
  announce(sessionId: string): void
  event(sessionId: string, event: SessionEvent): void
  /** Writes down who is there now: the meeting begins. */
  present(sessionId: string): Promise<void>
  /** Closes all of the person's live connections to the session. */
  expel(sessionId: string, personId: string): void
}

/** Notes that wait with their authors for the reveal (see `meeting/held.ts`). */
export interface Waiting {
  of(context: Context, session: Session): Promise<Held>
  /** Somebody's own notes have changed. */
  changed(context: Context, document: DocumentRef): Promise<void>
  reveal(context: Context, session: Session): Promise<Held>
}

export type Context = {
  config: Config
  storage: Storage
  rooms: Rooms
  live: Live
  identity: Identity
  invites: Invitations
  drafts: Drafts
  held: Waiting
  /** Changes of one session happen one after the other. */
  turns: Turns
  log: Logger
  /** ms since 1970 */
  now: () => number
  /** Whether the server is on its way out. */
  draining: boolean
}

export const timestamp = (context: Context) => new Date(context.now()).toISOString()

/** 96 random bits as 16 characters of `[\w-]`. */
export const newId = () => randomBytes(12).toString('base64url')

/** Writes down what happened and tells everyone in the session, with the new state. */
export async function happened(
  context: Context,
  sessionId: string,
  personId: string,
  type: string,
  data: SessionEvent['data'] = {},
): Promise<void> {
  const event: SessionEvent = { at: timestamp(context), type, personId, data }
  await context.storage.appendEvent(sessionId, event)
  context.live.event(sessionId, event)
  context.live.announce(sessionId)
}
