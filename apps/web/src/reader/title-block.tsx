/** What a text is: its title and everything its source says about itself. */
import type { Text } from '@lectern/model'
import { dateLabel, languageLabel, textFacts } from '../app/labels.ts'
import * as m from '../messages/messages.js'
import type { BlockPart } from './pieces.ts'
import styles from './reader.module.css'

/** @param piece the words of the title where they are part of the text; then they can be marked like any others */
export function TitleBlock({
  text,
  piece,
  stop,
}: {
  text: Text
  piece: BlockPart | undefined
  /** Start of the piece that Tab goes to. */
  stop: number
}) {
  const paragraphs = text.blocks.filter(({ number }) => number !== undefined).length
  const notes = [
    text.attribution,
    text.eventDate &&
      text.eventDate !== text.date &&
      m.reader_event_date({ date: dateLabel(text.eventDate) }),
    text.published && m.reader_published({ date: dateLabel(text.published) }),
    text.originalLanguage && m.reader_original_language({ language: text.originalLanguage }),
    text.titleNote,
    text.dateNote,
  ].filter(Boolean)
  return (
    <header className={styles.titleBlock}>
      <h2
        lang={text.language}
        className={styles.title}
        {...(piece && {
          'data-start': piece.start,
          id: `at-${piece.start}`,
          tabIndex: stop === piece.start ? 0 : -1,
        })}
      >
        {piece ? text.canonical.slice(piece.start, piece.end) : text.title}
      </h2>
      <p className={styles.facts} title={languageLabel(text.language)}>
        {textFacts(text)} · {m.reader_paragraphs({ count: paragraphs })}
      </p>
      {notes.length > 0 && (
        <details className={styles.about}>
          <summary>{m.reader_about()}</summary>
          <ul>
            {notes.map((note) => (
              <li key={String(note)}>{note}</li>
            ))}
          </ul>
        </details>
      )}
    </header>
  )
}
