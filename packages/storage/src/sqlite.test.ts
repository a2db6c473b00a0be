/** What the embedded backend promises beyond the contract: it outlives a kill, says what is damaged, waits for a lock. */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { STEPS } from './schema.ts'
import { openSqlite } from './index.ts'
import type { LogRow } from './storage.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-sqlite-'))
  file = join(folder, 'lectern.db')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const row = (seq: number): LogRow => ({ seq, personId: 'ann', at: seq, data: new Uint8Array([seq, 1, 2, 3]) })

async function withLog(rows: number, snapshots: number[]) {
  const storage = await openSqlite(file)
  await storage.log.append(
    's/a',
    Array.from({ length: rows }, (_, i) => row(i + 1)),
  )
  for (const upto of snapshots) await storage.log.snapshot('s/a', upto, new Uint8Array([upto]))
  await storage.close()
}
function tamper(sql: string) {
  const db = new DatabaseSync(file)
  db.exec(sql)
  db.close()
}
async function load() {
  const storage = await openSqlite(file)
  const { snapshot, rows, damaged, seq } = await storage.log.load('s/a')
  await storage.close()
  return { upto: snapshot?.upto, rows: rows.map(({ seq }) => seq), damaged, seq }
}

test('S5 a damaged row is left out and named, the others are there', async () => {
  await withLog(5, [])
  tamper(`update updates set data = x'00010203' where seq = 3`)
  expect(await load()).toEqual({ upto: undefined, rows: [1, 2, 4, 5], damaged: ['row 3'], seq: 5 })
})

test('S5 a row that stands in for another, or is missing, is named', async () => {
  await withLog(6, [])
  tamper(`update updates set person = 'mallory' where seq = 2; delete from updates where seq = 4`)
  expect(await load()).toMatchObject({ rows: [1, 3, 5, 6], damaged: ['row 2', 'row 4'] })
})

test('S4 a damaged newest snapshot gives way to the one before it, and then to the rows', async () => {
  await withLog(6, [2, 4])
  expect(await load()).toMatchObject({ upto: 4, rows: [5, 6], damaged: [] })
  tamper(`update snapshots set data = x'ff' where upto = 4`)
  expect(await load()).toMatchObject({ upto: 2, rows: [3, 4, 5, 6], damaged: ['snapshot 4'] })
  tamper(`update snapshots set data = x'ff'`)
  expect(await load()).toMatchObject({ upto: undefined, rows: [1, 2, 3, 4, 5, 6], seq: 6 })
})

test('S4 only the two newest snapshots are kept', async () => {
  await withLog(6, [2, 4, 6])
  const db = new DatabaseSync(file)
  const kept = db.prepare('select upto from snapshots order by upto').all()
  db.close()
  expect(kept.map(({ upto }) => upto)).toEqual([4, 6])
})

test('S12 what was acknowledged is there after a kill, five times in a row', async () => {
  const child = fileURLToPath(new URL('./testing/append-forever.ts', import.meta.url))
  let acknowledged = 0
  for (let round = 0; round < 5; round++) {
    const appender = spawn(process.execPath, [child, file], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = new Promise((resolve) => appender.once('close', resolve))
    const until = acknowledged + 100 + round * 137
    for await (const line of createInterface(appender.stdout)) {
      acknowledged = Math.max(acknowledged, Number(line))
      if (acknowledged >= until) appender.kill('SIGKILL')
    }
    await ended
    const storage = await openSqlite(file)
    const { snapshot, rows, damaged, seq, writers } = await storage.log.load('s/a')
    await storage.close()
    expect(damaged).toEqual([])
    expect(seq).toBeGreaterThanOrEqual(acknowledged)
    expect(rows.map((row) => row.seq)).toEqual(
      Array.from({ length: seq - (snapshot?.upto ?? 0) }, (_, i) => (snapshot?.upto ?? 0) + i + 1),
    )
    expect(
      rows.every(({ seq, data }) => data.length === 500 && data.every((byte) => byte === (seq & 255))),
    ).toBe(true)
    expect(writers.size).toBe(seq)
  }
})

test('S13 while the file is locked nothing is acknowledged; then everything goes through, in order', async () => {
  const storage = await openSqlite(file)
  const other = new DatabaseSync(file)
  other.exec('begin immediate')
  let acknowledged = false
  const appended = storage.log.append('s/a', [row(1)]).then(() => (acknowledged = true))
  const later = storage.log.append('s/a', [row(2)])
  // Longer than the five seconds SQLite itself waits for a lock.
  await new Promise((resolve) => setTimeout(resolve, 5_600))
  expect(acknowledged).toBe(false)
  other.exec('rollback')
  other.close()
  await Promise.all([appended, later])
  expect((await storage.log.load('s/a')).rows).toEqual([row(1), row(2)])
  await storage.close()
})

test('S14 a file that cannot be used is refused with a sentence that says what to check', async () => {
  await expect(openSqlite(join(folder, 'missing', 'lectern.db'))).rejects.toThrow(
    /missing.*cannot be used: .*folder exists/s,
  )
  await writeFile(file, 'This is a letter, not a database. '.repeat(100))
  await expect(openSqlite(file)).rejects.toThrow(/not a database/)
  expect(await readFile(file, 'utf8')).toContain('a letter')
})

test('S14 data of a newer version are refused and left alone', async () => {
  await withLog(1, [])
  tamper('update schema_version set version = 99')
  await expect(openSqlite(file)).rejects.toThrow(/newer version.*Update the program/s)
  tamper(`update schema_version set version = ${STEPS.length}`)
  expect(await load()).toMatchObject({ rows: [1], damaged: [] })
})

test('S14 data of an older version are brought to the newest when it starts, once', async () => {
  const old = new DatabaseSync(file)
  old.exec('create table schema_version (id integer primary key, version integer not null)')
  old.exec('insert into schema_version values (1, 0)')
  old.close()
  await withLog(2, [])
  expect(await load()).toMatchObject({ rows: [1, 2], damaged: [] })
})

test('S14 what stands in the tables is parsed when it is read', async () => {
  const storage = await openSqlite(file)
  await storage.appendEvent('s1', { at: '2026-11-22T10:00:00.000Z', type: 'x', personId: 'ann', data: {} })
  await storage.close()
  tamper(`update events set data = '"not an object"'`)
  const again = await openSqlite(file)
  await expect(again.listEvents('s1')).rejects.toThrow(/event of s1 is damaged/)
  await again.close()
  await expect(again.ping()).rejects.toThrow(/closed/)
})
