/** Run as a process of its own: appends rows to the log of one document until it is killed, and prints each that is acknowledged. */
import { openSqlite } from '../index.ts'

const [file = ''] = process.argv.slice(2)
const storage = await openSqlite(file)
const { seq } = await storage.log.load('s/a')
for (let next = seq + 1; ; next += 20) {
  const burst = Array.from({ length: 20 }, async (_, i) => {
    const row = { seq: next + i, personId: 'ann', at: next + i, data: new Uint8Array(500).fill(next + i) }
    await storage.log.append('s/a', [row], [[next + i, 'ann']])
    process.stdout.write(`${row.seq}\n`)
  })
  await Promise.all(burst)
  if (next % 200 === 1) await storage.log.snapshot('s/a', next, new Uint8Array([next & 255]))
}
