/**
 * What the page says aloud and what it shows for a moment. One polite live region for the whole page, so that
 * sentences never talk over each other. Knows nothing of what they are about.
 */
import { X } from 'lucide-react'
import { useEffect } from 'react'
import { create } from 'zustand'
import { m } from '../messages/messages.js'
import styles from './announce.module.css'

/** Something to do about what a note says. */
type NoteAction = { label: string; run: () => void }
type Note = { n: number; text: string; tone: 'plain' | 'bad'; action?: NoteAction | undefined }
type State = { said: { n: number; text: string }; notes: Note[] }

const useNotes = create<State>(() => ({ said: { n: 0, text: '' }, notes: [] }))
let n = 0

/** Says a sentence to screen readers, politely. Nothing is shown. */
export function announce(text: string): void {
  useNotes.setState({ said: { n: ++n, text } })
}

/** Shows a sentence for some seconds and says it. Errors stay until they are closed. @returns takes it back */
export function notify(text: string, tone: Note['tone'] = 'plain', action?: NoteAction): () => void {
  announce(text)
  return show(text, tone, action)
}

/** Shows a sentence that somebody else says. @returns takes it back */
export function show(text: string, tone: Note['tone'] = 'plain', action?: NoteAction): () => void {
  const note = { n: ++n, text, tone, action }
  useNotes.setState(({ notes }) => ({
    notes: [...notes.filter((other) => other.text !== text), note].slice(-3),
  }))
  return () => dismiss(note.n)
}

function dismiss(which: number): void {
  useNotes.setState(({ notes }) => ({ notes: notes.filter((note) => note.n !== which) }))
}

/** The one live region and the notes; stands once, at the end of the page. */
export function Announcer() {
  const { said, notes } = useNotes()
  return (
    <>
      {/* The key makes a repeated sentence a new node, which is what screen readers react to. */}
      <div aria-live="polite" className="visually-hidden" data-testid="announcer">
        <span key={said.n}>{said.text}</span>
      </div>
      <div className={styles.notes}>
        {notes.map((note) => (
          <NoteCard key={note.n} note={note} />
        ))}
      </div>
    </>
  )
}

function NoteCard({ note }: { note: Note }) {
  useEffect(() => {
    if (note.tone === 'bad') return undefined
    const timer = setTimeout(() => dismiss(note.n), 4000)
    return () => clearTimeout(timer)
  }, [note])
  return (
    <div className={styles.note} data-tone={note.tone}>
      <span>{note.text}</span>
      {note.action && (
        <button type="button" className={styles.action} onClick={note.action.run}>
          {note.action.label}
        </button>
      )}
      <button
        type="button"
        className={styles.close}
        aria-label={m.app_dismiss()}
        onClick={() => dismiss(note.n)}
      >
        <X size={16} aria-hidden />
      </button>
    </div>
  )
}
