/** The promises of the margin, as properties over random cards. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CardBox, GAP, layCards, type Layout, quietly } from './card-layout.ts'

const someBoxes = fc
  .array(fc.record({ wish: fc.integer({ min: 0, max: 5000 }), height: fc.integer({ min: 20, max: 400 }) }), {
    minLength: 1,
    maxLength: 60,
  })
  .map((list) => list.sort((a, b) => a.wish - b.wish).map((box, i): CardBox => ({ key: `c${i}`, ...box })))
const driftOrNone = fc.oneof(fc.constant(Infinity), fc.integer({ min: 100, max: 1500 }))

const everything = (layout: Layout) => [...layout.cards, ...layout.stacks].sort((a, b) => a.top - b.top)

test('cards and stacks never overlap, whichever card is pinned', () => {
  fc.assert(
    fc.property(someBoxes, fc.option(fc.nat(59)), driftOrNone, (boxes, pin, drift) => {
      const pinned = pin === null ? null : (boxes[pin % boxes.length]?.key ?? null)
      const shown = everything(layCards(boxes, { pinned, drift }))
      for (const [i, box] of shown.entries()) {
        const next = shown[i + 1]
        if (next) expect(next.top).toBeGreaterThanOrEqual(box.top + box.height + GAP)
      }
    }),
  )
})

test('the pinned card stands exactly level with its passage', () => {
  fc.assert(
    fc.property(someBoxes, fc.nat(59), driftOrNone, (boxes, pin, drift) => {
      const held = boxes[pin % boxes.length]!
      const card = layCards(boxes, { pinned: held.key, drift }).cards.find(({ key }) => key === held.key)
      expect(card?.top).toBe(held.wish)
    }),
  )
})

test('cards keep the order of their passages and none is lost', () => {
  fc.assert(
    fc.property(someBoxes, fc.nat(59), driftOrNone, (boxes, pin, drift) => {
      const layout = layCards(boxes, { pinned: boxes[pin % boxes.length]!.key, drift })
      const keys = everything(layout).flatMap((box) => ('keys' in box ? box.keys : [box.key]))
      expect(new Set(keys)).toEqual(new Set(boxes.map(({ key }) => key)))
      expect(keys).toHaveLength(boxes.length)
      const order = layout.cards.map(({ key }) => boxes.findIndex((box) => box.key === key))
      expect(order).toEqual([...order].sort((a, b) => a - b))
    }),
  )
})

test('without a pinned card nobody stands above their passage, and no card drifts further than allowed', () => {
  fc.assert(
    fc.property(someBoxes, fc.integer({ min: 100, max: 1500 }), (boxes, drift) => {
      for (const card of layCards(boxes, { drift }).cards) {
        const { wish } = boxes.find(({ key }) => key === card.key)!
        expect(card.top).toBeGreaterThanOrEqual(wish)
        expect(card.top - wish).toBeLessThanOrEqual(drift)
      }
    }),
  )
})

test('a lone card is level; two on one line stand below each other', () => {
  expect(layCards([{ key: 'a', wish: 90, height: 50 }]).cards).toEqual([{ key: 'a', top: 90, height: 50 }])
  const two = [
    { key: 'a', wish: 90, height: 50 },
    { key: 'b', wish: 90, height: 30 },
  ]
  expect(layCards(two).cards.map(({ top }) => top)).toEqual([90, 148])
  expect(layCards(two, { pinned: 'b' }).cards.map(({ top }) => top)).toEqual([32, 90])
})

test('ten thousand cards are laid out without noticeable work', () => {
  const boxes = Array.from({ length: 10_000 }, (_, i) => ({ key: `${i}`, wish: i * 2, height: 90 }))
  const { cards, stacks } = layCards(boxes, { drift: 600 })
  expect(cards.length + stacks.reduce((sum, { keys }) => sum + keys.length, 0)).toBe(10_000)
  expect(Math.max(...cards.map(({ top, key }) => top - Number(key) * 2))).toBeLessThanOrEqual(600)
})

test('a newcomer that comes quietly moves no card in view, and one that would have to wait is left out for a reason', () => {
  fc.assert(
    fc.property(someBoxes, fc.array(fc.nat(59), { maxLength: 8 }), fc.nat(4000), (boxes, picks, top) => {
      const newcomers = new Set(picks.map((pick) => boxes[pick % boxes.length]!.key))
      const view = { top, bottom: top + 600 }
      const old = boxes.filter(({ key }) => !newcomers.has(key))
      const inView = layCards(old).cards.filter(
        (card) => card.top + card.height > top && card.top < top + 600,
      )
      const moved = (come: ReadonlySet<string>) => {
        const now = layCards(boxes.filter(({ key }) => !newcomers.has(key) || come.has(key))).cards
        return inView.filter((card) => now.find(({ key }) => key === card.key)?.top !== card.top)
      }
      const come = quietly(boxes, newcomers, view, {})
      expect(moved(come)).toEqual([])
      for (const key of newcomers)
        if (!come.has(key)) expect(moved(new Set(come).add(key)).length).toBeGreaterThan(0)
    }),
  )
})
