/** A piece hears of its own gutter, and of no other's. */
import { expect, test } from 'vitest'
import type { PlacedNote } from '../comments/notes.ts'
import { Gutters, NO_GUTTER } from './gutters.ts'
import { PieceMap } from './pieces.ts'

const map = new PieceMap([
  { start: 0, end: 90 },
  { start: 100, end: 190 },
  { start: 200, end: 290 },
])
const note = (key: string, start: number) => ({ key, start, end: start + 5 }) as PlacedNote
const nothing = { readers: [], cited: [], notes: [], mounted: new Set<string>() }

/** Gutters, and a log of which pieces were told. */
function listening() {
  const gutters = new Gutters()
  const told: number[] = []
  for (const { start } of map.pieces) gutters.subscribe(start, () => told.push(start))
  return { gutters, told: () => told.splice(0) }
}

test('a new note tells only the piece it begins in', () => {
  const { gutters, told } = listening()
  const notes = [note('a/1', 10), note('a/2', 110), note('a/3', 120)]
  gutters.update(map, { ...nothing, notes })
  expect(told()).toEqual([0, 100])
  expect(gutters.at(100).notes).toBe(2)

  gutters.update(map, { ...nothing, notes: [...notes, note('a/4', 210)] })
  expect(told()).toEqual([200])
  expect([0, 100, 200].map((start) => gutters.at(start).notes)).toEqual([1, 2, 1])
})

test('what goes away is told, and an empty gutter is the one of nothing', () => {
  const { gutters, told } = listening()
  const notes = [note('a/1', 10)]
  gutters.update(map, {
    readers: [],
    cited: [{ textId: 't', start: 110, end: 120 }],
    notes,
    mounted: new Set(['a/1']),
  })
  expect(told()).toEqual([0, 100])
  expect(gutters.at(0)).toMatchObject({ notes: 1, details: 'note-a-1' })
  expect(gutters.at(100).cited).toBe(true)

  gutters.update(map, nothing)
  expect(told().sort((a, b) => a - b)).toEqual([0, 100])
  expect(gutters.at(0)).toBe(NO_GUTTER)
  expect(gutters.at(100)).toBe(NO_GUTTER)
})

test('the same again tells nobody', () => {
  const { gutters, told } = listening()
  const cited = [{ textId: 't', start: 110, end: 120 }]
  gutters.update(map, { ...nothing, cited })
  told()
  gutters.update(map, { ...nothing, cited: [...cited] })
  expect(told()).toEqual([])
})
