/** Routes of sessions, members and commands. */
import {
  Command,
  CommandAnswer,
  Id,
  Invites,
  JoinRequest,
  Me,
  Name,
  NewSession,
  Session,
  SessionPatch,
  SessionSummary,
  SessionView,
  LIMITS,
  Problem,
} from '@lectern/model'
import * as z from 'zod/mini'
import { placeFor } from '../access.ts'
import { Allowance } from '../allowance.ts'
import { runCommand } from '../commands.ts'
import type { Context } from '../context.ts'
import { nobody, type Route, route, signedIn } from '../route.ts'
import { changeSession, createSession, joinSession, listSessions, viewSession } from '../sessions.ts'

const Person = z.strictObject({ personId: Id, name: Name }).register(z.globalRegistry, { id: 'Person' })
const CreatedSession = z
  .strictObject({ session: Session, me: Me, invites: Invites })
  .register(z.globalRegistry, { id: 'CreatedSession' })
const JoinedSession = z
  .strictObject({ session: Session, me: Me })
  .register(z.globalRegistry, { id: 'JoinedSession' })
const Sessions = z.array(SessionSummary).register(z.globalRegistry, { id: 'Sessions' })

export function sessionRoutes(context: Context): Route[] {
  const joining = new Allowance(LIMITS.joinsPerMinute, 60_000, context.now)
  // Newcomers have no name yet, and a class comes from one address.
  const arriving = new Allowance(10 * LIMITS.joinsPerMinute, 60_000, context.now)
  const guessing = new Allowance(LIMITS.inviteTriesPerMinute, 60_000, context.now)
  const opening = new Allowance(LIMITS.sessionsPerPersonPerHour, 60 * 60 * 1000, context.now)
  return [
    route({
      method: 'get',
      path: '/api/me',
      summary: 'Who the cookie says I am, to fill in my name',
      answers: { 200: Person },
      problems: ['not-signed-in'],
      handle: async (call) => {
        const person = call.personId && (await context.storage.getPerson(call.personId))
        const { id, name } = person || nobody()
        return { json: { personId: id, name } }
      },
    }),
    route({
      method: 'post',
      path: '/api/sessions',
      summary: 'Open a session as its host; a newcomer gets a cookie',
      body: NewSession,
      answers: { 201: CreatedSession },
      problems: ['bad-request', 'too-fast'],
      handle: async ({ body, personId, address, request }) => {
        if (context.config.rateLimit !== null) {
          const many = `You can open ${LIMITS.sessionsPerPersonPerHour} sessions in an hour. Try again later.`
          opening.take(personId ?? `at ${request.ip}`, many)
        }
        const { session, me } = await createSession(context, personId, body)
        const invites = await context.invites.links(session.id, address)
        return {
          status: 201,
          headers: { Location: `/api/sessions/${session.id}` },
          signIn: me.personId,
          json: { session, me, invites },
        }
      },
    }),
    route({
      method: 'post',
      path: '/api/sessions/:id/join',
      summary: 'Join by an invitation; a newcomer gets a cookie, a member keeps role and colour',
      body: JoinRequest,
      answers: { 200: JoinedSession },
      problems: ['bad-request', 'invite-invalid', 'forbidden', 'name-taken', 'too-large', 'too-fast'],
      handle: async ({ params, body, personId, request }) => {
        const address = `at ${request.ip}`
        if (context.config.rateLimit !== null) {
          const often = 'This is the same a little too often. Wait a minute and try again.'
          if (personId) joining.take(personId, often)
          else arriving.take(address, often)
          guessing.check(address, 'Too many wrong invitations came from here. Wait a minute and try again.')
        }
        const joined = await joinSession(context, params['id']!, personId, body).catch((error: unknown) => {
          if (
            error instanceof Problem &&
            error.code === 'invite-invalid' &&
            context.config.rateLimit !== null
          )
            guessing.take(address, error.message)
          throw error
        })
        return { signIn: joined.me.personId, json: joined }
      },
    }),
    route({
      method: 'get',
      path: '/api/sessions',
      summary: 'The sessions I am a member of, newest change first; none for a newcomer',
      answers: { 200: Sessions },
      problems: [],
      handle: async ({ personId }) => ({ json: personId ? await listSessions(context, personId) : [] }),
    }),
    route({
      method: 'get',
      path: '/api/sessions/:id',
      summary: 'A session with its members and its texts whole; to the host with the invitations',
      answers: { 200: SessionView },
      problems: ['not-signed-in', 'not-found'],
      handle: async (call) => {
        const place = await placeFor(context, call.params['id']!, signedIn(call), 'session.read')
        return { json: await viewSession(context, place, call.address) }
      },
    }),
    route({
      method: 'patch',
      path: '/api/sessions/:id',
      summary: 'Change title, theme, purpose, texts or status, as a host',
      body: SessionPatch,
      answers: { 200: Session },
      problems: ['bad-request', 'not-signed-in', 'forbidden', 'not-found'],
      handle: async (call) => ({
        json: await changeSession(context, call.params['id']!, signedIn(call), call.body),
      }),
    }),
    route({
      method: 'post',
      path: '/api/sessions/:id/commands',
      summary: 'Carry out a command; sending it again with the same id is harmless',
      body: Command,
      answers: { 200: CommandAnswer },
      problems: ['bad-request', 'not-signed-in', 'forbidden', 'not-found', 'conflict'],
      handle: async (call) => {
        const result = await runCommand(context, call.params['id']!, signedIn(call), call.body, call.address)
        return { json: { ok: true, result } }
      },
    }),
  ]
}
