/** Sessions: open one, join it, look at it, change it. Knows no HTTP. */
import {
  type JoinRequest,
  LIMITS,
  type Me,
  type Member,
  type NewSession,
  Problem,
  type Session,
  type SessionPatch,
  type SessionSummary,
  type SessionView,
  may,
} from '@lectern/model'
import { StorageConflict } from '@lectern/storage'
import { meOf, peerOf, type Place, placeFor } from './access.ts'
import { type Context, happened, newId, timestamp } from './context.ts'
import { bringComments } from './imported.ts'
import { leftBy } from './meeting/series.ts'
import { setStatus } from './meeting/status.ts'
import { colorOf } from './palette.ts'

/** @throws Problem `bad-request` that names the texts which are not there. @returns the ids, each once */
async function existingTexts({ storage }: Context, ids: string[]): Promise<string[]> {
  const wanted = [...new Set(ids)]
  const missing: string[] = []
  for (const id of wanted) if (!(await storage.getText(id))) missing.push(id)
  if (missing.length) {
    throw new Problem(
      'bad-request',
      `There is no text ${missing.join(', ')}. Add it first, or choose another.`,
      {
        issues: missing.map((id) => ({ path: 'textIds', message: `no text ${id}` })),
      },
    )
  }
  return wanted
}

/** @param personId of the cookie, or undefined for somebody new */
export async function createSession(context: Context, personId: string | undefined, wanted: NewSession) {
  const { name, title, theme = '', purpose = '' } = wanted
  const textIds = await existingTexts(context, wanted.textIds)
  const { continues } = wanted
  const left = continues === undefined ? undefined : await leftBy(context, continues, personId ?? '')
  const person = { id: personId ?? newId(), name, color: colorOf(0) }
  const at = timestamp(context)
  const session: Session = {
    id: newId(),
    title,
    theme,
    purpose,
    status: 'open',
    textIds,
    locked: [],
    revisions: [],
    agenda: left?.agenda ?? [],
    createdAt: at,
    updatedAt: at,
  }
  const host: Member = {
    personId: person.id,
    name,
    color: person.color,
    role: 'host',
    joinedAt: at,
    muted: false,
    removed: false,
  }
  await context.storage.putPerson(person)
  await context.storage.createSession(session, host)
  if (left) {
    await context.storage.putMinutes(session.id, left.minutes)
    await context.storage.putBoard(session.id, left.board)
  }
  await happened(
    context,
    session.id,
    person.id,
    'session.create',
    continues === undefined ? {} : { continues },
  )
  await bringComments(context, { session, member: host }, textIds)
  return { session, me: meOf(host) }
}

/**
 * Lets a person in by an invitation. Whoever is in already keeps role and colour and may take another name.
 * @throws Problem `invite-invalid`, `forbidden` (removed), `name-taken`, `too-large` (members)
 */
export function joinSession(
  context: Context,
  sessionId: string,
  personId: string | undefined,
  { invite, name }: JoinRequest,
): Promise<{ session: Session; me: Me }> {
  const { storage, invites, rooms } = context
  return context.turns.run(sessionId, async () => {
    const [session, role, members] = await Promise.all([
      storage.getSession(sessionId),
      invites.roleOf(sessionId, invite),
      storage.listMembers(sessionId),
    ])
    if (!session || !role) {
      throw new Problem(
        'invite-invalid',
        'This invitation is not valid, or no longer. Ask the host for a new link.',
      )
    }
    const before = members.find((member) => member.personId === personId)
    if (before?.removed) {
      throw new Problem('forbidden', 'A host has removed you from this session. Only they can tell you more.')
    }
    if (!before && members.filter(({ removed }) => !removed).length >= LIMITS.membersPerSession) {
      throw new Problem('too-large', `The session is full: it has ${LIMITS.membersPerSession} members.`, {
        limit: LIMITS.membersPerSession,
      })
    }
    const member: Member = before
      ? { ...before, name }
      : {
          personId: personId ?? newId(),
          name,
          color: colorOf(members.length),
          role,
          joinedAt: timestamp(context),
          muted: false,
          removed: false,
        }
    try {
      await storage.putMember(sessionId, member)
    } catch (error) {
      if (!(error instanceof StorageConflict)) throw error
      throw new Problem(
        'name-taken',
        `Somebody in this session is called “${name}” already. Choose another name.`,
      )
    }
    await storage.putPerson({ id: member.personId, name, color: member.color })
    if (!before) await happened(context, sessionId, member.personId, 'member.join', { role })
    else if (before.name !== name) {
      rooms.setMember(sessionId, member.personId, peerOf({ session, member }))
      await happened(context, sessionId, member.personId, 'member.rename')
    }
    return { session, me: meOf(member) }
  })
}

export async function listSessions({ storage }: Context, personId: string): Promise<SessionSummary[]> {
  const sessions = await storage.listSessions(personId)
  const summaries = await Promise.all(
    sessions.map(async (session) => {
      const members = (await storage.listMembers(session.id)).filter(({ removed }) => !removed)
      const member = members.find((one) => one.personId === personId)
      return member && { session, me: meOf(member), members: members.length }
    }),
  )
  return summaries.filter((summary) => summary !== undefined)
}

/** @param address where people reach Lectern, for the invitations */
export async function viewSession(
  context: Context,
  { session, member }: Place,
  address: string,
): Promise<SessionView> {
  const [members, texts] = await Promise.all([
    context.storage.listMembers(session.id),
    Promise.all(session.textIds.map((id) => context.storage.getText(id))),
  ])
  const inviting = may({ role: member.role, status: session.status }, 'session.invite')
  return {
    session,
    me: meOf(member),
    members,
    texts: texts.filter((text) => text !== undefined),
    agenda: session.agenda,
    ...(inviting && { invites: await context.invites.links(session.id, address) }),
  }
}

/** @throws Problem `not-found`, `forbidden`, `bad-request` (texts) */
export function changeSession(
  context: Context,
  sessionId: string,
  personId: string,
  patch: SessionPatch,
): Promise<Session> {
  return context.turns.run(sessionId, async () => {
    const { session, member } = await placeFor(context, sessionId, personId, 'session.edit')
    const { status, ...fields } = patch
    if (fields.textIds) fields.textIds = await existingTexts(context, fields.textIds)
    let changed = session
    if (Object.values(fields).some((value) => value !== undefined)) {
      changed = (await context.storage.patchSession(sessionId, fields, timestamp(context))) ?? session
      await happened(context, sessionId, personId, 'session.edit', fields)
      const added = changed.textIds.filter((id) => !session.textIds.includes(id))
      await bringComments(context, { session: changed, member }, added)
    }
    return status ? setStatus(context, changed, personId, status) : changed
  })
}
