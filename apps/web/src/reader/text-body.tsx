/**
 * The words of a text in the page: numbered paragraphs with the number, the readers and the marks of each in its gutter, headings,
 * list items, folds of web furniture. Each piece is one element with one text node (see pieces.ts).
 * Knows nothing of notes but how many a piece has and which cards tell of it.
 */
import type { Text } from '@lectern/model'
import { MessageSquare, Quote } from 'lucide-react'
import { type CSSProperties, memo } from 'react'
import { reasonLabel } from '../app/labels.ts'
import * as m from '../messages/messages.js'
import { Avatar } from '../ui/avatar.tsx'
import { type Gutter, type Gutters, useGutter } from './gutters.ts'
import type { BlockPart, Fold, Part } from './pieces.ts'
import styles from './reader.module.css'

type Props = {
  text: Text
  parts: readonly Part[]
  gutters: Gutters
  /** Start of the piece that Tab goes to. */
  stop: number
  locale: string
  onNumber: (start: number) => void
  onNotes: (start: number) => void
}

export const TextBody = memo(function TextBody({ text, parts, ...rest }: Props) {
  return groups(parts).map((group) =>
    Array.isArray(group) ? (
      <ul key={group[0]!.start} className={styles.list}>
        {group.map((part) => (
          <Piece key={part.start} {...pieceProps(text, part, rest)} />
        ))}
      </ul>
    ) : group.type === 'fold' ? (
      <Furniture key={`fold-${group.start}`} text={text} fold={group} locale={rest.locale} />
    ) : (
      <Piece key={group.start} {...pieceProps(text, group, rest)} />
    ),
  )
})

/** List items that follow each other are one list. */
function groups(parts: readonly Part[]): (Part | BlockPart[])[] {
  const found: (Part | BlockPart[])[] = []
  for (const part of parts) {
    const last = found.at(-1)
    if (part.type !== 'block' || part.block.kind !== 'list-item') found.push(part)
    else if (Array.isArray(last)) last.push(part)
    else found.push([part])
  }
  return found
}

type PieceProps = {
  words: string
  kind: BlockPart['block']['kind']
  level: number
  start: number
  number: number | undefined
  stop: boolean
  language: string
} & Pick<Props, 'gutters' | 'locale' | 'onNumber' | 'onNotes'>

function pieceProps(text: Text, part: BlockPart, rest: Omit<Props, 'text' | 'parts'>): PieceProps {
  return {
    gutters: rest.gutters,
    words: text.canonical.slice(part.start, part.end),
    kind: part.block.kind,
    level: part.block.level ?? 2,
    start: part.start,
    number: part.number,
    stop: rest.stop === part.start,
    language: text.language,
    locale: rest.locale,
    onNumber: rest.onNumber,
    onNotes: rest.onNotes,
  }
}

/** A list item that already says its own bullet or number gets no second one. */
const BULLETED = /^\s*([-*•·●○▪–—]|[(（]?(\d{1,3}|[a-z]|[ivx]+|[一二三四五六七八九十]+)[.)、）])\s?/i

const Piece = memo(function Piece(props: PieceProps) {
  const { words, kind, level, start, number, stop, language } = props
  const { readers, cited, notes, details } = useGutter(props.gutters, start)
  const own = {
    id: `at-${start}`,
    'data-start': start,
    tabIndex: stop ? 0 : -1,
    lang: language,
    dir: 'auto' as const,
    ...(details && { 'aria-details': details }),
  }
  const gutter = (
    <div className={styles.gutter}>
      {readers.length > 0 && <Readers readers={readers} />}
      {number !== undefined && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.number}
          aria-label={m.reader_paragraph({ number })}
          title={m.reader_select_paragraph({ number })}
          onClick={() => props.onNumber(start)}
        >
          {number}
        </button>
      )}
      {notes > 0 && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.noteCount}
          data-many={notes > 1 || undefined}
          style={{ '--more': notes - 1 } as CSSProperties}
          aria-label={m.reader_notes_here({ count: notes })}
          title={m.reader_notes_here({ count: notes })}
          onClick={() => props.onNotes(start)}
        >
          <MessageSquare size={12} aria-hidden />
          <span>{notes}</span>
        </button>
      )}
      {cited && (
        <span
          className={styles.citedMark}
          role="img"
          aria-label={m.reader_cited_mark()}
          title={m.reader_cited_mark()}
        >
          <Quote size={12} aria-hidden />
        </span>
      )}
    </div>
  )
  if (kind === 'list-item') {
    return (
      <li className={styles.row} data-kind-of="list-item" data-bulleted={BULLETED.test(words) || undefined}>
        {gutter}
        <div {...own}>{words}</div>
      </li>
    )
  }
  const Heading = `h${Math.min(6, Math.max(3, level + 1))}` as 'h3'
  return (
    <div className={styles.row} data-kind-of={kind} data-level={kind === 'heading' ? level : undefined}>
      {gutter}
      {kind === 'heading' ? <Heading {...own}>{words}</Heading> : <p {...own}>{words}</p>}
    </div>
  )
})

function Readers({ readers }: Pick<Gutter, 'readers'>) {
  const names = readers.map(({ name }) => name).join(', ')
  return (
    <span
      className={styles.readers}
      role="img"
      aria-label={m.reader_reading_here({ names })}
      title={m.reader_reading_here({ names })}
    >
      {readers.slice(0, readers.length > 2 ? 1 : 2).map(({ personId, name, color }) => (
        <Avatar key={personId} name={name} color={color} size={20} />
      ))}
      {readers.length > 2 && <span className={styles.moreReaders}>+{readers.length - 1}</span>}
    </span>
  )
}

/** Web furniture stays in the text and out of the way, with the reason why. */
const Furniture = memo(function Furniture({ text, fold }: { text: Text; fold: Fold; locale: string }) {
  return (
    <details className={styles.fold}>
      <summary>{m.reader_furniture({ count: fold.count })}</summary>
      {fold.parts.map(({ start, end, reason }) => (
        <div key={start} className={styles.folded}>
          <span className={styles.reason}>{reasonLabel(reason)}</span>
          <p id={`at-${start}`} data-start={start} tabIndex={-1} lang={text.language} dir="auto">
            {text.canonical.slice(start, end)}
          </p>
        </div>
      ))}
    </details>
  )
})
