/**
 * The tables, as types for the queries and as the versioned steps that make them. Portable between SQLite and
 * PostgreSQL: ids are text, times are integers in ms or ISO text, booleans 0/1, JSON is text that a schema parses.
 * Knows no driver.
 */
import { type CompiledQuery, type Kysely, sql } from 'kysely'

export type Tables = {
  schema_version: { id: number; version: number }
  spoken: { session: string; person: string; ms: number }
  health: { id: number; at: number }
  persons: { id: string; name: string; color: string }
  sessions: {
    id: string
    title: string
    theme: string
    purpose: string
    status: string
    text_ids: string
    /** JSON, null: the kinds in the box. */
    kinds: string | null
    /** JSON */
    locked: string
    /** JSON */
    revisions: string
    /** JSON */
    agenda: string
    /** JSON, null: nothing has begun, nothing was said for the record. */
    meeting: string | null
    minutes: string | null
    /** JSON */
    board: string
    /** JSON, null: there are none, it is none. */
    groups: string | null
    whole: string | null
    created_at: string
    updated_at: string
  }
  members: {
    session: string
    person: string
    /** 1, 2, 3, … in order of joining. */
    position: number
    name: string
    /** The name as it is compared, see `nameKey`. */
    name_key: string
    color: string
    role: string
    joined_at: string
    removed: number
    muted: number
  }
  invites: { session: string; role: string; token_hash: string; serial: number }
  texts: { id: string; position: number; person: string | null; data: string }
  commands: { session: string; person: string; id: string; result: string }
  events: { session: string; position: number; at: string; type: string; person: string; data: string }
  updates: { doc: string; seq: number; crc: number; person: string; at: number; data: Uint8Array }
  snapshots: { doc: string; upto: number; crc: number; data: Uint8Array }
  writers: { doc: string; client: number; person: string }
}

/** Name of the type that holds bytes: `blob` in SQLite, `bytea` in PostgreSQL. */
export type BytesType = 'blob' | 'bytea'

type Step = (db: Kysely<Tables>, bytes: BytesType) => { compile(): CompiledQuery }[]

/** Step n brings a database from version n to n + 1. Steps are only ever added. */
export const STEPS: readonly Step[] = [
  ({ schema }, bytes) => [
    schema
      .createTable('health')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('at', 'bigint', (c) => c.notNull()),
    schema
      .createTable('persons')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('color', 'text', (c) => c.notNull()),
    schema
      .createTable('sessions')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('theme', 'text', (c) => c.notNull())
      .addColumn('purpose', 'text', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('text_ids', 'text', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('updated_at', 'text', (c) => c.notNull()),
    schema
      .createTable('members')
      .addColumn('session', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('position', 'integer', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('name_key', 'text', (c) => c.notNull())
      .addColumn('color', 'text', (c) => c.notNull())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('joined_at', 'text', (c) => c.notNull())
      .addColumn('removed', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('members_pk', ['session', 'person']),
    schema
      .createIndex('members_live_name')
      .unique()
      .on('members')
      .columns(['session', 'name_key'])
      .where(sql.ref('removed'), '=', sql.lit(0)),
    schema.createIndex('members_person').on('members').columns(['person']),
    schema
      .createTable('invites')
      .addColumn('session', 'text', (c) => c.notNull())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('token_hash', 'text', (c) => c.notNull())
      .addColumn('serial', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('invites_pk', ['session', 'role']),
    schema
      .createTable('texts')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('position', 'integer', (c) => c.notNull())
      .addColumn('person', 'text')
      .addColumn('data', 'text', (c) => c.notNull()),
    schema
      .createTable('commands')
      .addColumn('session', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('result', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('commands_pk', ['session', 'person', 'id']),
    schema
      .createTable('events')
      .addColumn('session', 'text', (c) => c.notNull())
      .addColumn('position', 'integer', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('data', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('events_pk', ['session', 'position']),
    schema
      .createTable('updates')
      .addColumn('doc', 'text', (c) => c.notNull())
      .addColumn('seq', 'integer', (c) => c.notNull())
      .addColumn('crc', 'bigint', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('data', sql.raw(bytes), (c) => c.notNull())
      .addPrimaryKeyConstraint('updates_pk', ['doc', 'seq']),
    schema
      .createTable('snapshots')
      .addColumn('doc', 'text', (c) => c.notNull())
      .addColumn('upto', 'integer', (c) => c.notNull())
      .addColumn('crc', 'bigint', (c) => c.notNull())
      .addColumn('data', sql.raw(bytes), (c) => c.notNull())
      .addPrimaryKeyConstraint('snapshots_pk', ['doc', 'upto']),
    schema
      .createTable('writers')
      .addColumn('doc', 'text', (c) => c.notNull())
      .addColumn('client', 'bigint', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('writers_pk', ['doc', 'client']),
  ],
  ({ schema }) => [
    schema.alterTable('sessions').addColumn('kinds', 'text'),
    schema.alterTable('sessions').addColumn('locked', 'text', (c) => c.notNull().defaultTo('[]')),
    schema.alterTable('members').addColumn('muted', 'integer', (c) => c.notNull().defaultTo(0)),
  ],
  ({ schema }) => [
    schema.alterTable('sessions').addColumn('revisions', 'text', (c) => c.notNull().defaultTo('[]')),
  ],
  ({ schema }) => [
    schema.alterTable('sessions').addColumn('agenda', 'text', (c) => c.notNull().defaultTo('[]')),
    schema.alterTable('sessions').addColumn('meeting', 'text'),
    schema.alterTable('sessions').addColumn('minutes', 'text'),
    schema.alterTable('sessions').addColumn('groups', 'text'),
    schema.alterTable('sessions').addColumn('whole', 'text'),
    schema.alterTable('sessions').addColumn('board', 'text', (c) => c.notNull().defaultTo('[]')),
    schema
      .createTable('spoken')
      .addColumn('session', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('ms', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('spoken_pk', ['session', 'person']),
  ],
]

/** Names are compared without regard to case and width, so that nobody can sit in a session as somebody else. */
export const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase()
