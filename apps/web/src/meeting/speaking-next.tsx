/** Who speaks and who comes next, under the texts: seen without opening the agenda. */
import { m } from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { Avatar } from '../ui/avatar.tsx'
import { comingUp } from './coming.ts'
import { partLabel } from './labels.ts'
import styles from './meeting.module.css'
import { TimeLeft } from './stage-pill.tsx'

/** So many are named. */
const MOST = 4

export function SpeakingNext() {
  const { session, members } = useWorkspace()
  const { meeting } = session
  if (!meeting?.stage) return null
  const { floor } = meeting
  const coming = comingUp(meeting).slice(0, MOST)
  if (!floor && coming.length === 0) return null
  const named = (personId: string) => members.find((member) => member.personId === personId)
  const speaker = floor && named(floor.personId)
  return (
    <section className={styles.next} aria-label={m.meeting_queue()}>
      {speaker && (
        <p className={styles.speaker}>
          <Avatar {...speaker} size={24} /> {speaker.name}{' '}
          <span className={styles.quiet}>{partLabel(floor.part)}</span>
          {floor.until !== undefined && <TimeLeft until={floor.until} />}
        </p>
      )}
      {coming.length > 0 && (
        <>
          <h3 className={styles.heading}>{m.meeting_queue()}</h3>
          <ol className={styles.queue}>
            {coming.map((personId, at) => {
              const member = named(personId)
              return (
                member && (
                  <li key={`${at} ${personId}`} className={styles.somebody}>
                    <Avatar {...member} size={24} /> {member.name}
                  </li>
                )
              )
            })}
          </ol>
        </>
      )}
    </section>
  )
}
