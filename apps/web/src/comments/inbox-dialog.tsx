/** What was said to me, thread by thread, the newest first; a press leads to the place. */
import { withNames } from '@lectern/model'
import * as m from '../messages/messages.js'
import { goToNote } from '../search/go-to.ts'
import { passageLabel } from '../session/labels.ts'
import { useWorkspace } from '../session/workspace.ts'
import { announce } from '../ui/announce.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useSentence } from './inbox-sentence.ts'
import styles from './inbox.module.css'
import type { Conversation } from './inbox.ts'
import { Moment } from './moment.tsx'
import { isPlaced, quoteOf, useMarkRead, useNotes, useReads } from './notes.ts'
import { usePeople } from './people.ts'

/** So many conversations at a time. */
const STEP = 50

/** As much of words or a quote as one looks through. */
const brief = (words: string, most: number): string =>
  words.length > most ? `${words.slice(0, most - 1).trimEnd()}…` : words

export function InboxDialog({
  conversations,
  onClose,
}: {
  conversations: readonly Conversation[]
  onClose: () => void
}) {
  const notes = useNotes()
  const reads = useReads()
  const markRead = useMarkRead()
  const unread = conversations.flatMap(({ items }) => items.filter(({ key }) => reads && !reads.has(key)))
  return (
    <Dialog wide title={m.inbox_open()} onClose={onClose}>
      {conversations.length === 0 ? (
        <p className={styles.empty}>{m.inbox_empty()}</p>
      ) : (
        <>
          {unread.length > 0 && (
            <Button
              look="quiet"
              onClick={() => {
                markRead?.(unread.map(({ key }) => key))
                announce(m.list_all_read())
              }}
            >
              {m.list_mark_all()}
            </Button>
          )}
          <ul className={styles.list}>
            {conversations.slice(0, STEP).map((conversation) => (
              <li key={conversation.note.key}>
                <Entry
                  conversation={conversation}
                  onOpen={() => {
                    onClose()
                    // After the dialog has given the focus back.
                    setTimeout(() => goToNote(conversation.note.key, notes))
                  }}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}

function Entry({ conversation, onOpen }: { conversation: Conversation; onOpen: () => void }) {
  const { note, items, unread } = conversation
  const { texts } = useWorkspace()
  const person = usePeople()
  const sentence = useSentence()
  const [first] = items
  if (!first) return null
  const author = person(first.personId)
  const where = isPlaced(note)
    ? passageLabel(texts, { textId: note.textId, start: note.start, end: note.end })
    : undefined
  const replies = items.filter(({ reason }) => reason === 'reply').length
  return (
    <button type="button" className={styles.entry} data-unread={unread > 0 || undefined} onClick={onOpen}>
      <Avatar name={author.name} color={author.color} size={24} />
      <span className={styles.said}>
        <span className={styles.head}>
          <b>{sentence(first)}</b>
          <Moment iso={first.created} />
          {unread > 0 && <span className={styles.new}>{m.list_new_replies({ count: unread })}</span>}
        </span>
        <span className={styles.words}>{brief(withNames(first.words), 200)}</span>
        <span className={styles.where}>
          {where && `${where} · `}“{brief(quoteOf(note), 60)}”
          {replies > 1 && ` · ${m.inbox_replies({ count: replies })}`}
        </span>
      </span>
    </button>
  )
}
