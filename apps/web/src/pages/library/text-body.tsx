/** The words of a text, read only: blocks with their numbers, folded spans dimmed, suggested splits marked. */
import type { Block, Text } from '@lectern/model'
import { Fragment, type ReactNode } from 'react'
import { m } from '../../messages/messages.js'
import type { Answers } from './answers.ts'
import styles from './text-page.module.css'

const idOf = (block: Block) => `at-${block.start}`
/** The id of the element that holds `offset`, for a link. */
export function blockIdAt(text: Text, offset: number): string {
  const block = text.blocks.findLast(({ start }) => start <= offset) ?? text.blocks[0]
  return block ? idOf(block) : ''
}

export function TextBody({ text, answers }: { text: Text; answers: Answers }) {
  return (
    <article className={styles.body} lang={text.language}>
      {text.blocks.map((block) => {
        const isTitle =
          block.level === 1 && text.canonical.slice(block.start, block.end).trim() === text.title.trim()
        return isTitle ? null : <BlockView key={block.start} text={text} block={block} answers={answers} />
      })}
    </article>
  )
}

function BlockView({ text, block, answers }: { text: Text; block: Block; answers: Answers }) {
  // The page's own heading is the text's title, so a heading of level 1 stands at the second.
  const Tag = block.kind === 'heading' ? (`h${Math.min(6, Math.max(2, block.level ?? 2))}` as 'h2') : 'div'
  return (
    <Tag id={idOf(block)} className={styles.block} data-kind={block.kind}>
      {block.number !== undefined && (
        <span className={styles.number} aria-hidden>
          {block.number}
        </span>
      )}
      {runs(text, block, answers)}
    </Tag>
  )
}

/** The block cut at exclusions and suggested splits. */
function runs(text: Text, block: Block, answers: Answers): ReactNode {
  const within = text.exclusions.filter(({ start, end }) => start < block.end && end > block.start)
  const splits = text.splits.filter(({ at }) => at > block.start && at < block.end)
  const cuts = [
    ...new Set([
      block.start,
      block.end,
      ...within.flatMap(({ start, end }) => [Math.max(start, block.start), Math.min(end, block.end)]),
      ...splits.map(({ at }) => at),
    ]),
  ].toSorted((a, b) => a - b)
  return cuts.slice(0, -1).map((start, nth) => {
    const exclusion = within.find((span) => span.start <= start && span.end > start)
    const words = text.canonical.slice(start, cuts[nth + 1])
    const folded = exclusion && answers.folded(exclusion)
    return (
      <Fragment key={start}>
        {splits.some(({ at }) => at === start) && (
          <span className={styles.split} id={`split-${start}`} data-yes={answers.splitAt(start) || undefined}>
            <span className="visually-hidden">{m.app_split_suggested()}</span>
          </span>
        )}
        {exclusion ? (
          <span id={`span-${exclusion.start}`} className={folded ? styles.folded : styles.kept}>
            {words}
          </span>
        ) : (
          words
        )}
      </Fragment>
    )
  })
}
