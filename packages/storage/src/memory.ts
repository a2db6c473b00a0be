/** Storage without a disk, for tests and demonstrations: what it holds ends with the process. */
import type {
  Board,
  InviteRole,
  Member,
  Minutes,
  Session,
  SessionChange,
  SessionEvent,
  Text,
} from '@lectern/model'
import { nameKey } from './schema.ts'
import {
  type DocumentLog,
  type LogRow,
  type Person,
  type Storage,
  StorageConflict,
  type StoredDocument,
} from './storage.ts'

const copy = <T>(value: T): T => structuredClone(value)

type Logged = {
  rows: LogRow[]
  snapshots: { upto: number; data: Uint8Array }[]
  writers: Map<number, string>
}

class MemoryLog implements DocumentLog {
  readonly #documents = new Map<string, Logged>()
  #at(doc: string): Logged {
    let found = this.#documents.get(doc)
    if (!found) this.#documents.set(doc, (found = { rows: [], snapshots: [], writers: new Map() }))
    return found
  }

  async append(doc: string, rows: LogRow[], writers: [client: number, personId: string][] = []) {
    const logged = this.#at(doc)
    for (const [client, personId] of writers) {
      if ((logged.writers.get(client) ?? personId) !== personId) {
        throw new StorageConflict(`client ${client} of ${doc} is bound to another person`)
      }
    }
    const taken = new Set(logged.rows.map((row) => row.seq))
    for (const { seq } of rows) {
      if (taken.has(seq)) throw new StorageConflict(`row ${seq} of ${doc} exists`)
      taken.add(seq)
    }
    logged.rows.push(...copy(rows))
    logged.rows.sort((a, b) => a.seq - b.seq)
    for (const [client, personId] of writers) logged.writers.set(client, personId)
  }
  async load(doc: string): Promise<StoredDocument> {
    const { rows, snapshots, writers } = this.#at(doc)
    const snapshot = snapshots.at(-1)
    const upto = snapshot?.upto ?? 0
    return copy({
      ...(snapshot && { snapshot }),
      rows: rows.filter((row) => row.seq > upto),
      writers,
      damaged: [],
      seq: Math.max(upto, rows.at(-1)?.seq ?? 0),
    })
  }
  async snapshot(doc: string, upto: number, data: Uint8Array) {
    const logged = this.#at(doc)
    logged.snapshots = [
      ...logged.snapshots.filter((snapshot) => snapshot.upto !== upto),
      { upto, data: copy(data) },
    ]
      .sort((a, b) => a.upto - b.upto)
      .slice(-2)
  }
}

class MemoryStorage implements Storage {
  readonly log = new MemoryLog()
  readonly #persons = new Map<string, Person>()
  readonly #sessions = new Map<string, Session>()
  readonly #members = new Map<string, Map<string, Member>>()
  readonly #invites = new Map<string, { tokenHash: string; serial: number }>()
  readonly #texts = new Map<string, Text>()
  readonly #commands = new Map<string, string>()
  readonly #minutes = new Map<string, Minutes>()
  readonly #boards = new Map<string, Board>()
  readonly #spoken = new Map<string, Record<string, number>>()
  readonly #events = new Map<string, SessionEvent[]>()

  async putPerson(person: Person) {
    this.#persons.set(person.id, copy(person))
  }
  async getPerson(id: string) {
    return copy(this.#persons.get(id))
  }

  async createSession(session: Session, host: Member) {
    if (this.#sessions.has(session.id)) throw new StorageConflict(`session ${session.id} exists`)
    this.#sessions.set(session.id, copy(session))
    await this.putMember(session.id, host)
  }
  async getSession(id: string) {
    return copy(this.#sessions.get(id))
  }
  async listSessions(personId: string) {
    return [...this.#sessions.values()]
      .filter((session) => this.#members.get(session.id)?.get(personId)?.removed === false)
      .sort((a, b) => (a.updatedAt > b.updatedAt ? -1 : a.updatedAt < b.updatedAt ? 1 : a.id < b.id ? -1 : 1))
      .map(copy)
  }
  async patchSession(id: string, patch: SessionChange, updatedAt: string) {
    const session = this.#sessions.get(id)
    if (!session) return undefined
    const given = Object.entries(patch).filter(([, value]) => value !== undefined)
    Object.assign(session, copy(Object.fromEntries(given)), { updatedAt })
    for (const field of ['kinds', 'meeting', 'groups'] as const)
      if (patch[field] === null) delete session[field]
    return copy(session)
  }

  async putMember(sessionId: string, member: Member) {
    let members = this.#members.get(sessionId)
    if (!members) this.#members.set(sessionId, (members = new Map()))
    for (const other of members.values()) {
      if (other.personId === member.personId || other.removed || member.removed) continue
      if (nameKey(other.name) === nameKey(member.name)) {
        throw new StorageConflict(`the name ${member.name} is taken in session ${sessionId}`)
      }
    }
    members.set(member.personId, copy(member))
  }
  async getMember(sessionId: string, personId: string) {
    return copy(this.#members.get(sessionId)?.get(personId))
  }
  async listMembers(sessionId: string) {
    return [...(this.#members.get(sessionId)?.values() ?? [])].map(copy)
  }

  async putInvite(sessionId: string, role: InviteRole, tokenHash: string, serial: number) {
    this.#invites.set(`${sessionId}/${role}`, { tokenHash, serial })
  }
  async findInvite(sessionId: string, tokenHash: string) {
    return (['participant', 'observer'] as const).find(
      (role) => this.#invites.get(`${sessionId}/${role}`)?.tokenHash === tokenHash,
    )
  }
  async inviteSerial(sessionId: string, role: InviteRole) {
    return this.#invites.get(`${sessionId}/${role}`)?.serial
  }

  async putText(text: Text) {
    if (!this.#texts.has(text.id)) this.#texts.set(text.id, copy(text))
  }
  async getText(id: string) {
    return copy(this.#texts.get(id))
  }
  async listTexts() {
    return [...this.#texts.values()].map(copy)
  }

  async putCommand(sessionId: string, personId: string, commandId: string, result: unknown) {
    const key = JSON.stringify([sessionId, personId, commandId])
    if (!this.#commands.has(key)) this.#commands.set(key, JSON.stringify(result ?? null))
  }
  async getCommand(sessionId: string, personId: string, commandId: string) {
    const result = this.#commands.get(JSON.stringify([sessionId, personId, commandId]))
    return result === undefined ? undefined : { result: JSON.parse(result) as unknown }
  }

  async appendEvent(sessionId: string, event: SessionEvent) {
    const events = this.#events.get(sessionId)
    if (events) events.push(copy(event))
    else this.#events.set(sessionId, [copy(event)])
  }
  async listEvents(sessionId: string) {
    return copy(this.#events.get(sessionId) ?? [])
  }

  async getMinutes(sessionId: string) {
    return copy(this.#minutes.get(sessionId))
  }
  async putMinutes(sessionId: string, minutes: Minutes) {
    if (this.#sessions.has(sessionId)) this.#minutes.set(sessionId, copy(minutes))
  }
  async getBoard(sessionId: string) {
    return copy(this.#boards.get(sessionId) ?? [])
  }
  async putBoard(sessionId: string, board: Board) {
    if (this.#sessions.has(sessionId)) this.#boards.set(sessionId, copy(board))
  }
  async addSpoken(sessionId: string, personId: string, ms: number) {
    const before = this.#spoken.get(sessionId) ?? {}
    this.#spoken.set(sessionId, { ...before, [personId]: (before[personId] ?? 0) + ms })
  }
  async listSpoken(sessionId: string) {
    return copy(this.#spoken.get(sessionId) ?? {})
  }

  async ping() {}
  async close() {}
}

export function openMemory(): Storage {
  return new MemoryStorage()
}
