/** Going through what lies under one place. */
import { expect, test } from 'vitest'
import type { PlacedNote } from '../comments/notes.ts'
import { nextUnder } from './use-page.ts'

const under = ['short', 'longer', 'longest'].map((key) => ({ key }) as PlacedNote)

test('the shortest is meant first, then the next longer, and after the longest the shortest again', () => {
  const pressed: (string | undefined)[] = []
  let active: string | null = null
  for (let n = 0; n < 4; n++) {
    active = nextUnder(under, active)!.key
    pressed.push(active)
  }
  expect(pressed).toEqual(['short', 'longer', 'longest', 'short'])
})

test('a note that is open elsewhere does not matter, and nothing is under nothing', () => {
  expect(nextUnder(under, 'elsewhere')?.key).toBe('short')
  expect(nextUnder([], null)).toBeUndefined()
})
