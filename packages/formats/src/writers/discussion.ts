/**
 * What was said about which passage, put in order for a reader: a section a text, comments by position, people by name.
 * Knows no format and no language. Leaves nothing out but what a host hid, and says that something is hidden.
 */
import {
  type Annotation,
  type BuiltInKind,
  KINDS,
  type Motivation,
  type Named,
  type Reply,
  type SessionKind,
  type SessionRecord,
  type Text,
  withPlainMentions,
} from '@lectern/model'
import { type Place, type Placed, Places, type Standing } from './places.ts'
import { oneLine } from './words.ts'

export type Author = {
  /** One visible line; undefined for somebody the record has no member for. */
  name: string | undefined
  personId: string
  removed: boolean
  /** It came with a file; `personId` brought it along. */
  imported: boolean
}

/** Of a hidden entry, all that is told. */
export type Hidden = { by: Author; at: string; reason: string }

/** What somebody wrote at some time. `body` is Markdown, empty for a bare highlight, undefined when hidden. */
export type Entry = {
  author: Author
  created: string
  /** Only when it differs from `created`. */
  modified: string | undefined
  body: string | undefined
  hidden: Hidden | undefined
}

/** `name` where the session gave it one; undefined for a kind in the box, or of an unknown session. */
export type Kind = { id: string; name: string | undefined; color: KindColor | undefined }
type KindColor = SessionKind['color']
const IN_THE_BOX: { [id in BuiltInKind]: KindColor } = {
  'key-idea': 'yellow',
  question: 'blue',
  agree: 'green',
  doubt: 'red',
  term: 'purple',
}

/** Undefined also for a kind the session no longer has: its notes are plain comments. */
function kindOf(kinds: readonly SessionKind[] | undefined, id: string | undefined): Kind | undefined {
  if (id === undefined) return undefined
  const own = kinds?.find((kind) => kind.id === id)
  if (own) return { id, name: own.name, color: own.color }
  if (kinds) return undefined
  const boxed = KINDS.find((kind) => kind === id)
  return { id, name: undefined, color: boxed && IN_THE_BOX[boxed] }
}

export type Comment = Entry & {
  /** Undefined when hidden and not the text's own words, as then it could be anybody's. */
  quote: string | undefined
  standing: Standing
  place: Place
  locator?: Placed['locator']
  kind: Kind | undefined
  motivation: Motivation
  tags: readonly string[]
  replies: readonly Entry[]
  reactions: readonly { emoji: string; by: readonly Author[] }[]
  status: { resolved: boolean; by: Author; at: string } | undefined
}

export type Section = { textId: string; text: Text | undefined; comments: readonly Comment[] }

export type Discussion = {
  /** One for each text of the session, in its order, also where nobody said anything. */
  sections: readonly Section[]
  /** Comments on texts the session no longer has. */
  outside: readonly Section[]
}

export function discussionOf(record: SessionRecord): Discussion {
  const authors = new Map(record.members.map((member) => [member.personId, member]))
  const author = (personId: string): Author => {
    const member = authors.get(personId)
    return {
      name: member && oneLine(member.name),
      personId,
      removed: member?.removed ?? false,
      imported: false,
    }
  }
  /** By the name they have now, else by the one they had. */
  const called = ({ personId, name }: Named) => author(personId).name ?? oneLine(name)
  const entry = (value: Annotation | Reply): Entry => {
    const { moderation } = value
    const hidden = moderation?.hidden
      ? { by: author(moderation.by), at: moderation.at, reason: moderation.reason ?? '' }
      : undefined
    return {
      author: value.imported
        ? { name: oneLine(value.imported.author), personId: value.personId, removed: false, imported: true }
        : author(value.personId),
      created: value.created,
      modified: value.modified === value.created ? undefined : value.modified,
      body: hidden ? undefined : withPlainMentions(value.body.value, called),
      hidden,
    }
  }
  const comment = ([value, { standing, place, locator }]: Located): Comment => {
    const [, { exact }] = value.target.selector
    const common = entry(value)
    const emojis = Map.groupBy(value.reactions, ({ emoji }) => emoji)
    return {
      ...common,
      quote: common.hidden && standing !== 'stands' && standing !== 'corrected' ? undefined : exact,
      standing,
      place,
      locator,
      kind: kindOf(record.session.kinds, value.kind),
      motivation: value.motivation,
      tags: common.hidden ? [] : (value.tags ?? []),
      replies: value.replies.toSorted(byTime).map(entry),
      reactions: [...emojis].map(([emoji, given]) => ({
        emoji,
        by: given.map((one) => author(one.personId)),
      })),
      status: value.status && {
        resolved: value.status.resolved,
        by: author(value.status.by),
        at: value.status.at,
      },
    }
  }
  const places = new Places(record)
  const located = record.annotations.map((one): Located => [one, places.ofAnnotation(one)])
  const bySource = Map.groupBy(located, ([one, { text }]) => text?.id ?? one.target.source)
  const section = (textId: string): Section => {
    const text = record.texts.find(({ id }) => id === textId)
    const here = (bySource.get(textId) ?? []).toSorted(byPosition)
    return { textId, text, comments: here.map(comment) }
  }
  const present = new Set(record.session.textIds)
  const elsewhere = [...bySource.keys()].filter((textId) => !present.has(textId))
  return { sections: [...present].map(section), outside: elsewhere.map(section) }
}

/** What stands nowhere comes last. */
type Located = [Annotation, Placed]
type Timed = { created: string; key: string }
const byTime = (a: Timed, b: Timed) => compare(a.created, b.created) || compare(a.key, b.key)
const compare = <T extends string | number>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0)
const byPosition = ([a, p]: Located, [b, q]: Located) =>
  compare(p.start, q.start) || compare(p.end, q.end) || byTime(a, b)
