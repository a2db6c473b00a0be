/** The agenda: where the session stands, what comes next, who speaks; for the presider with everything to run it. */
import { may as mayDo, stageOf } from '@lectern/model'
import { LocateFixed, Pencil, Presentation } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { m } from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { Button, classOfButton } from '../ui/button.tsx'
import { FloorPart } from './floor-part.tsx'
import { follow, useFollowing, usePresider } from './following.ts'
import { OnPassage } from './on-passage.tsx'
import { QuestionBoard } from './question-board.tsx'
import { GroupsPart } from './groups-part.tsx'
import { stageLabel } from './labels.ts'
import styles from './meeting.module.css'
import { Presiding } from './presiding.tsx'
import { setHearing, useHearing } from './sounds.ts'
import { TimeLeft } from './stage-pill.tsx'

const AgendaEditor = lazy(() =>
  import('./agenda-editor.tsx').then((part) => ({ default: part.AgendaEditor })),
)
const MinutesDialog = lazy(() =>
  import('./minutes-dialog.tsx').then((part) => ({ default: part.MinutesDialog })),
)

/** Whom to follow, whether to hear tones. */
function Choices() {
  const { session } = useWorkspace()
  const presider = usePresider()
  const followed = useFollowing(({ personId }) => personId)
  const hearing = useHearing()
  return (
    <div className={styles.row}>
      {(presider || followed !== null) && (
        <Button
          aria-pressed={followed !== null}
          onClick={() => follow(followed === null ? (presider ?? null) : null)}
        >
          <LocateFixed size={15} aria-hidden />{' '}
          {followed === null ? m.meeting_follow({ name: presider?.name ?? '' }) : m.meeting_follow_stop()}
        </Button>
      )}
      <a
        className={classOfButton('plain')}
        href={`/s/${session.id}/projector`}
        target="_blank"
        rel="noreferrer"
      >
        <Presentation size={15} aria-hidden /> {m.meeting_projector()}
      </a>
      {(
        [
          ['sounds', m.meeting_sounds()],
          ['announcements', m.meeting_announcements()],
        ] as const
      ).map(([which, label]) => (
        <label key={which} className={styles.check}>
          <input
            type="checkbox"
            checked={hearing[which]}
            onChange={({ target }) => setHearing(which, target.checked)}
          />
          {label}
        </label>
      ))}
    </div>
  )
}

export function AgendaPanel() {
  const { session, me, may } = useWorkspace()
  const [open, setOpen] = useState<'editor' | 'minutes' | null>(null)
  const stage = stageOf(session)
  const presides = mayDo({ role: me.role, status: 'open' }, 'stage.go')
  return (
    <div className={styles.panel}>
      {presides && <Presiding />}
      {session.meeting?.stage && <FloorPart />}
      <section aria-label={m.meeting_agenda()}>
        <h2 className={styles.heading}>{m.meeting_agenda()}</h2>
        {session.agenda.length === 0 ? (
          <p className={styles.empty}>
            {may('agenda.set') ? m.meeting_no_agenda_host() : m.meeting_no_agenda()}
          </p>
        ) : (
          <ol className={styles.stages}>
            {session.agenda.map((one) => (
              <li key={one.id} className={styles.stage} aria-current={one === stage ? 'step' : undefined}>
                <span className={styles.stageName}>
                  {stageLabel(one)}
                  {one.speakers.length > 0 && (
                    <span className={styles.quiet}> {one.speakers.join(', ')}</span>
                  )}
                  {one.passages.map((passage) => (
                    <OnPassage key={`${passage.textId} ${passage.start}`} passage={passage} />
                  ))}
                  {one.rules.gate && <span className={styles.quiet}> {m.meeting_gate_sign()}</span>}
                </span>
                {one === stage && session.meeting?.stage ? (
                  <TimeLeft until={session.meeting.stage.until} />
                ) : (
                  <span className={styles.quiet}>{m.meeting_minutes_short({ count: one.minutes })}</span>
                )}
              </li>
            ))}
          </ol>
        )}
      </section>
      {may('agenda.set') && (
        <div className={styles.row}>
          <Button onClick={() => setOpen('editor')}>
            <Pencil size={15} aria-hidden />{' '}
            {session.agenda.length === 0 ? m.meeting_plan() : m.meeting_edit_agenda()}
          </Button>
          {may('minutes.set') && <Button onClick={() => setOpen('minutes')}>{m.meeting_minutes()}</Button>}
        </div>
      )}
      <QuestionBoard />
      <GroupsPart />
      <Choices />
      <Suspense>
        {open === 'editor' && <AgendaEditor onClose={() => setOpen(null)} />}
        {open === 'minutes' && <MinutesDialog onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  )
}
