/** What is said for the record: who was there, what was concluded. */
import { Minutes, NO_MINUTES, parse, Problem } from '@lectern/model'
import { happened } from '../context.ts'
import type { Ruling } from '../rulings.ts'

export const setAttendance: Ruling<'member.attendance'> = async (context, { session, member }, command) => {
  const { personId, status, reason } = command
  const about = personId === undefined ? undefined : await context.storage.getMember(session.id, personId)
  const name = about?.name ?? command.name
  if (name === undefined) throw new Problem('bad-request', 'Say who it is: a member, or a name.')
  const minutes = (await context.storage.getMinutes(session.id)) ?? NO_MINUTES
  const others = minutes.attendance.filter((one) =>
    about ? one.personId !== about.personId : one.personId !== undefined || one.name !== name,
  )
  const said = status && {
    ...(about && { personId: about.personId }),
    name,
    status,
    ...(reason && { reason }),
  }
  const attendance = said ? [...others, said] : others
  await context.storage.putMinutes(session.id, { ...minutes, attendance })
  await happened(context, session.id, member.personId, 'member.attendance', {
    ...(about ? { personId: about.personId } : { name }),
    status,
  })
  return {}
}

export const setMinutes: Ruling<'minutes.set'> = async (context, { session, member }, { minutes }) => {
  const before = (await context.storage.getMinutes(session.id)) ?? NO_MINUTES
  const { gists, ...rest } = minutes
  const after = withoutNulls({ ...before, ...rest, gists: withoutNulls({ ...before.gists, ...gists }) })
  await context.storage.putMinutes(session.id, parse(Minutes, after, 'minutes'))
  await happened(context, session.id, member.personId, 'minutes.set')
  return {}
}

const withoutNulls = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
