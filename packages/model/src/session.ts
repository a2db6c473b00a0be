/** Sessions, members and invitations: the shapes of requests and answers, and the state the live channel carries. */
import * as z from 'zod/mini'
import { SessionKinds } from './annotation.ts'
import { ANNOTATION_KEY, Id, Name, prose, Timestamp, Title } from './ids.ts'
import { LIMITS } from './limits.ts'
import { Group, Whole } from './groups.ts'
import { Agenda, Held, Meeting } from './meeting.ts'
import { Span, Text } from './text.ts'

export const Role = z.enum(['host', 'participant', 'observer'])
export type Role = z.infer<typeof Role>

/** Roles an invitation can give. */
export const InviteRole = z.enum(['participant', 'observer'])
export type InviteRole = z.infer<typeof InviteRole>

export const SessionStatus = z.enum(['open', 'closed'])
export type SessionStatus = z.infer<typeof SessionStatus>

/** Where a note stands in the corrected text, as a host has chosen; null: nowhere. By key of the annotation. */
const Choices = z
  .record(z.string().check(z.regex(ANNOTATION_KEY)), z.nullable(Span))
  .check(
    z.refine(
      (choices) => Object.keys(choices).length <= LIMITS.revisionChoices,
      `must be at most ${LIMITS.revisionChoices} choices`,
    ),
  )

/** A corrected text took the place of another. What was written about the other is not touched: where it stands is derived. */
export const Revision = z
  .strictObject({ from: Id, to: Id, at: Timestamp, by: Id, choices: Choices })
  .register(z.globalRegistry, { id: 'Revision' })
export type Revision = z.infer<typeof Revision>

export const Session = z
  .strictObject({
    id: Id,
    title: Title,
    theme: prose(LIMITS.theme),
    purpose: prose(LIMITS.purpose),
    status: SessionStatus,
    textIds: z.array(Id),
    /** Absent: the five in the box. */
    kinds: z.optional(SessionKinds),
    /** Keys of annotations whose thread only hosts may change. */
    locked: z.array(z.string()),
    revisions: z.array(Revision).check(z.describe('corrected texts that took the place of others, in order')),
    groups: z.optional(z.array(Group).check(z.describe('small groups that are open'))),
    whole: z.optional(Whole.check(z.describe('of a small group: what it is a part of'))),
    agenda: Agenda,
    meeting: z.optional(Meeting.check(z.describe('absent until the first stage'))),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .register(z.globalRegistry, { id: 'Session' })
export type Session = z.infer<typeof Session>

/** A Person in a Session. `color` is `#rrggbb`, given by the server. */
export const Member = z
  .strictObject({
    personId: Id,
    name: Name,
    color: z.string().check(z.regex(/^#[0-9a-f]{6}$/)),
    role: Role,
    joinedAt: Timestamp,
    muted: z.boolean().check(z.describe('muted members read, and write only for themselves')),
    removed: z.boolean().check(z.describe('removed members keep their words and lose their access')),
  })
  .register(z.globalRegistry, { id: 'Member' })
export type Member = z.infer<typeof Member>

/** The caller, as a member. */
export const Me = z
  .strictObject({ personId: Id, name: Name, color: Member.shape.color, role: Role })
  .register(z.globalRegistry, { id: 'Me' })
export type Me = z.infer<typeof Me>

/** Whole links, one a role. */
export const Invites = z
  .strictObject({ participant: z.string(), observer: z.string() })
  .register(z.globalRegistry, { id: 'Invites' })
export type Invites = z.infer<typeof Invites>

export const NewSession = z
  .strictObject({
    title: Title,
    theme: z.optional(prose(LIMITS.theme)),
    purpose: z.optional(prose(LIMITS.purpose)),
    textIds: z
      .array(Id)
      .check(z.minLength(1, 'choose at least one text'), z.maxLength(LIMITS.textsPerSession)),
    name: Name,
    continues: z.optional(
      Id.check(z.describe('the last session of the series; its host’s alone to go on from')),
    ),
  })
  .register(z.globalRegistry, { id: 'NewSession' })
export type NewSession = z.infer<typeof NewSession>

export const SessionPatch = z
  .strictObject({
    title: z.optional(Title),
    theme: z.optional(prose(LIMITS.theme)),
    purpose: z.optional(prose(LIMITS.purpose)),
    status: z.optional(SessionStatus),
    textIds: z.optional(NewSession.shape.textIds),
  })
  .register(z.globalRegistry, { id: 'SessionPatch' })
export type SessionPatch = z.infer<typeof SessionPatch>

/** What can change of a session, by patch and by command. Null: as if it had never been said. */
export type SessionChange = SessionPatch & {
  kinds?: Session['kinds'] | null
  locked?: string[]
  revisions?: Revision[]
  agenda?: Agenda
  meeting?: Meeting | null
  groups?: Group[] | null
}

export const JoinRequest = z
  .strictObject({ invite: z.string().check(z.regex(/^[\w-]{16,64}$/, 'is not an invitation')), name: Name })
  .register(z.globalRegistry, { id: 'JoinRequest' })
export type JoinRequest = z.infer<typeof JoinRequest>

/** A session in the list "mine". */
export const SessionSummary = z
  .strictObject({ session: Session, me: Me, members: z.int() })
  .register(z.globalRegistry, { id: 'SessionSummary' })
export type SessionSummary = z.infer<typeof SessionSummary>

/** What may change while the page is open; sent whole on the live channel as `state`. */
export const SessionState = z
  .strictObject({
    session: Session,
    members: z.array(Member),
    online: z.array(Id).check(z.describe('persons with a live connection')),
    held: Held,
    now: z.int().check(z.describe('the time of the server when it said this, ms since 1970')),
  })
  .register(z.globalRegistry, { id: 'SessionState' })
export type SessionState = z.infer<typeof SessionState>

/** `GET /api/sessions/:id` */
export const SessionView = z
  .strictObject({
    session: Session,
    me: Me,
    members: z.array(Member),
    texts: z.array(Text),
    agenda: Agenda,
    invites: z.optional(Invites.check(z.describe('to the host only'))),
  })
  .register(z.globalRegistry, { id: 'SessionView' })
export type SessionView = z.infer<typeof SessionView>
