/** Which key means what: the ones in the box, one's own, and both together. */
import { expect, test } from 'vitest'
import { COMMAND_IDS, COMMANDS } from './commands.ts'
import { parseCombo, refusalOf } from './combos.ts'
import { exchanged, holdersOf, keymap } from './keymap.ts'

test('in the box every command has keys, each is well formed and means one thing', () => {
  const all = COMMAND_IDS.flatMap((id) => [...COMMANDS[id].keys])
  expect(new Set(all).size).toBe(all.length)
  for (const combo of all) expect([combo, parseCombo(combo), refusalOf(combo)]).toEqual([combo, combo, null])
  const { keys } = keymap({})
  for (const id of COMMAND_IDS) expect(keys.get(id)).toEqual(COMMANDS[id].keys)
})

test('one’s own key goes before the one in the box, which then means nothing else', () => {
  const { commands, keys } = keymap({ 'passage.comment': ['H'] })
  expect(commands.get('H')).toBe('passage.comment')
  expect(commands.has('C')).toBe(false)
  expect(keys.get('passage.highlight')).toEqual(['A'])
})

test('what is kept and makes no sense counts for nothing', () => {
  const { commands, keys } = keymap({
    'no.such': ['Z'],
    'passage.comment': ['Enter', 'Mod+W', '3', 'X', 'X'],
    'passage.cite': ['X'],
  })
  expect(commands.has('Z')).toBe(false)
  expect(keys.get('passage.comment')).toEqual(['X'])
  // Two want the same: one has it, the other none.
  expect(keys.get('passage.cite')).toEqual([])
})

test('swapping gives the other what one had', () => {
  const map = keymap({})
  expect(holdersOf(map, 'passage.cite', ['L'])).toEqual(['passage.link'])
  expect(holdersOf(map, 'passage.cite', ['Q'])).toEqual([])
  const own = exchanged({}, 'passage.cite', ['L'])
  expect(own).toEqual({ 'passage.cite': ['L'], 'passage.link': ['Q'] })
  // And back: both are as in the box, and nothing is kept.
  expect(exchanged(own, 'passage.cite', ['Q'])).toEqual({})
})

test('a key taken from a command with several leaves it the rest', () => {
  expect(exchanged({}, 'passage.cite', ['H'])).toEqual({
    'passage.cite': ['H'],
    'passage.highlight': ['A', 'Q'],
  })
  // Someone who had only that one gets none when there is none to give.
  expect(exchanged({ 'passage.cite': [] }, 'passage.cite', ['L'])).toEqual({
    'passage.cite': ['L'],
    'passage.link': [],
  })
})
