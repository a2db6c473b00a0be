/**
 * Where in the text the notes are, as a strip beside the scroll bar: how many by the length of a tick, of what kind by its colour, open
 * questions by a dot before it, citations by a bar behind it. The pointer and the keyboard are told in words and can go there.
 */
import type { Passage } from '@lectern/model'
import { paragraphNumberAt } from '@lectern/text'
import {
  type KeyboardEvent,
  memo,
  type PointerEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { colorOfKind, useKinds } from '../comments/kinds.ts'
import type { PlacedNote } from '../comments/notes.ts'
import * as m from '../messages/messages.js'
import { around, DensityBins, type Stretch, type Tick } from './density-bins.ts'
import styles from './density.module.css'
import { usePlace } from './place.ts'
import type { TextPage } from './text-page.ts'

/** Height of a tick, px. */
const TICK = 3
/** A pointer means what is so many ticks from it. */
const REACH = 2

type Props = { page: TextPage; notes: readonly PlacedNote[]; cited: readonly Passage[]; geometry: number }

export const Density = memo(function Density({ page, notes, cited, geometry }: Props) {
  const strip = useRef<HTMLDivElement>(null)
  const kinds = useKinds()
  const [count, setCount] = useState(0)
  /** What is told of: where the pointer is, or the offset the keyboard went to, which a new layout may move. */
  const [told, setTold] = useState<{ bin: number } | { offset: number } | null>(null)
  useLayoutEffect(() => {
    if (!strip.current) return undefined
    const { current } = strip
    const observer = new ResizeObserver(() => setCount(Math.floor(current.clientHeight / TICK)))
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  const bins = useMemo(() => {
    const height = Math.max(1, page.scroller.scrollHeight)
    const from = page.offsetTop
    return new DensityBins(
      count,
      (offset) => (from + page.top(offset, false)) / height,
      (kind) => colorOfKind(kind, kinds),
    )
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- geometry stands for what the page measured
  }, [page, geometry, count, kinds])
  const ticks = useMemo(() => (count > 0 ? bins.update(notes, cited) : []), [bins, count, notes, cited])
  const most = ticks.reduce((most, tick) => Math.max(most, tick.notes), 1)

  const binAt = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    return Math.floor((event.clientY - box.top) / TICK)
  }
  const at = told === null ? null : 'bin' in told ? told.bin : bins.binOf(told.offset)
  // Nowhere yet: all there is, so that who comes by keyboard hears whether to go on.
  const near = at === null ? around(ticks, 0, Infinity) : around(ticks, at, REACH)
  const onKeyDown = (event: KeyboardEvent) => {
    const from = at ?? -1
    const next =
      event.key === 'ArrowDown'
        ? (ticks.find(({ bin }) => bin > from) ?? ticks.at(-1))
        : event.key === 'ArrowUp'
          ? (ticks.findLast(({ bin }) => bin < from) ?? ticks[0])
          : event.key === 'Home'
            ? ticks[0]
            : event.key === 'End'
              ? ticks.at(-1)
              : undefined
    if (next) {
      setTold({ offset: next.first })
      page.scrollTo(next.first)
    } else if (event.key === 'Enter' && near) usePlace.getState().focusOn(page.text.id, near.first)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const words = near ? sentence(page, near) : m.reader_density_none()
  return (
    <div
      ref={strip}
      className={styles.density}
      role="slider"
      tabIndex={0}
      aria-label={m.reader_density()}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, count - 1)}
      aria-valuenow={at ?? 0}
      aria-valuetext={words}
      data-screen-only
      onKeyDown={onKeyDown}
      onPointerMove={(event) => setTold({ bin: binAt(event) })}
      onPointerLeave={() => setTold(null)}
      onBlur={() => setTold(null)}
      onClick={() => at !== null && near && page.scrollTo(near.first)}
    >
      {ticks.map((tick) => (
        <Mark key={tick.bin} tick={tick} most={most} />
      ))}
      {near && at !== null && (
        <span className={styles.told} style={{ top: at * TICK }} aria-hidden>
          {words}
        </span>
      )}
    </div>
  )
})

/** The longest tick is as wide as the strip; growth is slow, so that one note among hundreds elsewhere is still seen. */
const Mark = memo(function Mark({ tick, most }: { tick: Tick; most: number }) {
  const share = tick.notes === 0 ? 0 : 0.4 + (0.6 * Math.log1p(tick.notes)) / Math.log1p(most)
  return (
    <span className={styles.row} style={{ top: tick.bin * TICK }}>
      {tick.questions > 0 && <span className={styles.question} />}
      <span
        className={styles.tick}
        data-color={tick.color}
        style={{ width: `${Math.min(1, share) * 100}%` }}
      />
      {tick.cited > 0 && <span className={styles.cited} />}
    </span>
  )
})

/** "12 notes in ¶4–¶6, open questions: 2" */
function sentence({ text }: TextPage, { notes, questions, cited, first, last }: Stretch): string {
  const [from, to] = [paragraphNumberAt(text, first), paragraphNumberAt(text, last)]
  const place =
    from === undefined
      ? m.reader_before_first()
      : to === undefined || to === from
        ? m.reader_density_place({ from })
        : m.reader_density_places({ from, to })
  return [
    m.reader_density_span({ count: m.app_notes({ count: notes }), place }),
    questions > 0 && m.reader_density_questions({ count: questions }),
    cited > 0 && m.reader_density_cited({ count: cited }),
  ]
    .filter(Boolean)
    .join(' · ')
}
