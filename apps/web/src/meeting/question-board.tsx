/** The question board: ask, say that it is yours too; the presider takes one up, marks it answered, or parks it for next time. */
import { type BoardQuestion, LIMITS, QuestionState } from '@lectern/model'
import { ArrowBigUp, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { problemText } from '../app/problem-text.ts'
import { m } from '../messages/messages.js'
import { useSelected } from '../reader/selected.ts'
import { useWorkspace } from '../session/workspace.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Confirm } from '../ui/dialog.tsx'
import { questionStateLabel } from './labels.ts'
import styles from './meeting.module.css'
import { OnPassage } from './on-passage.tsx'
import { useRuling } from './use-ruling.ts'

/** What is being talked about first, what is done last; among alike the one that most share. */
const RANK: { [state in BoardQuestion['state']]: number } = { taken: 0, open: 1, parked: 2, answered: 3 }

export function QuestionBoard() {
  const { board, may } = useWorkspace()
  const ordered = board.toSorted((a, b) => RANK[a.state] - RANK[b.state] || b.too.length - a.too.length)
  if (board.length === 0 && !may('question.ask')) return null
  return (
    <section aria-label={m.meeting_board()}>
      <h2 className={styles.heading}>{m.meeting_board()}</h2>
      {board.length === 0 && <p className={styles.empty}>{m.meeting_board_empty()}</p>}
      <ul className={styles.queue}>
        {ordered.map((question) => (
          <Question key={question.id} question={question} />
        ))}
      </ul>
      {may('question.ask') && <Ask />}
    </section>
  )
}

function Ask() {
  const { rule, busy } = useRuling()
  const [words, setWords] = useState('')
  const passage = useSelected(({ passage }) => passage)
  const [kept, setKept] = useState(passage)
  // The field takes the selection away from the text.
  if (passage && passage !== kept) setKept(passage)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (!words.trim()) return
    if (await rule('question.ask', { words, ...(kept && { passage: kept }) })) {
      setWords('')
      setKept(null)
    }
  }
  return (
    <form className={styles.ask} onSubmit={(event) => void send(event)}>
      <textarea
        className={styles.control}
        aria-label={m.meeting_ask()}
        placeholder={m.meeting_ask()}
        rows={2}
        maxLength={LIMITS.question}
        value={words}
        onChange={({ target }) => setWords(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send(event)
        }}
      />
      <div className={styles.row}>
        <Button type="submit" busy={busy} disabled={!words.trim()}>
          {m.meeting_ask_send()}
        </Button>
        {kept && (
          <>
            <OnPassage passage={kept} />
            <IconButton label={m.meeting_ask_without_passage()} onClick={() => setKept(null)}>
              <X size={14} aria-hidden />
            </IconButton>
          </>
        )}
      </div>
    </form>
  )
}

function Question({ question }: { question: BoardQuestion }) {
  const { members, me, may, command } = useWorkspace()
  const { rule, busy } = useRuling()
  const [removing, setRemoving] = useState(false)
  const { id, by, words, passage, too, state, action } = question
  const name = members.find(({ personId }) => personId === by)?.name ?? ''
  const mine = by === me.personId
  const given = too.includes(me.personId)
  const ruled = may('question.mark')
  return (
    <li className={styles.question} data-state={state}>
      <p dir="auto">
        {action && <b>{m.meeting_action_left()} </b>}
        {words}
      </p>
      <div className={styles.row}>
        <span className={styles.quiet}>{name}</span>
        {passage && <OnPassage passage={passage} />}
        <Button
          look="quiet"
          busy={busy}
          disabled={mine || !may('question.too')}
          aria-pressed={given}
          aria-label={m.meeting_too({ count: too.length })}
          onClick={() => void rule('question.too', { questionId: id, given: !given })}
        >
          <ArrowBigUp size={16} aria-hidden fill={given ? 'currentColor' : 'none'} /> {too.length}
        </Button>
        {ruled ? (
          <select
            className={styles.select}
            aria-label={m.meeting_question_state()}
            value={state}
            onChange={({ target }) => void rule('question.mark', { questionId: id, state: target.value })}
          >
            {QuestionState.options.map((one) => (
              <option key={one} value={one}>
                {questionStateLabel(one)}
              </option>
            ))}
          </select>
        ) : (
          state !== 'open' && <span className={styles.quiet}>{questionStateLabel(state)}</span>
        )}
        {(mine || ruled) && may('question.remove') && (
          <IconButton label={m.meeting_question_remove()} onClick={() => setRemoving(true)}>
            <X size={16} aria-hidden />
          </IconButton>
        )}
      </div>
      {removing && (
        <Confirm
          danger
          title={m.meeting_question_remove()}
          text={words}
          action={m.meeting_question_remove()}
          onConfirm={async () =>
            command({ type: 'question.remove', questionId: id }).then(() => undefined, problemText)
          }
          onClose={() => setRemoving(false)}
        />
      )}
    </li>
  )
}
