/**
 * What Lectern asks of a storage backend. Every backend passes the contract suite in `contract.ts`.
 * Knows nothing of Yjs, HTTP or sockets: documents are named logs of bytes.
 *
 * Every promise resolves only when what it wrote is durable (it survives `kill -9` and, where the medium honours a
 * sync, power loss). Calls take effect in the order they were made.
 */
import type {
  Board,
  InviteRole,
  Member,
  Minutes,
  Session,
  SessionEvent,
  SessionChange,
  Text,
} from '@lectern/model'

/** One admitted update of a document. */
export type LogRow = {
  /** 1, 2, 3, … without gaps within a document. */
  seq: number
  /** Who wrote it. */
  personId: string
  /** When the server received it, ms since 1970. */
  at: number
  /** A Yjs v1 update. */
  data: Uint8Array
}

/** A document as it stands in storage. */
export type StoredDocument = {
  /** Newest snapshot that is whole, if any: the state after row `upto`. */
  snapshot?: { upto: number; data: Uint8Array }
  /** Rows after the snapshot, in order, damaged ones left out. */
  rows: LogRow[]
  /** Yjs clientID → person, for every client that ever wrote here. */
  writers: Map<number, string>
  /** What could not be read, in words, e.g. "row 12". Empty when all is well. */
  damaged: string[]
  /** Highest sequence number in the log. */
  seq: number
}

export type Person = { id: string; name: string; color: string }

export interface DocumentLog {
  /**
   * Appends rows and binds client ids, all in one transaction. Batches of concurrent calls share a commit.
   * @throws if a row's `seq` exists or a client id is bound to another person; then nothing of this call is kept.
   */
  append(doc: string, rows: LogRow[], writers?: [client: number, personId: string][]): Promise<void>
  /** An unknown document is empty: no rows, `seq` 0. */
  load(doc: string): Promise<StoredDocument>
  /** Keeps the two newest snapshots; rows are history and stay. */
  snapshot(doc: string, upto: number, data: Uint8Array): Promise<void>
}

export interface Storage {
  readonly log: DocumentLog

  putPerson(person: Person): Promise<void>
  getPerson(id: string): Promise<Person | undefined>

  /** Creates the session with its first member. @throws if the id exists. */
  createSession(session: Session, host: Member): Promise<void>
  getSession(id: string): Promise<Session | undefined>
  /** Sessions the person is a member of and not removed from, newest change first. */
  listSessions(personId: string): Promise<Session[]>
  /** Sets the given fields and `updatedAt`. @returns the session, or undefined when there is none. */
  patchSession(id: string, patch: SessionChange, updatedAt: string): Promise<Session | undefined>

  /** Adds or replaces. @throws StorageConflict when another member who is not removed has the same name (case-folded). */
  putMember(sessionId: string, member: Member): Promise<void>
  getMember(sessionId: string, personId: string): Promise<Member | undefined>
  /** In order of joining, removed ones too. */
  listMembers(sessionId: string): Promise<Member[]>

  /** One live invitation per session and role: a new one takes the place of the old. Only the hash is kept. */
  putInvite(sessionId: string, role: InviteRole, tokenHash: string, serial: number): Promise<void>
  findInvite(sessionId: string, tokenHash: string): Promise<InviteRole | undefined>
  /** How often the role's invitation was renewed; 0 at first, undefined when there is none. */
  inviteSerial(sessionId: string, role: InviteRole): Promise<number | undefined>

  /** Texts are immutable: putting one that exists changes nothing. `personId` is undefined for the texts in the box. */
  putText(text: Text, personId?: string): Promise<void>
  getText(id: string): Promise<Text | undefined>
  /** In the order they were added. */
  listTexts(): Promise<Text[]>

  /** Remembers a command's result under the id its sender made. */
  putCommand(sessionId: string, personId: string, commandId: string, result: unknown): Promise<void>
  getCommand(sessionId: string, personId: string, commandId: string): Promise<{ result: unknown } | undefined>

  appendEvent(sessionId: string, event: SessionEvent): Promise<void>
  listEvents(sessionId: string): Promise<SessionEvent[]>

  /** What is said for the record of a session; undefined before anything was. */
  getMinutes(sessionId: string): Promise<Minutes | undefined>
  /** Nothing happens where there is no session. */
  putMinutes(sessionId: string, minutes: Minutes): Promise<void>
  getBoard(sessionId: string): Promise<Board>
  /** Nothing happens where there is no session. */
  putBoard(sessionId: string, board: Board): Promise<void>
  /** Adds to the time somebody has had the floor, ms. */
  addSpoken(sessionId: string, personId: string, ms: number): Promise<void>
  /** By person. */
  listSpoken(sessionId: string): Promise<Record<string, number>>

  /** Resolves when a read and a write go through. For /readyz. */
  ping(): Promise<void>
  /** Finishes what was asked before, then closes. */
  close(): Promise<void>
}

/** A uniqueness promise would be broken. */
export class StorageConflict extends Error {}
