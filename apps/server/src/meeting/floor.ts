/**
 * Who speaks and who comes next: pure steps from one state of a meeting to the next. Knows no storage and no socket; `now` is ms since
 * 1970. A step that ends a turn says whose it was and how long it took.
 */
import type { Hand, Meeting, RoundForm, StageRules, Turn } from '@lectern/model'

export type Step = { meeting: Meeting; ended?: { personId: string; ms: number } }
type Floor = NonNullable<Meeting['floor']>

/** Seconds that read a passage aloud, answer it and conclude on it (https://www.facinghistory.org/resource-library/save-last-word-me). */
const READS = 60
const ANSWERS = 60
const CONCLUDES = 180
/** In the Final Word protocol whoever reads begins with what the passage means to them, and ends shortly. */
const PRESENTS = 180
const FINAL = 60

const withoutHand = (meeting: Meeting, personId: string): Hand[] =>
  meeting.hands.filter((hand) => hand.personId !== personId)

/** At the end of the queue; with `newFirst` before everybody who has had the floor already. One hand each. */
export function raise(meeting: Meeting, hand: Hand, { newFirst }: Pick<StageRules, 'newFirst'>): Meeting {
  const before = meeting.hands.find(({ personId }) => personId === hand.personId)
  // A second time only says on which passage: nobody loses their place.
  if (before) {
    const again = { ...before, ...(hand.passage && { passage: hand.passage }) }
    return { ...meeting, hands: meeting.hands.map((one) => (one === before ? again : one)) }
  }
  const spoke = new Set(meeting.spoke)
  const goesAhead = newFirst && !spoke.has(hand.personId)
  const at = goesAhead ? meeting.hands.findIndex(({ personId }) => spoke.has(personId)) : -1
  return { ...meeting, hands: at < 0 ? [...meeting.hands, hand] : meeting.hands.toSpliced(at, 0, hand) }
}

export const lower = (meeting: Meeting, personId: string): Meeting => ({
  ...meeting,
  hands: withoutHand(meeting, personId),
})

/** Nobody has the floor. */
export function clear(meeting: Meeting, now: number): Step {
  const { floor } = meeting
  if (!floor) return { meeting }
  const spoke = meeting.spoke.includes(floor.personId) ? meeting.spoke : [...meeting.spoke, floor.personId]
  return {
    meeting: { ...meeting, floor: null, spoke },
    ended: { personId: floor.personId, ms: Math.max(0, now - floor.since) },
  }
}

/** The floor to somebody, whose hand goes down. @param seconds of the turn; without end when absent */
export function give(
  meeting: Meeting,
  to: Pick<Floor, 'personId' | 'part' | 'passage'>,
  now: number,
  seconds?: number,
): Step {
  const step = clear(meeting, now)
  const floor: Floor = {
    personId: to.personId,
    part: to.part,
    since: now,
    ...(seconds !== undefined && { until: now + seconds * 1000 }),
    ...(to.passage && { passage: to.passage }),
  }
  return { ...step, meeting: { ...step.meeting, floor, hands: withoutHand(meeting, to.personId) } }
}

/** The turns of a round. @param seconds of one turn instead of what the protocol says */
export function turnsOf(form: RoundForm, order: readonly string[], seconds?: number): Turn[] {
  const timed = (personId: string, part: Turn['part'], usual?: number): Turn => {
    const length = seconds ?? usual
    return { personId, part, ...(length !== undefined && { seconds: length }) }
  }
  if (form === 'each') return order.map((personId) => timed(personId, 'speaks'))
  const final = form === 'final-word'
  return order.flatMap((reader, at) => [
    timed(reader, 'reads', final ? PRESENTS : READS),
    // Beginning with whoever sits next.
    ...[...order.slice(at + 1), ...order.slice(0, at)].map((other) => timed(other, 'answers', ANSWERS)),
    timed(reader, 'concludes', final ? FINAL : CONCLUDES),
  ])
}

export const startRound = (meeting: Meeting, turns: Turn[], now: number): Step =>
  advance({ ...meeting, round: { turns, next: 0 } }, now, () => true)

/** The floor to the next turn of the round; without one to nobody. @param isHere whether somebody is still in the session */
export function advance(meeting: Meeting, now: number, isHere: (personId: string) => boolean): Step {
  const { round } = meeting
  if (!round) return clear(meeting, now)
  let at = round.next
  while (at < round.turns.length && !isHere(round.turns[at]!.personId)) at = afterTurn(round.turns, at)
  const turn = round.turns[at]
  if (!turn) {
    const step = clear(meeting, now)
    return { ...step, meeting: { ...step.meeting, round: null } }
  }
  const step = give(meeting, turn, now, turn.seconds)
  // In a round one speaks without having asked: a hand that is up stays up.
  return { ...step, meeting: { ...step.meeting, hands: meeting.hands, round: { ...round, next: at + 1 } } }
}

/** Where it goes on when this turn is not taken: who does not read is not answered either. */
function afterTurn(turns: readonly Turn[], at: number): number {
  if (turns[at]?.part !== 'reads') return at + 1
  const next = turns.findIndex(({ part }, index) => index > at && part === 'reads')
  return next < 0 ? turns.length : next
}

/** The present speaker says no more, or nothing at all. */
export function yieldFloor(
  meeting: Meeting,
  now: number,
  { pass = false, isHere }: { pass?: boolean | undefined; isHere: (personId: string) => boolean },
): Step {
  const { round, floor } = meeting
  const turn = round?.turns[round.next - 1]
  const inTurn = turn !== undefined && turn.personId === floor?.personId && turn.part === floor.part
  if (!round || !pass || !inTurn) return advance(meeting, now, isHere)
  const next = afterTurn(round.turns, round.next - 1)
  const passed = { ...meeting, round: { ...round, next }, floor: null }
  return advance(passed, now, isHere)
}
