/**
 * Of a note whose text was replaced: where it may stand, for a host to choose, and on which words it was written. What stands
 * somewhere can be put elsewhere.
 */
import type { Span } from '@lectern/model'
import { useState } from 'react'
import { isPlaced, isUncertain, type Note, quoteOf } from '../comments/notes.ts'
import * as m from '../messages/messages.js'
import { useSelected } from '../reader/selected.ts'
import { useView } from '../session/view.ts'
import { useWorkspace } from '../session/workspace.ts'
import { Button } from '../ui/button.tsx'
import styles from './corrected.module.css'
import { PlaceWords, Quoted } from './places.tsx'
import { revisionOf, useReplacing } from './replacing.ts'

export function Carried({ note, open }: { note: Note; open: boolean }) {
  const { session, texts, may } = useWorkspace()
  const [changing, setChanging] = useState(false)
  const revision = revisionOf(session, note)
  const text = texts.find(({ id }) => id === revision?.to)
  if (!revision || !text) return null
  // A command reaches what all can see; what is only mine stays as it stands.
  const chooses = may('revision.choose') && !note.private
  if (isPlaced(note)) {
    if (!open) return null
    const here = text.canonical.slice(note.start, note.end)
    return (
      <div className={styles.carried}>
        {here === quoteOf(note) ? (
          <p>{m.corrected_carried()}</p>
        ) : (
          <>
            <p>{m.corrected_written_on()}</p>
            <Quoted words={quoteOf(note)} />
          </>
        )}
        {chooses &&
          (changing ? (
            <Choice note={note} textId={text.id} />
          ) : (
            <Button look="quiet" onClick={() => setChanging(true)}>
              {m.corrected_elsewhere()}
            </Button>
          ))}
      </div>
    )
  }
  const places = isUncertain(note) ? note.places : []
  return (
    <div className={styles.carried}>
      {places.length > 0 && (
        <p>
          {chooses
            ? m.corrected_choose({ count: places.length })
            : note.private
              ? m.corrected_private()
              : m.corrected_host_chooses({ count: places.length })}
        </p>
      )}
      <ul className={styles.places}>
        {places.map((place) => (
          <li key={place.start}>
            <PlaceWords text={text} place={place} />
            <Row note={note} textId={text.id} place={place} chooses={chooses} />
          </li>
        ))}
      </ul>
      {chooses && <Choice note={note} textId={text.id} />}
    </div>
  )
}

type RowProps = { note: Note; textId: string; place: Span; chooses: boolean }

function Row({ note, textId, place: { start, end }, chooses }: RowProps) {
  const { choose } = useReplacing()
  const [busy, setBusy] = useState(false)
  return (
    <span className={styles.row}>
      <Button look="quiet" onClick={() => useView.getState().showPassage({ textId, start, end })}>
        {m.corrected_show()}
      </Button>
      {chooses && (
        <Button
          busy={busy}
          onClick={() => {
            setBusy(true)
            void choose(note, { start, end }).finally(() => setBusy(false))
          }}
        >
          {m.corrected_here()}
        </Button>
      )}
    </span>
  )
}

/** Where the words on the reader are selected, or nowhere. */
function Choice({ note, textId }: { note: Note; textId: string }) {
  const { choose } = useReplacing()
  const shown = useView((view) => view.textId === textId)
  const passage = useSelected((state) => (state.passage?.textId === textId ? state.passage : null))
  const [busy, setBusy] = useState(false)
  const put = (place: Span | null) => {
    setBusy(true)
    void choose(note, place).finally(() => setBusy(false))
  }
  return (
    <div className={styles.choice}>
      <p>{m.corrected_select_hint()}</p>
      <span className={styles.row}>
        {shown ? (
          <Button
            busy={busy}
            disabled={!passage}
            // The press must not take the selection away.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => passage && put({ start: passage.start, end: passage.end })}
          >
            {m.corrected_at_selection()}
          </Button>
        ) : (
          <Button look="quiet" onClick={() => useView.getState().openText(textId)}>
            {m.corrected_open_text()}
          </Button>
        )}
        <Button look="quiet" busy={busy} onClick={() => put(null)}>
          {m.corrected_nowhere()}
        </Button>
      </span>
    </div>
  )
}
