/**
 * A field to write a comment, a reply or a correction in, with what belongs to it: kind, tags, whom it is for.
 * Ctrl/⌘+Enter sends, Escape leaves; no word is lost on the way.
 */
import { LIMITS, mentionedIn, withNames } from '@lectern/model'
import { Lock } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import * as m from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { isComposing } from './composing.ts'
import { useKeptWords } from './drafting.ts'
import { KindIcon } from './kind-icon.tsx'
import { kindLabel, useKinds } from './kinds.ts'
import { withLinks } from './mentions.ts'
import styles from './composer.module.css'
import { TagField } from './tag-field.tsx'
import { withTag } from './tags.ts'
import { WordsField } from './words-field.tsx'

type Props = {
  /** Names the words in this tab's storage. */
  keep: string
  label: string
  submit: string
  /** Markdown, as it is kept. */
  initial?: string
  placeholder?: string
  /** Shows the choice of kinds. */
  kind?: { value: string | undefined; choose: (kind: string | undefined) => void }
  /** Shows the tags. */
  tags?: { value: readonly string[]; choose: (tags: readonly string[]) => void }
  /** Changes whenever the focus should come here; undefined leaves the focus where it is. */
  focus?: number
  /** A change besides the words makes sending worthwhile. */
  changed?: boolean
  /** Words may be empty when a kind alone says something. */
  mayBeEmpty?: boolean
  /** One line until it is used. */
  quiet?: boolean
  /** Why nothing can be sent now. What is written stays. */
  barred?: string | undefined
  children?: ReactNode
  /** @param words Markdown, with the mentions as links */
  onSubmit: (words: string, tags: readonly string[]) => void
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
    tags,
    focus,
    changed = false,
    mayBeEmpty = false,
    quiet = false,
    barred,
  } = props
  const { members } = useWorkspace()
  const before = withNames(initial)
  const [words, setWords, forget] = useKeptWords(keep, before)
  const [typedTag, setTypedTag] = useState('')
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

  // Who was mentioned before may have left since.
  const markdown = withLinks(words, [...mentionedIn(initial), ...members])
  const tooLong = markdown.length - LIMITS.body
  const allTags = tags ? withTag(tags.value, typedTag) : []
  const sendable =
    barred === undefined &&
    tooLong <= 0 &&
    (words.trim() !== '' || mayBeEmpty) &&
    (words !== before || changed || typedTag.trim() !== '' || !initial)
  const send = () => {
    if (!sendable) return
    forget()
    props.onSubmit(markdown.trim(), allTags)
  }
  const leave = () => {
    forget()
    props.onCancel()
  }
  const cancel = () => {
    if (words.trim() !== '' && words !== before) setGuarded(true)
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
      <WordsField
        field={field}
        words={words}
        onWords={setWords}
        rows={quiet ? 1 : 2}
        label={label}
        placeholder={placeholder}
        hint={hint}
        invalid={tooLong > 0}
      />
      {tags && <TagField value={tags.value} onChange={tags.choose} typed={typedTag} onTyped={setTypedTag} />}
      {props.children}
      {barred !== undefined && (
        <p className={styles.barred} role="status">
          <Lock size={14} aria-hidden /> {barred}
        </p>
      )}
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
  const kinds = useKinds()
  // A kind the session no longer has stays with the note that has it, until another is chosen.
  const offered = [undefined, ...kinds.map(({ id }) => id)]
  if (!offered.includes(value)) offered.push(value)
  return (
    <fieldset className={styles.kinds}>
      <legend className="visually-hidden">{m.comments_kind()}</legend>
      {offered.map((kind) => (
        <label
          key={kind ?? 'none'}
          className={styles.kind}
          data-kind={kind ?? 'none'}
          title={kindLabel(kind, kinds)}
        >
          <input
            type="radio"
            name={name}
            className="visually-hidden"
            checked={value === kind}
            onChange={() => choose(kind)}
          />
          <KindIcon kind={kind} />
          <span className={value === kind ? styles.kindName : 'visually-hidden'}>
            {kindLabel(kind, kinds)}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
