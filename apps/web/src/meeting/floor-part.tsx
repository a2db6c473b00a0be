/** Who has the floor and who comes next: one queue, the same for all; with what each may do about it. */
import { type Hand, type Member, stageOf } from '@lectern/model'
import { ArrowDown, Mic } from 'lucide-react'
import { m } from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { partLabel } from './labels.ts'
import styles from './meeting.module.css'
import { OnPassage } from './on-passage.tsx'
import { RoundStart } from './round-start.tsx'
import { clockLabel } from './server-clock.ts'
import { TimeLeft } from './stage-pill.tsx'
import { useRuling } from './use-ruling.ts'

export function FloorPart() {
  const { session, members, me, may, spoken } = useWorkspace()
  const { rule, busy } = useRuling()
  const meeting = session.meeting!
  const { floor, hands, round } = meeting
  const presides = may('floor.give')
  const byId = new Map(members.map((member) => [member.personId, member]))
  const coming = round?.turns.slice(round.next, round.next + 3) ?? []
  const mine = floor?.personId === me.personId
  const form = stageOf(session)?.rules.round
  const own = spoken[me.personId]
  return (
    <section aria-label={m.meeting_floor()} className={styles.floor}>
      <h2 className={styles.heading}>{m.meeting_floor()}</h2>
      {floor ? (
        <div className={styles.speaker}>
          <Somebody member={byId.get(floor.personId)} />
          <span className={styles.quiet}>{partLabel(floor.part)}</span>
          {floor.until !== undefined && <TimeLeft until={floor.until} />}
          {floor.passage && <OnPassage passage={floor.passage} />}
        </div>
      ) : (
        <p className={styles.empty}>{m.meeting_nobody_speaks()}</p>
      )}
      {(mine || presides) && floor && (
        <div className={styles.row}>
          <Button look="primary" busy={busy} onClick={() => void rule('floor.yield')}>
            {round ? m.meeting_next_turn() : m.meeting_end_turn()}
          </Button>
          {round && (
            <Button busy={busy} onClick={() => void rule('floor.yield', { pass: true })}>
              {mine ? m.meeting_pass() : m.meeting_skip()}
            </Button>
          )}
          {round && presides && (
            <Button look="quiet" busy={busy} onClick={() => void rule('round.end')}>
              {m.meeting_end_round()}
            </Button>
          )}
        </div>
      )}
      {coming.length > 0 && (
        <p className={styles.quiet}>
          {m.meeting_then()}{' '}
          {coming
            .map(({ personId, part }) => `${byId.get(personId)?.name ?? ''} (${partLabel(part)})`)
            .join(', ')}
        </p>
      )}
      {presides && form && !round && <RoundStart form={form} />}
      <h3 className={styles.heading}>{m.meeting_queue()}</h3>
      {hands.length === 0 ? (
        <p className={styles.empty}>{m.meeting_queue_empty()}</p>
      ) : (
        <ol className={styles.queue}>
          {hands.map((hand) => (
            <Waiting key={hand.personId} hand={hand} member={byId.get(hand.personId)} />
          ))}
        </ol>
      )}
      {presides && hands.length > 0 && (
        <Button look="primary" busy={busy} onClick={() => void rule('floor.give')}>
          {m.meeting_give_next()}
        </Button>
      )}
      {!presides && own !== undefined && (
        <p className={styles.quiet}>{m.meeting_you_spoke({ time: clockLabel(Math.round(own / 1000)) })}</p>
      )}
      {presides && Object.keys(spoken).length > 0 && (
        <details className={styles.spoken}>
          <summary>{m.meeting_spoken()}</summary>
          <ul>
            {members
              .filter(({ personId }) => spoken[personId] !== undefined)
              .map(({ personId, name }) => (
                <li key={personId}>
                  {name}{' '}
                  <span className={styles.quiet}>{clockLabel(Math.round(spoken[personId]! / 1000))}</span>
                </li>
              ))}
          </ul>
          <p className={styles.quiet}>{m.meeting_spoken_private()}</p>
        </details>
      )}
    </section>
  )
}

function Waiting({ hand, member }: { hand: Hand; member: Member | undefined }) {
  const { me, may } = useWorkspace()
  const { rule } = useRuling()
  const name = member?.name ?? ''
  const { personId, passage } = hand
  return (
    <li className={styles.waiting}>
      <Somebody member={member} />
      {passage && <OnPassage passage={passage} />}
      {may('floor.give') && (
        <IconButton label={m.meeting_give({ name })} onClick={() => void rule('floor.give', { personId })}>
          <Mic size={16} aria-hidden />
        </IconButton>
      )}
      {(may('floor.give') || personId === me.personId) && (
        <IconButton label={m.meeting_lower({ name })} onClick={() => void rule('hand.lower', { personId })}>
          <ArrowDown size={16} aria-hidden />
        </IconButton>
      )}
    </li>
  )
}

const Somebody = ({ member }: { member: Member | undefined }) =>
  member ? (
    <span className={styles.somebody}>
      <Avatar {...member} size={24} /> {member.name}
    </span>
  ) : null
