/** What a key press is called, on keyboards of several layouts. */
import { describe, expect, test } from 'vitest'
import { ariaOf, comboOf, isSingle, type KeyPress, labelOf, parseCombo, refusalOf } from './combos.ts'

const press = (key: string, code: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('comboOf', () => {
  test.each<[string, KeyPress, string | null]>([
    ['a letter', press('h', 'KeyH'), 'H'],
    ['a letter with Caps Lock', press('H', 'KeyH'), 'H'],
    ['Shift and a letter', press('Q', 'KeyQ', { shiftKey: true }), 'Shift+Q'],
    ['a letter where a French keyboard has it', press('a', 'KeyQ'), 'A'],
    ['a sign counts for what it writes, not for its Shift', press('?', 'Slash', { shiftKey: true }), '?'],
    ['the same sign without Shift', press('?', 'KeyM'), '?'],
    ['a number of a French keyboard', press('1', 'Digit1', { shiftKey: true }), '1'],
    ['Ctrl and Alt', press('m', 'KeyM', { ctrlKey: true, altKey: true }), 'Mod+Alt+M'],
    [
      'Command and Option write another letter',
      press('µ', 'KeyM', { metaKey: true, altKey: true }),
      'Mod+Alt+M',
    ],
    ['Option and a dead key', press('Dead', 'KeyN', { altKey: true }), 'Alt+N'],
    ['Alt on a Dvorak keyboard', press('h', 'KeyJ', { altKey: true }), 'Alt+H'],
    ['Alt and a digit', press('¡', 'Digit1', { altKey: true }), 'Alt+1'],
    ['an arrow', press('ArrowUp', 'ArrowUp', { shiftKey: true }), 'Shift+ArrowUp'],
    ['the space bar', press(' ', 'Space'), 'Space'],
    ['plus', press('+', 'Equal', { shiftKey: true }), '+'],
    ['a letter without a capital of one', press('ß', 'Minus'), 'ß'],
    ['Shift alone', press('Shift', 'ShiftLeft', { shiftKey: true }), null],
    ['a dead key alone', press('Dead', 'BracketLeft'), null],
    [
      'what AltGr writes is only a sign',
      press('@', 'KeyQ', { ctrlKey: true, altKey: true, getModifierState: (name) => name === 'AltGraph' }),
      '@',
    ],
  ])('%s', (_, event, combo) => {
    expect(comboOf(event)).toBe(combo)
  })
})

test.each([
  ['shift+q', null],
  ['Alt+Mod+m', 'Mod+Alt+M'],
  ['Shift+Q', 'Shift+Q'],
  ['/', '/'],
  ['+', '+'],
  ['Mod+Alt++', 'Mod+Alt++'],
  ['Shift+?', null],
  ['Mod+Mod+A', null],
  ['Enter', null],
  ['', null],
  [' ', null],
])('parseCombo(%j) is %j', (words, combo) => {
  expect(parseCombo(words)).toBe(combo)
})

test('what a press is called can be kept and read again', () => {
  for (const event of [
    press('h', 'KeyH'),
    press('Q', 'KeyQ', { shiftKey: true }),
    press('!', 'Digit1', { altKey: true, shiftKey: true }),
    press('µ', 'KeyM', { metaKey: true, altKey: true, shiftKey: true }),
  ]) {
    const combo = comboOf(event)!
    expect(parseCombo(combo)).toBe(combo)
  }
})

test('keys that move or that the browser has are refused; letters and Ctrl with Alt are not', () => {
  for (const combo of ['Enter', 'Escape', 'Tab', 'Space', 'Shift+ArrowUp', '1', '9'])
    expect(refusalOf(combo)).toBe('fixed')
  for (const combo of ['Mod+W', 'Mod+Shift+T', 'Mod+1']) expect(refusalOf(combo)).toBe('browser')
  for (const combo of ['H', 'Shift+H', '0', '?', 'Alt+1', 'Alt+H', 'Mod+Alt+W'])
    expect(refusalOf(combo)).toBe(null)
})

test('single keys are those without Ctrl, Command or Alt', () => {
  expect(['H', 'Shift+H', '/', '+'].every(isSingle)).toBe(true)
  expect(['Mod+Alt+M', 'Alt+H', 'Alt++'].some(isSingle)).toBe(false)
})

test('keys are named as they are printed', () => {
  expect(labelOf('Mod+Alt+M', false)).toBe('Ctrl+Alt+M')
  expect(labelOf('Mod+Alt+M', true)).toBe('⌘⌥M')
  expect(labelOf('Shift+ArrowUp', false)).toBe('Shift+↑')
  expect(['Word+ArrowUp', 'Mod+Enter'].map((keys) => labelOf(keys, true))).toEqual(['⌥↑', '⌘⏎'])
  expect(labelOf('Word+ArrowUp', false)).toBe('Ctrl+↑')
  expect(labelOf('+', false)).toBe('+')
  expect(labelOf('Mod+Alt++', true)).toBe('⌘⌥+')
  expect(ariaOf('Mod+Alt+M', false)).toBe('Control+Alt+M')
  expect(ariaOf('Mod+Alt+M', true)).toBe('Meta+Alt+M')
})
