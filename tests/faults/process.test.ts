/**
 * The server dies in every way while people type and delete: what was acknowledged is in the file, and when everybody is
 * back nothing is lost, doubled or risen, and nobody honest was refused. `LONG=1` does it a hundred times.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { Party } from '../support/party.ts'
import { Proxy } from '../support/proxy.ts'
import { NOTHING, random, settle, textOf } from '../support/writers.ts'

const LONG = process.env['LONG'] === '1'
const long = (normal: number, many: number) => (LONG ? many : normal)
const HOUR = 3_600_000

let party: Party | undefined
let proxy: Proxy | undefined
afterEach(async () => {
  await party?.over()
  await proxy?.close()
  party = proxy = undefined
})

/** Everybody is back, and all have the same: the writers, the file, and a client that was never there before. */
async function allIsWell(party: Party): Promise<void> {
  const { writers, ledger } = party
  await settle(writers)
  const [first] = writers
  await expect.poll(() => new Set(writers.map(({ doc }) => textOf(doc))).size, { timeout: 20_000 }).toBe(1)
  const text = textOf(first!.doc)
  expect(ledger.lost(text)).toEqual(NOTHING)
  expect(ledger.refusals).toEqual([])
  expect(ledger.acknowledged).toBe(ledger.fates.size)
  const { text: kept, fromSnapshot } = party.stored()
  expect(kept).toBe(text)
  if (fromSnapshot !== undefined) expect(fromSnapshot).toBe(text)
  const newcomer = party.tab(0, 0)
  await expect.poll(() => newcomer.settled && textOf(newcomer.doc)).toBe(text)
}

test(
  'sync S1, storage S12: killed again and again, nothing acknowledged is missing and nothing typed is lost',
  async () => {
    party = await Party.of(5)
    const { server, ledger } = party
    // Six tabs of five people: the last has two.
    for (let i = 0; i < 6; i++) party.tab(Math.min(i, 4), 100 + i).start(30)
    const kills = long(10, 100)
    const next = random(7)
    for (let kill = 0; kill < kills; kill++) {
      await sleep(300 + next() * 900)
      await server.kill()
      const { text, fromSnapshot } = party.stored()
      expect(ledger.broken(text), `after kill ${kill + 1}`).toEqual(NOTHING)
      if (fromSnapshot !== undefined) expect(fromSnapshot).toBe(text)
      await server.up()
    }
    // A slow machine has written fewer rows by now.
    for (let more = 0; more < 30 && party.stored().fromSnapshot === undefined; more++) await sleep(2000)
    await allIsWell(party)
    const { rows, fromSnapshot } = party.stored()
    expect(fromSnapshot, 'snapshots were made meanwhile').toBeDefined()
    console.log(
      `kill -9: ${kills} kills, ${ledger.fates.size} tokens, ${ledger.acknowledged} acknowledged, ${rows} rows`,
    )
  },
  HOUR,
)

test(
  'sync S1, S2, S6: the same through a network that delays, throttles, stalls without a word and cuts',
  async () => {
    party = await Party.of(6)
    const { server, ledger } = party
    proxy = await Proxy.open(() => server.port)
    for (let i = 0; i < 6; i++) party.tab(i, 200 + i, proxy.url).start(40)
    // One is not behind it, so that there is always somebody who is here.
    party.tab(0, 300).start(60)
    const next = random(11)
    let [resets, stalls, kills] = [0, 0, 0]
    for (let round = 0; round < long(40, 600); round++) {
      await sleep(50 + next() * 250)
      proxy.delay = next() < 0.5 ? 0 : next() * 60
      proxy.throttle = next() < 0.5 ? 0 : 5_000 + next() * 50_000
      const what = next()
      if (what < 0.5) {
        proxy.reset(next())
        resets++
      } else if (what < 0.75) {
        proxy.stall(next(), 200 + next() * 1_500)
        stalls++
      } else if (what < 0.8) {
        await server.kill()
        kills++
        expect(ledger.broken(party.stored().text)).toEqual(NOTHING)
        await server.up()
      }
    }
    proxy.delay = proxy.throttle = 0
    await allIsWell(party)
    console.log(
      `bad network: ${resets} resets, ${stalls} stalls, ${kills} kills, ${ledger.fates.size} tokens, ${ledger.acknowledged} acknowledged`,
    )
  },
  HOUR,
)

test(
  'sync S10: told to stop under load it stops by itself, with everything it applied, and all are back afterwards',
  async () => {
    party = await Party.of(5)
    const { server, ledger } = party
    for (let i = 0; i < 5; i++) party.tab(i, 400 + i).start(15)
    const stops = long(5, 50)
    let longest = 0
    for (let stop = 0; stop < stops; stop++) {
      await sleep(500)
      const since = Date.now()
      expect(await server.stop(), `exit code of stop ${stop + 1}`).toBe(0)
      longest = Math.max(longest, Date.now() - since)
      expect(ledger.broken(party.stored().text)).toEqual(NOTHING)
      await server.up()
    }
    await allIsWell(party)
    console.log(`SIGTERM: ${stops} stops, longest ${longest} ms, ${ledger.fates.size} tokens`)
  },
  HOUR,
)
