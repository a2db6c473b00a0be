/** The minutes as a form, filled in with what the session shows of itself; saved, then exported without retyping. */
import { AttendanceStatus, LIMITS, Minutes, type MinutesChange, parse } from '@lectern/model'
import { Plus, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { api } from '../app/api.ts'
import { problemText } from '../app/problem-text.ts'
import { m } from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { notify } from '../ui/announce.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { FormError, TextArea, TextField } from '../ui/field.tsx'
import { attendanceLabel } from './labels.ts'
import { FormDialog } from './form-dialog.tsx'
import styles from './meeting.module.css'

type Action = NonNullable<Minutes['actions']>[number]
type Attendance = Minutes['attendance'][number]

export function MinutesDialog({ onClose }: { onClose: () => void }) {
  const { session } = useWorkspace()
  const [minutes, setMinutes] = useState<Minutes>()
  const [error, setError] = useState<string>()
  useEffect(() => {
    let live = true
    api.minutes(session.id).then(
      (found) => live && setMinutes(parse(Minutes, found, 'minutes')),
      (failure: unknown) => live && setError(problemText(failure)),
    )
    return () => void (live = false)
  }, [session.id])
  if (minutes) return <MinutesForm given={minutes} onClose={onClose} />
  return (
    <Dialog title={m.meeting_minutes()} wide onClose={onClose}>
      {error ? <FormError>{error}</FormError> : <p role="status">{m.app_loading()}</p>}
    </Dialog>
  )
}

const FACTS = ['series', 'place', 'convener', 'presider'] as const

function MinutesForm({ given, onClose }: { given: Minutes; onClose: () => void }) {
  const { members, command } = useWorkspace()
  const [minutes, setMinutes] = useState(given)
  const changed = minutes !== given
  const set = (part: Partial<Minutes>) => setMinutes({ ...minutes, ...part })
  const labels = {
    series: m.meeting_series(),
    place: m.meeting_place(),
    convener: m.meeting_convener(),
    presider: m.meeting_presider(),
  }
  const nameOf = (personId: string) =>
    members.find((member) => member.personId === personId)?.name ?? personId

  const save = async () => {
    const { attendance, ...after } = tidy(minutes)
    for (const one of attendance) {
      const before = given.attendance.find((other) => isSame(one, other))
      if (JSON.stringify(before) === JSON.stringify(one)) continue
      const { personId, name, status, reason } = one
      await command({
        type: 'member.attendance',
        ...(personId === undefined ? { name } : { personId }),
        status,
        ...(reason && { reason }),
      })
    }
    for (const one of given.attendance) {
      if (one.personId === undefined && !attendance.some((other) => isSame(one, other)))
        await command({ type: 'member.attendance', name: one.name, status: null })
    }
    await command({ type: 'minutes.set', minutes: changeOf(tidy(given), after) })
    notify(m.meeting_minutes_saved())
  }
  return (
    <FormDialog
      title={m.meeting_minutes()}
      action={m.meeting_save_minutes()}
      changed={changed}
      onSave={save}
      onClose={onClose}
    >
      <p className={styles.quiet}>{m.meeting_minutes_hint()}</p>
      <div className={styles.pairs}>
        {FACTS.map((fact) => (
          <TextField
            key={fact}
            label={labels[fact]}
            maxLength={LIMITS.minutesFact}
            value={minutes[fact] ?? ''}
            onChange={({ target }) => set({ [fact]: target.value })}
          />
        ))}
        <TextField
          label={m.meeting_ordinal()}
          type="number"
          min={1}
          max={9999}
          value={minutes.ordinal ?? ''}
          onChange={({ target }) => {
            const { ordinal: _, ...rest } = minutes
            const ordinal = target.valueAsNumber
            setMinutes(Number.isInteger(ordinal) ? { ...rest, ordinal } : rest)
          }}
        />
        <TextField
          label={m.meeting_keynotes()}
          hint={m.meeting_by_commas()}
          value={(minutes.keynotes ?? []).join(', ')}
          onChange={({ target }) => set({ keynotes: target.value.split(/[,，、]\s?/) })}
        />
      </div>
      <h3 className={styles.heading}>{m.meeting_attendance()}</h3>
      <AttendanceRows attendance={minutes.attendance} onChange={(attendance) => set({ attendance })} />
      <h3 className={styles.heading}>{m.meeting_contributions()}</h3>
      {Object.keys(minutes.gists).length === 0 && (
        <p className={styles.empty}>{m.meeting_no_contributions()}</p>
      )}
      {Object.entries(minutes.gists).map(([personId, gist]) => (
        <TextArea
          key={personId}
          label={nameOf(personId)}
          maxLength={LIMITS.gist}
          value={gist}
          onChange={({ target }) => set({ gists: { ...minutes.gists, [personId]: target.value } })}
        />
      ))}
      <Lines
        label={m.meeting_decisions()}
        items={minutes.decisions ?? []}
        onChange={(decisions) => set({ decisions })}
      />
      <Actions actions={minutes.actions ?? []} onChange={(actions) => set({ actions })} />
      <Lines
        label={m.meeting_questions()}
        items={minutes.questions ?? []}
        onChange={(questions) => set({ questions })}
      />
    </FormDialog>
  )
}

const isSame = (one: Attendance, other: Attendance) =>
  one.personId === other.personId && (one.personId !== undefined || one.name === other.name)

/** What somebody changed here; the rest is left to go on being filled in. What was emptied is filled in again, but for lists and gists. */
function changeOf(before: Minutes, after: Omit<Minutes, 'attendance'>): MinutesChange {
  const gists = Object.entries(after.gists).filter(([personId, gist]) => before.gists[personId] !== gist)
  return {
    ...Object.fromEntries(
      FIELDS.flatMap((field) =>
        JSON.stringify(before[field]) === JSON.stringify(after[field]) ? [] : [[field, after[field] ?? null]],
      ),
    ),
    ...(gists.length > 0 && { gists: Object.fromEntries(gists) }),
  }
}

const FIELDS = [
  'series',
  'ordinal',
  'place',
  'convener',
  'presider',
  'keynotes',
  'decisions',
  'actions',
  'questions',
] as const

const filled = (items: readonly string[] = []) => items.flatMap((one) => one.trim() || [])

/** Without what was left empty. */
function tidy(minutes: Minutes): Minutes {
  const whole = Object.entries(minutes).filter(
    ([, value]) => typeof value !== 'string' || value.trim() !== '',
  )
  const kept = Object.fromEntries(whole) as Minutes
  return {
    ...kept,
    keynotes: filled(minutes.keynotes),
    decisions: filled(minutes.decisions),
    questions: filled(minutes.questions),
    actions: (minutes.actions ?? []).flatMap(({ what, owner, due }) =>
      what.trim() ? [{ what, ...(owner?.trim() && { owner }), ...(due && { due }) }] : [],
    ),
    attendance: minutes.attendance.flatMap(({ reason, ...one }) =>
      one.name.trim() ? [{ ...one, ...(reason?.trim() && { reason }) }] : [],
    ),
  }
}

function AttendanceRows({
  attendance,
  onChange,
}: {
  attendance: readonly Attendance[]
  onChange: (attendance: Attendance[]) => void
}) {
  return (
    <>
      <ul className={styles.lines}>
        {attendance.map((one, at) => (
          <li key={one.personId ?? `guest ${at}`} className={styles.line}>
            {one.personId === undefined ? (
              <input
                className={styles.control}
                aria-label={m.meeting_guest_name()}
                maxLength={LIMITS.name}
                value={one.name}
                onChange={({ target }) => onChange(attendance.with(at, { ...one, name: target.value }))}
              />
            ) : (
              <span className={styles.lineName}>{one.name}</span>
            )}
            <select
              className={styles.select}
              aria-label={m.meeting_attendance_of({ name: one.name })}
              value={one.status}
              onChange={({ target }) =>
                onChange(attendance.with(at, { ...one, status: target.value as AttendanceStatus }))
              }
            >
              {AttendanceStatus.options.map((status) => (
                <option key={status} value={status}>
                  {attendanceLabel(status)}
                </option>
              ))}
            </select>
            <input
              className={styles.control}
              aria-label={m.meeting_reason_of({ name: one.name })}
              placeholder={m.meeting_reason()}
              maxLength={LIMITS.reason}
              value={one.reason ?? ''}
              onChange={({ target }) => onChange(attendance.with(at, { ...one, reason: target.value }))}
            />
            {one.personId === undefined && (
              <IconButton
                label={m.meeting_remove_line({ what: one.name })}
                onClick={() => onChange(attendance.toSpliced(at, 1))}
              >
                <X size={16} aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      <Button look="quiet" onClick={() => onChange([...attendance, { name: '', status: 'absent' }])}>
        <Plus size={15} aria-hidden /> {m.meeting_add_guest()}
      </Button>
    </>
  )
}

/** One line each. */
function Lines({
  label,
  items,
  onChange,
}: {
  label: string
  items: readonly string[]
  onChange: (items: string[]) => void
}) {
  return (
    <TextArea
      label={label}
      hint={m.meeting_one_a_line()}
      rows={Math.max(3, items.length + 1)}
      value={items.join('\n')}
      onChange={({ target }) => onChange(target.value.split('\n'))}
    />
  )
}

function Actions({
  actions,
  onChange,
}: {
  actions: readonly Action[]
  onChange: (actions: Action[]) => void
}) {
  const { members } = useWorkspace()
  const set = (at: number, part: Partial<Action>) => onChange(actions.with(at, { ...actions[at]!, ...part }))
  return (
    <>
      <h3 className={styles.heading}>{m.meeting_actions()}</h3>
      <datalist id="meeting-members">
        {members.map(({ personId, name }) => (
          <option key={personId} value={name} />
        ))}
      </datalist>
      <ul className={styles.lines}>
        {actions.map((action, at) => {
          const number = { number: at + 1 }
          return (
            <li key={at} className={styles.line}>
              <input
                className={styles.control}
                aria-label={m.meeting_action(number)}
                maxLength={LIMITS.minutesItem}
                value={action.what}
                onChange={({ target }) => set(at, { what: target.value })}
              />
              <input
                className={styles.control}
                aria-label={m.meeting_action_owner(number)}
                placeholder={m.meeting_owner()}
                list="meeting-members"
                maxLength={LIMITS.name}
                value={action.owner ?? ''}
                onChange={({ target }) => set(at, { owner: target.value })}
              />
              <input
                className={styles.control}
                type="date"
                aria-label={m.meeting_action_due(number)}
                value={action.due ?? ''}
                onChange={({ target }) => set(at, { due: target.value })}
              />
              <IconButton
                label={m.meeting_remove_line({ what: action.what })}
                onClick={() => onChange(actions.toSpliced(at, 1))}
              >
                <X size={16} aria-hidden />
              </IconButton>
            </li>
          )
        })}
      </ul>
      <Button look="quiet" onClick={() => onChange([...actions, { what: '' }])}>
        <Plus size={15} aria-hidden /> {m.meeting_add_action()}
      </Button>
    </>
  )
}
