/** What can be done with an open thread: resolve it, cite its passage, answer; or publish what only I see. */
import { LIMITS } from '@lectern/model'
import { describe } from '@lectern/text'
import { Check, Quote, RotateCcw, Users } from 'lucide-react'
import { useState } from 'react'
import * as m from '../messages/messages.js'
import { useView } from '../session/view.ts'
import { useWorkspace } from '../session/workspace.ts'
import { announce } from '../ui/announce.tsx'
import { Confirm } from '../ui/dialog.tsx'
import { Composer } from './composer.tsx'
import type { NoteWriter } from './document.ts'
import { hasKeptWords } from './drafting.ts'
import { isPlaced, type Note } from './notes.ts'
import { useRulings } from './rulings.ts'
import { useWhyNot } from './standing.ts'
import styles from './thread.module.css'

function Cite({ note }: { note: Note }) {
  const { may, texts } = useWorkspace()
  if (!isPlaced(note) || !may('summary.write') || note.end - note.start > LIMITS.quote) return null
  const cite = () => {
    const { textId, start, end } = note
    // The words that stand there now: a corrected text may have others than the note was written on.
    const { canonical } = texts.find(({ id }) => id === textId)!
    const [, { exact, prefix = '', suffix = '' }] = describe(canonical, start, end)
    useView.getState().cite({ textId, start, end, exact, prefix, suffix }, 'chip')
    announce(m.reader_cited_announce())
  }
  return (
    <button type="button" className={styles.plain} onClick={cite}>
      <Quote size={14} aria-hidden /> {m.comments_cite()}
    </button>
  )
}

/** Of a note that only I see: showing it to all is asked about once. */
export function PrivateActions({ note }: { note: Note }) {
  const { may } = useWorkspace()
  const rulings = useRulings()
  const [asking, setAsking] = useState(false)
  return (
    <div className={styles.actions}>
      {may('annotation.publish') && (
        <button type="button" className={styles.plain} onClick={() => setAsking(true)}>
          <Users size={14} aria-hidden /> {m.comments_publish_ask()}
        </button>
      )}
      <Cite note={note} />
      {asking && (
        <Confirm
          title={m.comments_publish_title()}
          text={m.comments_publish_text()}
          action={m.comments_publish()}
          onConfirm={() => rulings.publish(note.key)}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}

type ActionsProps = {
  note: Note
  /** null for those who may not write here now. */
  writer: NoteWriter | null
  locked: boolean
  answering: boolean
  /** Told when somebody begins to type an answer, and when that is over. */
  onTyping: (typing: boolean) => void
  back: () => void
}

export function Actions({ note, writer, locked, answering, onTyping, back }: ActionsProps) {
  const { session } = useWorkspace()
  const why = useWhyNot()
  const [replying, setReplying] = useState(0)
  const resolved = note.status?.resolved === true
  const keep = `${session.id}.reply.${note.key}`
  const barred = writer ? undefined : locked ? m.comments_locked_kept() : (why ?? undefined)
  // What was being written when the word was taken away stays in sight.
  const done = () => {
    setReplying(0)
    onTyping(false)
    back()
  }
  const writing = writer ? answering || replying > 0 : barred !== undefined && hasKeptWords(keep)
  return (
    <>
      <div className={styles.actions}>
        {writer && (
          <button
            type="button"
            className={styles.plain}
            onClick={() => {
              writer.resolve(note.key, !resolved)
              announce(resolved ? m.comments_reopened() : m.comments_resolved())
              if (!resolved) back()
            }}
          >
            {resolved ? <RotateCcw size={14} aria-hidden /> : <Check size={14} aria-hidden />}
            {resolved ? m.comments_reopen() : m.comments_resolve()}
          </button>
        )}
        <Cite note={note} />
        {writer && !answering && replying === 0 && (
          <button
            type="button"
            className={styles.answer}
            data-reply
            onClick={() => setReplying((count) => count + 1)}
          >
            {m.comments_reply()}
          </button>
        )}
      </div>
      {writing && (
        <div
          onFocus={() => onTyping(true)}
          onBlur={({ currentTarget, relatedTarget }) => {
            if (!currentTarget.contains(relatedTarget)) onTyping(false)
          }}
        >
          <Composer
            key={keep}
            keep={keep}
            label={m.comments_your_reply()}
            submit={m.comments_reply()}
            placeholder={m.comments_reply_placeholder()}
            quiet={answering}
            barred={barred}
            {...(replying > 0 ? { focus: replying } : {})}
            onSubmit={(words) => {
              writer?.reply(note.key, words)
              announce(m.comments_replied())
              done()
            }}
            onCancel={done}
          />
        </div>
      )}
    </>
  )
}
