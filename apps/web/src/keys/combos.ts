/**
 * Key combinations as words: "Shift+Q", "Mod+Alt+M", "/". Pure; knows no command and no page.
 * `Mod` is Ctrl, and Command on Apple's keyboards. Of a sign only what it writes counts, not whether Shift was needed for it.
 */

/** Normalised: modifiers in the order Mod, Alt, Shift, then the key; letters are capitals. */
export type Combo = string

export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> &
  Partial<Pick<KeyboardEvent, 'getModifierState'>>

/** 'ß' has no capital of one letter. */
const capital = (key: string): string => {
  const upper = key.toUpperCase()
  return upper.length === key.length ? upper : key
}
const isCharacter = (key: string): boolean => /^[^\s\p{C}]$/u.test(key)
const isLetter = (key: string): boolean => /^\p{L}$/u.test(key)

const joined = (mod: boolean, alt: boolean, shift: boolean, key: string): Combo =>
  `${mod ? 'Mod+' : ''}${alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`

/** Keys that only hold others, and those that say nothing yet. */
const SILENT = /^(Control|Shift|Alt|AltGraph|Meta|CapsLock|Dead|Process|Unidentified|Fn.*|.*Lock)$/

/**
 * The letter is what the keyboard's layout writes (`key`); only where Alt makes another character of it, as on Apple's keyboards,
 * it is the one printed there in the usual layout (`code`).
 * @returns null while only modifiers are held
 */
export function comboOf(press: KeyPress): Combo | null {
  // AltGr writes the signs of many layouts and is no modifier of a command; Windows says it as Ctrl and Alt.
  const writes = press.getModifierState?.('AltGraph') === true
  const mod = !writes && (press.ctrlKey || press.metaKey)
  const alt = !writes && press.altKey
  let { key } = press
  if (alt && !/^[a-z0-9]$/i.test(key)) key = /^(?:Key|Digit)(.)$/.exec(press.code)?.[1] ?? key
  if (SILENT.test(key)) return null
  if (!isCharacter(key)) return joined(mod, alt, press.shiftKey, key === ' ' ? 'Space' : key)
  const letter = isLetter(key) || (alt && press.code === `Digit${key}`)
  return joined(mod, alt, press.shiftKey && letter, capital(key))
}

/** @returns null for what is no combination with one character */
export function parseCombo(words: string): Combo | null {
  const [, before = '', key = ''] = /^((?:(?:Mod|Alt|Shift)\+)*)(.+)$/su.exec(words) ?? []
  if (!isCharacter(key)) return null
  const held = before.split('+').filter(Boolean)
  if (new Set(held).size !== held.length) return null
  const [mod, alt, shift] = ['Mod', 'Alt', 'Shift'].map((name) => held.includes(name)) as [
    boolean,
    boolean,
    boolean,
  ]
  if (shift && !isLetter(key) && !(alt && /\d/.test(key))) return null
  return joined(mod, alt, shift, capital(key))
}

/** Without Ctrl, Command or Alt: what speech input and a slip of the hand press (WCAG 2.1.4). */
export const isSingle = (combo: Combo): boolean => !/^(Mod|Alt)\+./.test(combo)

/** Why nobody can have it: it moves, writes or closes everywhere (`fixed`), or belongs to the browser. */
export function refusalOf(combo: Combo): 'fixed' | 'browser' | null {
  if (parseCombo(combo) === null || /^[1-9]$/.test(combo)) return 'fixed'
  return /^Mod\+(?!Alt\+)./.test(combo) ? 'browser' : null
}

const APPLE: { [name: string]: string } = { Mod: '⌘', Word: '⌥', Alt: '⌥', Shift: '⇧', Enter: '⏎' }
const OTHERS: { [name: string]: string } = { Mod: 'Ctrl', Word: 'Ctrl' }
const ARROWS: { [name: string]: string } = { Up: '↑', Down: '↓', Left: '←', Right: '→' }

/** As it stands on the keys. `Word` is what one holds for moving by word: Ctrl, and Option on Apple's keyboards. */
export function labelOf(combo: string, apple: boolean): string {
  const names = apple ? APPLE : OTHERS
  const parts = combo.match(/(?:Mod|Word|Alt|Shift)(?=\+.)|[^+]+|\+$/g) ?? []
  return parts.map((part) => names[part] ?? ARROWS[part.replace(/^Arrow/, '')] ?? part).join(apple ? '' : '+')
}

/** As `aria-keyshortcuts` wants it. */
export const ariaOf = (combo: Combo, apple: boolean): string =>
  combo.replace(/^Mod(?=\+)/, apple ? 'Meta' : 'Control')
