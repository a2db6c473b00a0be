/** Plans the agenda: from a template, then stage by stage; moved by dragging or by the keyboard. Nothing is lost without a question. */
import { type Agenda, LIMITS, type Stage } from '@lectern/model'
import { Plus } from 'lucide-react'
import { useId, useState } from 'react'
import { problemText } from '../app/problem-text.ts'
import { m } from '../messages/messages.js'
import { useSelected } from '../reader/selected.ts'
import { useWorkspace } from '../session/workspace.ts'
import { announce, notify } from '../ui/announce.tsx'
import { Button } from '../ui/button.tsx'
import { Confirm, Dialog, DialogActions } from '../ui/dialog.tsx'
import { FormError, TextField } from '../ui/field.tsx'
import { stageLabel } from './labels.ts'
import styles from './meeting.module.css'
import { StageRow } from './stage-row.tsx'
import {
  agendaOf,
  dropTemplate,
  keepTemplate,
  newStage,
  newStageId,
  ownTemplates,
  TEMPLATES,
} from './templates.ts'

export function AgendaEditor({ onClose }: { onClose: () => void }) {
  const { session, command } = useWorkspace()
  const [stages, setStages] = useState<readonly Stage[]>(session.agenda)
  const [leaving, setLeaving] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  /** What was selected in the text when this was opened: it can be given to a stage. */
  const [selected] = useState(() => useSelected.getState().passage)
  const [own, setOwn] = useState(ownTemplates)
  const [name, setName] = useState('')
  const [dragged, setDragged] = useState<number | null>(null)
  const chooser = useId()
  const changed = JSON.stringify(stages) !== JSON.stringify(session.agenda)
  const total = stages.reduce((sum, { minutes }) => sum + (Number.isFinite(minutes) ? minutes : 0), 0)

  const close = () => (changed ? setLeaving(true) : onClose())
  const move = (from: number, to: number) => {
    const stage = stages[from]
    if (!stage || to < 0 || to >= stages.length) return
    setStages(stages.toSpliced(from, 1).toSpliced(to, 0, stage))
    announce(m.meeting_moved({ stage: stageLabel(stage), number: to + 1, count: stages.length }))
  }
  const take = (chosen: string) => {
    const template = TEMPLATES.find(({ id }) => id === chosen)
    const kept = own.find((one) => `own ${one.name}` === chosen)
    if (template) setStages(agendaOf(template))
    else if (kept) setStages(kept.agenda.map((stage) => ({ ...stage, id: newStageId() })))
  }
  const save = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await command({ type: 'agenda.set', agenda: [...stages] satisfies Agenda })
      notify(m.meeting_agenda_saved())
      onClose()
    } catch (failure) {
      setError(problemText(failure))
    } finally {
      setBusy(false)
    }
  }
  const keep = () => {
    const kept = keepTemplate({ name: name.trim(), agenda: [...stages] })
    notify(
      kept ? m.meeting_template_kept({ name: name.trim() }) : m.meeting_template_not_kept(),
      kept ? 'plain' : 'bad',
    )
    setOwn(ownTemplates())
    setName('')
  }
  return (
    <Dialog title={m.meeting_agenda()} wide onClose={close}>
      <label htmlFor={chooser} className={styles.heading}>
        {m.meeting_template()}
      </label>
      <select id={chooser} className={styles.select} value="" onChange={({ target }) => take(target.value)}>
        <option value="" disabled>
          {m.meeting_template_choose()}
        </option>
        {TEMPLATES.map((template) => (
          <option key={template.id} value={template.id}>
            {template.name()}
          </option>
        ))}
        {own.map((template) => (
          <option key={template.name} value={`own ${template.name}`}>
            {template.name}
          </option>
        ))}
      </select>
      <ol className={styles.editor} aria-label={m.meeting_agenda()}>
        {stages.map((stage, at) => (
          <StageRow
            key={stage.id}
            stage={stage}
            at={at}
            count={stages.length}
            selected={selected}
            dragging={dragged === at}
            onChange={(next) => setStages(stages.with(at, next))}
            onMove={(to) => move(at, to)}
            onRemove={() => setStages(stages.toSpliced(at, 1))}
            onDrag={() => setDragged(at)}
            onDrop={() => {
              if (dragged !== null && dragged !== at) move(dragged, at)
              setDragged(null)
            }}
          />
        ))}
      </ol>
      <div className={styles.row}>
        <Button onClick={() => setStages([...stages, newStage()])} disabled={stages.length >= LIMITS.stages}>
          <Plus size={15} aria-hidden /> {m.meeting_add_stage()}
        </Button>
        <span className={styles.quiet}>{m.meeting_total({ count: total })}</span>
      </div>
      {stages.length > 0 && (
        <details className={styles.spoken}>
          <summary>{m.meeting_template_keep()}</summary>
          <div className={styles.row}>
            <TextField
              label={m.meeting_template_name()}
              maxLength={LIMITS.stageTitle}
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
            <Button disabled={!name.trim()} onClick={keep}>
              {m.meeting_template_keep_it()}
            </Button>
          </div>
          {own.map((template) => (
            <div key={template.name} className={styles.row}>
              <span>{template.name}</span>
              <Button
                look="quiet"
                onClick={() => {
                  dropTemplate(template.name)
                  setOwn(ownTemplates())
                }}
              >
                {m.meeting_template_drop()}
                <span className="visually-hidden"> {template.name}</span>
              </Button>
            </div>
          ))}
        </details>
      )}
      <FormError>{error}</FormError>
      <DialogActions>
        <Button onClick={close}>{m.app_cancel()}</Button>
        <Button look="primary" busy={busy} onClick={() => void save()}>
          {m.meeting_save_agenda()}
        </Button>
      </DialogActions>
      {leaving && (
        <Confirm
          danger
          title={m.meeting_leave_title()}
          text={m.meeting_leave_text()}
          action={m.meeting_leave()}
          onConfirm={async () => {
            onClose()
            return undefined
          }}
          onClose={() => setLeaving(false)}
        />
      )}
    </Dialog>
  )
}
