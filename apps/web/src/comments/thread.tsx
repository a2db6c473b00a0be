/**
 * One note with everything said under it, wherever it stands: in the margin, in the list, in the sheet of a phone.
 * Closed it is short; open it can be answered, corrected, resolved, cited.
 */
import { type Annotation, LIMITS } from '@lectern/model'
import { Check, CornerDownRight, Quote, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import * as m from '../messages/messages.js'
import { usePlace } from '../reader/place.ts'
import { useView } from '../session/view.ts'
import { useWorkspace } from '../session/workspace.ts'
import { announce } from '../ui/announce.tsx'
import { Body } from './body.tsx'
import { Composer } from './composer.tsx'
import { Entry, Hidden, ReplyEntry, Tools } from './entry.tsx'
import { KindBadge, KindIcon, kindLabel } from './kinds.tsx'
import { type PlacedNote, useWriter } from './notes.ts'
import { type Author, usePeople } from './people.ts'
import styles from './thread.module.css'
import { offerUndo } from './undo.ts'

/** The exact words a note is about, as they were when it was written. */
export const quoteOf = (note: Annotation): string => note.target.selector[1].exact
export const isPlaced = (note: Annotation): note is PlacedNote => 'start' in note

type Props = {
  note: Annotation | PlacedNote
  open: boolean
  /** Other notes on the same words. */
  others?: Annotation[]
  /** A field for an answer stands there from the start. */
  answering?: boolean
  /** The list has a button of its own that opens it. */
  listed?: boolean
}

export function Thread({ note, open, others = [], answering = false, listed = false }: Props) {
  const { session } = useWorkspace()
  const person = usePeople()
  const writer = useWriter()
  const [editing, setEditing] = useState(false)
  const author = person(note.personId)
  const hidden = note.moderation?.hidden === true
  const back = () => {
    if (isPlaced(note)) usePlace.getState().focusOn(note.target.source, note.start)
  }
  const remove = () => {
    if (!writer) return
    const undo = writer.remove(note.key)
    if (useView.getState().active === note.key) useView.getState().setActive(null)
    offerUndo(m.comments_deleted(), undo)
    back()
  }
  return (
    <div className={styles.thread}>
      <Entry
        author={author}
        created={note.created}
        modified={note.modified}
        badge={<KindBadge kind={note.kind} />}
        tools={
          open && writer && author.me && !editing ? (
            <Tools
              asks={note.body.value !== '' || note.replies.length > 0}
              question={m.comments_delete_question()}
              onEdit={() => setEditing(true)}
              onDelete={remove}
            />
          ) : null
        }
      >
        {hidden ? (
          <Hidden reason={note.moderation?.reason} />
        ) : editing && writer ? (
          <EditNote note={note} done={() => setEditing(false)} keep={`${session.id}.edit.${note.key}`} />
        ) : (
          note.body.value && (
            <div className={open ? undefined : styles.short}>
              <Body words={note.body.value} />
            </div>
          )
        )}
      </Entry>
      {note.status?.resolved && (
        <p className={styles.resolved}>
          <Check size={14} aria-hidden /> {m.comments_resolved_by({ name: person(note.status.by).name })}
        </p>
      )}
      {open ? (
        <>
          {note.replies.map((reply) => (
            <ReplyEntry key={reply.key} reply={reply} author={person(reply.personId)} back={back} />
          ))}
          <Actions note={note} answering={answering} back={back} />
          {others.length > 0 && <Others notes={others} person={person} />}
        </>
      ) : (
        !listed &&
        note.replies.length > 0 && (
          <p className={styles.more}>{m.comments_replies({ count: note.replies.length })}</p>
        )
      )}
    </div>
  )
}

function EditNote({ note, done, keep }: { note: Annotation; done: () => void; keep: string }) {
  const writer = useWriter()
  const [kind, setKind] = useState(note.kind)
  return (
    <Composer
      keep={keep}
      label={m.comments_your_comment()}
      submit={m.comments_save()}
      initial={note.body.value}
      kind={{ value: kind, choose: setKind }}
      focus={0}
      changed={kind !== note.kind}
      mayBeEmpty={note.replies.length === 0 && kind !== undefined}
      onSubmit={(words) => {
        writer?.edit(note, words, kind)
        done()
      }}
      onCancel={done}
    />
  )
}

function Actions({ note, answering, back }: { note: Annotation; answering: boolean; back: () => void }) {
  const { session, may } = useWorkspace()
  const writer = useWriter()
  const [replying, setReplying] = useState(0)
  const resolved = note.status?.resolved === true
  const keep = `${session.id}.reply.${note.key}`
  const cite = () => {
    if (!isPlaced(note)) return
    const { exact, prefix = '', suffix = '' } = note.target.selector[1]
    useView
      .getState()
      .cite({ textId: note.target.source, start: note.start, end: note.end, exact, prefix, suffix }, 'chip')
    announce(m.reader_cited_announce())
  }
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
        {isPlaced(note) && may('summary.write') && quoteOf(note).length <= LIMITS.quote && (
          <button type="button" className={styles.plain} onClick={cite}>
            <Quote size={14} aria-hidden /> {m.comments_cite()}
          </button>
        )}
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
      {writer && (answering || replying > 0) && (
        <Composer
          key={keep}
          keep={keep}
          label={m.comments_your_reply()}
          submit={m.comments_reply()}
          placeholder={m.comments_reply_placeholder()}
          quiet={answering}
          {...(replying > 0 ? { focus: replying } : {})}
          onSubmit={(words) => {
            writer.reply(note.key, words)
            announce(m.comments_replied())
            setReplying(0)
            back()
          }}
          onCancel={() => {
            setReplying(0)
            back()
          }}
        />
      )}
    </>
  )
}

/** Overlapping passages: the smallest was meant, the others are one press away. */
function Others({ notes, person }: { notes: Annotation[]; person: (personId: string) => Author }) {
  return (
    <div className={styles.others}>
      <span>{m.comments_also_here({ count: notes.length })}</span>
      {notes.slice(0, 12).map((note) => (
        <button
          key={note.key}
          type="button"
          className={styles.other}
          data-kind={note.kind ?? 'none'}
          onClick={() => useView.getState().setActive(note.key)}
        >
          <CornerDownRight size={12} aria-hidden />
          <KindIcon kind={note.kind} size={12} />
          {m.comments_kind_by({ kind: kindLabel(note.kind), name: person(note.personId).name })}
        </button>
      ))}
    </div>
  )
}
