/** All keys of the page in one list, each of one's own choosing. What is changed counts at once and stays in this browser. */
import { Fragment, useRef, useState } from 'react'
import * as m from '../messages/messages.js'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { type Combo, labelOf } from './combos.ts'
import { COMMAND_IDS, COMMANDS, type CommandId, FIXED, type Group, GROUPS } from './commands.ts'
import { KeyRow } from './key-row.tsx'
import styles from './keys-dialog.module.css'
import { holdersOf } from './keymap.ts'
import { giveKeys, isApple, mapOf, resetKeys, switchSingle, useOwnKeys } from './own-keys.ts'

const label = (combo: string) => labelOf(combo, isApple)

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const own = useOwnKeys()
  const map = mapOf(own.keys)
  /** What the person is asked about: keys that another command has. */
  const [asked, setAsked] = useState<{ id: CommandId; wanted: readonly Combo[] } | null>(null)
  const [said, setSaid] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const focusOn = (id: CommandId) =>
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-command="${id}"] [data-change]`)?.focus(),
    )

  const give = (id: CommandId, wanted: readonly Combo[]) => {
    giveKeys(id, wanted)
    setAsked(null)
    setSaid(m.keys_changed({ name: COMMANDS[id].name(), keys: wanted.map(label).join(', ') }))
    focusOn(id)
  }
  const choose = (id: CommandId, wanted: readonly Combo[]) => {
    if (holdersOf(map, id, wanted).length > 0) setAsked({ id, wanted })
    else give(id, wanted)
  }
  return (
    <Dialog wide title={m.keys_title()} onClose={onClose}>
      <p className={styles.intro}>{m.keys_intro()}</p>
      <label className={styles.single}>
        <input type="checkbox" checked={own.single} onChange={({ target }) => switchSingle(target.checked)} />
        <span>
          {m.keys_single()}
          <span className={styles.hint}>{m.keys_single_hint()}</span>
        </span>
      </label>
      <div ref={list} className={styles.groups}>
        {(Object.keys(GROUPS) as Group[]).map((group) => (
          <section key={group} aria-label={GROUPS[group]()}>
            <h3 className={styles.heading}>{GROUPS[group]()}</h3>
            <ul className={styles.list}>
              {COMMAND_IDS.filter((id) => COMMANDS[id].group === group).map((id) => (
                <KeyRow
                  key={id}
                  id={id}
                  keys={map.keys.get(id) ?? []}
                  mine={Object.hasOwn(own.keys, id)}
                  off={!own.single}
                  asked={
                    asked?.id === id
                      ? {
                          keys: asked.wanted.filter((combo) => (map.commands.get(combo) ?? id) !== id),
                          holders: holdersOf(map, id, asked.wanted),
                        }
                      : null
                  }
                  onChoose={(combo) => choose(id, [combo])}
                  onReset={() => choose(id, COMMANDS[id].keys)}
                  onSwap={() => asked && give(id, asked.wanted)}
                  onKeep={() => {
                    setAsked(null)
                    focusOn(id)
                  }}
                />
              ))}
              {FIXED.filter((row) => row.group === group).map(({ keys, name }) => (
                <li key={keys.join()} className={styles.row}>
                  <span className={styles.name}>{name()}</span>
                  <span className={styles.keys}>
                    {keys.map((combo, i) => (
                      <Fragment key={combo}>
                        {/* "1 – 9" is all of them. */}
                        {i > 0 && combo === '9' && '–'}
                        <kbd className={styles.kbd}>{label(combo)}</kbd>
                      </Fragment>
                    ))}
                  </span>
                  <span className={styles.fixed}>{m.keys_fixed()}</span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p role="status" className="visually-hidden">
        {said}
      </p>
      <DialogActions>
        <Button
          onClick={() => {
            resetKeys()
            setAsked(null)
            setSaid(m.keys_reset_done())
          }}
        >
          {m.keys_reset_all()}
        </Button>
        <Button look="primary" onClick={onClose}>
          {m.keys_done()}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
