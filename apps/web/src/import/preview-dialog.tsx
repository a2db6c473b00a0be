/**
 * A file that was read, before it becomes a text: its blocks as they will be, what is offered for folding and why, what is known about it.
 * Nothing comes into the library until it is said so. Knows one draft at a time.
 */
import { type GivenFields, Problem, type Text, type TextDraft } from '@lectern/model'
import { Redo2, Undo2 } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { Link } from 'wouter'
import { api } from '../app/api.ts'
import { problemText } from '../app/problem-text.ts'
import { m } from '../messages/messages.js'
import { announce } from '../ui/announce.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Confirm, Dialog, DialogActions } from '../ui/dialog.tsx'
import { FormError } from '../ui/field.tsx'
import {
  begin,
  editsOf,
  fold,
  join,
  name,
  redo,
  type Rows,
  rowsOf,
  split,
  step,
  undo,
  wordsOf,
} from './edits.ts'
import styles from './import.module.css'
import { FileFacts, type Reread } from './file-facts.tsx'
import { PreviewFields } from './preview-fields.tsx'
import { PreviewRow, type RowActions } from './preview-row.tsx'

type Props = {
  fileName: string
  draft: TextDraft
  /** How many files wait after this one. */
  more: number
  /** Reads the file again, in another way. */
  reread: Reread
  /** Reads it again as it was read, for a server that has forgotten it. */
  renew: () => Promise<TextDraft>
  onAdded: (text: Text) => void
  onClose: () => void
}

export function PreviewDialog({ fileName, draft, more, reread, renew, onAdded, onClose }: Props) {
  const { text, reading, known } = draft
  const [history, setHistory] = useState(() => begin(rowsOf(text)))
  const [fields, setFields] = useState<GivenFields>({})
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const [leaving, setLeaving] = useState(false)
  const list = useRef<HTMLOListElement>(null)
  const rows = history.now
  // As it stands it would be the text that is there already, under the title it has.
  const isKnown = known !== undefined && (history.past.length === 0 || rows === history.past[0])
  const isChanged = history.past.length > 0 || Object.keys(fields).length > 0

  const latest = useRef(rows)
  useEffect(() => {
    latest.current = rows
  }, [rows])
  const actions = useMemo((): RowActions => {
    const change = (to: Rows) => setHistory((before) => step(before, to))
    const focus = (at: number, caret: number) =>
      requestAnimationFrame(() => {
        const area = list.current?.querySelector<HTMLTextAreaElement>(`[data-row="${at}"] textarea`)
        area?.focus()
        area?.setSelectionRange(caret, caret)
      })
    return {
      join: (at) => {
        const before = latest.current[at - 1]
        if (!before) return
        change(join(latest.current, at))
        announce(m.import_joined())
        focus(at - 1, wordsOf(text, before).words.length)
      },
      split: (at, caret) => {
        const cut = split(text, latest.current, at, caret)
        if (cut === latest.current) return
        change(cut)
        announce(m.import_split_done())
        focus(at + 1, 0)
      },
      name: (at, kind, level) => change(name(latest.current, at, kind, level)),
      fold: (at, folded) => change(fold(latest.current, at, folded ? 'by-hand' : undefined)),
    }
  }, [text])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey)) return
    if (event.target instanceof HTMLInputElement && event.target.type !== 'checkbox') return
    event.preventDefault()
    setHistory(event.shiftKey ? redo : undo)
  }
  const add = async () => {
    setBusy(true)
    const made = { ...editsOf(text, rows), ...(Object.keys(fields).length > 0 && { fields }) }
    try {
      const text = await api.addText({ draft: draft.draft, ...made }).catch(async (failure: unknown) => {
        if (!(failure instanceof Problem) || failure.code !== 'not-found') throw failure
        // It waited too long, or the server was started again: the same file has the same places.
        return api.addText({ draft: (await renew()).draft, ...made })
      })
      onAdded(text)
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  const leave = () => (isChanged ? setLeaving(true) : onClose())
  return (
    <Dialog wide="full" title={m.import_title({ file: fileName })} onClose={leave}>
      <div className={styles.preview} onKeyDown={onKeyDown}>
        <section className={styles.blocks} aria-label={m.import_blocks()}>
          <div className={styles.bar}>
            <p>{m.import_hint()}</p>
            <IconButton
              label={m.summary_undo()}
              disabled={history.past.length === 0}
              onClick={() => setHistory(undo)}
            >
              <Undo2 size={16} aria-hidden />
            </IconButton>
            <IconButton
              label={m.summary_redo()}
              disabled={history.future.length === 0}
              onClick={() => setHistory(redo)}
            >
              <Redo2 size={16} aria-hidden />
            </IconButton>
          </div>
          <ol ref={list} className={styles.rows}>
            {rows.map((row, at) => (
              <PreviewRow
                key={row.parts[0]!.start}
                text={text}
                row={row}
                at={at}
                count={rows.length}
                actions={actions}
              />
            ))}
          </ol>
        </section>
        <aside className={styles.side}>
          {known && (
            <p className={styles.known}>
              {m.import_known()} <Link href={`/texts/${known}`}>{m.import_known_open()}</Link>
            </p>
          )}
          <PreviewFields text={text} fields={fields} onChange={setFields} />
          <FileFacts reading={reading} reread={reread} />
          <Outline text={text} rows={rows} list={list} />
        </aside>
      </div>
      <FormError>{error !== undefined && problemText(error)}</FormError>
      <DialogActions>
        <Button onClick={leave}>{more > 0 ? m.import_skip({ count: more }) : m.app_cancel()}</Button>
        <Button look="primary" busy={busy} onClick={() => void add()}>
          {isKnown ? m.import_use_known() : m.import_add()}
        </Button>
      </DialogActions>
      {leaving && (
        <Confirm
          danger
          title={m.import_leave_title()}
          text={m.import_leave_text()}
          action={m.import_leave()}
          onConfirm={async () => {
            onClose()
            return undefined
          }}
          onClose={() => setLeaving(false)}
        />
      )}
    </Dialog>
  )
}

type OutlineProps = {
  text: Text
  rows: Rows
  list: React.RefObject<HTMLOListElement | null>
}

/** The headings as they stand now; a press goes there. */
function Outline({ text, rows, list }: OutlineProps) {
  const headings = [...rows.entries()].filter(([, { kind, excluded }]) => kind === 'heading' && !excluded)
  return (
    <nav aria-label={m.app_outline()}>
      <h3>{m.app_outline()}</h3>
      {headings.length === 0 && <p className={styles.quiet}>{m.import_no_headings()}</p>}
      <ul className={styles.outline}>
        {headings.map(([at, row]) => (
          <li key={at} data-level={row.level}>
            <button
              type="button"
              className={styles.link}
              onClick={() => {
                const area = list.current?.querySelector<HTMLTextAreaElement>(`[data-row="${at}"] textarea`)
                area?.focus()
                area?.scrollIntoView({ block: 'center' })
              }}
            >
              {wordsOf(text, row).words.slice(0, 80)}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
