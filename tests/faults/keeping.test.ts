/** Backup, restore and verify: the data in an operator's hands, while people write. */
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Party } from '../support/party.ts'
import { NOTHING, settle, textOf } from '../support/writers.ts'

const cli = fileURLToPath(new URL('../../apps/server/src/cli.ts', import.meta.url))

let party: Party
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-keeping-'))
  party = await Party.of(3)
})
afterEach(async () => {
  await party.over()
  await rm(folder, { recursive: true })
})

/** Runs `lectern …` on the data of the party, or another folder. */
function lectern(args: string[], dataDir = party.server.data): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, DATA_DIR: dataDir }
    execFile(process.execPath, [cli, ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, said: out + err }),
    )
  })
}

test('storage S15: a backup made under load is whole, and a server started from it has the same', async () => {
  for (let i = 0; i < 3; i++) party.tab(i, 700 + i).start(20)
  await sleep(1_500)
  const before = party.ledger.acknowledged
  const saved = new Map(structuredClone([...party.ledger.fates]))
  const file = join(folder, 'backup.sqlite')
  expect(await lectern(['backup', file])).toMatchObject({
    code: 0,
    said: expect.stringMatching(/[1-9]\d* changes/),
  })
  expect(before).toBeGreaterThan(50)
  expect((await lectern(['backup', file])).said).toMatch(/exists/)
  expect(await lectern(['verify'])).toMatchObject({ code: 0, said: expect.stringContaining('is sound') })
  expect(await lectern(['restore', file, '--yes'])).toMatchObject({
    code: 1,
    said: expect.stringContaining('is running'),
  })
  await settle(party.writers)
  await party.server.stop()

  // Back to the backup: what was written after it comes again from those who have it.
  expect((await lectern(['restore', file])).said).toMatch(/takes the place of .*add --yes/s)
  expect(await lectern(['restore', file, '--yes'])).toMatchObject({
    code: 0,
    said: expect.stringContaining('is kept as'),
  })
  expect((await readdir(party.server.data)).some((name) => name.includes('.before-'))).toBe(true)
  const { text } = party.stored()
  for (const [token, fate] of saved) {
    // Deleted ones may be gone by then.
    if (fate.typed === 'saved' && !party.ledger.fates.get(token)!.deleted) expect(text).toContain(token)
  }
  await party.server.up()
  await settle(party.writers)
  await expect.poll(() => party.ledger.lost(party.stored().text), { timeout: 60_000 }).toEqual(NOTHING)
  expect(party.ledger.refusals).toEqual([])

  // Into an empty folder: the same people are still who they were.
  const after = join(folder, 'after.sqlite')
  expect((await lectern(['backup', after])).code).toBe(0)
  const whole = party.stored().text
  await party.server.stop()
  expect((await lectern(['restore', after, '--yes'], join(folder, 'data'))).code).toBe(0)
  await party.server.up(join(folder, 'data'))
  const newcomer = party.tab(1, 0)
  await expect.poll(() => newcomer.settled && textOf(newcomer.doc)).toBe(whole)
  expect((await party.get(1, `/api/sessions/${party.sessionId}`)).status).toBe(200)
}, 180_000)

test('storage S15: verify finds one flipped byte wherever it is, and a snapshot that is not what its rows give', async () => {
  const writer = party.tab(0, 800)
  await expect.poll(() => writer.settled).toBe(true)
  for (let i = 0; i < 700; i++) {
    writer.act()
    if (i % 20 === 0) await sleep(5)
  }
  await settle([writer])
  await party.server.stop()
  expect(await lectern(['verify'])).toMatchObject({ code: 0, said: expect.stringMatching(/[1-9] snapshots/) })
  const file = join(party.server.data, 'lectern.sqlite')
  const damages: [string, RegExp][] = [
    [`update updates set data = data || x'00' where seq = 5`, /summary: row 5 is damaged/],
    [`update updates set at = at + 1 where seq = 7`, /summary: row 7 is damaged/],
    [`delete from updates where seq = 9`, /summary: row 9 is missing/],
    [`update snapshots set data = x'0000'`, /summary: snapshot \d+ is damaged/],
  ]
  for (const [sql, said] of damages) {
    const db = new DatabaseSync(file)
    db.exec(
      `begin; create table kept_u as select * from updates; create table kept_s as select * from snapshots; commit`,
    )
    db.exec(sql)
    expect(await lectern(['verify'])).toMatchObject({ code: 1, said: expect.stringMatching(said) })
    db.exec(
      `begin; delete from updates; insert into updates select * from kept_u; delete from snapshots; insert into snapshots select * from kept_s; drop table kept_u; drop table kept_s; commit`,
    )
    db.close()
  }
  expect((await lectern(['verify'])).code).toBe(0)
}, 180_000)
