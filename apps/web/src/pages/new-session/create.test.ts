/** Story: nobody has to think of a title. */
import { expect, test } from 'vitest'
import { overwriteGetLocale } from '../../messages/runtime.js'
import { defaultTitle } from './create.ts'

const day = Date.UTC(2026, 10, 22, 12)

test('a session on one text is called as the text is', () => {
  expect(defaultTitle([{ title: 'On study' }], day)).toBe('On study')
})

test('a session on several is called by its day, in the reader’s language', () => {
  overwriteGetLocale(() => 'en')
  expect(defaultTitle([{ title: 'A' }, { title: 'B' }], day)).toBe('Reading session of 22 November 2026')
  overwriteGetLocale(() => 'zh-CN')
  expect(defaultTitle([{ title: 'A' }, { title: 'B' }], day)).toBe('2026年11月22日研读会')
})
