/** Which key means which command, for the keys in the box and a person's own ones. Pure. */
import type { OwnKeys } from '@lectern/model'
import { type Combo, parseCombo, refusalOf } from './combos.ts'
import { COMMAND_IDS, COMMANDS, type CommandId } from './commands.ts'

type Own = OwnKeys['keys']
export type Keymap = {
  commands: ReadonlyMap<Combo, CommandId>
  keys: ReadonlyMap<CommandId, readonly Combo[]>
}

/** A person's own keys go before those in the box; no key means two things. What cannot be a key is left out. */
export function keymap(own: Own): Keymap {
  const commands = new Map<Combo, CommandId>()
  const keys = new Map<CommandId, readonly Combo[]>()
  const give = (id: CommandId, wanted: readonly string[]) => {
    const got: Combo[] = []
    for (const words of wanted) {
      const combo = parseCombo(words)
      if (combo === null || refusalOf(combo) !== null || commands.has(combo)) continue
      commands.set(combo, id)
      got.push(combo)
    }
    keys.set(id, got)
  }
  for (const id of COMMAND_IDS) if (Object.hasOwn(own, id)) give(id, own[id]!)
  for (const id of COMMAND_IDS) if (!Object.hasOwn(own, id)) give(id, COMMANDS[id].keys)
  return { commands, keys }
}

/** The other commands that have one of these keys. */
export const holdersOf = ({ commands }: Keymap, id: CommandId, wanted: readonly Combo[]): CommandId[] => [
  ...new Set(wanted.flatMap((combo) => commands.get(combo) ?? []).filter((holder) => holder !== id)),
]

const same = (a: readonly Combo[], b: readonly Combo[]) => a.join(' ') === b.join(' ')

/** The command gets these keys and no others; whoever had one of them gets a key that the command had before. */
export function exchanged(own: Own, id: CommandId, wanted: readonly Combo[]): Own {
  const map = keymap(own)
  const spare = (map.keys.get(id) ?? []).filter((combo) => !wanted.includes(combo))
  const next = new Map<CommandId, Combo[]>([[id, [...wanted]]])
  for (const holder of holdersOf(map, id, wanted)) {
    const rest = (map.keys.get(holder) ?? []).filter((combo) => !wanted.includes(combo))
    next.set(holder, [...rest, ...spare.splice(0, 1)])
  }
  const found: Own = { ...own }
  for (const [command, combos] of next) {
    if (same(combos, COMMANDS[command].keys)) delete found[command]
    else found[command] = combos
  }
  return found
}
