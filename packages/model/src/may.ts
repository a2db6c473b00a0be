/**
 * Who may do what. The one answer for HTTP, `/collab` and `/live`, and for what the page offers.
 * A pure table: knows no document, no socket, no request.
 */
import type { CommandType } from './command.ts'
import type { Role, SessionStatus } from './session.ts'

export type Action =
  | 'session.read'
  | 'session.export'
  | 'session.edit'
  | 'session.invite'
  | 'annotation.write'
  | 'annotation.moderate'
  | 'mine.write'
  | 'summary.write'
  | 'presence.write'
  | CommandType

/** Roles an action is open to, whether it needs the session to be open, and whether a host can take it away by muting. */
const TABLE: Record<Action, { roles: readonly Role[]; whileClosed: boolean; unlessMuted?: true }> = {
  'session.read': { roles: ['host', 'participant', 'observer'], whileClosed: true },
  'session.export': { roles: ['host', 'participant', 'observer'], whileClosed: true },
  'session.edit': { roles: ['host'], whileClosed: true },
  'session.invite': { roles: ['host'], whileClosed: true },
  'annotation.write': { roles: ['host', 'participant'], whileClosed: false, unlessMuted: true },
  'annotation.moderate': { roles: ['host'], whileClosed: false },
  'mine.write': { roles: ['host', 'participant', 'observer'], whileClosed: true },
  'summary.write': { roles: ['host', 'participant'], whileClosed: false, unlessMuted: true },
  'presence.write': { roles: ['host', 'participant', 'observer'], whileClosed: true },
  'session.close': { roles: ['host'], whileClosed: true },
  'session.reopen': { roles: ['host'], whileClosed: true },
  'member.role': { roles: ['host'], whileClosed: true },
  'member.remove': { roles: ['host'], whileClosed: true },
  'member.mute': { roles: ['host'], whileClosed: true },
  'annotation.publish': { roles: ['host', 'participant'], whileClosed: false, unlessMuted: true },
  'annotation.hide': { roles: ['host'], whileClosed: false },
  'thread.lock': { roles: ['host'], whileClosed: true },
  'kinds.set': { roles: ['host'], whileClosed: true },
  'text.replace': { roles: ['host'], whileClosed: true },
  'revision.choose': { roles: ['host'], whileClosed: true },
  'invite.renew': { roles: ['host'], whileClosed: true },
  'agenda.set': { roles: ['host'], whileClosed: true },
  'stage.go': { roles: ['host'], whileClosed: false },
  'stage.extend': { roles: ['host'], whileClosed: false },
  'stage.reveal': { roles: ['host'], whileClosed: false },
  'hand.raise': { roles: ['host', 'participant', 'observer'], whileClosed: false, unlessMuted: true },
  'hand.lower': { roles: ['host', 'participant', 'observer'], whileClosed: false },
  'floor.give': { roles: ['host'], whileClosed: false },
  'floor.yield': { roles: ['host', 'participant', 'observer'], whileClosed: false },
  'round.start': { roles: ['host'], whileClosed: false },
  'round.end': { roles: ['host'], whileClosed: false },
  'groups.open': { roles: ['host'], whileClosed: false },
  'groups.gather': { roles: ['host'], whileClosed: false },
  'question.ask': { roles: ['host', 'participant', 'observer'], whileClosed: false, unlessMuted: true },
  'question.too': { roles: ['host', 'participant', 'observer'], whileClosed: false, unlessMuted: true },
  'question.mark': { roles: ['host'], whileClosed: true },
  'question.remove': { roles: ['host', 'participant', 'observer'], whileClosed: true },
  'look.here': { roles: ['host'], whileClosed: false },
  'member.attendance': { roles: ['host'], whileClosed: true },
  'minutes.set': { roles: ['host'], whileClosed: true },
}

export const ACTIONS = Object.keys(TABLE) as Action[]

/** What `may` needs to know of a member: nothing else decides. */
export type Standing = { role: Role; status: SessionStatus; muted?: boolean }

export function may(who: Standing, action: Action): boolean {
  const rule = TABLE[action]
  return (
    rule.roles.includes(who.role) &&
    (rule.whileClosed || who.status === 'open') &&
    !(rule.unlessMuted && who.muted)
  )
}
