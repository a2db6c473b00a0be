/** The places in a corrected text that could be meant, each with what stands around it. */
import type { Text } from '@lectern/model'
import { type CarriedPlace, snippet } from '@lectern/text'
import type { ReactNode } from 'react'
import { passageLabel } from '../session/labels.ts'
import styles from './corrected.module.css'

/** "Speech ¶5" and the words there, in their surroundings. */
export function PlaceWords({ text, place }: { text: Text; place: CarriedPlace }) {
  const { start, end } = place
  const block = text.blocks.find((one) => one.end > start) ?? { start, end }
  const from = Math.min(block.start, start)
  const around = text.canonical.slice(from, Math.max(end, Math.min(block.end, end + 400)))
  const cut = snippet(around, [{ start: start - from, end: end - from }])
  const [range] = cut.ranges
  const label = passageLabel([text], { textId: text.id, start, end })
  return (
    <span className={styles.words}>
      <span className={styles.label}>{label}</span>
      <span lang={text.language}>
        {cut.start > 0 && '…'}
        {range ? (
          <>
            {cut.text.slice(0, range.start)}
            <mark>{cut.text.slice(range.start, range.end)}</mark>
            {cut.text.slice(range.end)}
          </>
        ) : (
          cut.text
        )}
        {cut.start + cut.text.length < around.length && '…'}
      </span>
    </span>
  )
}

/** The words a note was written on, cut when they are many. */
export function Quoted({ words, children }: { words: string; children?: ReactNode }) {
  return (
    <blockquote className={styles.quoted}>
      {words.length > 240 ? `${words.slice(0, 230).trimEnd()}…` : words}
      {children}
    </blockquote>
  )
}
