/** One stage in the plan: what it is, how long, who speaks, by which rules. Alt with the arrow keys moves it. */
import { LIMITS, type Passage, RoundForm, type Stage, type StageKind, STAGE_KINDS } from '@lectern/model'
import { ArrowDown, ArrowUp, GripVertical, X } from 'lucide-react'
import { useState } from 'react'
import { m } from '../messages/messages.js'
import { passageLabel } from '../session/labels.ts'
import { useWorkspace } from '../session/workspace.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { roundLabel, stageKindLabel, stageLabel } from './labels.ts'
import styles from './meeting.module.css'

/** Of a stage while one is dragged: it is the one, or where the one would go. */
export type DragState = 'held' | 'before' | 'after' | undefined

type Props = {
  stage: Stage
  at: number
  count: number
  drag: DragState
  /** Can be added to the stage. */
  selected: Passage | null
  onChange: (stage: Stage) => void
  onMove: (to: number) => void
  onRemove: () => void
  onDrag: () => void
  onDragOver: () => void
  onDragEnd: () => void
  onDrop: () => void
}

export function StageRow({
  stage,
  at,
  count,
  drag,
  selected,
  onChange,
  onMove,
  onRemove,
  onDrag,
  onDragOver,
  onDragEnd,
  onDrop,
}: Props) {
  const { rules } = stage
  const { texts } = useWorkspace()
  const placeOf = (passage: Passage) => passageLabel(texts, passage) ?? ''
  const label = stageLabel(stage)
  const setRules = (given: Partial<Stage['rules']>) => onChange({ ...stage, rules: { ...rules, ...given } })
  const number = { number: at + 1 }
  const [hasRules] = useState(
    rules.gate || rules.newFirst || rules.round !== undefined || rules.turnSeconds !== undefined,
  )
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys are those of what is in it
    <li
      className={styles.edited}
      aria-label={m.meeting_stage_place({ number: at + 1, count })}
      data-drag={drag}
      onDragOver={(event) => {
        event.preventDefault()
        onDragOver()
      }}
      onDrop={(event) => {
        event.preventDefault()
        event.stopPropagation()
        onDrop()
      }}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
        if (!event.altKey || step === 0) return
        event.preventDefault()
        onMove(at + step)
      }}
    >
      <span
        className={styles.grip}
        draggable
        aria-hidden
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move'
          event.dataTransfer.setData('text/plain', label)
          onDrag()
        }}
        onDragEnd={onDragEnd}
      >
        <GripVertical size={16} />
      </span>
      <div className={styles.fields}>
        <select
          className={styles.select}
          aria-label={m.meeting_kind(number)}
          value={stage.kind}
          onChange={({ target }) => onChange({ ...stage, kind: target.value as StageKind })}
        >
          {STAGE_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {stageKindLabel(kind)}
            </option>
          ))}
        </select>
        <label className={styles.minutes}>
          <input
            type="number"
            min={1}
            max={LIMITS.stageMinutes}
            aria-label={m.meeting_minutes_of(number)}
            value={Number.isFinite(stage.minutes) ? stage.minutes : ''}
            onChange={({ target }) => onChange({ ...stage, minutes: target.valueAsNumber })}
          />
          {m.meeting_minutes_unit()}
        </label>
        <input
          className={styles.control}
          aria-label={m.meeting_title_of(number)}
          placeholder={m.meeting_title_placeholder()}
          maxLength={LIMITS.stageTitle}
          value={stage.title ?? ''}
          onChange={({ target }) => {
            const { title: _, ...rest } = stage
            onChange(target.value ? { ...rest, title: target.value } : rest)
          }}
        />
        <input
          className={styles.control}
          aria-label={m.meeting_speakers_of(number)}
          placeholder={m.meeting_speakers_placeholder()}
          defaultValue={stage.speakers.join(', ')}
          onBlur={({ target }) => {
            const speakers = target.value.split(/[,，、;；]/).flatMap((one) => one.trim() || [])
            onChange({ ...stage, speakers })
          }}
        />
        {(stage.passages.length > 0 || selected) && (
          <div className={`${styles.row} ${styles.rules}`}>
            {stage.passages.map((passage, index) => (
              <Button
                key={index}
                look="quiet"
                aria-label={m.meeting_passage_remove({ place: placeOf(passage), number: at + 1 })}
                onClick={() => onChange({ ...stage, passages: stage.passages.toSpliced(index, 1) })}
              >
                {placeOf(passage)} <X size={14} aria-hidden />
              </Button>
            ))}
            {selected && stage.passages.length < LIMITS.stagePassages && (
              <Button onClick={() => onChange({ ...stage, passages: [...stage.passages, selected] })}>
                {m.meeting_passage_add({ place: placeOf(selected) })}
              </Button>
            )}
          </div>
        )}
        <details className={styles.rules} open={hasRules || undefined}>
          <summary>{m.meeting_rules()}</summary>
          <div className={styles.fields}>
            <label className={styles.check}>
              <input
                type="checkbox"
                checked={rules.gate}
                onChange={({ target }) => setRules({ gate: target.checked })}
              />
              {m.meeting_gate_rule()}
            </label>
            <label className={styles.check}>
              <input
                type="checkbox"
                checked={rules.newFirst}
                onChange={({ target }) => setRules({ newFirst: target.checked })}
              />
              {m.meeting_new_first()}
            </label>
            <label className={styles.check}>
              {m.meeting_round()}
              <select
                className={styles.select}
                value={rules.round ?? ''}
                onChange={({ target }) => {
                  const { round: _, ...rest } = rules
                  const round = RoundForm.safeParse(target.value)
                  onChange({ ...stage, rules: round.success ? { ...rest, round: round.data } : rest })
                }}
              >
                <option value="">{m.meeting_round_none()}</option>
                {RoundForm.options.map((form) => (
                  <option key={form} value={form}>
                    {roundLabel(form)}
                  </option>
                ))}
              </select>
            </label>
            <label className={styles.check}>
              {m.meeting_turn_seconds()}
              <input
                type="number"
                min={LIMITS.turnSeconds.least}
                max={LIMITS.turnSeconds.most}
                step={10}
                value={rules.turnSeconds ?? ''}
                onChange={({ target }) => {
                  const { turnSeconds: _, ...rest } = rules
                  const seconds = target.valueAsNumber
                  onChange({
                    ...stage,
                    rules: Number.isFinite(seconds) ? { ...rest, turnSeconds: seconds } : rest,
                  })
                }}
              />
            </label>
          </div>
        </details>
      </div>
      <div className={styles.moves}>
        <IconButton label={m.meeting_up(number)} disabled={at === 0} onClick={() => onMove(at - 1)}>
          <ArrowUp size={16} aria-hidden />
        </IconButton>
        <IconButton label={m.meeting_down(number)} disabled={at === count - 1} onClick={() => onMove(at + 1)}>
          <ArrowDown size={16} aria-hidden />
        </IconButton>
        <IconButton label={m.meeting_remove(number)} onClick={onRemove}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
    </li>
  )
}
