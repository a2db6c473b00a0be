/** Small groups: made by the presider, found by their members, gathered back. */
import { LIMITS } from '@lectern/model'
import { useState } from 'react'
import { problemText } from '../app/problem-text.ts'
import { m } from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { notify } from '../ui/announce.tsx'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Confirm } from '../ui/dialog.tsx'
import styles from './meeting.module.css'
import { useRuling } from './use-ruling.ts'

export function GroupsPart() {
  const { session, me, members, may } = useWorkspace()
  const { groups, whole } = session
  const nameOf = (personId: string) => members.find((member) => member.personId === personId)?.name ?? ''
  if (whole || (!groups && !may('groups.open'))) return null
  return (
    <section aria-label={m.meeting_groups()}>
      <h2 className={styles.heading}>{m.meeting_groups()}</h2>
      {groups ? (
        <>
          <ul className={styles.queue}>
            {groups.map((group) => {
              const mine = group.members.includes(me.personId)
              return (
                <li key={group.sessionId} className={styles.waiting}>
                  <span className={styles.stageName}>
                    <b>{group.name}</b>{' '}
                    <span className={styles.quiet}>{group.members.map(nameOf).join(', ')}</span>
                  </span>
                  {(mine || may('groups.open')) && (
                    <ButtonLink look={mine ? 'primary' : 'plain'} href={`/s/${group.sessionId}`}>
                      {m.meeting_groups_go({ name: group.name })}
                    </ButtonLink>
                  )}
                </li>
              )
            })}
          </ul>
          {may('groups.gather') && <Gather />}
        </>
      ) : (
        <MakeGroups />
      )}
    </section>
  )
}

function Gather() {
  const { command } = useWorkspace()
  const [asking, setAsking] = useState(false)
  const gather = async () => {
    try {
      const { notes } = (await command({ type: 'groups.gather' })) as { notes: number }
      notify(m.meeting_groups_gathered({ notes }))
      return undefined
    } catch (failure) {
      return problemText(failure)
    }
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>{m.meeting_groups_gather()}</Button>
      {asking && (
        <Confirm
          title={m.meeting_groups_gather()}
          text={m.meeting_groups_gather_text()}
          action={m.meeting_groups_gather()}
          onConfirm={gather}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

/** Everybody who is here is dealt out in turn; each can then be put elsewhere. */
function MakeGroups() {
  const { members, online, me } = useWorkspace()
  const { rule, busy } = useRuling()
  const [count, setCount] = useState(2)
  const [moved, setMoved] = useState<{ [personId: string]: number }>({})
  const here = members.filter(
    ({ personId, removed }) => !removed && (online.includes(personId) || personId === me.personId),
  )
  const groupOf = (personId: string, at: number) => Math.min(moved[personId] ?? at % count, count - 1)
  const named = Array.from({ length: count }, (_, at) => m.meeting_group({ number: at + 1 }))
  const groups = named
    .map((name, number) => ({
      name,
      members: here
        .filter(({ personId }, at) => groupOf(personId, at) === number)
        .map(({ personId }) => personId),
    }))
    .filter((group) => group.members.length > 0)
  return (
    <details className={styles.spoken}>
      <summary>{m.meeting_groups_make()}</summary>
      <label className={styles.check}>
        {m.meeting_groups_count()}
        <input
          type="number"
          min={1}
          max={LIMITS.groups}
          value={count}
          onChange={({ target }) =>
            setCount(Math.min(LIMITS.groups, Math.max(1, Math.round(target.valueAsNumber) || 1)))
          }
        />
      </label>
      <ul className={styles.lines}>
        {here.map(({ personId, name }, at) => (
          <li key={personId} className={styles.line}>
            <span className={styles.lineName}>{name}</span>
            <select
              className={styles.select}
              aria-label={m.meeting_group_of({ name })}
              value={groupOf(personId, at)}
              onChange={({ target }) => setMoved({ ...moved, [personId]: Number(target.value) })}
            >
              {named.map((group, number) => (
                <option key={group} value={number}>
                  {group}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
      <Button look="primary" busy={busy} onClick={() => void rule('groups.open', { groups })}>
        {m.meeting_groups_open()}
      </Button>
    </details>
  )
}
