/** Brings a database to the newest version of the tables. Knows no driver. */
import { type Kysely, sql } from 'kysely'
import type { Run } from './run.ts'
import { type BytesType, STEPS, type Tables } from './schema.ts'

/** @throws when the data were written by a newer Lectern. */
export async function migrate(db: Kysely<Tables>, run: Run, bytes: BytesType): Promise<void> {
  const [, , rows] = await run([
    sql`create table if not exists schema_version (id integer primary key, version integer not null)`.compile(
      db,
    ),
    sql`insert into schema_version (id, version) values (1, 0) on conflict (id) do nothing`.compile(db),
    db.selectFrom('schema_version').select('version').compile(),
  ])
  const version = Number(rows?.[0]?.['version'])
  if (version > STEPS.length) {
    throw new Error(
      `The data were written by a newer version (tables ${version}, this program knows ${STEPS.length}). Update the program.`,
    )
  }
  for (const [index, step] of STEPS.entries()) {
    if (index < version) continue
    // One call, so a step is there as a whole or not at all.
    await run([
      ...step(db, bytes).map((part) => part.compile()),
      db
        .updateTable('schema_version')
        .set({ version: index + 1 })
        .compile(),
    ])
  }
}
