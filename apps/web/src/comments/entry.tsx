/** The parts of a thread: somebody's words with their head, a reply, and the tools for one's own. */
import type { Annotation, Reply } from '@lectern/model'
import { EyeOff, Pencil, Trash2 } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import * as m from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Body } from './body.tsx'
import { Composer } from './composer.tsx'
import { Moment } from './moment.tsx'
import type { NoteWriter } from './document.ts'
import { NoteMenu } from './note-menu.tsx'
import type { Author } from './people.ts'
import { useRulings } from './rulings.ts'
import styles from './thread.module.css'
import { offerUndo } from './undo.ts'

type EntryProps = {
  author: Author
  created: string
  modified: string
  badge?: ReactNode
  /** I have not read it. */
  unread?: boolean
  menu?: ReactNode
  tools?: ReactNode
  children: ReactNode
}

/** Who, when, and what. */
export function Entry({ author, created, modified, badge, unread, menu, tools, children }: EntryProps) {
  return (
    <>
      <div className={styles.head}>
        <Avatar name={author.name} color={author.color} size={20} />
        <span className={styles.name}>{author.me ? m.comments_you() : author.name}</span>
        {author.imported && <span className={styles.imported}>{m.comments_imported()}</span>}
        {badge}
        {unread && <span className={styles.new}>{m.list_new()}</span>}
        <span className={styles.when}>
          <Moment iso={created} />
          {modified !== created && <span title={m.comments_edited()}> · {m.comments_edited_short()}</span>}
        </span>
        {menu}
      </div>
      {children}
      {tools}
    </>
  )
}

/**
 * Stands where hidden words would: that something is hidden is no secret. A host, and whoever wrote them, can look at the
 * words.
 */
export function Hidden({ entry, author }: { entry: Annotation | Reply; author: Author }) {
  const { may } = useWorkspace()
  const rulings = useRulings()
  const [shown, setShown] = useState(false)
  const rules = may('annotation.hide')
  const reason = entry.moderation?.reason
  const words = entry.body.value
  return (
    <div className={styles.hiddenPart}>
      <p className={styles.hidden}>
        <EyeOff size={14} aria-hidden />{' '}
        {reason ? m.comments_hidden_because({ reason }) : m.comments_hidden()}
      </p>
      {(rules || author.me) && (
        <div className={styles.actions}>
          {words && (
            <button
              type="button"
              className={styles.plain}
              aria-expanded={shown}
              onClick={() => setShown(!shown)}
            >
              {shown ? m.comments_hidden_cover() : m.comments_hidden_look()}
            </button>
          )}
          {rules && (
            <button type="button" className={styles.plain} onClick={() => void rulings.restore(entry.key)}>
              {m.comments_restore()}
            </button>
          )}
        </div>
      )}
      {shown && <Body words={words} />}
    </div>
  )
}

type ReplyProps = {
  reply: Reply
  /** Key of the note it is under. */
  note: string
  author: Author
  unread: boolean
  /** null for those who may not change it now. */
  writer: NoteWriter | null
  back: () => void
}

export function ReplyEntry({ reply, note, author, unread, writer, back }: ReplyProps) {
  const { session, me } = useWorkspace()
  const [editing, setEditing] = useState(false)
  return (
    <div
      role="comment"
      aria-level={2}
      className={styles.reply}
      aria-label={m.comments_reply_by({ name: author.name })}
    >
      <Entry
        author={author}
        created={reply.created}
        modified={reply.modified}
        unread={unread}
        menu={
          <NoteMenu entry={reply.key} note={note} hidden={reply.moderation?.hidden === true} locked={false} />
        }
        tools={
          writer && reply.personId === me.personId && !editing ? (
            <Tools
              asks
              question={m.comments_delete_reply_question()}
              onEdit={reply.imported ? undefined : () => setEditing(true)}
              onDelete={() => {
                offerUndo(m.comments_deleted(), writer.remove(reply.key))
                back()
              }}
            />
          ) : null
        }
      >
        {reply.moderation?.hidden ? (
          <Hidden entry={reply} author={author} />
        ) : editing && writer ? (
          <Composer
            keep={`${session.id}.edit.${reply.key}`}
            label={m.comments_your_reply()}
            submit={m.comments_save()}
            initial={reply.body.value}
            focus={0}
            onSubmit={(words) => {
              writer.editReply(reply, words)
              setEditing(false)
            }}
            onCancel={() => setEditing(false)}
          />
        ) : (
          <Body words={reply.body.value} />
        )}
      </Entry>
    </div>
  )
}

type ToolsProps = {
  asks: boolean
  question: string
  /** Not for what came with a file: those are somebody else’s words. */
  onEdit: (() => void) | undefined
  onDelete: () => void
}

/** Edit and delete of one's own words; deleting words asks first. */
export function Tools({ asks, question, onEdit, onDelete }: ToolsProps) {
  const [asking, setAsking] = useState(false)
  const keep = useRef<HTMLButtonElement>(null)
  const trash = useRef<HTMLButtonElement>(null)
  const asked = useRef(false)
  useEffect(() => {
    if (asking) keep.current?.focus()
    else if (asked.current) trash.current?.focus()
    asked.current = asking
  }, [asking])
  if (asking) {
    return (
      <div
        className={styles.ask}
        role="group"
        aria-label={question}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          setAsking(false)
        }}
      >
        <span>{question}</span>
        <button type="button" className={styles.danger} onClick={onDelete}>
          {m.comments_delete()}
        </button>
        <button ref={keep} type="button" className={styles.plain} onClick={() => setAsking(false)}>
          {m.comments_keep()}
        </button>
      </div>
    )
  }
  return (
    <div className={styles.tools}>
      {onEdit && (
        <button
          type="button"
          className={styles.tool}
          aria-label={m.comments_edit()}
          title={m.comments_edit()}
          onClick={onEdit}
        >
          <Pencil size={14} aria-hidden />
        </button>
      )}
      <button
        ref={trash}
        type="button"
        className={styles.tool}
        aria-label={m.comments_delete()}
        title={m.comments_delete()}
        onClick={() => (asks ? setAsking(true) : onDelete())}
      >
        <Trash2 size={14} aria-hidden />
      </button>
    </div>
  )
}
