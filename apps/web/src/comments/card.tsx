/** The cards of the margin, the one being written among them, and what stands above them all. */
import { type KeyboardEvent, memo } from 'react'
import * as m from '../messages/messages.js'
import { usePlace } from '../reader/place.ts'
import type { TextPage } from '../reader/text-page.ts'
import { useView } from '../session/view.ts'
import { announce } from '../ui/announce.tsx'
import { AudienceChoice } from './audience-choice.tsx'
import { useAudience } from './audience.ts'
import { Composer } from './composer.tsx'
import { type Draft, useDrafting, wordsKey } from './drafting.ts'
import { kindLabel, useKinds } from './kinds.ts'
import { useSieve } from './sieve.ts'
import styles from './margin.module.css'
import { cardId, type PlacedNote, useWriter } from './notes.ts'
import { usePeople } from './people.ts'
import { Thread } from './thread.tsx'
import { useWhyNot } from './standing.ts'

const NO_TAGS: readonly string[] = []

type CardProps = {
  note: PlacedNote
  open: boolean
  others: PlacedNote[]
  /** Only so that a change of language renders it again. */
  locale: string
}

export const Card = memo(function Card({ note, open, others }: CardProps) {
  const person = usePeople()
  const kinds = useKinds()
  const hovered = useView((view) => view.hovered === note.key)
  const setActive = useView((view) => view.setActive)
  const setHovered = useView((view) => view.setHovered)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      usePlace.getState().focusOn(note.textId, note.start)
    } else if (event.key === 'Enter' && event.target === event.currentTarget) {
      setActive(note.key)
    }
  }
  const name = m.comments_kind_by({
    kind: kindLabel(note.kind, kinds),
    name: person(note.personId, note.imported).name,
  })
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- everything in it can be pressed by itself; the card is a larger target
    <div
      id={cardId(note.key)}
      role="comment"
      aria-level={1}
      aria-label={name}
      tabIndex={0}
      className={styles.card}
      data-kind={note.kind ?? 'none'}
      data-private={note.private}
      data-active={open || undefined}
      data-hovered={hovered || undefined}
      onClick={() => setActive(note.key)}
      onKeyDown={onKeyDown}
      onPointerEnter={() => setHovered(note.key)}
      onPointerLeave={() => setHovered(null)}
    >
      <Thread note={note} open={open} others={others} />
    </div>
  )
})

/** A new comment. Sending it or leaving gives the focus back to its passage. */
export function DraftCard({
  draft,
  page,
  bare = false,
}: {
  draft: Draft
  page: Pick<TextPage, 'text'>
  /** Without a frame of its own. */
  bare?: boolean
}) {
  const { audience } = useAudience()
  const writer = useWriter(audience)
  const asked = useDrafting((state) => state.asked)
  const setKind = useDrafting((state) => state.setKind)
  const setTags = useDrafting((state) => state.setTags)
  const close = useDrafting((state) => state.close)
  const back = () => usePlace.getState().focusOn(draft.textId, draft.start)
  return (
    <div className={bare ? undefined : styles.card} data-active data-kind={draft.kind ?? 'none'}>
      <Composer
        keep={wordsKey(draft)}
        label={m.comments_your_comment()}
        submit={m.comments_post()}
        placeholder={m.comments_placeholder()}
        kind={{ value: draft.kind, choose: setKind }}
        tags={{ value: draft.tags ?? NO_TAGS, choose: setTags }}
        {...(asked > 0 ? { focus: asked } : {})}
        onSubmit={(words, tags) => {
          if (!writer) return
          const { start, end, kind } = draft
          const key = writer.add({ text: page.text, start, end, kind, tags, words })
          close()
          useView.getState().setActive(key)
          announce(audience === 'me' ? m.comments_posted_for_me() : m.comments_posted())
          back()
        }}
        onCancel={() => {
          close()
          back()
        }}
      >
        <AudienceChoice />
      </Composer>
    </div>
  )
}

/** What stands at the head of the margin: why one cannot write, how to begin, and the resolved ones. */
export function MarginHead({
  shown,
  all,
  empty,
  resolved,
  showResolved,
  onShowResolved,
}: {
  /** How many of the text's notes are looked at, and how many there are. */
  shown: number
  all: number
  empty: boolean
  resolved: number
  showResolved: boolean
  onShowResolved: (shown: boolean) => void
}) {
  const why = useWhyNot()
  const { filter, widen } = useSieve()
  return (
    <div className={styles.head}>
      {filter && (
        <p className={styles.note}>
          {m.list_narrowed_margin({ shown, count: all })}{' '}
          <button type="button" className={styles.toggle} onClick={widen}>
            {m.list_widen()}
          </button>
        </p>
      )}
      {!filter && resolved > 0 && (
        <button
          type="button"
          className={styles.toggle}
          aria-pressed={showResolved}
          onClick={() => onShowResolved(!showResolved)}
        >
          {m.comments_resolved_count({ count: resolved })}
        </button>
      )}
      {why ? (
        <p className={styles.note}>{why}</p>
      ) : (
        empty && <p className={styles.note}>{m.comments_empty()}</p>
      )}
    </div>
  )
}
