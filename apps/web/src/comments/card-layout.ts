/**
 * Where cards stand in the margin. Pure: knows heights and wished places in px, no page and no annotations.
 * Promises (tested as properties): cards never overlap, keep their order, the pinned one stands exactly where it wishes,
 * and every card is either placed or counted in exactly one stack.
 */

export type CardBox = {
  key: string
  /** Where its passage begins, px from the top of the margin. Boxes come in this order. */
  wish: number
  height: number
}
export type PlacedBox = { key: string; top: number; height: number }
/** Cards that would stand too far below their passages, as one short line that opens them elsewhere. */
export type Stack = { key: string; keys: string[]; top: number; height: number }
export type Layout = { cards: PlacedBox[]; stacks: Stack[] }

export const GAP = 8
export const STACK_HEIGHT = 34

/**
 * Cards go down from their wish as far as those above push them. A card that would be pushed more than `drift` px goes into a
 * stack instead. The pinned card (the active one, or the one being written) stands level with its passage: those above
 * it are pushed up, those below down.
 */
export function layCards(
  boxes: readonly CardBox[],
  options: { pinned?: string | null; drift?: number; gap?: number } = {},
): Layout {
  const { pinned = null, drift = Infinity, gap = GAP } = options
  const at = pinned === null ? -1 : boxes.findIndex((box) => box.key === pinned)
  if (at < 0) return settle(boxes, 0, drift, gap)
  const held = boxes[at]!
  const above = settle(boxes.slice(0, at), 0, drift, gap)
  let ceiling = held.wish - gap
  for (const box of lowestFirst(above)) {
    box.top = Math.min(box.top, ceiling - box.height)
    ceiling = box.top - gap
  }
  const below = settle(boxes.slice(at + 1), held.wish + held.height + gap, drift, gap)
  return {
    cards: [...above.cards, { key: held.key, top: held.wish, height: held.height }, ...below.cards],
    stacks: [...above.stacks, ...below.stacks],
  }
}

function lowestFirst(layout: Layout): (PlacedBox | Stack)[] {
  return [...layout.cards, ...layout.stacks].sort((a, b) => b.top - a.top)
}

function settle(boxes: readonly CardBox[], floor: number, drift: number, gap: number): Layout {
  const layout: Layout = { cards: [], stacks: [] }
  let free = floor
  let stack: Stack | null = null
  for (const { key, wish, height } of boxes) {
    // An open stack already takes the line at `free - STACK_HEIGHT - gap`.
    if (free - wish > drift) {
      if (stack) stack.keys.push(key)
      else {
        stack = { key: `stack:${key}`, keys: [key], top: free, height: STACK_HEIGHT }
        layout.stacks.push(stack)
        free += STACK_HEIGHT + gap
      }
      continue
    }
    stack = null
    const top = Math.max(wish, free)
    layout.cards.push({ key, top, height })
    free = top + height + gap
  }
  return layout
}
