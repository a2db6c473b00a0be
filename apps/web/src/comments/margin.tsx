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

/** Memoised: what the pointer and the scroll bar do elsewhere renders no card again. */
export const Margin = memo(function Margin(props: Props) {
  const { page, notes, geometry, others, onMounted } = props
  const active = useView((view) => view.active)
  const draft = useDrafting((state) => (state.draft?.textId === page.text.id ? state.draft : null))
  const { heights, measured, observe } = useHeights()
  const band = useBand(page)

  // Reckoned once for each note, and anew only where the text moved.
  const [guessesOf] = useState(() => follower(guess))
  const guesses = guessesOf(notes)
  const topsOf = useMemo(
    () => follower((note: PlacedNote) => page.top(note.start, false)),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- geometry stands for what the page measured
    [page, geometry],
  )
  const tops = topsOf(notes)
  const everyBox = useMemo(() => {
    const floor = heights.get(HEAD) ?? 0
    const level = (top: number) => Math.max(floor, top - 6)
    const near = (top: number) => top > band.top - 400 && top < band.bottom + 400
    const list: CardBox[] = notes.map((note, i) => {
      const about = tops[i]!
      return {
        key: note.key,
        wish: level(near(about) ? page.top(note.start, true) : about),
        height: heights.get(note.key) ?? guesses[i]!,
      }
    })
    if (draft)
      list.push({ key: DRAFT, wish: level(page.top(draft.start, true)), height: heights.get(DRAFT) ?? 190 })
    return list.sort((a, b) => a.wish - b.wish)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- geometry and measured stand for what page and heights hold
  }, [notes, guesses, tops, draft, page, geometry, band.top, band.bottom, measured])

  const pinned = draft ? DRAFT : active
  const { waiting, take } = useWaiting(page, notes, everyBox, pinned)
  const boxes = useMemo(
    () => (waiting.size > 0 ? everyBox.filter(({ key }) => !waiting.has(key)) : everyBox),
    [everyBox, waiting],
  )
  const layout = useMemo(() => layCards(boxes, { pinned, drift: DRIFT }), [boxes, pinned])
  const byKey = useMemo(() => new Map(notes.map((note) => [note.key, note])), [notes])
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
        const note = byKey.get(key)
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
  const waiting = useMemo(() => {
    const fresh = notes.filter(
      ({ key, personId }) => !taken.keys.has(key) && personId !== me.personId && key !== pinned,
    )
    if (fresh.length === 0 || taken.asked !== asked) return NOBODY
    const newcomers = new Set(fresh.map(({ key }) => key))
    const top = page.scroller.scrollTop - page.offsetTop
    const view = { top, bottom: top + page.scroller.clientHeight }
    const come = quietly(boxes, newcomers, view, { pinned, drift: DRIFT })
    return new Set([...newcomers].filter((key) => !come.has(key)))
  }, [notes, boxes, pinned, taken, asked, page, me.personId])
  const settled = taken.asked === asked && notes.every(({ key }) => taken.keys.has(key) || waiting.has(key))
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

/** The part of the margin that has elements: the view and one more on either side, moved in steps of half a view. */
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
    look()
    scroller.addEventListener('scroll', look, { passive: true })
    const resize = new ResizeObserver(look)
    resize.observe(scroller)
    return () => {
      scroller.removeEventListener('scroll', look)
      resize.disconnect()
    }
  }, [page])
  return band
}
