/** What is kept of a reader's choices, and what is not believed. */
import { beforeEach, expect, test, vi } from 'vitest'

const storage = new Map<string, string>()
vi.stubGlobal('localStorage', {
  getItem: (key: string) => storage.get(key) ?? null,
  setItem: (key: string, value: string) => storage.set(key, value),
})
/** As a new visit has it. */
const visit = async () => {
  vi.resetModules()
  return import('./settings.ts')
}
beforeEach(() => storage.clear())

test('choices are kept for the next visit on this device', async () => {
  const first = await visit()
  first.changeReaderSettings({ size: 22, face: 'sans' })
  const { useReaderSettings, USUAL } = await visit()
  expect(useReaderSettings.getState()).toEqual({ ...USUAL, size: 22, face: 'sans' })
})

test.each([['null'], ['"words"'], ['{'], ['{"size":900,"line":"toString","width":4,"face":"fraktur"}']])(
  'what does not fit is as usual: %s',
  async (words) => {
    storage.set('lectern-reader', words)
    const { useReaderSettings, USUAL } = await visit()
    expect(useReaderSettings.getState()).toEqual(USUAL)
  },
)

test('sizes stop at both ends', async () => {
  const { nextSize, SIZES } = await visit()
  expect(nextSize(17, 1)).toBe(18)
  expect(nextSize(SIZES[0], -1)).toBe(SIZES[0])
  expect(nextSize(SIZES.at(-1)!, 1)).toBe(SIZES.at(-1))
})
