/** The strip counts right, also after many small changes, and keeps what did not change. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlacedNote } from '../comments/notes.ts'
import { around, DensityBins } from './density-bins.ts'
import type { Color } from './painter.ts'

const colorOf = (kind: string | undefined): Color => (kind === 'question' ? 'blue' : 'yellow')
const bins = () => new DensityBins(50, (offset) => offset / 1000, colorOf)
const note = (start: number, kind?: string, resolved = false) =>
  ({ key: `a/${start}`, start, end: start + 5, kind, status: { resolved, by: 'a', at: '' } }) as PlacedNote

test('counts, the colour of most, open questions and citations at one height', () => {
  const notes = [note(100, 'question'), note(101, 'question', true), note(105)]
  const ticks = bins().update(notes, [{ textId: 't', start: 110, end: 130 }])
  expect(ticks).toEqual([{ bin: 5, notes: 3, color: 'blue', questions: 1, cited: 1, first: 100, last: 110 }])
})

test('after any changes it stands as if counted anew, and a tick that did not change is the same', () => {
  const lists = fc.array(fc.uniqueArray(fc.nat(999), { maxLength: 40 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(lists, (steps) => {
      const all = Array.from({ length: 1000 }, (_, start) => note(start))
      const kept = bins()
      for (const step of steps) {
        const notes = step.sort((a, b) => a - b).map((start) => all[start]!)
        expect(kept.update(notes, [])).toEqual(bins().update(notes, []))
      }
    }),
  )
  const kept = bins()
  const [one, two] = [note(10), note(900)]
  const [before] = kept.update([one], [])
  expect(kept.update([one, two], [])[0]).toBe(before)
})

test('a pointer beside small ticks gets those near it together', () => {
  const ticks = bins().update([note(100), note(130), note(900)], [])
  expect(around(ticks, 5, 2)).toMatchObject({ notes: 2, first: 100, last: 130 })
  expect(around(ticks, 20, 2)).toBeNull()
})
