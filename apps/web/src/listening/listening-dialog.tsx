/** What a person wants to be told aloud. What is chosen counts at once and stays in this browser. */
import { useId } from 'react'
import * as m from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { changeListening, FEW, saysPresence, useListening } from './choice.ts'
import styles from './listening-dialog.module.css'

export function ListeningDialog({ onClose }: { onClose: () => void }) {
  const { members, me, online } = useWorkspace()
  const listening = useListening()
  const name = useId()
  const others = members.filter(({ personId, removed }) => personId !== me.personId && !removed)
  const chosen = others.find(({ personId }) => personId === listening.personId) ?? others[0]
  const news: { value: typeof listening.news; label: string; off?: boolean }[] = [
    { value: 'all', label: m.listening_news_all() },
    { value: 'person', label: m.listening_news_person(), off: others.length === 0 },
    { value: 'me', label: m.listening_news_me() },
    { value: 'none', label: m.listening_news_none() },
  ]
  return (
    <Dialog title={m.listening_title()} onClose={onClose}>
      <p className={styles.intro}>{m.listening_intro()}</p>
      <fieldset className={styles.choices}>
        <legend>{m.listening_news()}</legend>
        {news.map(({ value, label, off }) => (
          <label key={value} className={styles.choice}>
            <input
              type="radio"
              name={name}
              disabled={off}
              checked={listening.news === value}
              onChange={() =>
                changeListening(
                  value === 'person' && chosen ? { news: value, personId: chosen.personId } : { news: value },
                )
              }
            />
            <span>{label}</span>
          </label>
        ))}
        {listening.news === 'person' && others.length > 0 && (
          <label className={styles.person}>
            <span>{m.listening_person()}</span>
            <select
              value={chosen?.personId}
              onChange={({ target }) => changeListening({ personId: target.value })}
            >
              {others.map((one) => (
                <option key={one.personId} value={one.personId}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
        )}
      </fieldset>
      <fieldset className={styles.choices}>
        <legend>{m.listening_more()}</legend>
        <Switch
          label={m.listening_presence()}
          hint={m.listening_presence_hint({ limit: FEW })}
          checked={saysPresence(listening, online.length)}
          onChange={(on) => changeListening({ presence: on ? 'on' : 'off' })}
        />
        <Switch
          label={m.listening_summary_switch()}
          checked={listening.summary}
          onChange={(summary) => changeListening({ summary })}
        />
        <Switch
          label={m.listening_words()}
          hint={m.listening_words_hint()}
          checked={listening.notes === 'words'}
          onChange={(on) => changeListening({ notes: on ? 'words' : 'short' })}
        />
      </fieldset>
      <p className={styles.intro}>{m.listening_always()}</p>
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          {m.keys_done()}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

type SwitchProps = { label: string; hint?: string; checked: boolean; onChange: (on: boolean) => void }

function Switch({ label, hint, checked, onChange }: SwitchProps) {
  const id = useId()
  return (
    <label className={styles.choice}>
      <input
        type="checkbox"
        checked={checked}
        aria-labelledby={id}
        aria-describedby={hint && `${id}-hint`}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span>
        <span id={id}>{label}</span>
        {hint && (
          <span id={`${id}-hint`} className={styles.hint}>
            {hint}
          </span>
        )}
      </span>
    </label>
  )
}
