/** The tags of a note while it is written, and as they stand on its card. */
import { LIMITS } from '@lectern/model'
import { Hash, X } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import * as m from '../messages/messages.js'
import { useView } from '../session/view.ts'
import { announce } from '../ui/announce.tsx'
import { isComposing } from './composing.ts'
import { useOffers } from './offers.tsx'
import styles from './tag-field.module.css'
import { sameTag, tagProblem, tidyTag, useTags } from './tags.ts'

/** More would not be looked through. */
const MOST = 6

type Props = {
  value: readonly string[]
  onChange: (tags: readonly string[]) => void
  /** What is typed and not yet a tag; sending takes it along. */
  typed: string
  onTyped: (typed: string) => void
}

export function TagField({ value, onChange, typed, onTyped }: Props) {
  const used = useTags()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [focused, setFocused] = useState(false)
  const [quiet, setQuiet] = useState(false)
  const problem = tidyTag(typed) ? tagProblem(value, typed) : undefined
  const wanted = tidyTag(typed).toLocaleLowerCase()
  const offered =
    focused && !quiet && value.length < LIMITS.tags
      ? used
          .filter(({ tag }) => tag.toLocaleLowerCase().includes(wanted))
          .filter(({ tag }) => !value.some((one) => sameTag(one, tag)))
          .slice(0, MOST)
      : []
  const add = (tag: string) => {
    if (!tidyTag(tag) || tagProblem(value, tag)) return
    onChange([...value, tidyTag(tag)])
    onTyped('')
    announce(m.comments_tag_added({ tag: tidyTag(tag) }))
  }
  const remove = (tag: string) => {
    onChange(value.filter((one) => one !== tag))
    announce(m.comments_tag_removed({ tag }))
    field.current?.focus({ preventScroll: true })
  }
  const { open, active, onKey, list } = useOffers({
    id: `${id}-tags`,
    label: m.comments_tags_used(),
    eager: false,
    offers: offered.map(({ tag, count }) => ({
      id: tag,
      label: (
        <>
          #{tag} <small>{count}</small>
        </>
      ),
    })),
    take: ({ id: tag }) => add(tag),
    dismiss: () => setQuiet(true),
  })
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event) || onKey(event) || event.ctrlKey || event.metaKey) return
    if ((event.key === 'Enter' || event.key === ',' || event.key === '，') && tidyTag(typed)) {
      event.preventDefault()
      add(typed)
    } else if (event.key === 'Enter') event.preventDefault()
    else if (event.key === 'Backspace' && typed === '' && value.length > 0) remove(value.at(-1)!)
  }
  return (
    <div className={styles.field}>
      <div className={styles.row}>
        <Hash size={13} aria-hidden />
        {value.map((tag) => (
          <span key={tag} className={styles.tag}>
            {tag}
            <button
              type="button"
              className={styles.remove}
              aria-label={m.comments_tag_remove({ tag })}
              onClick={() => remove(tag)}
            >
              <X size={12} aria-hidden />
            </button>
          </span>
        ))}
        <input
          ref={field}
          className={styles.input}
          role="combobox"
          aria-label={m.comments_tags()}
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={open ? `${id}-tags` : undefined}
          aria-activedescendant={active}
          aria-describedby={`${id}-hint`}
          aria-invalid={problem === 'long' || problem === 'many' || undefined}
          placeholder={value.length === 0 ? m.comments_tags_placeholder() : undefined}
          value={typed}
          onChange={(event) => {
            setQuiet(false)
            // A pasted list, or the comma of an input method, which comes without a key of its own.
            const parts = event.target.value.split(/[,，、\n]/)
            if (parts.length < 2 || (event.nativeEvent as InputEvent).isComposing)
              return onTyped(event.target.value)
            let next = value
            let left = ''
            for (const part of parts) {
              const tag = tidyTag(part)
              if (!tag || tagProblem(next, tag) === 'there') continue
              if (tagProblem(next, tag)) left ||= part
              else next = [...next, tag]
            }
            onChange(next)
            onTyped(left)
          }}
          onKeyDown={onKeyDown}
          onFocus={() => setFocused(true)}
          onBlur={() => {
            setFocused(false)
            setQuiet(false)
            add(typed)
          }}
        />
      </div>
      {list}
      <p id={`${id}-hint`} role="status" className={problem ? styles.bad : 'visually-hidden'}>
        {problem === 'long'
          ? m.comments_tag_too_long({ limit: LIMITS.tag })
          : problem === 'many'
            ? m.comments_tags_too_many({ limit: LIMITS.tags })
            : problem === 'there'
              ? m.comments_tag_there()
              : m.comments_tags_hint()}
      </p>
    </div>
  )
}

/** On a card. A press asks the list for all with the same. */
export function TagList({ tags }: { tags: readonly string[] }) {
  return (
    <ul className={styles.tags} aria-label={m.comments_tags()}>
      {tags.map((tag) => (
        <li key={tag}>
          <button
            type="button"
            className={styles.shown}
            title={m.comments_tag_filter({ tag })}
            onClick={(event) => {
              event.stopPropagation()
              useView.getState().filterBy({ tag })
            }}
          >
            #{tag}
          </button>
        </li>
      ))}
    </ul>
  )
}
