/** Begins a round: who takes part, in which order. Those who are here are chosen already. */
import { type RoundForm, stageOf } from '@lectern/model'
import { useState } from 'react'
import { m } from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { Button } from '../ui/button.tsx'
import { roundLabel } from './labels.ts'
import styles from './meeting.module.css'
import { useRuling } from './use-ruling.ts'

export function RoundStart({ form }: { form: RoundForm }) {
  const { session, members, online, me } = useWorkspace()
  const { rule, busy } = useRuling()
  const [left, setLeft] = useState<readonly string[]>([])
  const here = members.filter(
    ({ personId, role, removed }) =>
      !removed && role !== 'observer' && (online.includes(personId) || personId === me.personId),
  )
  const order = here.map(({ personId }) => personId).filter((id) => !left.includes(id))
  const turnSeconds = stageOf(session)?.rules.turnSeconds
  return (
    <div className={styles.round}>
      <p className={styles.quiet}>{roundLabel(form)}</p>
      <fieldset className={styles.people}>
        <legend>{m.meeting_round_people()}</legend>
        {here.map(({ personId, name }) => (
          <label key={personId}>
            <input
              type="checkbox"
              checked={!left.includes(personId)}
              onChange={({ target }) =>
                setLeft(target.checked ? left.filter((id) => id !== personId) : [...left, personId])
              }
            />
            {name}
          </label>
        ))}
      </fieldset>
      <Button
        look="primary"
        busy={busy}
        disabled={order.length === 0}
        onClick={() =>
          void rule('round.start', { form, order, ...(turnSeconds !== undefined && { turnSeconds }) })
        }
      >
        {m.meeting_start_round()}
      </Button>
    </div>
  )
}
