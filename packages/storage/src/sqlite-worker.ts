/**
 * The thread that owns the only handle of the database file. Everything it is given at once becomes one transaction,
 * each call in a savepoint of its own, so a call that fails does not spoil the others. Answers after COMMIT.
 * Knows no table.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

export type Query = { sql: string; parameters: readonly unknown[] }
/** `code` is SQLite's extended result code (https://www.sqlite.org/rescode.html). */
export type Failure = { message: string; code: number }
export type CallAnswer = { rows: Record<string, unknown>[][] } | { error: Failure }
/**
 * `failed`: nothing of the batch was kept, and the same calls may go through later. Calls that only read are answered even
 * then, from what is committed.
 */
export type Answer =
  { opened: true } | { answers: CallAnswer[] } | { failed: Failure; reads?: (CallAnswer | undefined)[] }
export type Order = Query[][] | 'close'

const port = parentPort!

const failure = (error: unknown): Failure => {
  const { message, errcode } = error as Error & { errcode?: number }
  return { message, code: errcode ?? 0 }
}

/** Causes that lie outside of the call: busy, locked, no memory, read-only, interrupted, I/O, full, cannot open, protocol. */
const PASSING = new Set([5, 6, 7, 8, 9, 10, 13, 14, 15])
const mayPass = ({ code }: Failure) => PASSING.has(code & 0xff)

function open(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 5000 })
  // `full` in WAL mode syncs at each commit: an answer survives power loss (https://www.sqlite.org/pragma.html#pragma_synchronous).
  db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
  // Says now, not at the first write, that the file cannot be written.
  db.exec('begin immediate; rollback')
  reserve(db)
  // From here on short: reading waits behind a write that waits for a lock, and the write is tried again anyway.
  db.exec('pragma busy_timeout = 250')
  return db
}

/** Size to which the write-ahead log grows before it is begun again, bytes: SQLite's own 1,000 pages. */
const LOG_BYTES = 4 * 1024 * 1024

/**
 * Lets the write-ahead log grow to its size at once. From then on it is overwritten, and a sync need not wait for the file
 * system to note that a file has grown: nearly half of the time of a commit.
 */
function reserve(db: DatabaseSync): void {
  try {
    db.exec(`
      drop table if exists reserved;
      begin; create table reserved (bytes blob); insert into reserved values (zeroblob(${LOG_BYTES})); commit;
      drop table reserved;
      pragma wal_checkpoint(restart)`)
  } catch (error) {
    if (db.isTransaction) db.exec('rollback')
    if (!mayPass(failure(error))) throw error // no room or not alone: it will do without
  }
}

type Prepared = { statement: StatementSync; returnsRows: boolean }
const statements = new Map<string, Prepared>()
function prepare(db: DatabaseSync, sql: string): Prepared {
  let prepared = statements.get(sql)
  if (!prepared) {
    if (statements.size >= 300) statements.clear()
    const statement = db.prepare(sql)
    statements.set(sql, (prepared = { statement, returnsRows: statement.columns().length > 0 }))
  }
  return prepared
}

function perform(db: DatabaseSync, { sql, parameters }: Query): Record<string, unknown>[] {
  const { statement, returnsRows } = prepare(db, sql)
  const values = parameters as SQLInputValue[]
  if (returnsRows) return statement.all(...values)
  statement.run(...values)
  return []
}

function call(db: DatabaseSync, queries: Query[]): CallAnswer {
  db.exec('savepoint one_call')
  try {
    const rows = queries.map((query) => perform(db, query))
    db.exec('release one_call')
    return { rows }
  } catch (thrown) {
    const error = failure(thrown)
    // SQLite may have rolled the whole transaction back by itself, e.g. when the disk is full.
    if (!db.isTransaction || mayPass(error)) throw thrown
    db.exec('rollback to one_call; release one_call')
    return { error }
  }
}

function commit(db: DatabaseSync, calls: Query[][]): Answer {
  try {
    db.exec('begin immediate')
    const answers = calls.map((queries) => call(db, queries))
    db.exec('commit')
    return { answers }
  } catch (thrown) {
    const failed = failure(thrown)
    if (db.isTransaction) db.exec('rollback')
    return { failed, reads: mayPass(failed) ? read(db, calls) : [] }
  }
}

/** A full disk and a locked or read-only file keep nobody from reading. One transaction each, so that what is read fits together. */
function read(db: DatabaseSync, calls: Query[][]): (CallAnswer | undefined)[] {
  return calls.map((queries) => {
    if (!queries.every(({ sql }) => sql.startsWith('select'))) return undefined
    try {
      db.exec('begin')
      return { rows: queries.map((query) => perform(db, query)) }
    } catch (thrown) {
      const error = failure(thrown)
      return mayPass(error) ? undefined : { error }
    } finally {
      if (db.isTransaction) db.exec('rollback')
    }
  })
}

const answer = (message: Answer) => port.postMessage(message)
try {
  const db = open((workerData as { file: string }).file)
  port.on('message', (order: Order) => {
    if (order !== 'close') return answer(commit(db, order))
    db.close()
    port.close()
  })
  answer({ opened: true })
} catch (error) {
  answer({ failed: failure(error) })
  port.close()
}
