/** What is said aloud by whose choice. */
import type { Annotation } from '@lectern/model'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { FEW, isWanted, saysPresence, USUAL } from './choice.ts'
import { howFor } from './news.ts'

const storage = new Map<string, string>()
vi.stubGlobal('localStorage', {
  getItem: (key: string) => storage.get(key) ?? null,
  setItem: (key: string, value: string) => storage.set(key, value),
})
beforeEach(() => storage.clear())
const visit = async () => {
  vi.resetModules()
  return import('./choice.ts')
}

const entry = (key: string, personId: string, created: string, value = '') => ({
  key,
  personId,
  created,
  body: { value },
})
const note = (personId: string, replies: ReturnType<typeof entry>[]) =>
  ({ ...entry('note', personId, '1'), replies }) as unknown as Annotation

describe('news', () => {
  const anas = { personId: 'ana', forMe: false }
  const bens = { personId: 'ben', forMe: true }
  test.each([
    [{ news: 'all' }, true, true],
    [{ news: 'person', personId: 'ana' }, true, false],
    [{ news: 'person' }, false, false],
    [{ news: 'me' }, false, true],
    [{ news: 'none' }, false, false],
  ] as const)('with %j', (choice, ana, ben) => {
    expect(isWanted({ ...USUAL, ...choice }, anas)).toBe(ana)
    expect(isWanted({ ...USUAL, ...choice }, bens)).toBe(ben)
  })

  test('an answer is one to my note, or after mine in the same thread; a mention goes before', () => {
    const [mine, bens, later] = [entry('r1', 'me', '2'), entry('r2', 'ben', '3'), entry('r3', 'ben', '1.5')]
    const how = (of: Annotation, one: ReturnType<typeof entry>) => howFor('me', of, one as never)
    expect(how(note('me', [bens]), bens)).toBe('answer')
    expect(how(note('ana', [mine, bens]), bens)).toBe('answer')
    expect(how(note('ana', [mine, later]), later)).toBe('reply')
    expect(how(note('ana', [bens]), bens)).toBe('reply')
    const asked = entry('r4', 'ben', '4', 'See [@Me](#person=me)')
    expect(how(note('ana', [asked]), asked)).toBe('mention')
    const fresh = note('ben', [])
    expect(howFor('me', fresh, fresh)).toBe('note')
  })
})

test(`coming and going is said by itself among ${FEW}, with one more only when asked for`, () => {
  expect(saysPresence(USUAL, FEW)).toBe(true)
  expect(saysPresence(USUAL, FEW + 1)).toBe(false)
  expect(saysPresence({ ...USUAL, presence: 'on' }, FEW + 1)).toBe(true)
  expect(saysPresence({ ...USUAL, presence: 'off' }, 2)).toBe(false)
})

test('the choice is kept in this browser; another form is not believed', async () => {
  const { changeListening } = await visit()
  changeListening({ news: 'me', presence: 'off' })
  expect((await visit()).useListening.getState()).toEqual({ ...USUAL, news: 'me', presence: 'off' })
  for (const words of [
    '{',
    '7',
    '{"news":"some"}',
    '{"news":"all","presence":"few","summary":false,"notes":"words","x":1}',
  ]) {
    storage.set('lectern-listening', words)
    expect((await visit()).useListening.getState(), words).toEqual(USUAL)
  }
})
