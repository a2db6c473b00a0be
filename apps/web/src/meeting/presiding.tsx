/** What runs the session: begin, next, back, more time, reveal, end. Large enough for a thumb. */
import { isGated, stageOf } from '@lectern/model'
import { useState } from 'react'
import { problemText } from '../app/problem-text.ts'
import { m } from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/dialog.tsx'
import { stageLabel } from './labels.ts'
import styles from './meeting.module.css'
import { TimeLeft } from './stage-pill.tsx'
import { useRuling } from './use-ruling.ts'

/** By so much the presider makes a stage longer at once, minutes. */
const MORE = 5

export function Presiding() {
  const { session, held, may, command } = useWorkspace()
  const { rule, busy } = useRuling()
  const [ending, setEnding] = useState(false)
  const { agenda, meeting } = session
  const stage = stageOf(session)
  const at = stage ? agenda.indexOf(stage) : -1
  const [next, before] = [agenda[at + 1], agenda[at - 1]]
  if (!may('stage.go') || agenda.length === 0) return null
  const go = (stageId: string) => void rule('stage.go', { stageId })
  return (
    <section aria-label={m.meeting_presiding()} className={styles.presiding}>
      {stage && meeting?.stage ? (
        <p className={styles.now}>
          <b>{stageLabel(stage)}</b>
          <TimeLeft until={meeting.stage.until} />
        </p>
      ) : (
        <p className={styles.quiet}>{meeting ? m.meeting_over() : m.meeting_not_begun()}</p>
      )}
      {held.notes > 0 && (
        <p className={styles.quiet} role="status">
          {m.meeting_held({ notes: held.notes, people: held.people })}
        </p>
      )}
      <div className={styles.row}>
        {next && (
          <Button look="primary" busy={busy} onClick={() => go(next.id)}>
            {stage
              ? m.meeting_next({ stage: stageLabel(next) })
              : m.meeting_begin({ stage: stageLabel(next) })}
          </Button>
        )}
        {(isGated(session) || held.notes > 0) && (
          <Button busy={busy} onClick={() => void rule('stage.reveal')}>
            {m.meeting_reveal()}
          </Button>
        )}
        {stage && (
          <>
            <Button busy={busy} onClick={() => void rule('stage.extend', { minutes: MORE })}>
              {m.meeting_extend({ minutes: MORE })}
            </Button>
            {before && (
              <Button look="quiet" busy={busy} onClick={() => go(before.id)}>
                {m.meeting_back({ stage: stageLabel(before) })}
              </Button>
            )}
            <Button look={next ? 'quiet' : 'primary'} onClick={() => setEnding(true)}>
              {m.meeting_end()}
            </Button>
          </>
        )}
      </div>
      {ending && (
        <Confirm
          title={m.meeting_end_title()}
          text={held.notes > 0 ? m.meeting_end_text_held({ notes: held.notes }) : m.meeting_end_text()}
          action={m.meeting_end()}
          onConfirm={async () =>
            command({ type: 'stage.go', stageId: null }).then(() => undefined, problemText)
          }
          onClose={() => setEnding(false)}
        />
      )}
    </section>
  )
}
