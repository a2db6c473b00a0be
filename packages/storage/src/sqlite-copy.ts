/**
 * The database file from outside of the server, also while that runs: a copy of it, and everything in its logs to be
 * checked. Never writes to the file it looks at; knows nothing of what the bytes mean.
 */
import { backup, DatabaseSync } from 'node:sqlite'
import { rowSum, snapshotSum } from './sql-log.ts'
import type { LogRow } from './storage.ts'

/** Everything that is kept of a document. */
export type WholeDocument = {
  name: string
  /** All rows from the first, in order, damaged ones left out. */
  rows: LogRow[]
  /** Oldest first, damaged ones left out. */
  snapshots: { upto: number; data: Uint8Array }[]
  /** What is missing or does not match its checksum, in words. */
  damaged: string[]
}

export type SqliteCopy = {
  /** What SQLite itself finds wrong with the file (https://www.sqlite.org/pragma.html#pragma_quick_check). */
  problems: string[]
  /** One after the other, as they stood when the file was opened. @throws Error where a page of the file cannot be read */
  documents(): Generator<WholeDocument>
  close(): void
}

/**
 * Copies the file as it stands now, in one piece, while the server writes. The copy is a single file.
 * @param to is overwritten
 * @throws Error when it cannot be read or written
 */
export async function backupSqlite(from: string, to: string): Promise<void> {
  const db = new DatabaseSync(from, { readOnly: true, timeout: 5000 })
  try {
    // All pages in one step: in smaller ones every commit of the server would make it start again.
    await backup(db, to, { rate: 2 ** 31 - 1 })
  } finally {
    db.close()
  }
  const copy = new DatabaseSync(to)
  try {
    copy.exec('pragma journal_mode = delete')
  } finally {
    copy.close()
  }
}

/** Opens the file to be checked. @throws Error when it is no Lectern database */
export function readSqlite(file: string): SqliteCopy {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  try {
    // One view of everything, however much is written meanwhile.
    db.exec('begin')
    db.prepare('select version from schema_version').get()
    const found = db.prepare('pragma quick_check').all()
    const problems = found.map((row) => String(Object.values(row)[0])).filter((line) => line !== 'ok')
    return { problems, documents: () => documents(db), close: () => db.close() }
  } catch (error) {
    db.close()
    throw new Error(`${file} is no Lectern database, or too damaged to open: ${(error as Error).message}.`, {
      cause: error,
    })
  }
}

function* documents(db: DatabaseSync): Generator<WholeDocument> {
  const names = db.prepare('select doc from updates union select doc from snapshots order by doc').all()
  const updates = db.prepare('select * from updates where doc = ? order by seq')
  const kept = db.prepare('select * from snapshots where doc = ? order by upto')
  for (const { doc } of names) {
    const name = String(doc)
    const whole: WholeDocument = { name, rows: [], snapshots: [], damaged: [] }
    let expected = 1
    for (const { seq, person, at, data, crc } of updates.all(name)) {
      const row = { seq: Number(seq), personId: String(person), at: Number(at), data: data as Uint8Array }
      for (; expected < row.seq; expected++) whole.damaged.push(`row ${expected} is missing`)
      expected = row.seq + 1
      if (rowSum(name, row) === crc) whole.rows.push(row)
      else whole.damaged.push(`row ${row.seq} is damaged`)
    }
    for (const { upto, data, crc } of kept.all(name)) {
      const snapshot = { upto: Number(upto), data: data as Uint8Array }
      if (snapshot.upto >= expected) whole.damaged.push(`rows ${expected} to ${snapshot.upto} are missing`)
      if (snapshotSum(name, snapshot.upto, snapshot.data) === crc) whole.snapshots.push(snapshot)
      else whole.damaged.push(`snapshot ${snapshot.upto} is damaged`)
    }
    yield whole
  }
}
