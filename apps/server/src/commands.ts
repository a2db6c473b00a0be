/**
 * Commands: what the session rules. Parsed, authorised, applied, stored, then acknowledged; a repeat of an id gives the
 * first answer again. The same for HTTP and the live channel. Adding one: its shape in the model, its handler here.
 */
import { Command, type CommandType, type Member, may, parse, Problem } from '@lectern/model'
import { demand, findPlace, notFound, peerOf, type Place } from './access.ts'
import { type Context, happened } from './context.ts'
import { ask, mark, remove, too } from './meeting/board.ts'
import { gather, open } from './meeting/groups.ts'
import { setAttendance, setMinutes } from './meeting/minutes.ts'
import { extend, go, reveal, setAgenda } from './meeting/stages.ts'
import { setStatus } from './meeting/status.ts'
import { endRound, give, look, lower, raise, startRound, yieldFloor } from './meeting/speaking.ts'
import { choosePlace, replaceText } from './revisions.ts'
import { hide, lock, publish, setKinds } from './rulings.ts'

type Handlers = {
  /** What the result is may be stored, so it holds no secret. */
  [T in CommandType]: (
    context: Context,
    place: Place,
    command: Extract<Command, { type: T }>,
  ) => Promise<Record<string, unknown>>
}

const handlers: Handlers = {
  'session.close': async (context, { session, member }) => {
    await setStatus(context, session, member.personId, 'closed')
    return {}
  },
  'session.reopen': async (context, { session, member }) => {
    await setStatus(context, session, member.personId, 'open')
    return {}
  },
  'member.role': async (context, place, { personId, role }) => {
    const target = await otherMember(context, place, personId)
    if (target.role === role) return {}
    if (role !== 'host') await keepAHost(context, place, target)
    const member = { ...target, role }
    await context.storage.putMember(place.session.id, member)
    context.rooms.setMember(place.session.id, personId, peerOf({ session: place.session, member }))
    await happened(context, place.session.id, place.member.personId, 'member.role', { personId, role })
    return {}
  },
  'member.remove': async (context, place, { personId }) => {
    const target = await otherMember(context, place, personId)
    await keepAHost(context, place, target)
    await context.storage.putMember(place.session.id, { ...target, removed: true })
    context.rooms.setMember(place.session.id, personId, null)
    context.live.expel(place.session.id, personId)
    await happened(context, place.session.id, place.member.personId, 'member.remove', { personId })
    return {}
  },
  'member.mute': async (context, place, { personId, muted }) => {
    const target = await otherMember(context, place, personId)
    if (target.muted === muted) return {}
    if (muted && target.role === 'host') {
      throw new Problem('conflict', 'A host cannot be muted. Give them another role first.')
    }
    const member = { ...target, muted }
    await context.storage.putMember(place.session.id, member)
    context.rooms.setMember(place.session.id, personId, peerOf({ session: place.session, member }))
    await happened(context, place.session.id, place.member.personId, 'member.mute', { personId, muted })
    return {}
  },
  'annotation.publish': publish,
  'annotation.hide': hide,
  'thread.lock': lock,
  'kinds.set': setKinds,
  'text.replace': replaceText,
  'revision.choose': choosePlace,
  'agenda.set': setAgenda,
  'stage.go': go,
  'stage.extend': extend,
  'stage.reveal': reveal,
  'hand.raise': raise,
  'hand.lower': lower,
  'floor.give': give,
  'floor.yield': yieldFloor,
  'round.start': startRound,
  'round.end': endRound,
  'groups.open': open,
  'groups.gather': gather,
  'question.ask': ask,
  'question.too': too,
  'question.mark': mark,
  'question.remove': remove,
  'look.here': look,
  'member.attendance': setAttendance,
  'minutes.set': setMinutes,
  'invite.renew': async (context, { session, member }, { role }) => {
    await context.invites.renew(session.id, role)
    await happened(context, session.id, member.personId, 'invite.renew', { role })
    return {}
  },
}

async function otherMember({ storage }: Context, { session }: Place, personId: string): Promise<Member> {
  const member = await storage.getMember(session.id, personId)
  if (!member || member.removed) throw new Problem('not-found', 'There is no such member in this session.')
  return member
}

/** @throws Problem `conflict` when the session would be without a host */
async function keepAHost({ storage }: Context, { session }: Place, target: Member): Promise<void> {
  if (target.role !== 'host') return
  const hosts = (await storage.listMembers(session.id)).filter(
    ({ role, removed }) => role === 'host' && !removed,
  )
  if (hosts.length > 1) return
  throw new Problem('conflict', 'A session needs a host. Make somebody else host first.')
}

/**
 * Carries out a command once, however often it is sent.
 * @param input as it came over the wire
 * @param address where people reach Lectern, for new invitations
 * @returns `result` of the acknowledgement; after `invite.renew` it has the `invites`
 * @throws Problem
 */
export function runCommand(
  context: Context,
  sessionId: string,
  personId: string,
  input: unknown,
  address: string,
): Promise<Record<string, unknown>> {
  const command = parse(Command, input, 'command')
  return context.turns.run(sessionId, async () => {
    const before = await context.storage.getCommand(sessionId, personId, command.id)
    const place = await findPlace(context, sessionId, personId)
    let result = before?.result as Record<string, unknown> | undefined
    if (!result) {
      if (!place) throw notFound('session')
      demand(place, command.type)
      result = await handlers[command.type](context, place, command as never)
      await context.storage.putCommand(sessionId, personId, command.id, result)
    }
    // The links are derived anew: an answer that is stored must not hold one.
    if (command.type !== 'invite.renew' || !place) return result
    const standing = { role: place.member.role, status: place.session.status }
    if (!may(standing, 'session.invite')) return result
    return { ...result, invites: await context.invites.links(sessionId, address) }
  })
}
