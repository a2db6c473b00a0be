/**
 * One block of a text that was read, as it will be: its words with a caret to cut at, its kind, whether it is part of the text.
 * Enter cuts at the caret, Backspace at the beginning joins to the row before. Knows one row, and tells what is asked of it.
 */
import type { BlockKind } from '@lectern/model'
import { ArrowUpToLine, Scissors } from 'lucide-react'
import { type KeyboardEvent, memo, useId, useState } from 'react'
import { reasonLabel } from '../app/labels.ts'
import { m } from '../messages/messages.js'
import { IconButton } from '../ui/button.tsx'
import { type Row, wordsOf } from './edits.ts'
import styles from './import.module.css'

/** Kinds to choose from: a kind, and the level of a heading. */
const KINDS: { value: string; label: () => string }[] = [
  { value: 'heading 1', label: m.import_kind_title },
  ...[2, 3, 4].map((level) => ({
    value: `heading ${level}`,
    label: () => m.import_kind_heading({ level: level - 1 }),
  })),
  { value: 'paragraph', label: m.import_kind_paragraph },
  { value: 'list-item', label: m.import_kind_list_item },
  { value: 'quotation', label: m.import_kind_quotation },
  { value: 'table-row', label: m.import_kind_table_row },
  { value: 'note', label: m.import_kind_note },
  { value: 'metadata', label: m.import_kind_metadata },
]
const valueOf = ({ kind, level }: Pick<Row, 'kind' | 'level'>) =>
  kind === 'heading' ? `heading ${Math.min(4, level ?? 2)}` : kind

export type RowActions = {
  join: (at: number) => void
  /** @param caret UTF-16 code units of the row's words */
  split: (at: number, caret: number) => void
  name: (at: number, kind: BlockKind, level?: number) => void
  fold: (at: number, folded: boolean) => void
}

const hold = (event: { preventDefault: () => void }) => event.preventDefault()

type Props = {
  text: { canonical: string; language: string }
  row: Row
  at: number
  count: number
  actions: RowActions
}

export const PreviewRow = memo(function PreviewRow({ text, row, at, count, actions }: Props) {
  const { words, starts } = wordsOf(text, row)
  const reason = useId()
  const [caret, setCaret] = useState(0)
  const isInside = caret > 0 && caret < words.length
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { selectionStart, selectionEnd } = event.currentTarget
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (selectionStart !== selectionEnd) {
      if (event.key === 'Backspace' || event.key === 'Delete' || event.key === 'Enter') event.preventDefault()
      return
    }
    if (event.key === 'Enter') actions.split(at, selectionStart)
    else if (event.key === 'Backspace' && selectionStart === 0) actions.join(at)
    else if (event.key !== 'Backspace' && event.key !== 'Delete') return
    event.preventDefault()
  }
  const suggested = row.suggested.flatMap((place) => {
    const index = row.parts.findIndex(({ start, end }) => place > start && place < end)
    return index < 0 ? [] : starts[index]! + place - row.parts[index]!.start
  })
  return (
    <li
      className={styles.row}
      data-kind={row.kind}
      data-level={row.level}
      data-folded={row.excluded !== undefined || undefined}
      data-row={at}
    >
      <div className={styles.controls}>
        <input
          type="checkbox"
          checked={row.excluded === undefined}
          aria-label={m.import_part_of_text({ words: words.slice(0, 60) })}
          aria-describedby={row.excluded ? reason : undefined}
          title={m.import_part_of_text_hint()}
          onChange={({ target }) => actions.fold(at, !target.checked)}
        />
        <select
          value={valueOf(row)}
          aria-label={m.import_kind()}
          onChange={({ target }) => {
            const [kind, level] = target.value.split(' ')
            actions.name(at, kind as BlockKind, level ? Number(level) : undefined)
          }}
        >
          {KINDS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label()}
            </option>
          ))}
        </select>
        <IconButton label={m.import_join()} disabled={at === 0} onClick={() => actions.join(at)}>
          <ArrowUpToLine size={16} aria-hidden />
        </IconButton>
        <IconButton
          label={m.import_split()}
          disabled={!isInside}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => actions.split(at, caret)}
        >
          <Scissors size={16} aria-hidden />
        </IconButton>
      </div>
      <div className={styles.words}>
        <textarea
          // Not `readOnly`: browsers give such a field no caret to move by key. What would change the words is held back.
          aria-readonly
          inputMode="none"
          spellCheck={false}
          onBeforeInput={hold}
          onPaste={hold}
          onCut={hold}
          onDrop={hold}
          onChange={() => {}}
          rows={Math.max(1, Math.ceil(words.length / 70))}
          lang={text.language}
          dir="auto"
          value={words}
          aria-label={m.import_row({ number: at + 1, count })}
          onKeyDown={onKeyDown}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
        />
        {row.excluded && (
          <p id={reason} className={styles.reason}>
            {reasonLabel(row.excluded)}
          </p>
        )}
        {suggested.map((place) => (
          <p key={place} className={styles.suggestion}>
            {m.import_split_suggested({ words: words.slice(place, place + 40) })}{' '}
            <button type="button" className={styles.link} onClick={() => actions.split(at, place)}>
              {m.app_split_here()}
            </button>
          </p>
        ))}
      </div>
    </li>
  )
})
