/** Small groups: opened as sessions of their own, and what they noted gathered back into the whole. */
import { parsedEntry, rootMap } from '@lectern/docs'
import { type Group, isGated, LIMITS, type Member, Problem, type Session } from '@lectern/model'
import { type Context, happened, newId, timestamp } from '../context.ts'
import type { Ruling } from '../rulings.ts'
import { bring, type Entry } from './bring.ts'
import { setStatus } from './status.ts'

/** Entries of one person that come back; who resolved or hid what stays with the group. */
const ROOTS = ['annotations', 'replies', 'reactions'] as const

export const open: Ruling<'groups.open'> = async (context, { session, member }, { groups }) => {
  if (session.groups) throw new Problem('conflict', 'There are groups already. Gather them first.')
  if (session.whole) throw new Problem('conflict', 'This is a small group itself. Divide the whole session.')
  const members = await context.storage.listMembers(session.id)
  const here = new Map(members.filter(({ removed }) => !removed).map((one) => [one.personId, one]))
  const stranger = groups.flatMap((group) => group.members).find((id) => !here.has(id))
  if (stranger !== undefined) throw new Problem('bad-request', 'Groups are of members of the session.')
  const opened: Group[] = []
  for (const group of groups) {
    const people = [...here.values()].filter(
      ({ personId, role }) => role === 'host' || group.members.includes(personId),
    )
    opened.push({ ...group, sessionId: await openOne(context, session, member, group.name, people) })
  }
  await context.storage.patchSession(session.id, { groups: opened }, timestamp(context))
  await happened(context, session.id, member.personId, 'groups.open', { groups: opened.length })
  return { groups: opened }
}

/** @returns the id of the group's session: the same texts and kinds, its members, and the hosts of the whole */
async function openOne(
  context: Context,
  whole: Session,
  host: Member,
  name: string,
  people: readonly Member[],
): Promise<string> {
  const at = timestamp(context)
  const { title, theme, purpose, textIds, kinds } = whole
  const session: Session = {
    id: newId(),
    title: `${title.slice(0, LIMITS.title - LIMITS.groupName - 3).toWellFormed()} · ${name}`,
    theme,
    purpose,
    textIds,
    ...(kinds && { kinds }),
    status: 'open',
    locked: [],
    revisions: [],
    agenda: [],
    whole: { sessionId: whole.id, title },
    createdAt: at,
    updatedAt: at,
  }
  const { storage } = context
  await storage.createSession(session, { ...host, joinedAt: at })
  for (const member of people) {
    if (member.personId !== host.personId) await storage.putMember(session.id, { ...member, joinedAt: at })
  }
  await happened(context, session.id, host.personId, 'session.create', { whole: whole.id })
  return session.id
}

/** Brings what was noted in the groups to everybody, each entry as its author's, and closes the groups. Done again it brings what is left. */
export const gather: Ruling<'groups.gather'> = async (context, place) => {
  const { session, member } = place
  if (!session.groups) return { notes: 0 }
  if (isGated(session))
    throw new Problem('conflict', 'Notes are not shown just now. Reveal them first, then gather.')
  const members = (await context.storage.listMembers(session.id)).filter(({ removed }) => !removed)
  let notes = 0
  for (const { sessionId } of session.groups) {
    await context.turns.run(sessionId, async () => {
      const group = await context.storage.getSession(sessionId)
      if (group) await setStatus(context, group, member.personId, 'closed')
    })
    const written = await entriesOf(context, sessionId)
    for (const one of members) {
      const own = written.filter(({ key }) => key.startsWith(`${one.personId}/`))
      const brought = await bring(context, session, one, own)
      notes += own.slice(0, brought).filter(({ root }) => root === 'annotations').length
    }
  }
  await context.storage.patchSession(session.id, { groups: null }, timestamp(context))
  await happened(context, session.id, member.personId, 'groups.gather', { notes })
  return { notes }
}

/** What a host has covered in the group is not among them: here it would stand uncovered. */
const entriesOf = ({ rooms }: Context, sessionId: string): Promise<Entry[]> =>
  rooms.read({ sessionId, kind: 'annotations' }, (doc) => {
    const isHidden = (key: string) => parsedEntry(doc, 'moderation', key)?.hidden === true
    return ROOTS.flatMap((root) =>
      [...rootMap(doc, root).entries()].flatMap(([key, value]) =>
        isHidden(key) ? [] : { root, key, value },
      ),
    )
  })
