/** Who speaks next: each step of a meeting, without a server. */
import { type Meeting, newMeeting } from '@lectern/model'
import { describe, expect, test } from 'vitest'
import { advance, clear, give, lower, raise, startRound, turnsOf, yieldFloor } from './floor.ts'

const begun = newMeeting('2026-11-22T10:00:00.000Z')
const at = '2026-11-22T10:05:00.000Z'
const anyone = () => true
const queue = (meeting: Meeting) => meeting.hands.map(({ personId }) => personId).join('')
const hands = (people: string, meeting = begun, newFirst = false) =>
  people.split('').reduce((before, personId) => raise(before, { personId, at }, { newFirst }), meeting)
const turns = (form: Parameters<typeof turnsOf>[0], people: string, seconds?: number) =>
  turnsOf(form, people.split(''), seconds)
const told = (all: ReturnType<typeof turnsOf>) =>
  all.map((turn) => `${turn.personId} ${turn.part} ${turn.seconds}`)

describe('M4 the queue', () => {
  test('is in strict order, one hand each; a second time keeps the place', () => {
    const passage = { textId: 't', start: 1, end: 5 }
    const meeting = raise(hands('abc'), { personId: 'b', at, passage }, { newFirst: false })
    expect(queue(meeting)).toBe('abc')
    expect(meeting.hands[1]!.passage).toEqual(passage)
    expect(queue(lower(meeting, 'a'))).toBe('bc')
  })

  test('where the rule says so, those who have not spoken come first, in their own order', () => {
    const meeting = { ...begun, spoke: ['a', 'b'] }
    expect(queue(hands('abcd', meeting, true))).toBe('cdab')
    expect(queue(hands('abcd', meeting, false))).toBe('abcd')
  })
})

describe('M4 the floor', () => {
  test('giving it takes the hand down and ends the turn before, whose time is told', () => {
    const first = give(hands('ab'), { personId: 'a', part: 'speaks' }, 1000, 60)
    expect([first.ended, queue(first.meeting), first.meeting.floor]).toEqual([
      undefined,
      'b',
      { personId: 'a', part: 'speaks', since: 1000, until: 61_000 },
    ])
    const second = give(first.meeting, { personId: 'b', part: 'speaks' }, 5000)
    expect([second.ended, second.meeting.spoke]).toEqual([{ personId: 'a', ms: 4000 }, ['a']])
    expect(clear(second.meeting, 4000).ended).toEqual({ personId: 'b', ms: 0 })
    expect(clear(begun, 1)).toEqual({ meeting: begun })
  })
})

describe('M4 a round', () => {
  test('Save the Last Word: one reads, the others answer from the next seat on, the reader concludes; then the next', () => {
    expect(told(turns('last-word', 'abc')).slice(0, 8)).toEqual([
      'a reads 60',
      'b answers 60',
      'c answers 60',
      'a concludes 180',
      'b reads 60',
      'c answers 60',
      'a answers 60',
      'b concludes 180',
    ])
    expect(turns('last-word', 'abcd')).toHaveLength(4 * 5)
    expect(told(turns('final-word', 'ab'))[0]).toBe('a reads 180')
    expect(told(turns('each', 'ab', 90))).toEqual(['a speaks 90', 'b speaks 90'])
  })

  test('goes on by itself from turn to turn and ends after the last', () => {
    let step = startRound(hands('b'), turns('each', 'ab', 60), 0)
    expect(step.meeting.floor).toMatchObject({ personId: 'a', until: 60_000 })
    step = yieldFloor(step.meeting, 10_000, { isHere: anyone })
    // A hand that is up stays up.
    expect([step.meeting.floor?.personId, queue(step.meeting)]).toEqual(['b', 'b'])
    step = yieldFloor(step.meeting, 20_000, { isHere: anyone })
    expect([step.meeting.floor, step.meeting.round, step.ended]).toEqual([
      null,
      null,
      { personId: 'b', ms: 10_000 },
    ])
  })

  test('whoever passes is not counted as having spoken; where the reader passes nobody answers them', () => {
    const start = startRound(begun, turns('last-word', 'abc'), 0).meeting
    const passed = yieldFloor(start, 5000, { pass: true, isHere: anyone })
    expect(passed.meeting.floor).toMatchObject({ personId: 'b', part: 'reads' })
    expect([passed.ended, passed.meeting.spoke]).toEqual([undefined, []])
    const answering = yieldFloor(start, 5000, { isHere: anyone }).meeting
    const next = yieldFloor(answering, 6000, { pass: true, isHere: anyone })
    expect(next.meeting.floor).toMatchObject({ personId: 'c', part: 'answers' })
  })

  test('somebody who was let in between is followed by the turn that was due', () => {
    const start = startRound(begun, turns('each', 'ab', 60), 0).meeting
    const between = give(start, { personId: 'z', part: 'speaks' }, 1000).meeting
    expect(yieldFloor(between, 2000, { pass: true, isHere: anyone }).meeting.floor?.personId).toBe('b')
  })

  test('those who are no longer in the session are left out', () => {
    const start = startRound(begun, turns('each', 'abc', 60), 0).meeting
    expect(advance(start, 1000, (personId) => personId !== 'b').meeting.floor?.personId).toBe('c')
    const readers = { ...begun, round: { turns: turns('last-word', 'ab'), next: 0 } }
    expect(advance(readers, 0, (personId) => personId !== 'a').meeting.floor).toMatchObject({
      personId: 'b',
      part: 'reads',
    })
  })
})
