/** A field for Markdown in which typing @ offers the members. Knows nothing of where the words go. */
import { type KeyboardEvent, type RefObject, useId, useState } from 'react'
import * as m from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { Avatar } from '../ui/avatar.tsx'
import styles from './composer.module.css'
import { meant, typedMention } from './mentions.ts'
import { useOffers } from './offers.tsx'

/** More would not be looked through. */
const MOST = 6

type Props = {
  field: RefObject<HTMLTextAreaElement | null>
  words: string
  onWords: (words: string) => void
  rows: number
  label: string
  placeholder: string | undefined
  hint: string
  invalid: boolean
}

export function WordsField({ field, words, onWords, rows, label, placeholder, hint, invalid }: Props) {
  const { members, online, me } = useWorkspace()
  const id = useId()
  const [typed, setTyped] = useState<{ start: number; query: string } | null>(null)
  /** Where an offer was turned down; it is not made again for the same @. */
  const [turnedDown, setTurnedDown] = useState(-1)
  const look = () => {
    const { current } = field
    if (!current) return
    const now =
      current.selectionStart === current.selectionEnd
        ? typedMention(current.value, current.selectionStart)
        : null
    setTyped((before) => (before?.start === now?.start && before?.query === now?.query ? before : now))
    if (!now) setTurnedDown(-1)
  }
  const people = typed
    ? meant(
        members
          .filter(({ personId, removed }) => !removed && personId !== me.personId)
          .sort(
            (a, b) =>
              Number(online.includes(b.personId)) - Number(online.includes(a.personId)) ||
              a.name.localeCompare(b.name),
          ),
        typed.query,
        MOST,
      )
    : []
  const { open, active, onKey, list } = useOffers({
    id: `${id}-people`,
    label: m.comments_mention_whom(),
    eager: true,
    offers:
      typed && typed.start !== turnedDown
        ? people.map((person) => ({
            id: person.personId,
            name: person.name,
            label: (
              <>
                <Avatar name={person.name} color={person.color} size={20} /> {person.name}
              </>
            ),
          }))
        : [],
    take: ({ name }) => {
      const { current } = field
      if (!current || !typed) return
      current.focus({ preventScroll: true })
      current.setSelectionRange(typed.start, current.selectionStart)
      // So that the browser's own undo knows of it.
      // oxlint-disable-next-line typescript/no-deprecated -- nothing else does
      if (!document.execCommand('insertText', false, `@${name} `)) {
        current.setRangeText(`@${name} `, typed.start, current.selectionEnd, 'end')
        onWords(current.value)
      }
      setTyped(null)
    },
    dismiss: () => setTurnedDown(typed?.start ?? -1),
  })
  return (
    <>
      <textarea
        ref={field}
        className={styles.field}
        rows={rows}
        value={words}
        aria-label={label}
        placeholder={placeholder}
        aria-describedby={hint}
        aria-invalid={invalid || undefined}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={open ? `${id}-people` : undefined}
        aria-activedescendant={active}
        onChange={(event) => {
          onWords(event.target.value)
          // Letters of an unfinished composition are no name yet.
          if (!(event.nativeEvent as InputEvent).isComposing) look()
        }}
        onCompositionEnd={look}
        onSelect={look}
        onBlur={() => setTyped(null)}
        onKeyDown={(event: KeyboardEvent) => void onKey(event)}
      />
      {list}
      <span role="status" className="visually-hidden">
        {open ? m.comments_mention_offers({ count: people.length }) : ''}
      </span>
    </>
  )
}
