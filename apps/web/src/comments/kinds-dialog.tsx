/** The kinds of notes of the session, for a host to change. Nothing changes for anybody before it is saved. */
import { KIND_COLORS, KIND_ICONS, LIMITS, type SessionKind } from '@lectern/model'
import { ChevronDown, ChevronUp, GripVertical, Plus, Trash2 } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, type PointerEvent, useId, useRef, useState } from 'react'
import { problemText } from '../app/problem-text.ts'
import * as m from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { announce, notify } from '../ui/announce.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { FormError } from '../ui/field.tsx'
import { MenuButton } from '../ui/menu.tsx'
import { another, moved, problemOf } from './kind-list.ts'
import { KIND_PICTURES } from './kind-icon.tsx'
import { isTheBox, kindsInTheBox, useKinds } from './kinds.ts'
import styles from './kinds-dialog.module.css'
import { useNotes } from './notes.ts'

const COLOR_NAMES: { [color in SessionKind['color']]: () => string } = {
  yellow: m.kinds_yellow,
  blue: m.kinds_blue,
  green: m.kinds_green,
  red: m.kinds_red,
  purple: m.kinds_purple,
  teal: m.kinds_teal,
  orange: m.kinds_orange,
  grey: m.kinds_grey,
}

export function KindsDialog({ onClose }: { onClose: () => void }) {
  const { command } = useWorkspace()
  const { all } = useNotes()
  const [kinds, setKinds] = useState<readonly SessionKind[]>(useKinds())
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const list = useRef<HTMLOListElement>(null)
  const problem = problemOf(kinds)

  const change = (id: string, fields: Partial<SessionKind>) =>
    setKinds((before) => before.map((kind) => (kind.id === id ? { ...kind, ...fields } : kind)))
  const move = (from: number, to: number) => {
    if (to < 0 || to >= kinds.length || from === to) return
    setKinds(moved(kinds, from, to))
    announce(m.kinds_moved({ name: nameOf(kinds[from]!), place: to + 1, count: kinds.length }))
  }
  const remove = (id: string) => {
    const gone = kinds.find((kind) => kind.id === id)!
    setKinds(kinds.filter((kind) => kind !== gone))
    announce(m.kinds_deleted({ name: nameOf(gone) }))
    list.current?.querySelector('input')?.focus()
  }
  const add = () => {
    const kind = another(kinds, { colors: KIND_COLORS, icons: KIND_ICONS }, '')
    setKinds([...kinds, kind])
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('li:last-child input')?.focus())
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problem) {
      list.current?.querySelector<HTMLElement>(`[data-id="${problem.id}"] input`)?.focus()
      return
    }
    setBusy(true)
    try {
      const tidy = kinds.map((kind) => ({ ...kind, name: kind.name.trim() }))
      // The five in the box have no names of their own: everybody reads them in their language.
      await command({ type: 'kinds.set', ...(!isTheBox(tidy) && { kinds: tidy }) })
      notify(m.kinds_saved())
      onClose()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Dialog wide title={m.kinds_title()} onClose={onClose}>
      <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
        <p>{m.kinds_intro({ limit: LIMITS.kinds })}</p>
        <ol ref={list} className={styles.list}>
          {kinds.map((kind, at) => (
            <Row
              key={kind.id}
              kind={kind}
              at={at}
              last={at === kinds.length - 1}
              only={kinds.length === 1}
              used={all.filter((note) => note.kind === kind.id).length}
              error={tried && problem?.id === kind.id ? sentence(problem.why, kind) : undefined}
              onChange={(fields) => change(kind.id, fields)}
              onMove={(to) => move(at, to)}
              onRemove={() => remove(kind.id)}
            />
          ))}
        </ol>
        <div className={styles.below}>
          {kinds.length < LIMITS.kinds ? (
            <Button onClick={add}>
              <Plus size={16} aria-hidden /> {m.kinds_add()}
            </Button>
          ) : (
            <p>{m.kinds_full({ limit: LIMITS.kinds })}</p>
          )}
          <Button
            look="quiet"
            onClick={() => {
              setKinds(kindsInTheBox())
              announce(m.kinds_reset_done())
            }}
          >
            {m.kinds_reset()}
          </Button>
        </div>
        <FormError>{error !== undefined && problemText(error)}</FormError>
        <DialogActions>
          <Button onClick={onClose}>{m.app_cancel()}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {m.session_save()}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

const nameOf = ({ name }: SessionKind) => name.trim() || m.kinds_unnamed()

const sentence = (why: 'empty' | 'long' | 'same', { name }: SessionKind): string =>
  why === 'empty'
    ? m.kinds_error_name()
    : why === 'long'
      ? m.kinds_error_long({ limit: LIMITS.kindName })
      : m.kinds_error_same({ name: name.trim() })

type RowProps = {
  kind: SessionKind
  at: number
  last: boolean
  only: boolean
  /** How many notes are of this kind. */
  used: number
  error: string | undefined
  onChange: (fields: Partial<SessionKind>) => void
  onMove: (to: number) => void
  onRemove: () => void
}

function Row({ kind, at, last, only, used, error, onChange, onMove, onRemove }: RowProps) {
  const id = useId()
  const [asking, setAsking] = useState(false)
  const name = nameOf(kind)
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    onMove(at + (event.key === 'ArrowUp' ? -1 : 1))
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys bubble here from what is in it
    <li className={styles.row} data-id={kind.id} onKeyDown={onKeyDown}>
      <Grip onMove={onMove} />
      <Look kind={kind} onChange={onChange} />
      <input
        className={styles.name}
        aria-label={m.kinds_name_of({ place: at + 1 })}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        placeholder={m.kinds_new_name()}
        value={kind.name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <IconButton
        label={m.kinds_up({ name })}
        aria-disabled={at === 0 || undefined}
        onClick={() => onMove(at - 1)}
      >
        <ChevronUp size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={m.kinds_down({ name })}
        aria-disabled={last || undefined}
        onClick={() => onMove(at + 1)}
      >
        <ChevronDown size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={m.kinds_delete({ name })}
        aria-disabled={only || undefined}
        onClick={() => !only && setAsking(true)}
      >
        <Trash2 size={16} aria-hidden />
      </IconButton>
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
      {asking && (
        <div className={styles.ask} role="alert">
          <span>
            {used > 0 ? m.kinds_delete_question({ count: used, name }) : m.kinds_delete_unused({ name })}
          </span>
          <Button look="danger" onClick={onRemove}>
            {m.kinds_delete_now()}
          </Button>
          <Button onClick={() => setAsking(false)}>{m.kinds_keep()}</Button>
        </div>
      )}
    </li>
  )
}

const colored = (color: SessionKind['color']) => ({
  background: `var(--${color})`,
  color: `var(--${color}-ink)`,
})

/** Colour and icon, as they will look. */
function Look({ kind, onChange }: Pick<RowProps, 'kind' | 'onChange'>) {
  const group = useId()
  const name = nameOf(kind)
  const Picture = KIND_PICTURES[kind.icon]
  return (
    <MenuButton
      icon
      className={styles.look}
      name={m.kinds_look_of({ name, color: COLOR_NAMES[kind.color]() })}
      label={
        <span className={styles.picture} style={colored(kind.color)}>
          <Picture size={16} aria-hidden />
        </span>
      }
    >
      {() => (
        <div className={styles.choices}>
          <fieldset>
            <legend>{m.kinds_color()}</legend>
            {KIND_COLORS.map((color) => (
              <label key={color} className={styles.choice} style={colored(color)}>
                <input
                  type="radio"
                  name={`${group}-color`}
                  className="visually-hidden"
                  checked={color === kind.color}
                  onChange={() => onChange({ color })}
                />
                {COLOR_NAMES[color]()}
              </label>
            ))}
          </fieldset>
          <fieldset>
            <legend>{m.kinds_icon()}</legend>
            {KIND_ICONS.map((icon, place) => {
              const Icon = KIND_PICTURES[icon]
              return (
                <label key={icon} className={styles.choice}>
                  <input
                    type="radio"
                    name={`${group}-icon`}
                    className="visually-hidden"
                    aria-label={m.kinds_icon_number({ place: place + 1 })}
                    checked={icon === kind.icon}
                    onChange={() => onChange({ icon })}
                  />
                  <Icon size={18} aria-hidden />
                </label>
              )
            })}
          </fieldset>
        </div>
      )}
    </MenuButton>
  )
}

/** Dragging moves the row under the pointer; the buttons and Alt with the arrow keys do the same. */
function Grip({ onMove }: { onMove: (to: number) => void }) {
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const row = event.currentTarget.closest('li')!
    const rows = [...row.parentElement!.children]
    const to = rows.findIndex((other) => {
      const { top, bottom } = other.getBoundingClientRect()
      return event.clientY >= top && event.clientY < bottom
    })
    if (to < 0 || rows[to] === row) return
    // Only once the row would stand under the pointer, so that rows of different height do not swing back and forth.
    const { top, height } = rows[to]!.getBoundingClientRect()
    const middle = top + height / 2
    if (to > rows.indexOf(row) ? event.clientY > middle : event.clientY < middle) onMove(to)
  }
  return (
    <span
      className={styles.grip}
      title={m.kinds_drag()}
      aria-hidden
      onPointerDown={(event) => {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={onPointerMove}
    >
      <GripVertical size={16} />
    </span>
  )
}
