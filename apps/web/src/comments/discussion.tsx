/**
 * Every thread of every text: the archive that the margin has no room for. Only what is near the view has elements, and what
 * others add waits until it is asked for, so that nothing moves under one's eyes.
 */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import * as m from '../messages/messages.js'
import { passageLabel } from '../session/labels.ts'
import { useView } from '../session/view.ts'
import { useChannelState, useWorkspace } from '../session/workspace.ts'
import { announce } from '../ui/announce.tsx'
import styles from './discussion.module.css'
import { FilterBar } from './filter-bar.tsx'
import { holdBack, narrow, NO_FILTER, type Order, ordered } from './filter.ts'
import {
  isPlaced,
  isUncertain,
  type Note,
  type PlacedNote,
  quoteOf,
  useMarkRead,
  useNotes,
  useReads,
  useWriter,
} from './notes.ts'
import { type Filter, useKnown, useSieve } from './sieve.ts'
import { Thread } from './thread.tsx'
import { unreadOf } from './unread.ts'

type AnyNote = Note | PlacedNote
/** `head`: of the notes that begin here. */
type Row = { key: string; note: AnyNote; head?: Head }
type Head = { title: string; why?: string }

const LOST = ''
const UNCERTAIN = '?'
/** Heads of what stands in no text. */
const UNPLACED: { [section: string]: () => Head } = {
  [UNCERTAIN]: () => ({ title: m.corrected_to_choose(), why: m.corrected_to_choose_why() }),
  [LOST]: () => ({ title: m.comments_lost(), why: m.comments_lost_why() }),
}

const NOTHING_READ: ReadonlySet<string> = new Set()

export function Discussion() {
  const { me } = useWorkspace()
  const { all, loaded } = useNotes()
  const reads = useReads()
  const markRead = useMarkRead()
  const { filter, setFilter } = useFilter(reads ?? NOTHING_READ)
  const [order, setOrder] = useState<Order>('position')
  const { shown, waiting, take } = useShown(order)
  const unread = useMemo(
    () => (reads ? all.flatMap((note) => unreadOf(note, reads, me.personId)) : []),
    [all, reads, me.personId],
  )
  const rows = useRows(shown, order)
  return (
    <div className={styles.discussion}>
      <FilterBar
        filter={filter}
        onFilter={setFilter}
        order={order}
        onOrder={setOrder}
        shown={shown.length}
        all={all.length}
        unread={unread.length}
        onAllRead={() => {
          markRead?.(unread)
          announce(m.list_all_read())
        }}
      />
      {waiting > 0 && (
        <button
          type="button"
          className={styles.waiting}
          aria-label={m.list_waiting_label({ count: waiting })}
          onClick={take}
        >
          {m.list_waiting({ count: waiting })}
        </button>
      )}
      {loaded && shown.length === 0 && (
        <p className={styles.empty}>{all.length === 0 ? m.comments_empty() : m.comments_none_fit()}</p>
      )}
      <Feed rows={rows} />
    </div>
  )
}

/** What was chosen, and what others asked this list for. It ends with the list. */
function useFilter(reads: ReadonlySet<string>): { filter: Filter; setFilter: (filter: Filter) => void } {
  const filter = useSieve((sieve) => sieve.filter) ?? NO_FILTER
  const asked = useView((view) => view.filtering)
  const latest = useRef(reads)
  useEffect(() => {
    latest.current = reads
  }, [reads])
  useEffect(() => {
    if (asked) narrow({ ...NO_FILTER, resolved: 'all', tag: asked.tag }, latest.current)
  }, [asked])
  useEffect(() => () => useSieve.getState().widen(), [])
  const [setFilter] = useState(() => (next: Filter) => narrow(next, latest.current))
  return { filter, setFilter }
}

/** The notes that fit, in order; without what others added since the choice was made or they were last taken in. */
function useShown(order: Order): { shown: readonly AnyNote[]; waiting: number; take: () => void } {
  const { texts, channels, me } = useWorkspace()
  const { placed, uncertain, lost, loaded } = useNotes()
  const fits = useSieve((sieve) => sieve.fits)
  const known = useKnown()
  const active = useView((view) => view.active)
  const list = useMemo(() => {
    const byPlace: AnyNote[] = [...texts.flatMap(({ id }) => placed.get(id) ?? []), ...uncertain, ...lost]
    return ordered(
      byPlace.filter((note) => fits(note, known)),
      order,
    )
  }, [texts, placed, uncertain, lost, fits, known, order])
  // What the server had when the page came is not new, though the browser's copy came before it.
  const synced = useChannelState(channels?.annotations)?.synced === true
  const [wasSynced, setWasSynced] = useState(synced)
  if (synced && !wasSynced) setWasSynced(true)

  const asked = useMemo(() => ({ fits, order, loaded, wasSynced }), [fits, order, loaded, wasSynced])
  const [taken, setTaken] = useState<{ asked: object | null; keys: readonly string[] }>({
    asked: null,
    keys: [],
  })
  const take = () => setTaken({ asked, keys: list.map(({ key }) => key) })
  if (taken.asked !== asked) take()
  const held = useMemo(
    () => holdBack(taken.keys, list, ({ key, personId }) => personId === me.personId || key === active),
    [taken, list, me.personId, active],
  )
  // Nothing is read yet that could move.
  if (held.shown.length === 0 && held.waiting > 0) take()
  return { ...held, take }
}

/** By place under the titles of the texts, else one after the other. */
function useRows(notes: readonly AnyNote[], order: Order): readonly Row[] {
  const { texts } = useWorkspace()
  return useMemo(() => {
    const sections = notes.map((note) =>
      isPlaced(note) ? note.textId : isUncertain(note) ? UNCERTAIN : LOST,
    )
    return notes.map((note, at): Row => {
      const id = sections[at]!
      if (order !== 'position' || id === sections[at - 1]) return { key: note.key, note }
      const title = texts.find((text) => text.id === id)?.title ?? ''
      return { key: note.key, note, head: UNPLACED[id]?.() ?? { title } }
    })
  }, [notes, order, texts])
}

/** https://www.w3.org/WAI/ARIA/apg/patterns/feed/ */
function Feed({ rows }: { rows: readonly Row[] }) {
  const active = useView((view) => view.active)
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const latest = useRef(rows)
  useEffect(() => {
    latest.current = rows
  }, [rows])
  useEffect(() => {
    const at = latest.current.findIndex(({ key }) => key === active)
    if (at >= 0) list.current?.scrollToIndex(at, { align: 'nearest' })
  }, [active])
  const activeAt = rows.findIndex(({ key }) => key === active)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'PageDown' ? 1 : event.key === 'PageUp' ? -1 : 0
    const here = (event.target as Element).closest('[role=article]')
    if (!step || !here) return
    const to = Number(here.getAttribute('data-row')) + step
    if (!rows[to]) return
    event.preventDefault()
    list.current?.scrollToIndex(to, { align: 'nearest' })
    focusRow(scroller.current, to)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys of a feed, as its pattern asks
    <div ref={scroller} className={styles.scroller} onKeyDown={onKeyDown}>
      <div role="feed" aria-label={m.list_notes()} aria-description={m.list_hint()}>
        <Virtualizer
          ref={list}
          scrollRef={scroller}
          data={rows}
          bufferSize={600}
          keepMounted={activeAt < 0 ? [] : [activeAt]}
        >
          {({ key, note, head }, index) => (
            <Item key={key} note={note} head={head} row={index} count={rows.length} />
          )}
        </Virtualizer>
      </div>
    </div>
  )
}

/** It may get its element only some frames after it was scrolled to. */
function focusRow(scroller: HTMLElement | null, row: number, tries = 30): void {
  const article = scroller?.querySelector<HTMLElement>(`[data-row="${row}"]`)
  if (article) article.focus({ preventScroll: true })
  else if (tries > 0) requestAnimationFrame(() => focusRow(scroller, row, tries - 1))
}

type ItemProps = Pick<Row, 'note' | 'head'> & { row: number; count: number }

function Item({ note, head, row, count }: ItemProps) {
  const { texts } = useWorkspace()
  const open = useView((view) => view.active === note.key)
  const setActive = useView((view) => view.setActive)
  const setHovered = useView((view) => view.setHovered)
  const showPassage = useView((view) => view.showPassage)
  const label = isPlaced(note)
    ? passageLabel(texts, { textId: note.textId, start: note.start, end: note.end })
    : undefined
  const quote = quoteOf(note)
  const writer = useWriter()
  const short = quote.length > 180 ? `${quote.slice(0, 170)}…` : quote
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the articles of a feed take the focus
    <article
      role="article"
      tabIndex={0}
      aria-posinset={row + 1}
      aria-setsize={count}
      aria-label={short}
      data-row={row}
      className={styles.slot}
    >
      {/* A feed has articles and nothing else: a head stands in the first of its own. */}
      {head && (
        <div className={styles.section}>
          <h2 className={styles.title}>{head.title}</h2>
          {head.why && <p className={styles.empty}>{head.why}</p>}
        </div>
      )}
      <div
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
              showPassage({ textId: note.textId, start: note.start, end: note.end })
              setActive(note.key)
            }}
          >
            <span lang={texts.find(({ id }) => id === note.textId)?.language}>{short}</span>
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
      </div>
    </article>
  )
}
