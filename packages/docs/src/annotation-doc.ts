/**
 * The annotations document (and `mine`, which has the same layout and one root more): flat root maps of plain JSON values whose keys carry
 * the owner. Says what a key means, what a value must be, who may write it, and how entries are read and written.
 * Knows no socket and no editor.
 */
import {
  type Annotation,
  AnnotationValue,
  ModerationValue,
  may,
  OwnAnnotationValue,
  ReactionValue,
  ReadValue,
  type Reply,
  ReplyValue,
  type Standing,
  StatusValue,
} from '@lectern/model'
import type * as Y from 'yjs'

/** Whoever writes: the person, their standing in the session, the threads only hosts may change, and whether nothing new is shown just now. */
export type Writer = Standing & { personId: string; locked?: readonly string[]; gated?: boolean }

const ID = '[\\w-]{1,64}'
type Root = {
  key: RegExp
  value: { safeParse(value: unknown): { success: boolean; data?: unknown } }
  /** Whether the writer may set or delete this key. `key` matches `Root.key`. */
  mayTouch(writer: Writer, key: string): boolean
}
/** Of an annotation itself, or of what is said about it. */
const unlocked = (writer: Writer, annotation: string) =>
  writer.role === 'host' || !writer.locked?.includes(annotation)
/** The annotation a reply or a reaction is about: the middle of its key. */
const aboutOf = (key: string) => key.split('/').slice(1, 3).join('/')
const ownKey = (writer: Writer, key: string) => key.startsWith(`${writer.personId}/`)
const ownNote = (writer: Writer, key: string) => ownKey(writer, key) && unlocked(writer, key)
const ownAnswer = (writer: Writer, key: string) => ownKey(writer, key) && unlocked(writer, aboutOf(key))

/** What is not for everybody's eyes yet stands in `mine`. */
const ungated =
  (rule: Root['mayTouch']): Root['mayTouch'] =>
  (writer, key) =>
    !writer.gated && rule(writer, key)

/** The whole law of the document: root → key, value, owner. Nothing else may exist in it. */
export const ANNOTATION_ROOTS: { readonly [root: string]: Root } = {
  annotations: { key: new RegExp(`^${ID}/${ID}$`), value: AnnotationValue, mayTouch: ungated(ownNote) },
  replies: {
    key: new RegExp(`^${ID}/${ID}/${ID}/${ID}$`),
    value: ReplyValue,
    mayTouch: ungated(ownAnswer),
  },
  reactions: {
    key: new RegExp(`^${ID}/${ID}/${ID}/[^\\s/]{1,16}$`, 'u'),
    value: ReactionValue,
    mayTouch: ownAnswer,
  },
  status: { key: new RegExp(`^${ID}/${ID}$`), value: StatusValue, mayTouch: unlocked },
  moderation: {
    key: new RegExp(`^${ID}/${ID}(/${ID}/[^\\s/]{1,64})?$`, 'u'),
    value: ModerationValue,
    mayTouch: (writer) => may(writer, 'annotation.moderate'),
  },
}

/**
 * The same for `mine`, which also remembers what its person has read: by the key of a note or a reply, whoever wrote it. Nobody
 * else gets at that document, so whoever writes it may.
 */
export const MINE_ROOTS: typeof ANNOTATION_ROOTS = {
  ...ANNOTATION_ROOTS,
  annotations: { ...ANNOTATION_ROOTS['annotations']!, value: OwnAnnotationValue, mayTouch: ownNote },
  replies: { ...ANNOTATION_ROOTS['replies']!, mayTouch: ownAnswer },
  reads: { key: new RegExp(`^${ID}/${ID}(/${ID}/${ID})?$`), value: ReadValue, mayTouch: () => true },
}

/** Keys of new entries. `id`s are made by the caller and match `[\w-]{1,64}`. */
export const annotationKey = (personId: string, id: string) => `${personId}/${id}`
export const replyKey = (personId: string, annotation: string, id: string) =>
  `${personId}/${annotation}/${id}`
export const reactionKey = (personId: string, annotation: string, emoji: string) =>
  `${personId}/${annotation}/${emoji}`

/** The person whose entry it is. */
export const ownerOf = (key: string) => key.slice(0, key.indexOf('/'))

/** A root map. Read it with `entries()`, never `toJSON()`: a key may be `__proto__`. */
export const rootMap = (doc: Y.Doc, root: string): Y.Map<unknown> => doc.getMap(root)

/** Values are never changed in place, only replaced: each is parsed once, by root. */
const parsedValues = new Map<string, WeakMap<object, { data?: unknown }>>()
type Values = {
  annotations: OwnAnnotationValue
  replies: ReplyValue
  reactions: true
  status: StatusValue
  moderation: ModerationValue
}

function parsed<R extends keyof Values>(root: R, key: string, value: unknown): Values[R] | undefined {
  // What `mine` may hold includes all that the other may.
  const { key: pattern, value: schema } = MINE_ROOTS[root]!
  if (!pattern.test(key)) return undefined
  let known = parsedValues.get(root)
  if (!known) parsedValues.set(root, (known = new WeakMap()))
  const holder = typeof value === 'object' && value !== null ? value : undefined
  let result = holder && known.get(holder)
  if (!result) {
    const { success, data } = schema.safeParse(value)
    result = success ? { data } : {}
    if (holder) known.set(holder, result)
  }
  return result.data as Values[R] | undefined
}

/** One entry as it is shown; undefined when it is not there or does not parse. */
export const parsedEntry = <R extends keyof Values>(
  doc: Y.Doc,
  root: R,
  key: string,
): Values[R] | undefined => parsed(root, key, rootMap(doc, root).get(key))

const byCreated = (a: { created: string; key: string }, b: { created: string; key: string }) =>
  a.created < b.created ? -1 : a.created > b.created ? 1 : a.key < b.key ? -1 : 1

/** The order of annotations: by text, then position, then time. */
export function inOrder(a: Annotation, b: Annotation): number {
  if (a.target.source !== b.target.source) return a.target.source < b.target.source ? -1 : 1
  const [p, q] = [a.target.selector[0], b.target.selector[0]]
  return p.start - q.start || p.end - q.end || byCreated(a, b)
}

/** An annotation with all that was said and done about it. @param under keys of its replies and reactions */
export function withEntries(
  doc: Y.Doc,
  key: string,
  value: OwnAnnotationValue,
  under: { replies: Iterable<string>; reactions: Iterable<string> },
): Annotation {
  const annotation: Annotation = { key, personId: ownerOf(key), ...value, replies: [], reactions: [] }
  const moderated = <T extends Annotation | Reply>(entry: T): T => {
    const moderation = parsedEntry(doc, 'moderation', entry.key)
    if (moderation) entry.moderation = moderation
    return entry
  }
  for (const of of under.replies) {
    const reply = parsedEntry(doc, 'replies', of)
    if (reply) annotation.replies.push(moderated<Reply>({ key: of, personId: ownerOf(of), ...reply }))
  }
  annotation.replies.sort(byCreated)
  for (const of of under.reactions) {
    if (parsedEntry(doc, 'reactions', of))
      annotation.reactions.push({ personId: ownerOf(of), emoji: of.split('/')[3] ?? '' })
  }
  const status = parsedEntry(doc, 'status', key)
  if (status) annotation.status = status
  return moderated(annotation)
}

/** Keys of the entries of a root, by the annotation they stand under. */
function under(doc: Y.Doc, root: 'replies' | 'reactions'): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const key of rootMap(doc, root).keys()) {
    const annotation = key.split('/').slice(1, 3).join('/')
    const here = found.get(annotation)
    if (here) here.push(key)
    else found.set(annotation, [key])
  }
  return found
}

/**
 * Everything in the document as it is shown, ordered by text, then position, then time.
 * Entries that do not parse are left out, so a foreign program's mistake cannot break a page.
 */
export function readAnnotations(doc: Y.Doc): Annotation[] {
  const [replies, reactions] = [under(doc, 'replies'), under(doc, 'reactions')]
  const all: Annotation[] = []
  for (const [key, value] of rootMap(doc, 'annotations').entries()) {
    const annotation = parsed('annotations', key, value)
    if (!annotation) continue
    all.push(
      withEntries(doc, key, annotation, {
        replies: replies.get(key) ?? [],
        reactions: reactions.get(key) ?? [],
      }),
    )
  }
  return all.sort(inOrder)
}

/**
 * Deletes an annotation of `personId` together with what they themselves said under it; others' replies stay theirs
 * and are simply no longer shown. One transaction, so one undo step.
 */
export function deleteAnnotation(doc: Y.Doc, personId: string, key: string, origin?: unknown): void {
  doc.transact(() => {
    rootMap(doc, 'annotations').delete(key)
    for (const root of ['replies', 'reactions'] as const) {
      const map = rootMap(doc, root)
      for (const entry of map.keys()) if (entry.startsWith(`${personId}/${key}/`)) map.delete(entry)
    }
  }, origin)
}
