/** Where in the text the notes are, as ticks beside the scroll bar. A picture only: the list and the keys say the same. */
import { memo, useMemo } from 'react'
import type { PlacedNote } from '../comments/notes.ts'
import type { TextPage } from './text-page.ts'
import styles from './reader.module.css'

/** More ticks than this would be a grey bar and slow. */
const TICKS = 160

type Props = { page: TextPage; notes: readonly PlacedNote[]; geometry: number }

export const Density = memo(function Density({ page, notes, geometry }: Props) {
  const ticks = useMemo(() => {
    const height = Math.max(1, page.scroller.scrollHeight)
    const from = page.offsetTop
    const found = new Map<number, { kind: string; start: number }>()
    for (const { start, kind } of notes) {
      const slot = Math.round(((from + page.top(start, false)) / height) * TICKS)
      if (!found.has(slot)) found.set(slot, { kind: kind ?? 'none', start })
    }
    return [...found]
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- geometry stands for what the page measured
  }, [page, notes, geometry])
  return (
    <div className={styles.density} aria-hidden>
      {ticks.map(([slot, { kind, start }]) => (
        <span
          key={slot}
          className={styles.tick}
          data-kind={kind}
          style={{ top: `${(slot / TICKS) * 100}%` }}
          onClick={() => page.scrollTo(start)}
        />
      ))}
    </div>
  )
})
