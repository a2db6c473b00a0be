/** What the kinds of notes are called and how they look: an icon, a name, and a colour last. */
import { KINDS } from '@lectern/model'
import {
  BookA,
  CircleHelp,
  Lightbulb,
  type LucideIcon,
  MessageSquare,
  Tag,
  ThumbsUp,
  TriangleAlert,
} from 'lucide-react'
import * as m from '../messages/messages.js'
import type { Color } from '../reader/painter.ts'
import './kinds.css'

const BUILT_IN: { [kind: string]: { label: () => string; icon: LucideIcon; color: Color } } = {
  'key-idea': { label: () => m.comments_kind_key_idea(), icon: Lightbulb, color: 'yellow' },
  question: { label: () => m.comments_kind_question(), icon: CircleHelp, color: 'blue' },
  agree: { label: () => m.comments_kind_agree(), icon: ThumbsUp, color: 'green' },
  doubt: { label: () => m.comments_kind_doubt(), icon: TriangleAlert, color: 'red' },
  term: { label: () => m.comments_kind_term(), icon: BookA, color: 'purple' },
}
/** A note without a kind, or with one that is not known, is grey. */
export const colorOfKind = (kind: string | undefined): Color => BUILT_IN[kind ?? '']?.color ?? 'grey'
export const DEFAULT_KIND = KINDS[0]

/** The name of a kind; a note without one is a comment, and a kind of the session's own says its slug. */
export function kindLabel(kind: string | undefined): string {
  return kind === undefined ? m.comments_kind_none() : (BUILT_IN[kind]?.label() ?? kind.replaceAll('-', ' '))
}

export function KindIcon({ kind, size = 14 }: { kind: string | undefined; size?: number }) {
  const Icon = kind === undefined ? MessageSquare : (BUILT_IN[kind]?.icon ?? Tag)
  return <Icon size={size} aria-hidden />
}

/** Icon and name on the kind's colour. */
export function KindBadge({ kind }: { kind: string | undefined }) {
  return (
    <span className="kind-badge" data-kind={kind ?? 'none'}>
      <KindIcon kind={kind} size={12} />
      {kindLabel(kind)}
    </span>
  )
}
