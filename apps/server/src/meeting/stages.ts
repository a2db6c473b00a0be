/** The agenda, and the stage a session is in: what the presider rules, written down and told to everyone. */
import { isGated, type Meeting, newMeeting, Problem, type Session, type Stage, stageOf } from '@lectern/model'
import { notFound } from '../access.ts'
import { type Context, happened, timestamp } from '../context.ts'
import type { Ruling } from '../rulings.ts'
import { clear, type Step } from './floor.ts'

const MINUTE = 60_000

/** @throws Problem `conflict` before the first stage */
export function meetingOf({ meeting }: Session): Meeting {
  if (meeting) return meeting
  throw new Problem('conflict', 'The session has not begun. Start a stage of the agenda first.')
}

/** The stage that runs. @throws Problem `conflict` when none does */
export function runningStage(session: Session): Stage {
  const stage = stageOf(session)
  if (stage) return stage
  throw new Problem('conflict', 'No stage is running. Start one of the agenda first.')
}

/** Writes the step down, with the time that was spoken, and opens or closes the gate. @returns the session as it is now */
export async function keep(context: Context, session: Session, { meeting, ended }: Step): Promise<Session> {
  const { storage } = context
  const changed = (await storage.patchSession(session.id, { meeting }, timestamp(context))) ?? session
  if (ended) await storage.addSpoken(session.id, ended.personId, ended.ms)
  keepGate(context, session, changed)
  return changed
}

/** Open connections hear of it when the gate has opened or closed. */
function keepGate({ rooms }: Context, before: Session, after: Session): void {
  if (isGated(after) !== isGated(before)) rooms.setGated(after.id, isGated(after))
}

export const setAgenda: Ruling<'agenda.set'> = async (context, { session, member }, { agenda }) => {
  const running = stageOf(session)
  if (running && !agenda.some(({ id }) => id === running.id)) {
    throw new Problem(
      'conflict',
      'The stage that is running cannot be taken out of the agenda. Go to another first.',
    )
  }
  const changed = await context.storage.patchSession(session.id, { agenda }, timestamp(context))
  if (changed) keepGate(context, session, changed)
  await happened(context, session.id, member.personId, 'agenda.set', { stages: agenda.length })
  return {}
}

/** Goes to a stage, forward, back or to the one that runs (its time begins anew); or ends the meeting. */
export const go: Ruling<'stage.go'> = async (context, { session, member }, { stageId }) => {
  const stage = session.agenda.find(({ id }) => id === stageId)
  if (stageId !== null && !stage) throw notFound('stage')
  if (!stage && !session.meeting) return {}
  const now = context.now()
  const before = session.meeting ?? newMeeting(timestamp(context))
  const { meeting, ended } = clear(before, now)
  await keep(context, session, {
    ...(ended && { ended }),
    meeting: {
      ...meeting,
      round: null,
      ...(stage
        ? { stage: { id: stage.id, since: now, until: now + stage.minutes * MINUTE, revealed: false } }
        : { stage: null, hands: [], look: null }),
    },
  })
  if (!session.meeting) await context.live.present(session.id)
  await happened(
    context,
    session.id,
    member.personId,
    'stage.go',
    stage ? { ...named(stage) } : { over: true },
  )
  return {}
}

const named = ({ id, kind, title }: Stage) => ({ stageId: id, kind, ...(title && { title }) })

export const extend: Ruling<'stage.extend'> = async (context, { session, member }, { minutes }) => {
  const stage = runningStage(session)
  const meeting = meetingOf(session)
  const { since, until } = meeting.stage!
  // What is over already runs so long from now on.
  const from = minutes > 0 ? Math.max(until, context.now()) : until
  const changed = { ...meeting.stage!, until: Math.max(since, from + minutes * MINUTE) }
  await keep(context, session, { meeting: { ...meeting, stage: changed } })
  await happened(context, session.id, member.personId, 'stage.extend', { stageId: stage.id, minutes })
  return {}
}

/** Opens the gate, then brings what waited. Asked again it brings what is left. */
export const reveal: Ruling<'stage.reveal'> = async (context, { session, member }) => {
  const meeting = meetingOf(session)
  let changed = session
  if (meeting.stage && !meeting.stage.revealed) {
    changed = await keep(context, session, {
      meeting: { ...meeting, stage: { ...meeting.stage, revealed: true } },
    })
  }
  const told = await context.held.reveal(context, changed)
  await happened(context, session.id, member.personId, 'stage.reveal', told)
  return told
}
