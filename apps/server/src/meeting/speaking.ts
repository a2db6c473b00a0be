/** Hands, the floor and rounds: who may ask for what, carried out by the pure steps of `floor.ts`. */
import { LIMITS, type Meeting, Problem, stageOf } from '@lectern/model'
import type { Place } from '../access.ts'
import { type Context, happened } from '../context.ts'
import type { Ruling } from '../rulings.ts'
import * as floor from './floor.ts'
import { keep, meetingOf } from './stages.ts'

const forHosts = () =>
  new Problem('forbidden', 'Only a host may do this for somebody else. Ask a host of the session.')

/** @throws Problem `not-found` when somebody is not in the session */
async function presentMember({ storage }: Context, { session }: Place, personId: string) {
  const member = await storage.getMember(session.id, personId)
  if (!member || member.removed) throw new Problem('not-found', 'There is no such member in this session.')
  return member
}

const everybody = async ({ storage }: Context, { session }: Place) => {
  const members = await storage.listMembers(session.id)
  return new Set(members.filter(({ removed }) => !removed).map(({ personId }) => personId))
}

export const raise: Ruling<'hand.raise'> = async (context, { session, member }, { passage }) => {
  const meeting = meetingOf(session)
  const { personId } = member
  if (meeting.floor?.personId === personId) return {}
  if (meeting.hands.length >= LIMITS.hands) {
    throw new Problem('too-large', `At most ${LIMITS.hands} hands can be up.`, { limit: LIMITS.hands })
  }
  const hand = { personId, at: new Date(context.now()).toISOString(), ...(passage && { passage }) }
  const newFirst = stageOf(session)?.rules.newFirst ?? false
  await keep(context, session, { meeting: floor.raise(meeting, hand, { newFirst }) })
  await happened(context, session.id, personId, 'hand.raise', passage ? { passage } : {})
  return {}
}

export const lower: Ruling<'hand.lower'> = async (context, { session, member }, command) => {
  const { personId = member.personId } = command
  if (personId !== member.personId && member.role !== 'host') throw forHosts()
  const meeting = meetingOf(session)
  if (!meeting.hands.some((hand) => hand.personId === personId)) return {}
  await keep(context, session, { meeting: floor.lower(meeting, personId) })
  await happened(context, session.id, member.personId, 'hand.lower', { personId })
  return {}
}

/** Gives the floor to somebody, or to the first in the queue. */
export const give: Ruling<'floor.give'> = async (context, place, command) => {
  const { session } = place
  const meeting = meetingOf(session)
  const personId = command.personId ?? meeting.hands[0]?.personId
  if (personId === undefined) throw new Problem('conflict', 'No hand is up. Choose somebody.')
  await presentMember(context, place, personId)
  const passage = meeting.hands.find((hand) => hand.personId === personId)?.passage
  const seconds = stageOf(session)?.rules.turnSeconds
  const to = { personId, part: 'speaks', ...(passage && { passage }) } as const
  await keep(context, session, floor.give(meeting, to, context.now(), seconds))
  await told(context, place, personId)
  return {}
}

/** Ends the present turn, by the speaker or a host; in a round the next one begins. */
export const yieldFloor: Ruling<'floor.yield'> = async (context, place, { pass }) => {
  const { session, member } = place
  const meeting = meetingOf(session)
  if (member.role !== 'host' && meeting.floor?.personId !== member.personId) throw forHosts()
  const here = await everybody(context, place)
  const step = floor.yieldFloor(meeting, context.now(), { pass, isHere: (personId) => here.has(personId) })
  await keep(context, session, step)
  await tellTurn(context, place, meeting, step.meeting)
  return {}
}

export const startRound: Ruling<'round.start'> = async (context, place, { form, order, turnSeconds }) => {
  const { session } = place
  const meeting = meetingOf(session)
  const here = await everybody(context, place)
  const unknown = order.find((personId) => !here.has(personId))
  if (unknown !== undefined || new Set(order).size < order.length) {
    throw new Problem('bad-request', 'A round is of members of the session, each once.')
  }
  const turns = floor.turnsOf(form, order, turnSeconds)
  if (turns.length > LIMITS.roundTurns) {
    throw new Problem('too-large', `A round has at most ${LIMITS.roundTurns} turns. Make groups.`, {
      limit: LIMITS.roundTurns,
    })
  }
  const step = floor.startRound(meeting, turns, context.now())
  await keep(context, session, step)
  await happened(context, session.id, place.member.personId, 'round.start', { form, people: order.length })
  await tellTurn(context, place, meeting, step.meeting)
  return {}
}

export const endRound: Ruling<'round.end'> = async (context, place) => {
  const { session, member } = place
  const meeting = meetingOf(session)
  if (!meeting.round) return {}
  const step = floor.clear(meeting, context.now())
  await keep(context, session, { ...step, meeting: { ...step.meeting, round: null } })
  await happened(context, session.id, member.personId, 'round.end')
  return {}
}

/** Points everybody at a passage; nobody is moved. */
export const look: Ruling<'look.here'> = async (context, { session, member }, { passage }) => {
  if (!session.textIds.includes(passage.textId)) {
    throw new Problem('bad-request', 'The passage is in no text of this session.')
  }
  const meeting = meetingOf(session)
  const here = { passage, by: member.personId, at: context.now() }
  await keep(context, session, { meeting: { ...meeting, look: here } })
  await happened(context, session.id, member.personId, 'look.here', { passage })
  return {}
}

/** The record says who began to speak; how long they did is nobody's but theirs and the presider's. */
const told = (context: Context, { session, member }: Place, personId: string) =>
  happened(context, session.id, member.personId, 'floor.give', { personId })

async function tellTurn(context: Context, place: Place, before: Meeting, after: Meeting): Promise<void> {
  if (after.floor && after.floor !== before.floor) {
    await told(context, place, after.floor.personId)
  } else if (before.floor) {
    await happened(context, place.session.id, place.member.personId, 'floor.yield')
  }
}
