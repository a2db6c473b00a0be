/**
 * What the page says aloud and what it shows for a moment. One polite live region for the whole page, so that
 * sentences never talk over each other. Knows nothing of what they are about.
 */
import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { create } from 'zustand'
import { m } from '../messages/messages.js'
import styles from './announce.module.css'

/** Something to do about what a note says. */
type NoteAction = { label: string; run: () => void }
type Note = { n: number; text: string; tone: 'plain' | 'bad'; action?: NoteAction | undefined }
type Said = { n: number; text: string }
type State = { said: readonly Said[]; notes: Note[] }

const useNotes = create<State>(() => ({ said: [], notes: [] }))
let n = 0
/** Sentences that come together stand together: one that takes the other's place at once is never heard. ms */
const TOGETHER = 500
let last = 0

/** Says a sentence to screen readers, politely. Nothing is shown. */
export function announce(text: string): void {
  const now = Date.now()
  const together = now - last < TOGETHER
  last = now
  useNotes.setState(({ said }) => ({ said: [...(together ? said.slice(-3) : []), { n: ++n, text }] }))
}

/** Shows a sentence for some seconds, longer if it offers something to do, and says it. Errors stay until they are closed. @returns takes it back */
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
      <div aria-live="polite" className="visually-hidden" data-testid="announcer">
        <Sentences said={said} />
      </div>
      <div className={styles.notes}>
        {notes.map((note) => (
          <NoteCard key={note.n} note={note} />
        ))}
      </div>
    </>
  )
}

/** The same for whoever is in a dialog, from where nothing outside of it is heard. */
export function AnnouncerInside() {
  const said = useNotes((notes) => notes.said)
  const [from] = useState(() => n)
  return (
    <div aria-live="polite" className="visually-hidden">
      <Sentences said={said.filter((one) => one.n > from)} />
    </div>
  )
}

/** The key makes a repeated sentence a new node, which is what screen readers react to. */
const Sentences = ({ said }: { said: readonly Said[] }) =>
  said.map(({ n, text }) => <span key={n}>{text} </span>)

function NoteCard({ note }: { note: Note }) {
  useEffect(() => {
    if (note.tone === 'bad') return undefined
    const timer = setTimeout(() => dismiss(note.n), note.action ? 12_000 : 4000)
    return () => clearTimeout(timer)
  }, [note])
  return (
    <div className={styles.note} data-tone={note.tone}>
      <span>{note.text}</span>
      {note.action && (
        <button
          type="button"
          className={styles.action}
          onClick={() => {
            note.action!.run()
            dismiss(note.n)
          }}
        >
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
