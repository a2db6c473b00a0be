/**
 * The embedded backend: node:sqlite in a worker thread, queries compiled by Kysely here. Group commit without a timer:
 * one transaction in flight, the next takes whatever queued meanwhile.
 */
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { Worker } from 'node:worker_threads'
import { migrate } from './migrate.ts'
import type { Row, Run } from './run.ts'
import type { Tables } from './schema.ts'
import { SqlStorage } from './sql-storage.ts'
import type { Answer, CallAnswer, Failure, Order, Query } from './sqlite-worker.ts'
import { type Storage, StorageConflict } from './storage.ts'

/** Builds and compiles queries. They are run by `SqliteQueue`, which keeps the order of calls; Kysely's own drivers do not promise one. */
const compiler = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

type Call = { queries: Query[]; resolve: (rows: Row[][]) => void; reject: (error: Error) => void }

/** Pause before a batch that could not be committed is tried again, ms. */
const PAUSE = 250

/** SQLITE_CONSTRAINT, https://www.sqlite.org/rescode.html#constraint */
const isConflict = ({ code }: Failure) => (code & 0xff) === 19

function conclude(call: Call, answer: CallAnswer): void {
  if ('rows' in answer) call.resolve(answer.rows)
  else if (isConflict(answer.error)) call.reject(new StorageConflict(answer.error.message))
  else call.reject(new Error(`The storage could not do this: ${answer.error.message}.`))
}

class SqliteQueue {
  readonly #worker: Worker
  readonly #ended: Promise<void>
  #queue: Call[] = []
  #flying: Call[] = []
  #retry: NodeJS.Timeout | undefined
  /** Until the file is open, and again while closing, what cannot be committed is refused instead of retried. */
  #patient = false
  #dead: Error | undefined

  constructor(file: string, opened: (failed?: Failure) => void) {
    this.#worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData: { file } })
    this.#worker.on('message', (message: Answer) => {
      if ('opened' in message) opened()
      else if ('answers' in message) this.#committed(message.answers)
      // Under `node --watch` a worker also posts which files it has read.
      else if (!('failed' in message)) return
      else if (this.#flying.length > 0) this.#failed(message.failed, message.reads ?? [])
      else opened(message.failed)
    })
    this.#worker.on('error', (error) => this.#die(error as Error))
    this.#ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#die(new Error('The storage is closed.'))
        resolve()
      })
    })
  }

  readonly run: Run = (queries) =>
    new Promise((resolve, reject) => {
      if (this.#dead) return reject(this.#dead)
      this.#queue.push({
        queries: queries.map(({ sql, parameters }) => ({ sql, parameters })),
        resolve,
        reject,
      })
      this.#pump()
    })

  /** From now on a full disk or a locked file is waited out. */
  bePatient(): void {
    this.#patient = true
  }

  /** Finishes what was asked before; what cannot be committed now is rejected. */
  async close(): Promise<void> {
    this.#patient = false
    clearTimeout(this.#retry)
    this.#retry = undefined
    this.#pump()
    while (this.#flying.length > 0) {
      await Promise.race([new Promise((resolve) => this.#worker.once('message', resolve)), this.#ended])
    }
    this.#dead ??= new Error('The storage is closed.')
    this.#send('close')
    await this.#ended
  }

  #send(order: Order): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
    this.#worker.postMessage(order)
  }

  #pump(): void {
    if (this.#flying.length > 0 || this.#queue.length === 0 || this.#retry) return
    this.#flying = this.#queue
    this.#queue = []
    this.#send(this.#flying.map((call) => call.queries))
  }

  #committed(answers: CallAnswer[]): void {
    const calls = this.#flying
    this.#flying = []
    for (const [index, call] of calls.entries()) conclude(call, answers[index]!)
    this.#pump()
  }

  #failed(failed: Failure, reads: (CallAnswer | undefined)[]): void {
    const calls = this.#flying.filter((call, index) => {
      const answer = reads[index]
      if (answer) conclude(call, answer)
      return !answer
    })
    this.#flying = []
    if (!this.#patient) {
      for (const call of calls) call.reject(new Error(`The storage could not commit: ${failed.message}.`))
      return this.#pump()
    }
    // Nothing is acknowledged and nothing is lost: the same calls, before any later one.
    this.#queue = [...calls, ...this.#queue]
    this.#retry = setTimeout(() => {
      this.#retry = undefined
      this.#pump()
    }, PAUSE)
  }

  #die(error: Error): void {
    this.#dead ??= error
    clearTimeout(this.#retry)
    for (const call of [...this.#flying, ...this.#queue]) call.reject(this.#dead)
    this.#flying = []
    this.#queue = []
  }
}

/**
 * Opens the database file, making it and its tables when it is new.
 * @throws Error with a sentence for the operator when the file cannot be used.
 */
export async function openSqlite(file: string): Promise<Storage> {
  let queue!: SqliteQueue
  const failed = await new Promise<Failure | undefined>((resolve) => {
    queue = new SqliteQueue(file, resolve)
  })
  const unusable = (reason: string) =>
    new Error(
      `The data file ${file} cannot be used: ${reason}. Check that its folder exists and can be written, that the disk has room, and that the file is a Lectern database.`,
    )
  if (failed) throw unusable(failed.message)
  try {
    await migrate(compiler, queue.run, 'blob')
  } catch (error) {
    await queue.close()
    throw unusable((error as Error).message)
  }
  queue.bePatient()
  return new SqlStorage(compiler, queue.run, () => queue.close())
}
