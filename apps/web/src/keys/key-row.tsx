/** One command in the list of keys: its name, its keys, and the change of them. Knows nothing of the others. */
import { RotateCcw } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { isComposing } from '../comments/composing.ts'
import * as m from '../messages/messages.js'
import { Button, IconButton } from '../ui/button.tsx'
import { type Combo, comboOf, isSingle, labelOf, refusalOf } from './combos.ts'
import { COMMANDS, type CommandId } from './commands.ts'
import styles from './keys-dialog.module.css'
import { isApple } from './own-keys.ts'

type Props = {
  id: CommandId
  keys: readonly Combo[]
  /** The keys are the person's own. */
  mine: boolean
  /** Keys without a modifier do nothing now. */
  off: boolean
  /** Keys that others have, and who they are. */
  asked: { keys: readonly Combo[]; holders: readonly CommandId[] } | null
  onChoose: (combo: Combo) => void
  onReset: () => void
  onSwap: () => void
  onKeep: () => void
}

export function KeyRow({ id, keys, mine, off, asked, onChoose, onReset, onSwap, onKeep }: Props) {
  const [listening, setListening] = useState(false)
  const change = useRef<HTMLButtonElement>(null)
  const name = COMMANDS[id].name()
  const stop = () => {
    setListening(false)
    requestAnimationFrame(() => change.current?.focus())
  }
  return (
    <li className={styles.row} data-command={id}>
      <span className={styles.name}>{name}</span>
      {listening ? (
        <Listener
          name={name}
          onPress={(combo) => {
            setListening(false)
            onChoose(combo)
          }}
          onCancel={stop}
          onLeave={() => setListening(false)}
        />
      ) : (
        <>
          <span className={styles.keys}>
            {keys.map((combo) => (
              <kbd key={combo} className={styles.kbd} data-off={(off && isSingle(combo)) || undefined}>
                {labelOf(combo, isApple)}
              </kbd>
            ))}
            {keys.length === 0 && <span className={styles.fixed}>{m.keys_none()}</span>}
          </span>
          <span className={styles.buttons}>
            {mine && (
              <IconButton label={m.keys_reset_one({ name })} onClick={onReset}>
                <RotateCcw size={16} aria-hidden />
              </IconButton>
            )}
            <button
              ref={change}
              type="button"
              data-change
              className={styles.change}
              aria-label={m.keys_change_name({ name })}
              onClick={() => setListening(true)}
            >
              {m.keys_change()}
            </button>
          </span>
        </>
      )}
      {asked && <Asked {...asked} onSwap={onSwap} onKeep={onKeep} />}
    </li>
  )
}

type ListenerProps = {
  name: string
  onPress: (combo: Combo) => void
  onCancel: () => void
  /** The focus went elsewhere. */
  onLeave: () => void
}

/** Waits for the new keys. A field, so that screen readers hand on every key; Tab and Escape lead out of it. */
function Listener({ name, onPress, onCancel, onLeave }: ListenerProps) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [why, setWhy] = useState('')
  useEffect(() => field.current?.focus(), [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab' || isComposing(event)) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return onCancel()
    const combo = comboOf(event.nativeEvent)
    if (combo === null) return
    const refusal = refusalOf(combo)
    if (refusal === null) return onPress(combo)
    const keys = labelOf(combo, isApple)
    setWhy(refusal === 'fixed' ? m.keys_refused_fixed({ keys }) : m.keys_refused_browser({ keys }))
  }
  return (
    <>
      <input
        ref={field}
        className={styles.listener}
        aria-label={m.keys_press_for({ name })}
        aria-describedby={`${id}-hint`}
        placeholder={m.keys_press()}
        autoComplete="off"
        value=""
        onChange={() => undefined}
        onKeyDown={onKeyDown}
        onBlur={onLeave}
      />
      <p id={`${id}-hint`} className={styles.sentence}>
        {m.keys_press_hint()}
      </p>
      {why && (
        <p role="alert" className={styles.refused}>
          {why}
        </p>
      )}
    </>
  )
}

function Asked({
  keys,
  holders,
  onSwap,
  onKeep,
}: NonNullable<Props['asked']> & Pick<Props, 'onSwap' | 'onKeep'>) {
  const id = useId()
  const swap = useRef<HTMLButtonElement>(null)
  useEffect(() => swap.current?.focus(), [])
  const list = new Intl.ListFormat(document.documentElement.lang, { type: 'conjunction' })
  return (
    <div
      role="group"
      aria-labelledby={id}
      className={styles.asked}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        onKeep()
      }}
    >
      <p id={id} role="alert">
        {m.keys_taken({
          keys: list.format(keys.map((combo) => labelOf(combo, isApple))),
          name: list.format(holders.map((holder) => COMMANDS[holder].name())),
        })}
      </p>
      <Button ref={swap} onClick={onSwap}>
        {m.keys_swap()}
      </Button>
      <Button look="quiet" onClick={onKeep}>
        {m.keys_keep()}
      </Button>
    </div>
  )
}
