/**
 * Search over the whole session, as one types: a field and a list under it (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).
 * Enter goes to the place and shows it. Loaded when it is opened.
 */
import { summaryBlocks } from '@lectern/docs'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react'
import { kindLabel, useKinds } from '../comments/kinds.ts'
import { isComposing } from '../comments/composing.ts'
import { useNotes } from '../comments/notes.ts'
import { usePeople } from '../comments/people.ts'
import * as m from '../messages/messages.js'
import { placeName } from '../reader/aloud.ts'
import { useWorkspace } from '../session/workspace.ts'
import { announce } from '../ui/announce.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Findable, type Found, type Kind, KINDS } from './findable.ts'
import { goTo } from './go-to.ts'
import { lastQuery } from './last-query.ts'
import { Marked } from './marked.tsx'
import styles from './search.module.css'

/** So many of a kind are shown. */
const MOST = 12
const LABELS: { [kind in Kind]: () => string } = {
  text: m.search_in_texts,
  note: m.search_in_notes,
  reply: m.search_in_replies,
  summary: m.search_in_summary,
}

export function SearchDialog({ onClose }: { onClose: () => void }) {
  const { session, texts, channels } = useWorkspace()
  const notes = useNotes()
  const [query, setQuery] = useState(() => lastQuery.of(session.id))
  const asked = useDeferredValue(query)
  const [findable] = useState(() => new Findable())
  const groups = useMemo(() => {
    const summary = channels ? summaryBlocks(channels.summary.doc) : []
    findable.follow({ texts, notes: notes.all, summary })
    return findable.search(asked, MOST)
  }, [findable, texts, notes.all, channels, asked])
  const shown = KINDS.flatMap((kind) => groups[kind].found)
  const total = KINDS.reduce((sum, kind) => sum + groups[kind].of, 0)
  const [at, setAt] = useState(0)
  const current = shown[Math.min(at, shown.length - 1)]
  const list = useId()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  useEffect(() => {
    if (!asked.trim()) return undefined
    // When one stops typing, not at every letter.
    const timer = setTimeout(() => announce(m.search_found({ count: total })), 600)
    return () => clearTimeout(timer)
  }, [asked, total])
  useEffect(() => {
    if (current) document.getElementById(list + current.id)?.scrollIntoView({ block: 'nearest' })
  }, [current, list])

  const open = (found: Found) => {
    onClose()
    // After the dialog has given the focus back.
    setTimeout(() => goTo(found, notes))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && shown.length > 0) setAt((at + step + shown.length) % shown.length)
    else if (event.key === 'Enter') {
      // The list may still be that of the letter before.
      const first = () => {
        const now = findable.search(query, MOST)
        return KINDS.flatMap((kind) => now[kind].found)[0]
      }
      const chosen = asked === query ? current : first()
      if (chosen) open(chosen)
    } else return
    event.preventDefault()
  }
  return (
    <Dialog wide title={m.search_title()} onClose={onClose}>
      <div className={styles.search}>
        <div className={styles.field}>
          <Search size={18} aria-hidden />
          <input
            ref={field}
            type="text"
            inputMode="search"
            role="combobox"
            aria-label={m.search_field()}
            aria-expanded={shown.length > 0}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={current ? list + current.id : undefined}
            placeholder={m.search_placeholder()}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={query}
            onChange={({ target }) => {
              setQuery(target.value)
              lastQuery.keep(session.id, target.value)
              setAt(0)
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <div id={list} role="listbox" aria-label={m.search_results()} className={styles.results}>
          {KINDS.filter((kind) => groups[kind].of > 0).map((kind) => (
            <div key={kind} role="group" aria-label={`${LABELS[kind]()}, ${groups[kind].of}`}>
              <p className={styles.heading} aria-hidden>
                {LABELS[kind]()} <span>{groups[kind].of}</span>
              </p>
              {groups[kind].found.map((found) => (
                <Option
                  key={found.id}
                  id={list + found.id}
                  found={found}
                  current={found === current}
                  onOpen={() => open(found)}
                />
              ))}
              {groups[kind].of > groups[kind].found.length && (
                <p className={styles.rest}>
                  {m.search_more({ count: groups[kind].of - groups[kind].found.length })}
                </p>
              )}
            </div>
          ))}
        </div>
        {shown.length === 0 && (
          <p className={styles.nothing}>{asked.trim() ? m.search_nothing() : m.search_hint()}</p>
        )}
      </div>
    </Dialog>
  )
}

type OptionProps = { id: string; found: Found; current: boolean; onOpen: () => void }

function Option({ id, found, current, onOpen }: OptionProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field has the focus and the keys
    <div
      id={id}
      role="option"
      aria-selected={current}
      tabIndex={-1}
      className={styles.option}
      onClick={onOpen}
    >
      <p className={styles.words} data-kind={found.place.kind}>
        <Marked words={found.words} ranges={found.ranges} />
      </p>
      <p className={styles.where}>
        <Where found={found} />
      </p>
    </div>
  )
}

function Where({ found: { place, passage } }: { found: Found }) {
  const { texts } = useWorkspace()
  const { all } = useNotes()
  const person = usePeople()
  const kinds = useKinds()
  if (place.kind === 'summary') return m.search_in_summary()
  if (place.kind === 'text') {
    const text = texts.find(({ id }) => id === place.textId)
    return text ? `${text.title} · ${placeName(text, passage?.start ?? place.start)}` : null
  }
  const note = all.find(({ key }) => key === (place.kind === 'note' ? place.key : place.under))
  const words = place.kind === 'note' ? note : note?.replies.find(({ key }) => key === place.key)
  if (!note || !words) return null
  return `${person(words.personId, words.imported).name} · ${kindLabel(note.kind, kinds)}`
}
