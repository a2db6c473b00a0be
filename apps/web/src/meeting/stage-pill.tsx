/** The stage in the banner, with the time that is left of it; a press shows the agenda. */
import { stageOf } from '@lectern/model'
import { m } from '../messages/messages.js'
import { useView } from '../session/view.ts'
import { useWorkspace } from '../session/workspace.ts'
import { stageLabel } from './labels.ts'
import styles from './meeting.module.css'
import { clockLabel, useSecondsUntil } from './server-clock.ts'

export function StagePill({ onPress }: { onPress: () => void }) {
  const { session } = useWorkspace()
  const stage = stageOf(session)
  const running = session.meeting?.stage
  if (!stage || !running || session.status === 'closed') return null
  const place = m.meeting_stage_place({
    number: session.agenda.indexOf(stage) + 1,
    count: session.agenda.length,
  })
  return (
    <button
      type="button"
      className={styles.pill}
      onClick={() => {
        useView.getState().openPanel('agenda')
        useView.getState().openPhoneTab('session')
        onPress()
      }}
    >
      <span className={styles.pillName}>{stageLabel(stage)}</span>
      <span className={styles.pillPlace}>{place}</span>
      <TimeLeft until={running.until} />
    </button>
  )
}

/** Counts down; what is over is counted on, and said by colour and sign. Never spoken by itself. */
export function TimeLeft({ until }: { until: number }) {
  const seconds = useSecondsUntil(until)
  return (
    <span
      role="timer"
      aria-label={m.meeting_time_left()}
      className={styles.time}
      data-over={seconds < 0 || undefined}
    >
      {clockLabel(seconds)}
    </span>
  )
}
