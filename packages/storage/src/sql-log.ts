/** The document log over SQL. Knows that documents are bytes with checksums, and nothing of what the bytes mean. */
import type { CompiledQuery, Kysely } from 'kysely'
import { crc32 } from 'node:zlib'
import type { Run } from './run.ts'
import type { Tables } from './schema.ts'
import type { DocumentLog, LogRow, StoredDocument } from './storage.ts'

/** Covers where the bytes belong too, so a row that ended up in another's place does not pass for whole. */
const checksum = (place: string, data: Uint8Array) => crc32(data, crc32(place))
export const rowSum = (doc: string, row: LogRow) =>
  checksum(`${doc}\n${row.seq}\n${row.personId}\n${row.at}`, row.data)
export const snapshotSum = (doc: string, upto: number, data: Uint8Array) => checksum(`${doc}\n${upto}`, data)

/** Parameters of a compiled insert: the values of its row, in the order in which the row was written when it was compiled. */
const inOrder = (row: Tables['updates'] | Tables['writers']): unknown[] => Object.values(row)

export class SqlLog implements DocumentLog {
  readonly #db: Kysely<Tables>
  readonly #run: Run
  /** The queries of `append`, compiled once: they are run for each keystroke of everybody. */
  readonly #insert: CompiledQuery
  readonly #bind: CompiledQuery

  constructor(db: Kysely<Tables>, run: Run) {
    this.#db = db
    this.#run = run
    const data = new Uint8Array()
    this.#insert = db
      .insertInto('updates')
      .values({ doc: '', seq: 0, crc: 0, person: '', at: 0, data })
      .compile()
    this.#bind = db
      .insertInto('writers')
      .values({ doc: '', client: 0, person: '' })
      // Bound to the same person: nothing changes. Bound to another: null, which the column refuses.
      .onConflict((c) =>
        c.columns(['doc', 'client']).doUpdateSet((eb) => ({
          person: eb
            .case()
            .when('writers.person', '=', eb.ref('excluded.person'))
            .then(eb.ref('writers.person'))
            .end() as never,
        })),
      )
      .compile()
  }

  async append(doc: string, rows: LogRow[], writers: [client: number, personId: string][] = []) {
    const queries = writers.map(([client, person]) => ({
      ...this.#bind,
      parameters: inOrder({ doc, client, person }),
    }))
    for (const row of rows) {
      const { seq, personId: person, at, data } = row
      queries.push({
        ...this.#insert,
        parameters: inOrder({ doc, seq, crc: rowSum(doc, row), person, at, data }),
      })
    }
    await this.#run(queries)
  }

  async load(doc: string): Promise<StoredDocument> {
    const damaged: string[] = []
    for (let below = Number.MAX_SAFE_INTEGER; ;) {
      const newest = this.#db
        .selectFrom('snapshots')
        .where('doc', '=', doc)
        .where('upto', '<', below)
        .orderBy('upto', 'desc')
        .limit(1)
      const [snapshots, updates, writers, last] = await this.#run([
        newest.select(['upto', 'crc', 'data']).compile(),
        this.#db
          .selectFrom('updates')
          .selectAll()
          .where('doc', '=', doc)
          .where((eb) => eb('seq', '>', eb.fn.coalesce(newest.select('upto'), eb.lit(0))))
          .orderBy('seq')
          .compile(),
        this.#db.selectFrom('writers').select(['client', 'person']).where('doc', '=', doc).compile(),
        this.#db
          .selectFrom('updates')
          .select((eb) => eb.fn.max('seq').as('seq'))
          .where('doc', '=', doc)
          .compile(),
      ])
      const snapshot = snapshots![0] as Tables['snapshots'] | undefined
      if (snapshot && snapshotSum(doc, snapshot.upto, snapshot.data) !== snapshot.crc) {
        damaged.push(`snapshot ${snapshot.upto}`)
        below = snapshot.upto
        continue
      }
      const rows: LogRow[] = []
      let expected = (snapshot?.upto ?? 0) + 1
      for (const { seq, person, at, data, crc } of updates as Tables['updates'][]) {
        for (; expected < seq; expected++) damaged.push(`row ${expected}`)
        expected = seq + 1
        const row = { seq, personId: person, at, data }
        if (rowSum(doc, row) === crc) rows.push(row)
        else damaged.push(`row ${seq}`)
      }
      return {
        ...(snapshot && { snapshot: { upto: snapshot.upto, data: snapshot.data } }),
        rows,
        writers: new Map((writers as Tables['writers'][]).map(({ client, person }) => [client, person])),
        damaged,
        seq: Math.max(snapshot?.upto ?? 0, Number(last![0]?.['seq'] ?? 0)),
      }
    }
  }

  async snapshot(doc: string, upto: number, data: Uint8Array): Promise<void> {
    const crc = snapshotSum(doc, upto, data)
    await this.#run([
      this.#db
        .insertInto('snapshots')
        .values({ doc, upto, crc, data })
        .onConflict((c) => c.columns(['doc', 'upto']).doUpdateSet({ crc, data }))
        .compile(),
      this.#db
        .deleteFrom('snapshots')
        .where('doc', '=', doc)
        .where('upto', 'not in', (eb) =>
          eb.selectFrom('snapshots').select('upto').where('doc', '=', doc).orderBy('upto', 'desc').limit(2),
        )
        .compile(),
    ])
  }
}
