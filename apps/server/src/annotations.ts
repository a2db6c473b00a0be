/**
 * Annotations for programs without Yjs: read and written as W3C Web Annotations
 * (https://www.w3.org/TR/annotation-model/). They live in the documents; this only translates.
 */
import {
  type Annotation,
  type AnnotationCollection,
  type AnnotationValue,
  type Member,
  may,
  type NewAnnotation,
  Problem,
  type Reply,
  type ReplyValue,
  type Target,
} from '@lectern/model'
import { annotationKey, readAnnotations, replyKey, rootMap } from '@lectern/docs'
import { describe } from '@lectern/text'
import { demand, peerOf, type Place } from './access.ts'
import { type Context, newId, timestamp } from './context.ts'

/** All annotations of the session as they stand, hidden ones too. */
export const allAnnotations = ({ rooms }: Context, sessionId: string): Promise<Annotation[]> =>
  rooms.read({ sessionId, kind: 'annotations' }, readAnnotations)

const JSON_LD = { '@context': 'http://www.w3.org/ns/anno.jsonld' } as const

/** The body of a bare highlight, and what stands for words that are withheld. */
const noWords = { type: 'TextualBody', value: '', format: 'text/markdown' } as const

const withhold = <T extends Reply | Annotation>(entry: T): T =>
  entry.moderation?.hidden ? { ...entry, body: noWords, ...('tags' in entry && { tags: [] }) } : entry

/** What the viewer may see of them: only those who moderate read what is hidden. Places, authors and times stay. */
export function visibleTo({ member }: Place, annotations: Annotation[]): Annotation[] {
  if (may({ role: member.role, status: 'open' }, 'annotation.moderate')) return annotations
  return annotations.map((annotation) => ({
    ...withhold(annotation),
    replies: annotation.replies.map(withhold),
  }))
}

type Said = Pick<
  Annotation | Reply,
  'key' | 'personId' | 'body' | 'created' | 'modified' | 'moderation' | 'imported'
>

/** Writes the entries of one session as W3C annotations. `key` is the name the documents and `replyTo` use. */
function w3c(sessionId: string, address: string, names: ReadonlyMap<string, string>) {
  const idOf = (key: string) => `${address}/s/${sessionId}#a=${key}`
  const person = (personId: string) => ({ id: personId, type: 'Person', name: names.get(personId) ?? '' })
  const common = ({ key, personId, body, created, modified, moderation, imported }: Said) => ({
    id: idOf(key),
    type: 'Annotation',
    key,
    ...(imported
      ? { creator: { type: 'Person', name: imported.author }, contributor: person(personId) }
      : { creator: person(personId) }),
    created,
    modified,
    // Withheld words are left out, so that nobody takes an empty string for what was said.
    ...(moderation?.hidden && body.value === '' ? {} : { body }),
    ...(moderation && { moderation }),
  })
  return {
    annotation: (entry: Annotation) => ({
      ...common(entry),
      motivation: entry.motivation,
      target: entry.target,
      ...(entry.kind && { kind: entry.kind }),
      ...(entry.tags?.length && { tags: entry.tags }),
      ...(entry.reactions.length && { reactions: entry.reactions }),
      ...(entry.status && { status: entry.status }),
    }),
    reply: (entry: Reply, annotation: string) => ({
      ...common(entry),
      motivation: 'replying',
      target: idOf(annotation),
    }),
  }
}

const namesOf = (members: Member[]) => new Map(members.map(({ personId, name }) => [personId, name]))

/** What the caller may see: the session's annotations with their replies, then the caller's private ones. */
export async function annotationCollection(
  context: Context,
  place: Place,
  address: string,
): Promise<AnnotationCollection> {
  const { id: sessionId } = place.session
  const [members, shared, own] = await Promise.all([
    context.storage.listMembers(sessionId),
    allAnnotations(context, sessionId),
    context.rooms.read({ sessionId, kind: 'mine', personId: place.member.personId }, readAnnotations),
  ])
  const write = w3c(sessionId, address, namesOf(members))
  const items = [
    ...visibleTo(place, shared).flatMap((entry) => [
      write.annotation(entry),
      ...entry.replies.map((reply) => write.reply(reply, entry.key)),
    ]),
    ...own.map((entry) => ({ ...write.annotation(entry), private: true })),
  ]
  const id = `${address}/api/sessions/${sessionId}/annotations`
  return {
    ...JSON_LD,
    id,
    type: 'AnnotationCollection',
    label: place.session.title,
    total: items.length,
    first: { id: `${id}#first`, type: 'AnnotationPage', startIndex: 0, items },
  }
}

const misplaced = (path: string, sentence: string) =>
  new Problem('bad-request', sentence, { issues: [{ path: `target.${path}`, message: sentence }] })

/** The target with the context of its quote as the text has it. @throws Problem `bad-request` */
async function checkedTarget(
  { storage }: Context,
  { session }: Place,
  { source, selector }: Target,
): Promise<Target> {
  const text = session.textIds.includes(source) ? await storage.getText(source) : undefined
  if (!text) throw misplaced('source', `The session has no text ${source}.`)
  const [{ start, end }, { exact, prefix = '', suffix = '' }] = selector
  const { canonical } = text
  if (canonical.slice(start, end) !== exact) {
    throw misplaced(
      'selector',
      `The quote does not stand at ${start}–${end} of the text. Offsets are UTF-16 code units of "canonical", end exclusive.`,
    )
  }
  if (!canonical.slice(0, start).endsWith(prefix) || !canonical.slice(end).startsWith(suffix)) {
    throw misplaced(
      'selector',
      'The prefix or suffix is not what stands around the quote. Correct them or leave them out.',
    )
  }
  return { source, selector: describe(canonical, start, end) }
}

/**
 * Writes one annotation or reply as the caller, through the same gate as everything else.
 * @returns it as a W3C annotation
 * @throws Problem `bad-request`, `not-found` (the annotation replied to), `forbidden`, `session-closed`
 */
export async function addAnnotation(context: Context, place: Place, given: NewAnnotation, address: string) {
  demand(place, 'annotation.write')
  const { session, member } = place
  const document = { sessionId: session.id, kind: 'annotations' } as const
  const at = timestamp(context)
  const write = w3c(session.id, address, namesOf([member]))
  const once = { created: at, modified: at }

  if ('replyTo' in given) {
    const { replyTo, body } = given
    const there = await context.rooms.read(document, (doc) => rootMap(doc, 'annotations').has(replyTo))
    if (!there) throw new Problem('not-found', 'There is no annotation with that key (any more).')
    const key = replyKey(member.personId, replyTo, newId())
    const value: ReplyValue = { body, ...once }
    await context.rooms.write(document, peerOf(place), (doc) => void rootMap(doc, 'replies').set(key, value))
    return { ...JSON_LD, ...write.reply({ key, personId: member.personId, ...value }, replyTo) }
  }

  const { body = noWords, kind, tags } = given
  const key = annotationKey(member.personId, newId())
  const value: AnnotationValue = {
    target: await checkedTarget(context, place, given.target),
    motivation: given.motivation ?? (body.value ? 'commenting' : 'highlighting'),
    body,
    ...once,
    ...(kind && { kind }),
    ...(tags && { tags }),
  }
  await context.rooms.write(
    document,
    peerOf(place),
    (doc) => void rootMap(doc, 'annotations').set(key, value),
  )
  const entry = { key, personId: member.personId, ...value, replies: [], reactions: [] }
  return { ...JSON_LD, ...write.annotation(entry) }
}
