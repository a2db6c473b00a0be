/**
 * The notes of a text as they stand behind it on paper: numbered as in its gutter, each with its words, who wrote it and what was
 * answered. They are in the page only while it prints.
 */
import { paragraphNumberAt } from '@lectern/text'
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { Body } from '../comments/body.tsx'
import { kindLabel, useKinds } from '../comments/kinds.ts'
import type { PlacedNote } from '../comments/notes.ts'
import { usePeople } from '../comments/people.ts'
import * as m from '../messages/messages.js'
import styles from './printed-notes.module.css'
import type { TextPage } from './text-page.ts'

type Props = { page: TextPage; notes: readonly PlacedNote[] }

export function PrintedNotes({ page, notes }: Props) {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    // The page is printed as it stands when this event has been answered.
    const before = () => flushSync(() => setPrinting(true))
    const after = () => setPrinting(false)
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    }
  }, [])
  if (!printing || notes.length === 0) return null
  return (
    <section className={styles.notes} aria-label={m.reader_endnotes()}>
      <h3>{m.reader_endnotes()}</h3>
      <ol>
        {notes.map((note) => (
          <li key={note.key}>
            <Note page={page} note={note} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Note({ page: { text }, note }: { page: TextPage; note: PlacedNote }) {
  const person = usePeople()
  const kinds = useKinds()
  const number = paragraphNumberAt(text, note.start)
  const quote = text.canonical.slice(note.start, note.end).replaceAll(/\s+/g, ' ')
  return (
    <>
      <q lang={text.language}>
        {quote.length > 240 ? `${quote.slice(0, 160)} … ${quote.slice(-60)}` : quote}
      </q>
      <p className={styles.who}>
        {[
          number !== undefined && m.reader_density_place({ from: number }),
          kindLabel(note.kind, kinds),
          person(note.personId, note.imported).name,
          note.status?.resolved && m.reader_resolved_note(),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {!note.moderation?.hidden && note.body.value && <Body words={note.body.value} />}
      {note.replies
        .filter(({ moderation }) => !moderation?.hidden)
        .map((reply) => (
          <div key={reply.key} className={styles.reply}>
            <p className={styles.who}>
              {m.reader_printed_reply({ name: person(reply.personId, reply.imported).name })}
            </p>
            <Body words={reply.body.value} />
          </div>
        ))}
    </>
  )
}
