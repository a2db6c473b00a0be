/** A field to write a comment, a reply or a correction in. Ctrl/⌘+Enter sends, Escape leaves; no word is lost on the way. */
import { KINDS, LIMITS } from '@lectern/model'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import * as m from '../messages/messages.js'
import { isComposing } from './composing.ts'
import { useKeptWords } from './drafting.ts'
import { KindIcon, kindLabel } from './kinds.tsx'
import styles from './composer.module.css'

type Props = {
  /** Names the words in this tab's storage. */
  keep: string
  label: string
  submit: string
  initial?: string
  placeholder?: string
  /** Shows the choice of kinds. */
  kind?: { value: string | undefined; choose: (kind: string | undefined) => void }
  /** Changes whenever the focus should come here; undefined leaves the focus where it is. */
  focus?: number
  /** A change besides the words makes sending worthwhile. */
  changed?: boolean
  /** Words may be empty when a kind alone says something. */
  mayBeEmpty?: boolean
  /** One line until it is used. */
  quiet?: boolean
  children?: ReactNode
  onSubmit: (words: string) => void
  onCancel: () => void
}

export function Composer(props: Props) {
  const {
    keep,
    label,
    submit,
    initial = '',
    placeholder,
    kind,
    focus,
    changed = false,
    mayBeEmpty = false,
    quiet = false,
  } = props
  const [words, setWords, forget] = useKeptWords(keep, initial)
  const [guarded, setGuarded] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const keepWriting = useRef<HTMLButtonElement>(null)
  const hint = useId()
  useEffect(() => {
    if (focus !== undefined) field.current?.focus({ preventScroll: true })
  }, [focus])
  useEffect(() => {
    if (guarded) keepWriting.current?.focus()
  }, [guarded])

  const tooLong = words.length - LIMITS.body
  const sendable =
    tooLong <= 0 && (words.trim() !== '' || mayBeEmpty) && (words !== initial || changed || !initial)
  const send = () => {
    if (!sendable) return
    forget()
    props.onSubmit(words.trim())
  }
  const leave = () => {
    forget()
    props.onCancel()
  }
  const cancel = () => {
    if (words.trim() !== '' && words !== initial) setGuarded(true)
    else leave()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      if (guarded) {
        setGuarded(false)
        field.current?.focus()
      } else cancel()
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      event.stopPropagation()
      send()
    }
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys bubble here from the field and buttons
    <div className={styles.composer} data-quiet={(quiet && !words) || undefined} onKeyDown={onKeyDown}>
      {kind && <KindChoice {...kind} />}
      <textarea
        ref={field}
        className={styles.field}
        rows={quiet ? 1 : 2}
        value={words}
        aria-label={label}
        placeholder={placeholder}
        aria-describedby={hint}
        aria-invalid={tooLong > 0 || undefined}
        onChange={(event) => setWords(event.target.value)}
      />
      {props.children}
      <p id={hint} className={tooLong > 0 ? styles.bad : 'visually-hidden'}>
        {tooLong > 0
          ? m.comments_too_long({ count: tooLong, limit: LIMITS.body })
          : m.comments_composer_hint()}
      </p>
      {guarded ? (
        <div className={styles.guard} role="group" aria-label={m.comments_discard_question()}>
          <span>{m.comments_discard_question()}</span>
          <button type="button" className={styles.danger} onClick={leave}>
            {m.comments_discard()}
          </button>
          <button
            ref={keepWriting}
            type="button"
            className={styles.plain}
            onClick={() => {
              setGuarded(false)
              field.current?.focus()
            }}
          >
            {m.comments_keep_writing()}
          </button>
        </div>
      ) : (
        <div className={styles.buttons}>
          <button type="button" className={styles.plain} onClick={cancel}>
            {m.comments_cancel()}
          </button>
          <button type="button" className={styles.primary} aria-disabled={!sendable} onClick={send}>
            {submit}
          </button>
        </div>
      )}
    </div>
  )
}

function KindChoice({ value, choose }: NonNullable<Props['kind']>) {
  const name = useId()
  return (
    <fieldset className={styles.kinds}>
      <legend className="visually-hidden">{m.comments_kind()}</legend>
      {[undefined, ...KINDS].map((kind) => (
        <label
          key={kind ?? 'none'}
          className={styles.kind}
          data-kind={kind ?? 'none'}
          title={kindLabel(kind)}
        >
          <input
            type="radio"
            name={name}
            className="visually-hidden"
            checked={value === kind}
            onChange={() => choose(kind)}
          />
          <KindIcon kind={kind} />
          <span className={value === kind ? styles.kindName : 'visually-hidden'}>{kindLabel(kind)}</span>
        </label>
      ))}
    </fieldset>
  )
}
