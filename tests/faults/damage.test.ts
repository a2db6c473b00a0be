/** Data that were damaged while the server was down: it opens with what is good, says so, and those who have the rest bring it back. */
import { execFileSync } from 'node:child_process'
import { existsSync, truncateSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Party } from '../support/party.ts'
import { NOTHING, settle, textOf } from '../support/writers.ts'

let party: Party
beforeEach(async () => {
  party = await Party.of(3)
  // One has two tabs, both of which have everything the person wrote.
  for (const person of [0, 1, 2, 2]) party.tab(person, 900 + person + party.writers.length).start(12)
  while (party.stored().rows < 1_100) await sleep(100)
  await settle(party.writers)
  await expect.poll(() => new Set(party.writers.map(({ doc }) => textOf(doc))).size).toBe(1)
  await party.server.kill()
}, 180_000)
afterEach(() => party.over(), 60_000)

const file = () => join(party.server.data, 'lectern.sqlite')
function tamper(sql: string): void {
  const db = new DatabaseSync(file())
  db.exec(sql)
  db.close()
}
const figure = async (name: string) => {
  const text = await (await fetch(`${party.server.url}/metrics`)).text()
  return Number(new RegExp(`^lectern_${name} (\\d+)$`, 'm').exec(text)?.[1])
}

/** Everybody comes back and types on: everything is there again, is saved, and nobody was sent away. */
async function heals(): Promise<void> {
  for (const writer of party.writers) writer.start(30)
  await sleep(500)
  await settle(party.writers)
  await expect.poll(() => new Set(party.writers.map(({ doc }) => textOf(doc))).size).toBe(1)
  expect(party.ledger.lost(textOf(party.writers[0]!.doc))).toEqual(NOTHING)
  expect(party.ledger.refusals).toEqual([])
  const newcomer = party.tab(0, 1)
  await expect.poll(() => newcomer.settled && textOf(newcomer.doc)).toBe(textOf(party.writers[0]!.doc))
}

/** Somebody who has nothing comes first, and gets what is good: never an empty document. */
async function opens(): Promise<string> {
  const everybody = party.writers.splice(0)
  for (const writer of everybody) writer.away()
  await party.server.up()
  const first = party.tab(0, 2)
  await expect.poll(() => first.settled).toBe(true)
  party.writers.push(...everybody)
  for (const writer of everybody) writer.back()
  return textOf(first.doc)
}

test('sync S8, storage S4: a damaged newest snapshot gives way to the one before it, and that to the rows', async () => {
  const whole = party.stored().text
  tamper(`update snapshots set data = x'00ff' where upto = (select max(upto) from snapshots)`)
  expect(await opens()).toBe(whole)
  expect(await figure('damaged_total')).toBe(1)
  await party.server.kill()
  tamper(`update snapshots set data = x'00ff'`)
  expect(await opens()).toContain(whole.slice(0, 10))
  await heals()
}, 180_000)

test('sync S8, storage S5: a damaged row and a missing row are left out and said, and come back', async () => {
  const { rows, text } = party.stored()
  tamper(`delete from snapshots; update updates set data = x'00ff' where seq = ${rows - 200};
    delete from updates where seq = ${rows - 90}`)
  const good = await opens()
  expect(good.length).toBeGreaterThan(text.length / 2)
  expect(good).not.toBe(text)
  expect(await figure('damaged_total')).toBe(1)
  await heals()
  // What is damaged stays on record until a backup takes its place.
  expect(() =>
    execFileSync(process.execPath, ['apps/server/src/cli.ts', 'verify'], {
      env: { ...process.env, DATA_DIR: party.server.data },
      stdio: 'pipe',
    }),
  ).toThrow(/damaged/)
}, 180_000)

test('sync S8: of a truncated write-ahead log the beginning is there, and the end comes back', async () => {
  const wal = `${file()}-wal`
  expect(existsSync(wal)).toBe(true)
  // Its end may be older than its beginning: it is shortened until something is lost.
  const whole = party.stored().text
  let text = whole
  while (text === whole && statSync(wal).size > 0) {
    truncateSync(wal, Math.floor(statSync(wal).size * 0.7))
    text = party.stored().text
  }
  expect(text).not.toBe(whole)
  expect(await opens()).toBe(text)
  await heals()
}, 180_000)
