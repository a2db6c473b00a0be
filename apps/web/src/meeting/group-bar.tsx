/** Over a small group: what it is, how long the whole session still gives it, and the way back there. */
import { type Session, stageOf } from '@lectern/model'
import { useEffect, useState } from 'react'
import { api } from '../app/api.ts'
import { m } from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { ButtonLink } from '../ui/button.tsx'
import { stageLabel } from './labels.ts'
import styles from './meeting.module.css'
import { TimeLeft } from './stage-pill.tsx'

/** The live channel is the group's own; the stage of the whole is asked for so often. ms */
const EVERY = 10_000

export function GroupBar() {
  const { session } = useWorkspace()
  const { whole, status } = session
  if (!whole) return null
  return (
    <p className={styles.bar}>
      {status === 'closed' ? (
        m.meeting_groups_were_gathered()
      ) : (
        <>
          {m.meeting_groups_inside()} <StageOfWhole sessionId={whole.sessionId} />
        </>
      )}{' '}
      <ButtonLink look="quiet" href={`/s/${whole.sessionId}`}>
        {m.meeting_groups_back({ title: whole.title })}
      </ButtonLink>
    </p>
  )
}

function StageOfWhole({ sessionId }: { sessionId: string }) {
  const [whole, setWhole] = useState<Session>()
  useEffect(() => {
    let live = true
    const ask = () =>
      api.session(sessionId).then(
        ({ session }) => live && setWhole(session),
        // Without network what was known last goes on counting down.
        () => undefined,
      )
    void ask()
    const timer = setInterval(() => void ask(), EVERY)
    return () => {
      live = false
      clearInterval(timer)
    }
  }, [sessionId])
  const stage = whole && stageOf(whole)
  const running = whole?.meeting?.stage
  if (!stage || !running) return null
  return (
    <span className={styles.barStage}>
      {stageLabel(stage)} <TimeLeft until={running.until} />
    </span>
  )
}
