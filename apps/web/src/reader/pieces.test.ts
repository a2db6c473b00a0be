/** What the page shows and the text's offsets say the same, whatever is folded away. */
import type { Block, Exclusion } from '@lectern/model'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { partsOf, type Piece, PieceMap } from './pieces.ts'

const paragraph = (start: number, end: number, number?: number): Block => ({
  kind: 'paragraph',
  start,
  end,
  ...(number === undefined ? {} : { number }),
})
const button = (start: number, end: number): Exclusion => ({ start, end, reason: 'site-button' })
const flat = (text: Parameters<typeof partsOf>[0]) =>
  partsOf(text).flatMap((part): Piece[] => (part.type === 'fold' ? part.parts : [part]))

test('an exclusion that starts inside of a block leaves the words before it in place', () => {
  const canonical = 'First words. Share this\n\nNext'
  const parts = partsOf({
    canonical,
    blocks: [paragraph(0, 23, 1), paragraph(25, 29, 2)],
    exclusions: [button(12, 23)],
  })
  expect(parts.map((part) => part.type)).toEqual(['block', 'fold', 'block'])
  expect(parts[0]).toMatchObject({ start: 0, end: 12, number: 1 })
  expect(parts[1]).toMatchObject({ count: 1, parts: [{ start: 13, end: 23, reason: 'site-button' }] })
  expect(parts[2]).toMatchObject({ number: 2 })
})

test('neighbouring furniture is one fold, and an exclusion over two blocks counts once', () => {
  const canonical = 'Share\n\nPrint\n\nWords'
  const [fold] = partsOf({
    canonical,
    blocks: [paragraph(0, 5), paragraph(7, 12), paragraph(14, 19, 1)],
    exclusions: [button(0, 12)],
  })
  expect(fold).toMatchObject({ type: 'fold', count: 1 })
})

test('a number stands once, on the first visible words of its block', () => {
  const parts = partsOf({
    canonical: 'Print Words',
    blocks: [paragraph(0, 11, 7)],
    exclusions: [button(0, 5)],
  })
  expect(parts.map((part) => (part.type === 'block' ? part.number : 'fold'))).toEqual(['fold', 7])
})

const words = fc.array(fc.constantFrom('a', '字', '😀', ' ', 'b c', '.'), { minLength: 1, maxLength: 12 })
const someText = fc
  .tuple(
    fc.array(words, { minLength: 1, maxLength: 8 }),
    fc.array(fc.tuple(fc.nat(120), fc.integer({ min: 1, max: 30 })), { maxLength: 4 }),
  )
  .map(([list, cuts]) => {
    const blocks: Block[] = []
    let canonical = ''
    for (const [i, block] of list.map((part) => part.join('').trim()).entries()) {
      if (!block) continue
      blocks.push(paragraph(canonical.length, canonical.length + block.length, i))
      canonical += `${block}\n\n`
    }
    const exclusions = cuts
      .map(([start, length]) => button(start, Math.min(start + length, canonical.length)))
      .filter(({ start, end }) => end > start)
    return { canonical, blocks, exclusions }
  })

test('every word of every block stands in exactly one piece, in order', () => {
  fc.assert(
    fc.property(someText, (text) => {
      const pieces = flat(text)
      for (const [i, piece] of pieces.entries()) {
        expect(piece.end).toBeGreaterThan(piece.start)
        if (i > 0) expect(piece.start).toBeGreaterThanOrEqual(pieces[i - 1]!.end)
      }
      const shown = pieces.map(({ start, end }) => text.canonical.slice(start, end)).join('')
      expect(shown.replace(/\s/g, '')).toBe(text.canonical.replace(/\s/g, ''))
    }),
  )
})

test('from an offset to a place in the page and back is the same offset', () => {
  fc.assert(
    fc.property(someText, (text) => {
      const map = new PieceMap(flat(text))
      for (const [index, piece] of map.pieces.entries()) {
        for (let offset = piece.start; offset < piece.end; offset++) {
          expect(map.indexAt(offset)).toBe(index)
          expect(map.offsetOf(index, offset - piece.start)).toBe(offset)
        }
      }
    }),
  )
})

test('a passage is cut into ranges of single pieces that together are its words', () => {
  fc.assert(
    fc.property(someText, fc.nat(140), fc.nat(140), (text, a, b) => {
      const [start, end] = [Math.min(a, b), Math.max(a, b)]
      const map = new PieceMap(flat(text))
      const cut = map.clip(start, end).map(({ index, from, to }) => {
        const piece = map.pieces[index]!
        return text.canonical.slice(piece.start + from, piece.start + to)
      })
      expect(cut.join('').replace(/\s/g, '')).toBe(text.canonical.slice(start, end).replace(/\s/g, ''))
    }),
  )
})
