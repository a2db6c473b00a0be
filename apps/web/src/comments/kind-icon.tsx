/** The picture of a kind of notes, and its badge. Apart from the names, which the reader needs first. */
import type { SessionKind } from '@lectern/model'
import {
  BookA,
  CircleHelp,
  Flag,
  Lightbulb,
  Link2,
  type LucideIcon,
  MessageSquare,
  Quote,
  Scale,
  SquareCheck,
  Star,
  Tag,
  ThumbsUp,
  TriangleAlert,
} from 'lucide-react'
import { kindLabel, useKinds } from './kinds.ts'

export const KIND_PICTURES: { readonly [name in SessionKind['icon']]: LucideIcon } = {
  lightbulb: Lightbulb,
  question: CircleHelp,
  'thumbs-up': ThumbsUp,
  warning: TriangleAlert,
  book: BookA,
  tag: Tag,
  star: Star,
  flag: Flag,
  quote: Quote,
  link: Link2,
  task: SquareCheck,
  scale: Scale,
}

export function KindIcon({ kind, size = 14 }: { kind: string | undefined; size?: number }) {
  const found = useKinds().find(({ id }) => id === kind)
  const Icon = found ? KIND_PICTURES[found.icon] : MessageSquare
  return <Icon size={size} aria-hidden />
}

/** Icon and name on the kind's colour. */
export function KindBadge({ kind }: { kind: string | undefined }) {
  const kinds = useKinds()
  return (
    <span className="kind-badge" data-kind={kind ?? 'none'}>
      <KindIcon kind={kind} size={12} />
      {kindLabel(kind, kinds)}
    </span>
  )
}
