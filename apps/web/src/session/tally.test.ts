import { expect, test } from 'vitest'
import { saveState } from './saved.ts'
import { Tally, UnsavedCount } from './tally.ts'
import type { ChannelState } from './workspace.ts'

const STEP_1 = Uint8Array.of(0, 0, 1, 0)
const STEP_2 = Uint8Array.of(0, 1, 2, 0, 0)
const UPDATE = Uint8Array.of(0, 2, 2, 0, 0)
const AWARENESS = Uint8Array.of(1, 1, 0)

function connection(): Tally {
  const tally = new Tally()
  tally.reset()
  return tally
}

test('everything is saved when the server has counted our SyncStep2 and every update', () => {
  const tally = connection()
  for (const frame of [STEP_1, AWARENESS, STEP_2, UPDATE, UPDATE]) tally.sent(frame)
  tally.saved(2)
  expect(tally.settled).toBe(false)
  tally.saved(3)
  expect(tally.settled).toBe(true)
  tally.sent(UPDATE)
  expect(tally.settled).toBe(false)
})

test('an update that overtakes our SyncStep2 does not speak for what was written before', () => {
  const tally = connection()
  tally.sent(UPDATE)
  tally.saved(1)
  expect(tally.settled).toBe(false)
  tally.sent(STEP_2)
  tally.saved(2)
  expect(tally.settled).toBe(true)
})

test('the counts of one connection say nothing about the next', () => {
  const tally = connection()
  tally.sent(STEP_2)
  tally.saved(1)
  tally.reset()
  expect(tally.settled).toBe(false)
})

test('after a refusal only a later SyncStep2 saves', () => {
  const tally = connection()
  for (const frame of [STEP_2, UPDATE, UPDATE]) tally.sent(frame)
  tally.refused(2)
  tally.saved(3)
  expect(tally.settled).toBe(false)
  tally.sent(STEP_2)
  expect(tally.settled).toBe(false)
  tally.saved(4)
  expect(tally.settled).toBe(true)
})

test('a count beyond what was sent says nothing', () => {
  const tally = connection()
  tally.sent(STEP_2)
  tally.saved(5)
  expect(tally.settled).toBe(false)
})

function shelf() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

test('unsaved changes are still counted after a reload, until they are saved', () => {
  const browser = shelf()
  const before = new UnsavedCount('doc', browser)
  before.add()
  before.add()
  const after = new UnsavedCount('doc', browser)
  expect(after.count).toBe(2)
  after.add()
  expect(after.count).toBe(3)
  after.clear()
  expect(new UnsavedCount('doc', browser).count).toBe(0)
  expect(new UnsavedCount('other', browser).count).toBe(0)
})

test('two tabs count for themselves, and none clears what the other has not saved', () => {
  const browser = shelf()
  const one = new UnsavedCount('doc', browser)
  one.add()
  one.add()
  const two = new UnsavedCount('doc', browser)
  expect(two.count).toBe(2)
  two.add()
  one.add()
  two.clear() // it had brought along what it found: two of the three
  expect(two.count).toBe(0)
  expect(one.count).toBe(3)
  expect(new UnsavedCount('doc', browser).count).toBe(1)
  one.clear()
  expect(new UnsavedCount('doc', browser).count).toBe(0)
})

test('a number that cannot be reached now is left for a page that can', () => {
  const browser = shelf()
  new UnsavedCount('doc', browser).add()
  const page = new UnsavedCount('doc', browser)
  page.setAside()
  expect(page.count).toBe(0)
  page.add()
  page.clear()
  expect(new UnsavedCount('doc', browser).count).toBe(1)
  page.drop()
  expect(new UnsavedCount('doc', browser).count).toBe(0)
})

test('a browser that keeps nothing, or nonsense, does not stop the counting', () => {
  const full = {
    getItem: () => '-1.5e9x',
    setItem: () => {
      throw new Error('QuotaExceededError')
    },
    removeItem: () => {
      throw new Error('SecurityError')
    },
  }
  for (const place of [full, undefined]) {
    const count = new UnsavedCount('doc', place)
    expect(count.count).toBe(0)
    count.add()
    expect(count.count).toBe(1)
    count.clear()
    expect(count.count).toBe(0)
  }
})

const channel = (state: Partial<ChannelState> = {}): ChannelState => ({
  loaded: true,
  connected: true,
  synced: true,
  unsaved: 0,
  savedAt: 1,
  ...state,
})

test('the save state is the worst of both documents, and never says "Saved" too soon', () => {
  const cases: [ChannelState | null, ChannelState | null, ReturnType<typeof saveState>][] = [
    [channel(), channel(), { saved: 'saved', unsaved: 0 }],
    [channel(), channel({ unsaved: 2 }), { saved: 'saving', unsaved: 2 }],
    [channel({ unsaved: 1 }), channel({ unsaved: 2, connected: false }), { saved: 'here', unsaved: 3 }],
    [channel(), channel({ unsaved: 1, stalled: true }), { saved: 'here', unsaved: 1 }],
    [channel(), channel({ connected: false, synced: false }), { saved: 'reconnecting', unsaved: 0 }],
    [channel(), channel({ synced: false }), { saved: 'reconnecting', unsaved: 0 }],
    [null, null, { saved: 'opening', unsaved: 0 }],
    [channel(), null, { saved: 'reconnecting', unsaved: 0 }],
  ]
  for (const [annotations, summary, expected] of cases) {
    expect(saveState([annotations, summary])).toEqual(expected)
  }
})
