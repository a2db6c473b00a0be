/**
 * The cards beside the text: level with their passages, never overlapping (see card-layout.ts), and only those near the view
 * are there at all. Knows where passages stand only by asking the page of the text.
 */
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useState } from 'react'
import * as m from '../messages/messages.js'
import { follower } from '../reader/difference.ts'
import type { TextPage } from '../reader/text-page.ts'
import { useView } from '../session/view.ts'
import { useChannelState, useWorkspace } from '../session/workspace.ts'
import { type CardBox, layCards, quietly } from './card-layout.ts'
import { Card, DraftCard, MarginHead } from './card.tsx'
import { useDrafting } from './drafting.ts'
import { type PlacedNote, useNotes } from './notes.ts'
import { useSieve } from './sieve.ts'
import styles from './margin.module.css'

/** How far below its passage a card may stand before it goes into a stack, px. */
const DRIFT = 700
/** So many cards are all there, so that the browser's own search finds their words. */
const FEW = 60
const DRAFT = 'draft'
const HEAD = 'head'
const NO_OTHERS: PlacedNote[] = []

type Props = {
  page: TextPage
  /** In order of position; those that stand in the margin. */
  notes: readonly PlacedNote[]
  /** Changes when anything in the text moved. */
  geometry: number
  /** Notes on the same words as the active one. */
  others: PlacedNote[]
  locale: string
  /** How many notes are looked at, and how many the text has. */
  shown: number
  all: number
  /** Nothing is noted yet. */
  empty: boolean
  resolved: number
  showResolved: boolean
  onShowResolved: (shown: boolean) => void
  onMounted: (keys: readonly string[]) => void
}

/** A guess until the card has been measured, so that far cards need no element. */
function guess(note: PlacedNote): number {
  const lines = note.body.value ? Math.min(5, Math.ceil(note.body.value.length / 34)) : 0
  return 50 + lines * 20 + (note.replies.length > 0 ? 24 : 0)
}

/** Where the card of a passage wishes to stand. @param floor px that the head of the margin takes */
const level = (top: number, floor: number) => Math.max(floor, top - 6)

/** Index of the first box from a height on. @param boxes in order of it */
function firstFrom(boxes: readonly CardBox[], top: number): number {
  let [low, high] = [0, boxes.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (boxes[middle]!.wish < top) low = middle + 1
    else high = middle
  }
  return low
}

/** Memoised: what the pointer and the scroll bar do elsewhere renders no card again. */
export const Margin = memo(function Margin(props: Props) {
  const { page, notes, geometry, others, onMounted } = props
  const active = useView((view) => view.active)
  const draft = useDrafting((state) => (state.draft?.textId === page.text.id ? state.draft : null))
  const { heights, measured, observe } = useHeights()
  const band = useBand(page)

  const floor = heights.get(HEAD) ?? 0
  // Reckoned once for each note, and anew only where the text moved.
  const boxesOf = useMemo(
    () =>
      follower((note: PlacedNote): CardBox => ({
        key: note.key,
        wish: level(page.top(note.start, false), floor),
        height: guess(note),
      })),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- geometry stands for what the page measured
    [page, geometry, floor],
  )
  const about = boxesOf(notes)
  const indexOf = useMemo(() => new Map(notes.map(({ key }, index) => [key, index])), [notes])
  const everyBox = useMemo(() => {
    const list = about.slice()
    for (const [key, height] of heights) {
      const index = indexOf.get(key)
      if (index !== undefined) list[index] = { ...list[index]!, height }
    }
    // Near the view, by the line and not only by the share of the paragraph.
    for (let i = firstFrom(about, band.top - 400); i < list.length; i++) {
      const box = list[i]!
      if (box.wish > band.bottom + 400) break
      list[i] = { ...box, wish: level(page.top(notes[i]!.start, true), floor) }
    }
    if (draft) {
      const wish = level(page.top(draft.start, true), floor)
      list.push({ key: DRAFT, wish, height: heights.get(DRAFT) ?? 190 })
    }
    return list.sort((a, b) => a.wish - b.wish)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- measured stands for what heights hold
  }, [notes, about, indexOf, draft, page, floor, band.top, band.bottom, measured])

  const pinned = draft ? DRAFT : active
  const { waiting, take } = useWaiting(page, notes, everyBox, pinned)
  const boxes = useMemo(
    () => (waiting.size > 0 ? everyBox.filter(({ key }) => !waiting.has(key)) : everyBox),
    [everyBox, waiting],
  )
  const layout = useMemo(() => layCards(boxes, { pinned, drift: DRIFT }), [boxes, pinned])
  const few = layout.cards.length <= FEW
  const inBand = ({ top, height, key }: { top: number; height: number; key: string }) =>
    few || key === active || key === DRAFT || (top + height > band.top && top < band.bottom)
  const cards = layout.cards.filter(inBand)
  const mounted = cards.map(({ key }) => key).join(' ')
  useEffect(() => onMounted(mounted ? mounted.split(' ') : []), [mounted, onMounted])

  return (
    <>
      {waiting.size > 0 && (
        <div className={styles.waiting}>
          <button type="button" aria-label={m.list_waiting_label({ count: waiting.size })} onClick={take}>
            {m.list_waiting({ count: waiting.size })}
          </button>
        </div>
      )}
      <div ref={observe} data-key={HEAD} className={styles.slot}>
        <MarginHead {...props} />
      </div>
      {cards.map(({ key, top }) => {
        const note = notes[indexOf.get(key) ?? -1]
        return (
          <div
            key={key}
            ref={observe}
            data-key={key}
            className={styles.slot}
            data-front={key === active || key === DRAFT || undefined}
            style={{ transform: `translateY(${Math.round(top)}px)` }}
          >
            {note ? (
              <Card
                note={note}
                open={key === active}
                others={key === active ? others : NO_OTHERS}
                locale={props.locale}
              />
            ) : (
              draft && <DraftCard draft={draft} page={page} />
            )}
          </div>
        )
      })}
      {layout.stacks.filter(inBand).map(({ key, keys, top }) => (
        <div key={key} className={styles.slot} style={{ transform: `translateY(${Math.round(top)}px)` }}>
          <button
            type="button"
            className={styles.stack}
            onClick={() => {
              useView.getState().setActive(keys[0] ?? null)
              useView.getState().openPanel('discussion')
            }}
          >
            {m.comments_stack({ count: keys.length })}
          </button>
        </div>
      ))}
    </>
  )
})

const NOBODY: ReadonlySet<string> = new Set()

/**
 * Notes of others that would push cards in view out of their places wait until they are taken in, or until these are out of view.
 * What was there when the page came, or when another choice was made, is not new.
 */
function useWaiting(
  page: TextPage,
  notes: readonly PlacedNote[],
  boxes: readonly CardBox[],
  pinned: string | null,
): { waiting: ReadonlySet<string>; take: () => void } {
  const { me, channels } = useWorkspace()
  const { loaded } = useNotes()
  const fits = useSieve((sieve) => sieve.fits)
  const synced = useChannelState(channels?.annotations)?.synced === true
  const [wasSynced, setWasSynced] = useState(synced)
  if (synced && !wasSynced) setWasSynced(true)
  const asked = useMemo(() => ({ fits, loaded, wasSynced }), [fits, loaded, wasSynced])
  const [taken, setTaken] = useState<{ asked: object | null; keys: ReadonlySet<string> }>({
    asked: null,
    keys: NOBODY,
  })
  const take = () => setTaken({ asked, keys: new Set(notes.map(({ key }) => key)) })
  const fresh = useMemo(
    () =>
      notes.filter(({ key, personId }) => !taken.keys.has(key) && personId !== me.personId && key !== pinned),
    [notes, taken, me.personId, pinned],
  )
  const waiting = useMemo(() => {
    if (fresh.length === 0 || taken.asked !== asked) return NOBODY
    const newcomers = new Set(fresh.map(({ key }) => key))
    const top = page.scroller.scrollTop - page.offsetTop
    const view = { top, bottom: top + page.scroller.clientHeight }
    const come = quietly(boxes, newcomers, view, { pinned, drift: DRIFT })
    return new Set([...newcomers].filter((key) => !come.has(key)))
  }, [fresh, boxes, pinned, taken, asked, page])
  const settled = useMemo(
    () => taken.asked === asked && notes.every(({ key }) => taken.keys.has(key) || waiting.has(key)),
    [taken, asked, notes, waiting],
  )
  if (!settled) {
    setTaken({ asked, keys: new Set(notes.flatMap(({ key }) => (waiting.has(key) ? [] : key))) })
  }
  return { waiting, take }
}

/** Heights of the cards there are, and of those there were. */
function useHeights() {
  const [heights] = useState(() => new Map<string, number>())
  const [measured, bump] = useReducer((n: number) => n + 1, 0)
  const [observer] = useState(
    () =>
      new ResizeObserver((entries) => {
        let changed = false
        for (const { target } of entries) {
          const { key } = (target as HTMLElement).dataset
          const height = (target as HTMLElement).offsetHeight
          if (!key || (height === 0 && key !== HEAD) || heights.get(key) === height) continue
          heights.set(key, height)
          changed = true
        }
        if (changed) bump()
      }),
  )
  useEffect(() => () => observer.disconnect(), [observer])
  const observe = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined
      observer.observe(element)
      return () => observer.unobserve(element)
    },
    [observer],
  )
  return { heights, measured, observe }
}

/** How long after the last step a scroll is over, ms. */
const SCROLLED_MS = 160
/** Faster than this nobody reads cards, and they come when it is over, px a ms. */
const FLIGHT = 8

/**
 * The part of the margin that has elements: the view and one more on either side, moved in steps of half a view. While the text
 * scrolls the margin is `data-scrolling`: cards that are measured on their way in take their places at once.
 */
function useBand(page: TextPage): { top: number; bottom: number } {
  const [band, setBand] = useState({ top: 0, bottom: 3000 })
  useLayoutEffect(() => {
    const { scroller } = page
    const look = () => {
      const height = Math.max(scroller.clientHeight, 200)
      const step = height / 2
      const at = Math.floor((scroller.scrollTop - page.offsetTop) / step) * step
      const next = { top: at - height, bottom: at + height * 2.5 }
      setBand((now) => (now.top === next.top && now.bottom === next.bottom ? now : next))
    }
    let over: ReturnType<typeof setTimeout> | undefined
    let last = { top: scroller.scrollTop, at: -Infinity }
    const scrolled = ({ timeStamp }: Event) => {
      const speed = Math.abs(scroller.scrollTop - last.top) / (timeStamp - last.at)
      last = { top: scroller.scrollTop, at: timeStamp }
      clearTimeout(over)
      scroller.toggleAttribute('data-scrolling', true)
      over = setTimeout(() => {
        look()
        scroller.removeAttribute('data-scrolling')
      }, SCROLLED_MS)
      if (speed < FLIGHT) look()
    }
    look()
    scroller.addEventListener('scroll', scrolled, { passive: true })
    const resize = new ResizeObserver(look)
    resize.observe(scroller)
    return () => {
      clearTimeout(over)
      scroller.removeAttribute('data-scrolling')
      scroller.removeEventListener('scroll', scrolled)
      resize.disconnect()
    }
  }, [page])
  return band
}
