/** What is ruled about notes: published by who wrote them; hidden, locked and named in kinds by a host. */
import { isDeepStrictEqual } from 'node:util'
import { readAnnotations, rootMap } from '@lectern/docs'
import {
  type AnnotationValue,
  type Command,
  type CommandType,
  LIMITS,
  ModerationValue,
  OwnAnnotationValue,
  parse,
  Problem,
} from '@lectern/model'
import { notFound, peerOf, type Place } from './access.ts'
import { type Context, happened, timestamp } from './context.ts'

/** Carries out one kind of command. */
export type Ruling<T extends CommandType> = (
  context: Context,
  place: Place,
  command: Extract<Command, { type: T }>,
) => Promise<Record<string, unknown>>

const OTHER_WORDS =
  'This note is published already, and your private copy says something else. Reply with those words, or delete the copy.'

/**
 * Moves a note from its owner's own document to everybody's, as it was written; harmless when repeated. Words written privately
 * after it was published stay private: 409 `conflict`.
 */
export const publish: Ruling<'annotation.publish'> = async (context, place, { key }) => {
  const { session, member } = place
  const mine = { sessionId: session.id, kind: 'mine', personId: member.personId } as const
  const shared = { sessionId: session.id, kind: 'annotations' } as const
  const [own, there] = await Promise.all([
    context.rooms.read(mine, (doc) => rootMap(doc, 'annotations').get(key)),
    context.rooms.read(shared, (doc) => rootMap(doc, 'annotations').get(key)),
  ])
  if (own === undefined && there === undefined) throw notFound('note')
  if (own !== undefined && there === undefined) {
    const value = shown(own)
    await context.rooms.write(shared, peerOf(place), (doc) => rootMap(doc, 'annotations').set(key, value))
    await happened(context, session.id, member.personId, 'annotation.publish', { key })
  }
  // Only once it stands where all see it, and only the words that do.
  const published = there ?? shown(own)
  await context.rooms.write(mine, peerOf(place), (doc) => {
    const notes = rootMap(doc, 'annotations')
    const left = notes.get(key)
    if (left !== undefined && isDeepStrictEqual(shown(left), published)) notes.delete(key)
  })
  const left = await context.rooms.read(mine, (doc) => rootMap(doc, 'annotations').has(key))
  if (left) throw new Problem('conflict', OTHER_WORDS)
  return {}
}

/** As it stands where all see it. @throws Problem `bad-request` */
function shown(own: unknown): AnnotationValue {
  const { held: _, ...value } = parse(OwnAnnotationValue, own, 'annotation')
  return value
}

/** Covers the words of a note or a reply, or uncovers them. */
export const hide: Ruling<'annotation.hide'> = async (context, place, { key, hidden, reason }) => {
  const { session, member } = place
  const document = { sessionId: session.id, kind: 'annotations' } as const
  const entry = await context.rooms.read(document, (doc) =>
    readAnnotations(doc)
      .flatMap((note) => [note, ...note.replies])
      .find((one) => one.key === key),
  )
  if (!entry) throw notFound('note or reply')
  if ((entry.moderation?.hidden ?? false) === hidden) return {}
  const value = parse(
    ModerationValue,
    { hidden, by: member.personId, at: timestamp(context), ...(hidden && reason && { reason }) },
    'ruling',
  )
  await context.rooms.write(document, peerOf(place), (doc) => rootMap(doc, 'moderation').set(key, value))
  return {}
}

/** Writes down what a host has ruled about notes, by the command or straight into the document. */
export async function recordRulings(
  context: Context,
  sessionId: string,
  personId: string,
  rulings: readonly [key: string, value: unknown][],
): Promise<void> {
  for (const [key, value] of rulings) {
    const { hidden = false, reason } = ModerationValue.safeParse(value).data ?? {}
    await happened(context, sessionId, personId, 'annotation.hide', {
      key,
      hidden,
      ...(reason && { reason }),
    })
  }
}

/** In a locked thread only hosts change anything. */
export const lock: Ruling<'thread.lock'> = async (context, { session, member }, { key, locked }) => {
  if (session.locked.includes(key) === locked) return {}
  if (locked) {
    const document = { sessionId: session.id, kind: 'annotations' } as const
    const there = await context.rooms.read(document, (doc) => rootMap(doc, 'annotations').has(key))
    if (!there) throw notFound('note')
    if (session.locked.length >= LIMITS.lockedThreads) {
      throw new Problem('too-large', `At most ${LIMITS.lockedThreads} threads can be locked.`, {
        limit: LIMITS.lockedThreads,
      })
    }
  }
  const keys = locked ? [...session.locked, key] : session.locked.filter((one) => one !== key)
  await context.storage.patchSession(session.id, { locked: keys }, timestamp(context))
  context.rooms.setLocked(session.id, keys)
  await happened(context, session.id, member.personId, 'thread.lock', { key, locked })
  return {}
}

/** Names the kinds of notes of the session; notes of a kind that is gone stay as they are. */
export const setKinds: Ruling<'kinds.set'> = async (context, { session, member }, { kinds }) => {
  await context.storage.patchSession(session.id, { kinds: kinds ?? null }, timestamp(context))
  await happened(context, session.id, member.personId, 'kinds.set', {
    kinds: kinds?.map(({ id }) => id) ?? [],
  })
  return {}
}
