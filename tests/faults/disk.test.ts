/** The disk is full, or the file is held by another program: nothing is acknowledged falsely, reading goes on, and all recovers alone. */
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { Party } from '../support/party.ts'
import { NOTHING, settle, textOf } from '../support/writers.ts'

const long = (normal: number, many: number) => (process.env['LONG'] === '1' ? many : normal)

let party: Party | undefined
let folder: string | undefined
afterEach(async () => {
  await party?.over()
  if (folder) {
    execFileSync('/bin/umount', [folder])
    await rm(folder, { recursive: true })
  }
  party = folder = undefined
}, 60_000)

/** A disk of its own, this small. @returns undefined where this user may not have one */
async function smallDisk(bytes: number): Promise<string | undefined> {
  const made = await mkdtemp(join(tmpdir(), 'lectern-disk-'))
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', made], { stdio: 'ignore' })
    return made
  } catch {
    await rm(made, { recursive: true })
    return undefined
  }
}

/** While nothing can be written: acknowledgements stand still, what is committed can be read, and readiness says no. */
async function nothingIsPromised(party: Party): Promise<void> {
  const { server, ledger } = party
  await sleep(300) // what was on its way when it began
  const acknowledged = ledger.acknowledged
  const before = party.stored().text
  await sleep(1_500)
  expect(ledger.acknowledged).toBe(acknowledged)
  expect(ledger.fates.size).toBeGreaterThan(acknowledged)
  expect(party.stored().text).toBe(before)
  expect(ledger.broken(before)).toEqual(NOTHING)
  // Reading does not wait for writing, and somebody who asks whether all is well gets an answer.
  const asked = { signal: AbortSignal.timeout(15_000) }
  expect((await fetch(`${server.url}/api/texts`, asked)).status).toBe(200)
  expect((await party.get(0, `/api/sessions/${party.sessionId}`)).status).toBe(200)
  const other = party.tab(0, 1, server.url, 'annotations')
  await expect.poll(() => other.settled, { timeout: 15_000 }).toBe(true)
  expect((await fetch(`${server.url}/readyz`, asked)).status).toBe(503)
  expect((await fetch(`${server.url}/healthz`, asked)).status).toBe(200)
}

/** The server keeps room for its next commits; without it a full disk is felt at once. */
function useUpReserve({ server }: Party): void {
  const db = new DatabaseSync(join(server.data, 'lectern.sqlite'))
  db.exec('pragma busy_timeout = 5000; pragma wal_checkpoint(truncate)')
  db.close()
}

async function allIsSaved(party: Party): Promise<void> {
  const { writers, ledger, server } = party
  await settle(writers)
  expect(ledger.acknowledged).toBe(ledger.fates.size)
  const { text } = party.stored()
  expect(ledger.lost(text)).toEqual(NOTHING)
  expect(ledger.refusals).toEqual([])
  await expect.poll(async () => (await fetch(`${server.url}/readyz`)).status, { timeout: 15_000 }).toBe(200)
  expect(textOf(writers[0]!.doc)).toBe(text)
}

test('storage S13: the disk is full while people write', { timeout: 120_000 }, async ({ skip }) => {
  folder = await smallDisk(24 * 1024 * 1024)
  if (!folder) {
    skip('only a user who may mount can have a disk that is full')
    return
  }
  party = await Party.of(3, { DATA_DIR: join(folder, 'data') })
  for (let i = 0; i < 3; i++) party.tab(i, 500 + i)
  for (let time = 0; time < long(1, 3); time++) {
    for (const writer of party.writers.slice(0, 3)) writer.start(80)
    await sleep(500)
    useUpReserve(party)
    const { bavail, bsize } = await statfs(folder)
    // The last of it may be gone meanwhile; then it is full all the same.
    await writeFile(join(folder, 'filler'), Buffer.alloc(bavail * bsize)).catch(() => {})
    await nothingIsPromised(party)
    await rm(join(folder, 'filler'))
    await allIsSaved(party)
  }
})

test(
  'storage S13: another program holds the file for longer than a write waits',
  { timeout: 120_000 },
  async () => {
    party = await Party.of(3)
    for (let i = 0; i < 3; i++) party.tab(i, 600 + i).start(80)
    await sleep(500)
    const other = new DatabaseSync(join(party.server.data, 'lectern.sqlite'), { timeout: 30_000 })
    other.exec('begin immediate')
    await nothingIsPromised(party)
    other.exec('rollback')
    other.close()
    await allIsSaved(party)
  },
)
