/** A person's own keys from one visit to the next, and when a press is no command. */
import { LIMITS, OwnKeys } from '@lectern/model'
import { beforeEach, expect, test, vi } from 'vitest'

const storage = new Map<string, string>()
vi.stubGlobal('localStorage', {
  getItem: (key: string) => storage.get(key) ?? null,
  setItem: (key: string, value: string) => storage.set(key, value),
})
vi.stubGlobal('navigator', { userAgent: 'X11; Linux' })
vi.stubGlobal(
  'Element',
  class {
    inField = false
    closest() {
      return this.inField ? this : null
    }
  },
)
/** As a new visit has it. */
const visit = async () => {
  vi.resetModules()
  return import('./own-keys.ts')
}
beforeEach(() => storage.clear())

const press = (key: string, fields: object = {}) =>
  ({ key, code: '', isComposing: false, keyCode: 0, defaultPrevented: false, ...fields }) as KeyboardEvent

test('a key of one’s own works and is there at the next visit, until all are as usual', async () => {
  const first = await visit()
  first.giveKeys('passage.comment', ['X'])
  expect(first.commandFor(press('x'))).toBe('passage.comment')
  expect(first.commandFor(press('c'))).toBe(undefined)
  const second = await visit()
  expect(second.commandFor(press('x'))).toBe('passage.comment')
  expect(second.hintOf(second.useOwnKeys.getState(), 'passage.comment')).toEqual({ label: 'X', aria: 'X' })
  second.resetKeys()
  expect((await visit()).commandFor(press('c'))).toBe('passage.comment')
})

test('with single keys off only those with a modifier work, and no button names the others', async () => {
  const { switchSingle, commandFor, hintOf, useOwnKeys } = await visit()
  switchSingle(false)
  for (const key of ['h', 'Q', '/', '?']) expect(commandFor(press(key))).toBe(undefined)
  expect(commandFor(press('m', { ctrlKey: true, altKey: true }))).toBe('passage.comment')
  expect(hintOf(useOwnKeys.getState(), 'passage.comment')?.label).toBe('Ctrl+Alt+M')
  expect(hintOf(useOwnKeys.getState(), 'passage.cite')).toBe(null)
  expect((await visit()).commandFor(press('h'))).toBe(undefined)
})

test('a press in a field, of an input method, or that was used already is no command', async () => {
  const { commandFor } = await visit()
  const field = Object.assign(new Element(), { inField: true })
  expect(commandFor(press('h', { target: new Element() }))).toBe('passage.highlight')
  expect(commandFor(press('h', { target: field }))).toBe(undefined)
  expect(commandFor(press('h', { isComposing: true }))).toBe(undefined)
  expect(commandFor(press('h', { keyCode: 229 }))).toBe(undefined)
  expect(commandFor(press('h', { defaultPrevented: true }))).toBe(undefined)
})

test('what is kept in another form is not believed', async () => {
  for (const words of [
    '{',
    '[]',
    'null',
    '{"single":1,"keys":{}}',
    '{"single":false}',
    '{"single":false,"keys":{"a":"b"}}',
  ]) {
    storage.set('lectern-keys', words)
    const { useOwnKeys } = await visit()
    expect(useOwnKeys.getState(), words).toEqual({ single: true, keys: {} })
  }
})

const fits = (list: string[]) => OwnKeys.safeParse({ single: true, keys: { 'page.search': list } }).success
test('keys of one command and letters of one key have a limit', () => {
  expect(fits(Array(LIMITS.keysPerCommand).fill('A'))).toBe(true)
  expect(fits(Array(LIMITS.keysPerCommand + 1).fill('A'))).toBe(false)
  expect(fits(['A'.repeat(LIMITS.keyCombination)])).toBe(true)
  expect(fits(['A'.repeat(LIMITS.keyCombination + 1)])).toBe(false)
})
