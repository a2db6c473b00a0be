/**
 * One note with everything said under it, wherever it stands: in the margin, in the list, in the sheet of a phone.
 * Closed it is short; open it can be answered, corrected, resolved, cited.
 */
import type { Annotation, Reply } from '@lectern/model'
import { Check, CornerDownRight, Lock } from 'lucide-react'
import { useRef, useState } from 'react'
import * as m from '../messages/messages.js'
import { Carried } from '../corrected/carried.tsx'
import { usePlace } from '../reader/place.ts'
import { useView } from '../session/view.ts'
import { useWorkspace } from '../session/workspace.ts'
import { OnlyYou } from './audience-choice.tsx'
import { Body } from './body.tsx'
import { Composer } from './composer.tsx'
import type { NoteWriter } from './document.ts'
import { Entry, Hidden, ReplyEntry, Tools } from './entry.tsx'
import { KindBadge, KindIcon } from './kind-icon.tsx'
import { kindLabel, useKinds } from './kinds.ts'
import { NoteMenu } from './note-menu.tsx'
import { isPlaced, type Note, type PlacedNote, useReads, useWriter } from './notes.ts'
import { usePeople } from './people.ts'
import { Reactions } from './reactions.tsx'
import { useSeen } from './seen.ts'
import { TagList } from './tag-field.tsx'
import { Actions, PrivateActions } from './thread-actions.tsx'
import styles from './thread.module.css'
import { offerUndo } from './undo.ts'
import { unreadOf } from './unread.ts'

type Props = {
  note: Note | PlacedNote
  open: boolean
  /** Other notes on the same words. */
  others?: Annotation[]
  /** A field for an answer stands there from the start. */
  answering?: boolean
  /** The list has a button of its own that opens it. */
  listed?: boolean
}

const NONE: string[] = []

export function Thread({ note, open, others = [], answering = false, listed = false }: Props) {
  const { session, texts, me, may } = useWorkspace()
  const reads = useReads()
  const thread = useRef<HTMLDivElement>(null)
  const person = usePeople()
  const hand = useWriter(note.private ? 'me' : 'everyone')
  const [editing, setEditing] = useState(false)
  const author = person(note.personId, note.imported)
  const hidden = note.moderation?.hidden === true
  const carried = session.revisions.length > 0 && !texts.some(({ id }) => id === note.target.source)
  const locked = session.locked.includes(note.key)
  const unread = reads ? unreadOf(note, reads, me.personId) : NONE
  const unreadReplies = unread.filter((key) => key !== note.key).length
  // Closed, its replies are not there to be read.
  useSeen(thread, open ? unread : unread.filter((key) => key === note.key))
  const writer = locked && !may('thread.lock') ? null : hand
  const back = () => {
    if (isPlaced(note)) usePlace.getState().focusOn(note.textId, note.start)
  }
  // While one types an answer nothing above it changes: what comes stands under the field, what was new stays marked.
  const [typing, setTyping] = useState<{ stood: ReadonlySet<string>; unread: readonly string[] } | null>(null)
  const onTyping = (begins: boolean) =>
    setTyping((before) =>
      begins ? (before ?? { stood: new Set([note, ...note.replies].map(({ key }) => key)), unread }) : null,
    )
  const isNewcomer = (key: string) => typing !== null && !typing.stood.has(key)
  const isMarked = (key: string) => (isNewcomer(key) ? unread : (typing?.unread ?? unread)).includes(key)
  const replies = (which: (reply: Reply) => boolean) =>
    note.replies
      .filter(which)
      .map((reply) => (
        <ReplyEntry
          key={reply.key}
          reply={reply}
          note={note.key}
          author={person(reply.personId, reply.imported)}
          unread={isMarked(reply.key)}
          writer={writer}
          back={back}
        />
      ))
  const remove = () => {
    if (!writer) return
    const undo = writer.remove(note.key)
    if (useView.getState().active === note.key) useView.getState().setActive(null)
    offerUndo(m.comments_deleted(), undo)
    back()
  }
  return (
    <div ref={thread} className={styles.thread}>
      <Entry
        author={author}
        created={note.created}
        modified={note.modified}
        unread={isMarked(note.key)}
        badge={
          <>
            <KindBadge kind={note.kind} />
            {note.private && <OnlyYou held={note.held} />}
          </>
        }
        menu={
          open &&
          !note.private && <NoteMenu entry={note.key} note={note.key} hidden={hidden} locked={locked} />
        }
        tools={
          open && writer && note.personId === me.personId && !editing ? (
            <Tools
              asks={note.body.value !== '' || note.replies.length > 0}
              question={m.comments_delete_question()}
              onEdit={note.imported ? undefined : () => setEditing(true)}
              onDelete={remove}
            />
          ) : null
        }
      >
        {hidden ? (
          <Hidden entry={note} author={author} />
        ) : editing && writer ? (
          <EditNote
            note={note}
            writer={writer}
            done={() => setEditing(false)}
            keep={`${session.id}.edit.${note.key}`}
          />
        ) : (
          <>
            {note.body.value && (
              <div className={open ? undefined : styles.short}>
                <Body words={note.body.value} />
              </div>
            )}
            {note.tags && note.tags.length > 0 && <TagList tags={note.tags} />}
          </>
        )}
      </Entry>
      {!hidden && !note.private && <Reactions note={note} open={open} locked={writer === null} />}
      {note.status?.resolved && (
        <p className={styles.resolved}>
          <Check size={14} aria-hidden /> {m.comments_resolved_by({ name: person(note.status.by).name })}
        </p>
      )}
      {locked && (
        <p className={styles.notice}>
          <Lock size={14} aria-hidden /> {writer ? m.comments_locked_host() : m.comments_locked()}
        </p>
      )}
      {carried && <Carried note={note} open={open} />}
      {open ? (
        <>
          {replies(({ key }) => !isNewcomer(key))}
          {note.private ? (
            <PrivateActions note={note} />
          ) : (
            <Actions
              note={note}
              writer={writer}
              locked={locked}
              answering={answering}
              onTyping={onTyping}
              back={back}
            />
          )}
          {replies(({ key }) => isNewcomer(key))}
          {others.length > 0 && <Others notes={others} person={person} />}
        </>
      ) : (
        !listed &&
        note.replies.length > 0 && (
          <button
            type="button"
            className={styles.more}
            aria-expanded={false}
            onClick={({ currentTarget }) => {
              // It goes when the thread opens; the card stays.
              currentTarget.closest<HTMLElement>('[role="comment"]')?.focus()
              useView.getState().setActive(note.key)
            }}
          >
            {m.comments_replies({ count: note.replies.length })}
            {unreadReplies > 0 && (
              <span className={styles.new}>{m.list_new_replies({ count: unreadReplies })}</span>
            )}
          </button>
        )
      )}
    </div>
  )
}

type EditProps = { note: Note; writer: NoteWriter; done: () => void; keep: string }

function EditNote({ note, writer, done, keep }: EditProps) {
  const [kind, setKind] = useState(note.kind)
  const [tags, setTags] = useState<readonly string[]>(note.tags ?? [])
  return (
    <Composer
      keep={keep}
      label={m.comments_your_comment()}
      submit={m.comments_save()}
      initial={note.body.value}
      kind={{ value: kind, choose: setKind }}
      tags={{ value: tags, choose: setTags }}
      focus={0}
      changed={kind !== note.kind || tags.join('\n') !== (note.tags ?? []).join('\n')}
      mayBeEmpty={note.replies.length === 0 && kind !== undefined}
      onSubmit={(words, all) => {
        writer.edit(note, words, kind, all)
        done()
      }}
      onCancel={done}
    />
  )
}

/** Overlapping passages: the smallest was meant, the others are one press away. */
function Others({ notes, person }: { notes: Annotation[]; person: ReturnType<typeof usePeople> }) {
  const kinds = useKinds()
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
          {m.comments_kind_by({
            kind: kindLabel(note.kind, kinds),
            name: person(note.personId, note.imported).name,
          })}
        </button>
      ))}
    </div>
  )
}
