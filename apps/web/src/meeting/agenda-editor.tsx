/** Plans the agenda: from a template, then stage by stage; moved by dragging or by the keyboard. Nothing is lost without a question. */
import { type Agenda, LIMITS, type Stage } from '@lectern/model'
import { Plus, Undo2 } from 'lucide-react'
import { useId, useState } from 'react'
import { m } from '../messages/messages.js'
import { useSelected } from '../reader/selected.ts'
import { newId } from '../session/new-id.ts'
import { useWorkspace } from '../session/workspace.ts'
import { announce, notify } from '../ui/announce.tsx'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { FormDialog } from './form-dialog.tsx'
import { stageLabel } from './labels.ts'
import styles from './meeting.module.css'
import { type DragState, StageRow } from './stage-row.tsx'
import { agendaOf, dropTemplate, keepTemplate, newStage, ownTemplates, TEMPLATES } from './templates.ts'

export function AgendaEditor({ onClose }: { onClose: () => void }) {
  const { session, command } = useWorkspace()
  const [stages, setStages] = useState<readonly Stage[]>(session.agenda)
  /** The stages before the last one was moved or removed or a template taken, until something is typed. */
  const [before, setBefore] = useState<readonly Stage[] | null>(null)
  /** What was selected in the text when this was opened: it can be given to a stage. */
  const [selected] = useState(() => useSelected.getState().passage)
  const [own, setOwn] = useState(ownTemplates)
  const [name, setName] = useState('')
  const [dragged, setDragged] = useState<{ from: number; over: number } | null>(null)
  const chooser = useId()
  const changed = JSON.stringify(stages) !== JSON.stringify(session.agenda)
  const total = stages.reduce((sum, { minutes }) => sum + (Number.isFinite(minutes) ? minutes : 0), 0)

  const arrange = (next: readonly Stage[]) => {
    setBefore(stages)
    setStages(next)
  }
  const undo = () => {
    if (!before) return
    setStages(before)
    setBefore(null)
    announce(m.meeting_undone())
  }
  const move = (from: number, to: number) => {
    const stage = stages[from]
    if (!stage || to < 0 || to >= stages.length) return
    arrange(stages.toSpliced(from, 1).toSpliced(to, 0, stage))
    announce(m.meeting_moved({ stage: stageLabel(stage), number: to + 1, count: stages.length }))
  }
  const take = (chosen: string) => {
    const template = TEMPLATES.find(({ id }) => id === chosen)
    const kept = own.find((one) => `own ${one.name}` === chosen)
    if (template) arrange(agendaOf(template))
    else if (kept) arrange(kept.agenda.map((stage) => ({ ...stage, id: newId() })))
  }
  const save = async () => {
    await command({ type: 'agenda.set', agenda: [...stages] satisfies Agenda })
    notify(m.meeting_agenda_saved())
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
    <FormDialog
      title={m.meeting_agenda()}
      action={m.meeting_save_agenda()}
      changed={changed}
      onSave={save}
      onClose={onClose}
    >
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
            drag={dragStateOf(dragged, at)}
            onChange={(next) => {
              setStages(stages.with(at, next))
              setBefore(null)
            }}
            onMove={(to) => move(at, to)}
            onRemove={() => {
              arrange(stages.toSpliced(at, 1))
              announce(m.meeting_stage_removed({ stage: stageLabel(stage) }))
            }}
            onDrag={() => setDragged({ from: at, over: at })}
            onDragOver={() => dragged && dragged.over !== at && setDragged({ ...dragged, over: at })}
            onDragEnd={() => setDragged(null)}
            onDrop={() => {
              if (dragged && dragged.from !== at) move(dragged.from, at)
              setDragged(null)
            }}
          />
        ))}
      </ol>
      <div className={styles.row}>
        <Button onClick={() => arrange([...stages, newStage()])} disabled={stages.length >= LIMITS.stages}>
          <Plus size={15} aria-hidden /> {m.meeting_add_stage()}
        </Button>
        {before && (
          <Button look="quiet" onClick={undo}>
            <Undo2 size={15} aria-hidden /> {m.meeting_undo()}
          </Button>
        )}
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
    </FormDialog>
  )
}

/** The stage that is held, or the one whose place it would take: from above it comes to stand after it, from below before it. */
function dragStateOf(dragged: { from: number; over: number } | null, at: number): DragState {
  if (!dragged) return undefined
  if (dragged.from === at) return 'held'
  if (dragged.over !== at) return undefined
  return dragged.from < at ? 'after' : 'before'
}
