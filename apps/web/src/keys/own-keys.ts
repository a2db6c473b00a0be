/** This person's own keys, kept in this browser, and what a key press means by them. */
import { OwnKeys } from '@lectern/model'
import { create } from 'zustand'
import { isComposing } from '../comments/composing.ts'
import { isInField } from '../ui/fields.ts'
import { ariaOf, type Combo, comboOf, isSingle, labelOf } from './combos.ts'
import type { CommandId } from './commands.ts'
import { exchanged, type Keymap, keymap } from './keymap.ts'

const KEY = 'lectern-keys'
const USUAL: OwnKeys = { single: true, keys: {} }

export const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** What is not of the form counts for nothing. */
function kept(): OwnKeys {
  try {
    const found = OwnKeys.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
    return found.success ? found.data : USUAL
  } catch {
    // Storage is closed to this page, or holds something else.
    return USUAL
  }
}

export const useOwnKeys = create<OwnKeys>(kept)

function change(fields: Partial<OwnKeys>): void {
  useOwnKeys.setState(fields)
  try {
    localStorage.setItem(KEY, JSON.stringify(useOwnKeys.getState()))
  } catch {
    // Not kept for the next visit, then.
  }
}

/** Whoever had one of these keys gets another for it; ask before. */
export const giveKeys = (id: CommandId, combos: readonly Combo[]): void =>
  change({ keys: exchanged(useOwnKeys.getState().keys, id, combos) })
export const resetKeys = (): void => change({ keys: {} })
export const switchSingle = (single: boolean): void => change({ single })

let last: { own: OwnKeys['keys']; map: Keymap } | undefined
export function mapOf(own: OwnKeys['keys']): Keymap {
  if (last?.own !== own) last = { own, map: keymap(own) }
  return last.map
}

/** Whether a key press is for a command at all: never in a field, never while an input method composes. */
export const isFree = (event: KeyboardEvent): boolean =>
  !event.defaultPrevented &&
  !isComposing(event) &&
  !(event.target instanceof Element && isInField(event.target))

/** The command that a key press means; undefined for none. */
export function commandFor(event: KeyboardEvent): CommandId | undefined {
  if (!isFree(event)) return undefined
  const combo = comboOf(event)
  const { single, keys } = useOwnKeys.getState()
  if (combo === null || (!single && isSingle(combo))) return undefined
  return mapOf(keys).commands.get(combo)
}

export type Hint = { label: string; aria: string }

/** The keys of a command as they are now, for a button that does the same; null when it has none. */
export function hintOf({ single, keys }: OwnKeys, id: CommandId): Hint | null {
  const usable = (mapOf(keys).keys.get(id) ?? []).filter((combo) => single || !isSingle(combo))
  const [first] = usable
  if (first === undefined) return null
  return {
    label: labelOf(first, isApple),
    aria: usable.map((combo) => ariaOf(combo, isApple)).join(' '),
  }
}
