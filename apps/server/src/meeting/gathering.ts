/** For tests: a house with a clock in the test's hand, and three who meet in it: a host, a participant, an observer. */
import type { Stage } from '@lectern/model'
import { afterAll, beforeAll, expect } from 'vitest'
import { House, type Visitor } from '../rehearsal.ts'

const stage = (id: string, minutes: number, more: Partial<Stage> = {}): Stage => ({
  id,
  kind: 'discussion',
  minutes,
  speakers: [],
  passages: [],
  rules: { gate: false, newFirst: false },
  ...more,
})
export const AGENDA = [
  stage('read', 10, { kind: 'reading', rules: { gate: true, newFirst: false } }),
  stage('talk', 20, { rules: { gate: false, newFirst: true, turnSeconds: 60 } }),
]
export const body = (value: string) => ({ type: 'TextualBody', value, format: 'text/markdown' }) as const

/** A note's place: the first “slowly”. */
export async function targetIn(who: Visitor, textId: string) {
  const { canonical } = (await who.get(`/api/texts/${textId}`)).body as { canonical: string }
  const start = canonical.indexOf('slowly')
  return {
    source: textId,
    selector: [
      { type: 'TextPositionSelector', start, end: start + 6 },
      { type: 'TextQuoteSelector', exact: 'slowly' },
    ],
  }
}

/** Opened before the tests of a file and disposed of after them. */
export function openMeetings() {
  const clock = { now: Date.parse('2026-11-22T10:00:00.000Z') }
  const pass = (minutes: number) => void (clock.now += minutes * 60_000)
  let house: House
  beforeAll(async () => {
    house = await House.open({}, () => clock.now)
  })
  afterAll(() => house.dispose())

  const gather = async (agenda = AGENDA) => {
    const [host, paul, olga] = ['Hana', 'Paul', 'Olga'].map((name) => house.newcomer(name)) as [
      Visitor,
      Visitor,
      Visitor,
    ]
    const { session, me, invites, textId } = await host.opens()
    const ids = {
      host: me.personId,
      paul: (await paul.joins(invites.participant)).body.me.personId as string,
      olga: (await olga.joins(invites.observer)).body.me.personId as string,
    }
    const does = (who: Visitor, type: string, fields: object = {}) =>
      who.commands(session.id, { type, ...fields })
    expect((await does(host, 'agenda.set', { agenda })).status).toBe(200)
    const meeting = async (who = host) => (await who.get(`/api/sessions/${session.id}`)).body.session.meeting
    return { host, paul, olga, ids, session, invites, textId, does, meeting }
  }

  return {
    clock,
    pass,
    gather,
    newcomer: (name: string) => house.newcomer(name),
    get house() {
      return house
    },
  }
}
