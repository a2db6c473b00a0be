/** A meeting of two hundred: the same stage, the same queue, in the same order, for all of them. */
import type { Stage } from '@lectern/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { House, type LiveLine, until } from '../rehearsal.ts'

const PEOPLE = 200
/** A slow machine may take its time, ms. */
const PATIENCE = 180_000
let house: House
beforeAll(async () => {
  house = await House.open()
})
afterAll(() => house.dispose())

test(
  'M1 M4 two hundred people see one stage and one queue; who comes back sees what the others do',
  async () => {
    const host = house.newcomer('Hana')
    const { session, invites } = await host.opens()
    const crowd = Array.from({ length: PEOPLE }, (_, n) => house.newcomer(`Person ${n}`))
    for (const person of crowd) expect((await person.joins(invites.participant)).status).toBe(200)
    // A few at a time: a connection that is not made in twenty seconds is given up by its client.
    const lines: LiveLine[] = []
    for (let at = 0; at < PEOPLE; at += 20) {
      const some = crowd.slice(at, at + 20).map((person) => person.goesLive(session.id))
      await until('some more are there', () => some.every(({ state }) => state), PATIENCE)
      lines.push(...some)
    }
    const rules = { gate: false, newFirst: false }
    const talk: Stage = { id: 'talk', kind: 'discussion', minutes: 20, speakers: [], passages: [], rules }
    await host.commands(session.id, { type: 'agenda.set', agenda: [talk] })
    await host.commands(session.id, { type: 'stage.go', stageId: 'talk' })
    const raised = crowd.map((person) => person.commands(session.id, { type: 'hand.raise' }))
    for (const { status } of await Promise.all(raised)) expect(status).toBe(200)
    const seesAll = (line: LiveLine) => line.state?.session.meeting?.hands.length === PEOPLE
    await until('all see all hands', () => lines.every(seesAll), PATIENCE)
    const [first, ...others] = lines.map(({ state }) => state!.session.meeting)
    for (const other of others) expect(other).toEqual(first)
    expect(new Set(first!.hands.map(({ personId }) => personId)).size).toBe(PEOPLE)

    const again = crowd[7]!.goesLive(session.id)
    await host.commands(session.id, { type: 'floor.give' })
    await until('one who comes back sees it', () => again.state?.session.meeting?.floor, PATIENCE)
    expect(again.state!.session.meeting!.floor!.personId).toBe(first!.hands[0]!.personId)
    expect(again.state!.session.meeting!.hands).toEqual(first!.hands.slice(1))
    for (const person of crowd) person.leaves()
  },
  PATIENCE,
)
