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

/** More newcomers than this at once are not tried one by one: those that cannot all come wait together. */
const FEW = 20

/** What of `newcomers` can have a card without any other in view getting another place. @param view px from the top of the margin */
export function quietly(
  boxes: readonly CardBox[],
  newcomers: ReadonlySet<string>,
  view: { top: number; bottom: number },
  options: Parameters<typeof layCards>[1],
): Set<string> {
  const old = boxes.filter(({ key }) => !newcomers.has(key))
  const before = tops(layCards(old, options), view)
  const moves = (come: ReadonlySet<string>) => {
    const now = tops(
      layCards(
        boxes.filter(({ key }) => !newcomers.has(key) || come.has(key)),
        options,
      ),
    )
    return [...before].some(([key, top]) => now.get(key) !== top)
  }
  if (!moves(newcomers)) return new Set(newcomers)
  const come = new Set<string>()
  if (newcomers.size > FEW) return come
  for (const key of newcomers) {
    come.add(key)
    if (moves(come)) come.delete(key)
  }
  return come
}

function tops({ cards, stacks }: Layout, view = { top: -Infinity, bottom: Infinity }): Map<string, number> {
  const inView = [...cards, ...stacks].filter(
    ({ top, height }) => top + height > view.top && top < view.bottom,
  )
  return new Map(inView.map(({ key, top }) => [key, top]))
}
