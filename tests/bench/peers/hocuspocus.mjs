/**
 * hocuspocus as its manual starts it. With SQLITE it stores documents as its SQLite extension does, with the same statements;
 * that extension itself needs a compiler for its driver.
 */
import { Database } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'
import { DatabaseSync } from 'node:sqlite'

const { PORT, SQLITE } = process.env
const extensions = []
if (SQLITE) {
  const db = new DatabaseSync(SQLITE)
  db.exec(
    'create table if not exists "documents" ("name" varchar(255) not null, "data" blob not null, unique(name))',
  )
  const select = db.prepare('select data from "documents" where name = ? order by rowid desc')
  const upsert = db.prepare(
    'insert into "documents" ("name", "data") values (?, ?) on conflict(name) do update set data = excluded.data',
  )
  extensions.push(
    new Database({
      fetch: async ({ documentName }) => select.get(documentName)?.data ?? null,
      store: async ({ documentName, state }) => upsert.run(documentName, state),
    }),
  )
}
await new Server({ port: Number(PORT), address: '127.0.0.1', quiet: true, extensions }).listen()
