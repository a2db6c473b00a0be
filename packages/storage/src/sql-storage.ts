/**
 * Storage over SQL: every query of the product outside of the document log. Knows Kysely's query builder and the model's
 * schemas, and no driver.
 */
import { Board, Member, Minutes, Session, SessionEvent, type SessionChange, Text } from '@lectern/model'
import type { Compilable, InferResult, Kysely } from 'kysely'
import { fromJson, read } from './read.ts'
import type { Run } from './run.ts'
import { nameKey, type Tables } from './schema.ts'
import { SqlLog } from './sql-log.ts'
import type { Person, Storage } from './storage.ts'

type InviteRole = 'participant' | 'observer'

const toSession = (row: Tables['sessions']): Session =>
  read(
    Session,
    {
      id: row.id,
      title: row.title,
      theme: row.theme,
      purpose: row.purpose,
      status: row.status,
      textIds: fromJson(row.text_ids),
      ...(row.kinds !== null && { kinds: fromJson(row.kinds) }),
      locked: fromJson(row.locked),
      revisions: fromJson(row.revisions),
      ...(row.groups !== null && { groups: fromJson(row.groups) }),
      ...(row.whole !== null && { whole: fromJson(row.whole) }),
      agenda: fromJson(row.agenda),
      ...(row.meeting !== null && { meeting: fromJson(row.meeting) }),
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    },
    `session ${row.id}`,
  )

const toMember = (row: Tables['members']): Member =>
  read(
    Member,
    {
      personId: row.person,
      name: row.name,
      color: row.color,
      role: row.role,
      joinedAt: row.joined_at,
      muted: row.muted === 1,
      removed: row.removed === 1,
    },
    `member ${row.person}`,
  )

const toText = (row: { id: string; data: string }): Text => read(Text, fromJson(row.data), `text ${row.id}`)

export class SqlStorage implements Storage {
  readonly log: SqlLog
  readonly #db: Kysely<Tables>
  readonly #run: Run
  readonly #close: () => Promise<void>

  constructor(db: Kysely<Tables>, run: Run, close: () => Promise<void>) {
    this.#db = db
    this.#run = run
    this.#close = close
    this.log = new SqlLog(db, run)
  }

  async #do(...queries: Compilable[]): Promise<void> {
    await this.#run(queries.map((query) => query.compile()))
  }
  async #all<Q extends Compilable>(query: Q): Promise<InferResult<Q>> {
    const [rows] = await this.#run([query.compile()])
    return rows as InferResult<Q>
  }

  putPerson(person: Person): Promise<void> {
    const { id, name, color } = person
    return this.#do(
      this.#db
        .insertInto('persons')
        .values({ id, name, color })
        .onConflict((c) => c.column('id').doUpdateSet({ name, color })),
    )
  }
  async getPerson(id: string): Promise<Person | undefined> {
    const [row] = await this.#all(this.#db.selectFrom('persons').selectAll().where('id', '=', id))
    return row
  }

  createSession(session: Session, host: Member): Promise<void> {
    return this.#do(
      this.#db.insertInto('sessions').values({
        id: session.id,
        title: session.title,
        theme: session.theme,
        purpose: session.purpose,
        status: session.status,
        text_ids: JSON.stringify(session.textIds),
        kinds: session.kinds ? JSON.stringify(session.kinds) : null,
        locked: JSON.stringify(session.locked),
        revisions: JSON.stringify(session.revisions),
        agenda: JSON.stringify(session.agenda),
        meeting: session.meeting ? JSON.stringify(session.meeting) : null,
        board: '[]',
        groups: session.groups ? JSON.stringify(session.groups) : null,
        whole: session.whole ? JSON.stringify(session.whole) : null,
        created_at: session.createdAt,
        updated_at: session.updatedAt,
      }),
      this.#member(session.id, host),
    )
  }
  async getSession(id: string): Promise<Session | undefined> {
    const [row] = await this.#all(this.#db.selectFrom('sessions').selectAll().where('id', '=', id))
    return row && toSession(row)
  }
  async listSessions(personId: string): Promise<Session[]> {
    const rows = await this.#all(
      this.#db
        .selectFrom('sessions')
        .innerJoin('members', 'members.session', 'sessions.id')
        .selectAll('sessions')
        .where('members.person', '=', personId)
        .where('members.removed', '=', 0)
        .orderBy('sessions.updated_at', 'desc')
        .orderBy('sessions.id'),
    )
    return rows.map(toSession)
  }
  async patchSession(id: string, patch: SessionChange, updatedAt: string): Promise<Session | undefined> {
    const { title, theme, purpose, status, textIds, kinds, locked, revisions, agenda, meeting, groups } =
      patch
    const [row] = await this.#all(
      this.#db
        .updateTable('sessions')
        .set({
          title,
          theme,
          purpose,
          status,
          text_ids: textIds && JSON.stringify(textIds),
          kinds: kinds && JSON.stringify(kinds),
          locked: locked && JSON.stringify(locked),
          revisions: revisions && JSON.stringify(revisions),
          agenda: agenda && JSON.stringify(agenda),
          meeting: meeting && JSON.stringify(meeting),
          groups: groups && JSON.stringify(groups),
          updated_at: updatedAt,
        })
        .where('id', '=', id)
        .returningAll(),
    )
    return row && toSession(row)
  }

  #member(session: string, member: Member) {
    const set = {
      name: member.name,
      name_key: nameKey(member.name),
      color: member.color,
      role: member.role,
      joined_at: member.joinedAt,
      removed: member.removed ? 1 : 0,
      muted: member.muted ? 1 : 0,
    }
    return this.#db
      .insertInto('members')
      .values((eb) => ({
        session,
        person: member.personId,
        ...set,
        position: eb
          .selectFrom('members')
          .select((eb) => eb(eb.fn.coalesce(eb.fn.max('position'), eb.lit(0)), '+', eb.lit(1)).as('next'))
          .where('session', '=', session),
      }))
      .onConflict((c) => c.columns(['session', 'person']).doUpdateSet(set))
  }
  putMember(sessionId: string, member: Member): Promise<void> {
    return this.#do(this.#member(sessionId, member))
  }
  async getMember(sessionId: string, personId: string): Promise<Member | undefined> {
    const [row] = await this.#all(
      this.#db
        .selectFrom('members')
        .selectAll()
        .where('session', '=', sessionId)
        .where('person', '=', personId),
    )
    return row && toMember(row)
  }
  async listMembers(sessionId: string): Promise<Member[]> {
    const rows = await this.#all(
      this.#db.selectFrom('members').selectAll().where('session', '=', sessionId).orderBy('position'),
    )
    return rows.map(toMember)
  }

  putInvite(sessionId: string, role: InviteRole, tokenHash: string, serial: number): Promise<void> {
    const set = { token_hash: tokenHash, serial }
    return this.#do(
      this.#db
        .insertInto('invites')
        .values({ session: sessionId, role, ...set })
        .onConflict((c) => c.columns(['session', 'role']).doUpdateSet(set)),
    )
  }
  async findInvite(sessionId: string, tokenHash: string): Promise<InviteRole | undefined> {
    const [row] = await this.#all(
      this.#db
        .selectFrom('invites')
        .select('role')
        .where('session', '=', sessionId)
        .where('token_hash', '=', tokenHash),
    )
    return row?.role as InviteRole | undefined
  }
  async inviteSerial(sessionId: string, role: InviteRole): Promise<number | undefined> {
    const [row] = await this.#all(
      this.#db
        .selectFrom('invites')
        .select('serial')
        .where('session', '=', sessionId)
        .where('role', '=', role),
    )
    return row?.serial
  }

  putText(text: Text, personId?: string): Promise<void> {
    return this.#do(
      this.#db
        .insertInto('texts')
        .values((eb) => ({
          id: text.id,
          person: personId ?? null,
          data: JSON.stringify(text),
          position: eb
            .selectFrom('texts')
            .select((eb) => eb(eb.fn.coalesce(eb.fn.max('position'), eb.lit(0)), '+', eb.lit(1)).as('next')),
        }))
        .onConflict((c) => c.column('id').doNothing()),
    )
  }
  async getText(id: string): Promise<Text | undefined> {
    const [row] = await this.#all(this.#db.selectFrom('texts').select(['id', 'data']).where('id', '=', id))
    return row && toText(row)
  }
  async listTexts(): Promise<Text[]> {
    const rows = await this.#all(this.#db.selectFrom('texts').select(['id', 'data']).orderBy('position'))
    return rows.map(toText)
  }

  putCommand(sessionId: string, personId: string, commandId: string, result: unknown): Promise<void> {
    return this.#do(
      this.#db
        .insertInto('commands')
        .values({
          session: sessionId,
          person: personId,
          id: commandId,
          result: JSON.stringify(result ?? null),
        })
        .onConflict((c) => c.columns(['session', 'person', 'id']).doNothing()),
    )
  }
  async getCommand(
    sessionId: string,
    personId: string,
    commandId: string,
  ): Promise<{ result: unknown } | undefined> {
    const [row] = await this.#all(
      this.#db
        .selectFrom('commands')
        .select('result')
        .where('session', '=', sessionId)
        .where('person', '=', personId)
        .where('id', '=', commandId),
    )
    return row && { result: fromJson(row.result) }
  }

  appendEvent(sessionId: string, event: SessionEvent): Promise<void> {
    return this.#do(
      this.#db.insertInto('events').values((eb) => ({
        session: sessionId,
        at: event.at,
        type: event.type,
        person: event.personId,
        data: JSON.stringify(event.data),
        position: eb
          .selectFrom('events')
          .select((eb) => eb(eb.fn.coalesce(eb.fn.max('position'), eb.lit(0)), '+', eb.lit(1)).as('next'))
          .where('session', '=', sessionId),
      })),
    )
  }
  async listEvents(sessionId: string): Promise<SessionEvent[]> {
    const rows = await this.#all(
      this.#db.selectFrom('events').selectAll().where('session', '=', sessionId).orderBy('position'),
    )
    return rows.map(({ at, type, person, data }) =>
      read(SessionEvent, { at, type, personId: person, data: fromJson(data) }, `event of ${sessionId}`),
    )
  }

  async getMinutes(sessionId: string): Promise<Minutes | undefined> {
    const [row] = await this.#all(
      this.#db.selectFrom('sessions').select('minutes').where('id', '=', sessionId),
    )
    return row?.minutes ? read(Minutes, fromJson(row.minutes), `minutes of ${sessionId}`) : undefined
  }
  putMinutes(sessionId: string, minutes: Minutes): Promise<void> {
    return this.#do(
      this.#db
        .updateTable('sessions')
        .set({ minutes: JSON.stringify(minutes) })
        .where('id', '=', sessionId),
    )
  }

  async getBoard(sessionId: string): Promise<Board> {
    const [row] = await this.#all(this.#db.selectFrom('sessions').select('board').where('id', '=', sessionId))
    return row ? read(Board, fromJson(row.board), `board of ${sessionId}`) : []
  }
  putBoard(sessionId: string, board: Board): Promise<void> {
    const set = { board: JSON.stringify(board) }
    return this.#do(this.#db.updateTable('sessions').set(set).where('id', '=', sessionId))
  }

  addSpoken(sessionId: string, personId: string, ms: number): Promise<void> {
    return this.#do(
      this.#db
        .insertInto('spoken')
        .values({ session: sessionId, person: personId, ms })
        .onConflict((c) =>
          c.columns(['session', 'person']).doUpdateSet((eb) => ({ ms: eb('spoken.ms', '+', ms) })),
        ),
    )
  }
  async listSpoken(sessionId: string): Promise<Record<string, number>> {
    const rows = await this.#all(this.#db.selectFrom('spoken').selectAll().where('session', '=', sessionId))
    return Object.fromEntries(rows.map(({ person, ms }) => [person, ms]))
  }

  ping(): Promise<void> {
    const at = Date.now()
    return this.#do(
      this.#db
        .insertInto('health')
        .values({ id: 1, at })
        .onConflict((c) => c.column('id').doUpdateSet({ at })),
      this.#db.selectFrom('health').selectAll(),
    )
  }
  close(): Promise<void> {
    return this.#close()
  }
}
