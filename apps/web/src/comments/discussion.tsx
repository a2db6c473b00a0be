/** Every thread of every text, by position: the archive that the margin has no room for. */
import { useEffect, useMemo, useRef, useState } from 'react'
import * as m from '../messages/messages.js'
import { passageLabel } from '../session/labels.ts'
import { useView } from '../session/view.ts'
import { useWorkspace } from '../session/workspace.ts'
import styles from './discussion.module.css'
import { kindLabel, useKinds } from './kinds.ts'
import { isPlaced, type Note, type PlacedNote, quoteOf, useNotes, useWriter } from './notes.ts'
import { Thread } from './thread.tsx'

/** So many threads get elements at once; more come when the end of the list comes into view. */
const STEP = 40

type Filter = { kind: string; resolved: 'open' | 'resolved' | 'all' }
const ALL = 'all'
const NONE = 'none'

function fits(note: Note, { kind, resolved }: Filter): boolean {
  if (kind !== ALL && (note.kind ?? NONE) !== kind) return false
  return resolved === 'all' || (note.status?.resolved === true) === (resolved === 'resolved')
}

type Section = { id: string; title: string; notes: (Note | PlacedNote)[] }
/** The first `most` notes, in their sections. */
function firstOf(sections: readonly Section[], most: number): Section[] {
  const found: Section[] = []
  let room = most
  for (const section of sections) {
    if (room <= 0) break
    found.push({ ...section, notes: section.notes.slice(0, room) })
    room -= section.notes.length
  }
  return found
}

export function Discussion() {
  const { texts } = useWorkspace()
  const { placed, lost, all, loaded } = useNotes()
  const [filter, setFilter] = useState<Filter>({ kind: ALL, resolved: 'open' })
  const [shown, setShown] = useState(STEP)
  const kinds = useKinds()
  const sections = useMemo(() => {
    const list: Section[] = texts.map((text) => ({
      id: text.id,
      title: text.title,
      notes: (placed.get(text.id) ?? []).filter((note) => fits(note, filter)),
    }))
    list.push({ id: '', title: m.comments_lost(), notes: lost.filter((note) => fits(note, filter)) })
    return list.filter(({ notes }) => notes.length > 0)
  }, [texts, placed, lost, filter])
  const total = sections.reduce((sum, { notes }) => sum + notes.length, 0)
  const active = useView((view) => view.active)
  // The open one is always among those that have elements.
  const most = useMemo(() => {
    const at = sections.flatMap(({ notes }) => notes).findIndex(({ key }) => key === active)
    return Math.max(shown, at + 1)
  }, [sections, active, shown])
  return (
    <div className={styles.discussion}>
      <div className={styles.filters}>
        <label>
          <span className="visually-hidden">{m.comments_kind()}</span>
          <select value={filter.kind} onChange={({ target }) => setFilter({ ...filter, kind: target.value })}>
            <option value={ALL}>{m.comments_all_kinds()}</option>
            {kinds.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            <option value={NONE}>{kindLabel(undefined, kinds)}</option>
          </select>
        </label>
        <label>
          <span className="visually-hidden">{m.comments_resolution()}</span>
          <select
            value={filter.resolved}
            onChange={({ target }) => setFilter({ ...filter, resolved: target.value as Filter['resolved'] })}
          >
            <option value="open">{m.comments_filter_open()}</option>
            <option value="resolved">{m.comments_filter_resolved()}</option>
            <option value="all">{m.comments_filter_all()}</option>
          </select>
        </label>
        <span className={styles.total} role="status">
          {m.comments_shown({ count: total })}
        </span>
      </div>
      {loaded && total === 0 && (
        <p className={styles.empty}>{all.length === 0 ? m.comments_empty() : m.comments_none_fit()}</p>
      )}
      {firstOf(sections, most).map(({ id, title, notes }) => (
        <section key={id} className={styles.section} aria-label={title}>
          <h2 className={styles.title}>{title}</h2>
          {id === '' && <p className={styles.empty}>{m.comments_lost_why()}</p>}
          {notes.map((note) => (
            <Item key={note.key} note={note} />
          ))}
        </section>
      ))}
      {most < total && <More key={most} onReached={() => setShown(most + STEP)} />}
    </div>
  )
}

function Item({ note }: { note: Note | PlacedNote }) {
  const { texts } = useWorkspace()
  const open = useView((view) => view.active === note.key)
  const setActive = useView((view) => view.setActive)
  const setHovered = useView((view) => view.setHovered)
  const showPassage = useView((view) => view.showPassage)
  const label = isPlaced(note)
    ? passageLabel(texts, { textId: note.target.source, start: note.start, end: note.end })
    : undefined
  const quote = quoteOf(note)
  const writer = useWriter()
  const item = useRef<HTMLElement>(null)
  useEffect(() => {
    if (open) item.current?.scrollIntoView({ block: 'nearest' })
  }, [open])
  const short = quote.length > 180 ? `${quote.slice(0, 170)}…` : quote
  return (
    <article
      ref={item}
      className={styles.item}
      data-kind={note.kind ?? 'none'}
      data-active={open || undefined}
      onPointerEnter={() => setHovered(note.key)}
      onPointerLeave={() => setHovered(null)}
    >
      {isPlaced(note) ? (
        <button
          type="button"
          className={styles.quote}
          title={m.comments_show_passage()}
          onClick={() => {
            showPassage({ textId: note.target.source, start: note.start, end: note.end })
            setActive(note.key)
          }}
        >
          <span lang={texts.find(({ id }) => id === note.target.source)?.language}>{short}</span>
          {label && <span className={styles.label}>{label}</span>}
        </button>
      ) : (
        <blockquote className={styles.quote}>{short}</blockquote>
      )}
      <Thread note={note} open={open} listed />
      {!open && (
        <button type="button" className={styles.open} onClick={() => setActive(note.key)}>
          {note.replies.length > 0
            ? m.comments_replies({ count: note.replies.length })
            : writer && !note.private
              ? m.comments_reply()
              : m.comments_open_thread()}
        </button>
      )}
    </article>
  )
}

function More({ onReached }: { onReached: () => void }) {
  const end = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!end.current) return undefined
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && onReached(), {
      rootMargin: '600px',
    })
    watch.observe(end.current)
    return () => watch.disconnect()
  }, [onReached])
  return (
    <button ref={end} type="button" className={styles.open} onClick={onReached}>
      {m.comments_more()}
    </button>
  )
}
