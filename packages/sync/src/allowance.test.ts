/** What one person may take of the server: each limit with a case just inside and one just over it, on a clock of its own. */
import { LIMITS } from '@lectern/model'
import { describe, expect, test } from 'vitest'
import { Allowances } from './allowance.ts'
import type { Peer } from './peer.ts'
import { member, quiet, SUMMARY, World, writeParagraph } from './testing/world.ts'

const UPDATE = Uint8Array.of(0, 2, 0)
const STEP1 = Uint8Array.of(0, 0, 0)
/** Awareness of one client: type, length, count, client, clock, state. */
const presenceOf = (...clients: number[]) =>
  Uint8Array.from([1, 1 + clients.length * 3, clients.length, ...clients.flatMap((client) => [client, 1, 0])])

/** Time that passes when told to, and what was planned for it. */
class Time {
  now = 0
  #plans: { at: number; run: () => void }[] = []
  readonly clock = () => this.now
  readonly later = (run: () => void, ms: number): unknown => this.#plans.push({ at: this.now + ms, run })
  pass(ms: number): void {
    const end = this.now + ms
    for (;;) {
      const next = this.#plans.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      this.#plans.splice(this.#plans.indexOf(next), 1)
      this.now = Math.max(this.now, next.at)
      next.run()
    }
    this.now = end
  }
}

function desk() {
  const time = new Time()
  const allowances = new Allowances(time)
  /** @param cost ms the room takes for each frame */
  const connect = (personId: string, cost = 0) => {
    const heard: Uint8Array[] = []
    const peer = {
      member: member(personId),
      acknowledged: true,
      backlog: 0,
      send() {},
      close: (code: number) => void (seat.code = code),
    } satisfies Peer
    const line = allowances.guard(peer, {
      receive(frame) {
        heard.push(frame)
        time.now += cost
      },
      closed() {},
    })
    const seat = {
      heard,
      code: undefined as number | undefined,
      receive: (frame: Uint8Array) => line.receive(frame),
      leaves: () => line.closed(),
    }
    return seat
  }
  return { time, allowances, connect }
}
const times = <T>(n: number, act: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => act(i))

describe('S13 whoever takes more than their share waits, in order', () => {
  test('updates: the burst at once, the next one later, none of them lost', () => {
    const { time, connect } = desk()
    const ann = connect('ann')
    times(LIMITS.updatesBurst + 50, (i) => ann.receive(Uint8Array.of(0, 2, i)))
    expect(ann.heard).toHaveLength(LIMITS.updatesBurst)
    time.pass(1_000)
    expect(ann.heard).toHaveLength(LIMITS.updatesBurst + LIMITS.updatesPerSecond)
    time.pass(10_000)
    expect(ann.heard.map(([, , i]) => i)).toEqual(times(LIMITS.updatesBurst + 50, (i) => i & 255))
    expect(ann.code).toBeUndefined()
  })

  test('a key held down for five minutes is honest: 30 updates a second, all arrive', () => {
    const { time, connect } = desk()
    const ann = connect('ann')
    times(30 * 300, () => {
      ann.receive(UPDATE)
      time.pass(1_000 / 30)
    })
    time.pass(600_000)
    expect([ann.heard.length, ann.code]).toEqual([30 * 300, undefined])
  })

  test('first syncs: every tab at once after a restart, and two a second from then on', () => {
    const { time, connect } = desk()
    const tabs = Array.from({ length: LIMITS.syncsBurst }, () => connect('ann'))
    for (const tab of tabs) tab.receive(STEP1)
    expect(tabs.every(({ heard }) => heard.length === 1)).toBe(true)
    tabs[0]!.receive(STEP1)
    tabs[0]!.receive(UPDATE)
    expect(tabs[0]!.heard).toHaveLength(1)
    time.pass(1_000 / LIMITS.syncsPerSecond)
    // The update came after the sync and stays there.
    expect(tabs[0]!.heard.slice(1).map(([, step]) => step)).toEqual([0, 2])
  })

  test('time of the server: what is used up comes back at 100 ms a second, for all connections of the person', () => {
    const { time, connect } = desk()
    const [one, other, bo] = [connect('ann', 300), connect('ann', 300), connect('bo')]
    times(4, () => one.receive(UPDATE))
    other.receive(UPDATE)
    bo.receive(UPDATE)
    // 1200 ms were used; 1000 were there and 90 came back meanwhile.
    expect([one.heard.length, other.heard.length, bo.heard.length]).toEqual([4, 0, 1])
    time.pass(500)
    expect(other.heard).toHaveLength(0)
    time.pass(1_000)
    expect(other.heard).toHaveLength(1)
  })

  test('going away and coming back is no new allowance', () => {
    const { connect, time } = desk()
    const first = connect('ann')
    times(LIMITS.updatesBurst, () => first.receive(UPDATE))
    first.leaves()
    const second = connect('ann')
    second.receive(UPDATE)
    expect(second.heard).toHaveLength(0)
    time.pass(120_000)
    expect(second.heard).toHaveLength(1)
  })

  test('too much waiting closes with 4429: by frames, and by bytes', () => {
    const { connect } = desk()
    const ann = connect('ann')
    times(LIMITS.updatesBurst + LIMITS.waitingFrames, () => ann.receive(UPDATE))
    expect(ann.code).toBeUndefined()
    ann.receive(UPDATE)
    expect(ann.code).toBe(4429)
    const bo = connect('bo')
    times(LIMITS.updatesBurst, () => bo.receive(UPDATE))
    const large = new Uint8Array(LIMITS.waitingBytes / 4).fill(2, 1)
    times(4, () => bo.receive(large))
    expect(bo.code).toBeUndefined()
    bo.receive(UPDATE)
    expect(bo.code).toBe(4429)
  })

  test('presence is dropped and nobody is closed for it; what stock clients repeat of others is not counted as theirs', () => {
    const { time, connect, allowances } = desk()
    const ann = connect('ann')
    times(LIMITS.awarenessBurst + 100, () => ann.receive(presenceOf(1)))
    expect(ann.heard).toHaveLength(LIMITS.awarenessBurst)
    times(20, (i) => ann.receive(presenceOf(2 + i)))
    expect(ann.heard).toHaveLength(LIMITS.awarenessBurst + 20)
    // Its own hidden behind another's is one of the mixed ones.
    times(100, () => ann.receive(presenceOf(9, 1)))
    expect(ann.heard).toHaveLength(2 * LIMITS.awarenessBurst + 20)
    time.pass(1_000)
    times(100, () => ann.receive(presenceOf(1)))
    expect(ann.heard).toHaveLength(2 * LIMITS.awarenessBurst + 20 + LIMITS.awarenessPerSecond)
    times(1_000, (i) => ann.receive(presenceOf(100 + (i % 28))))
    expect([ann.code, allowances.counts.closed]).toEqual([undefined, 0])
  })

  test('in a room: a flood is taken at the allowed pace, the others are heard meanwhile', async () => {
    const time = new Time()
    const world = new World({ allowances: new Allowances(time) })
    const [ann, bo] = [world.join(SUMMARY, 'ann'), world.join(SUMMARY, 'bo')]
    await quiet()
    const text = writeParagraph(ann.doc, 'a')
    times(LIMITS.updatesBurst + 20, () => text.insert(0, 'x'))
    await quiet()
    const others = writeParagraph(bo.doc, 'bo is here')
    await quiet()
    expect(await world.content(SUMMARY)).toContain('bo is here')
    expect(ann.saved).toBeLessThan(ann.sent)
    time.pass(5_000)
    await quiet()
    expect([ann.saved, ann.closed, others.length]).toEqual([ann.sent, undefined, 10])
    expect(bo.doc.getXmlFragment('summary').toJSON()).toBe(ann.doc.getXmlFragment('summary').toJSON())
  })
})
