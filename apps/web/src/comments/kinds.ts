/** The kinds of notes of a session: what they are called, and their colours. Their pictures come later, see kind-icon.tsx. */
import { type BuiltInKind, KINDS, type Session, type SessionKind } from '@lectern/model'
import { useEffect, useMemo } from 'react'
import * as m from '../messages/messages.js'
import { locales } from '../messages/runtime.js'
import { useWorkspace } from '../session/workspace.ts'
import './kinds.css'

export type KindColor = SessionKind['color']

type Box = {
  [id in BuiltInKind]: { name: typeof m.comments_kind_term } & Pick<SessionKind, 'color' | 'icon'>
}
const BOX: Box = {
  'key-idea': { name: m.comments_kind_key_idea, color: 'yellow', icon: 'lightbulb' },
  question: { name: m.comments_kind_question, color: 'blue', icon: 'question' },
  agree: { name: m.comments_kind_agree, color: 'green', icon: 'thumbs-up' },
  doubt: { name: m.comments_kind_doubt, color: 'red', icon: 'warning' },
  term: { name: m.comments_kind_term, color: 'purple', icon: 'book' },
}

/** The kinds in the box, in the language of the page. */
export const kindsInTheBox = (): SessionKind[] =>
  KINDS.map((id) => ({ id, ...BOX[id], name: BOX[id].name() }))

/** A kind in the box that kept its name has it in everybody's own language. */
function inMyLanguage(kind: SessionKind): SessionKind {
  const name = Object.hasOwn(BOX, kind.id) ? BOX[kind.id as BuiltInKind].name : undefined
  const kept = name && locales.some((locale) => name({}, { locale }) === kind.name)
  return kept ? { ...kind, name: name() } : kind
}

/** The kinds of a session, in the order of their number keys. */
export const kindsOf = (session: Pick<Session, 'kinds'>): readonly SessionKind[] =>
  session.kinds?.map(inMyLanguage) ?? kindsInTheBox()

const same = (a: SessionKind, b: SessionKind | undefined) =>
  a.id === b?.id && a.name === b.name && a.color === b.color && a.icon === b.icon

/** Whether these are the kinds in the box, unchanged. */
export const isTheBox = (kinds: readonly SessionKind[]): boolean => {
  const box = kindsInTheBox()
  return kinds.length === box.length && kinds.every((kind, at) => same(kind, box[at]))
}

/** A kind whose readers can say that they ask the same. */
export const isQuestion = (kind: string | undefined, kinds: Kinds): boolean =>
  kind === 'question' || kinds.find(({ id }) => id === kind)?.icon === 'question'

export function useKinds(): readonly SessionKind[] {
  const { session } = useWorkspace()
  // A change of language renders the whole page anew.
  return useMemo(() => kindsOf(session), [session])
}

type Kinds = readonly SessionKind[]

/** What H and the pen highlight as. */
export const defaultKind = (kinds: Kinds): string => kinds[0]?.id ?? KINDS[0]

/** The name of a kind; a note without one, or with one the session no longer has, is a comment. */
export const kindLabel = (kind: string | undefined, kinds: Kinds): string =>
  kinds.find(({ id }) => id === kind)?.name ?? m.comments_kind_none()

/** A note without a kind, or with one the session no longer has, is grey. */
export const colorOfKind = (kind: string | undefined, kinds: Kinds): KindColor =>
  kinds.find(({ id }) => id === kind)?.color ?? 'grey'

/**
 * Gives `[data-kind]` everywhere the colour the session gives that kind. In a style sheet of its own, as names and colours
 * change while the page is open and the policy of the page allows no style in the page itself.
 */
export function useKindColors(): void {
  const kinds = useKinds()
  useEffect(() => {
    const sheet = new CSSStyleSheet()
    for (const { id, color } of kinds) {
      sheet.insertRule(
        `[data-kind='${id}'] { --kind: var(--${color}); --kind-ink: var(--${color}-ink); --kind-edge: var(--${color}); }`,
      )
    }
    document.adoptedStyleSheets.push(sheet)
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
    }
  }, [kinds])
}
