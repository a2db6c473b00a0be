/** The list that follows a document shows what reading all of it would, and keeps what did not change. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { AnnotationList, readAnnotations, rootMap } from './index.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 10, minute)).toISOString()
const body = (value: string) => ({ type: 'TextualBody', value, format: 'text/markdown' })
const annotation = (start: number) => ({
  target: {
    source: start % 2 ? 'text-a' : 'text-b',
    selector: [
      { type: 'TextPositionSelector', start, end: start + 4 },
      { type: 'TextQuoteSelector', exact: 'four' },
    ],
  },
  motivation: 'commenting',
  body: body('a thought'),
  created: at(start),
  modified: at(start),
})

const person = fc.constantFrom('ann', 'ben', 'cleo')
const id = fc.constantFrom('n1', 'n2', 'n3', 'n4')
const minute = fc.nat(40)
const key = fc.tuple(person, id).map((parts) => parts.join('/'))
const under = (last: fc.Arbitrary<string>) => fc.tuple(person, key, last).map((parts) => parts.join('/'))
const reply = under(fc.constantFrom('r1', 'r2'))
type Change = [
  root: 'annotations' | 'replies' | 'reactions' | 'status' | 'moderation',
  key: string,
  value: unknown,
]
const set = <R extends Change[0]>(root: R, of: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>) =>
  fc.tuple(fc.constant(root), of, fc.option(value, { nil: undefined }))
const change: fc.Arbitrary<Change> = fc.oneof(
  set('annotations', key, minute.map(annotation)),
  set('annotations', key, fc.constant('not an annotation')),
  set(
    'replies',
    reply,
    minute.map((n) => ({ body: body('so'), created: at(n), modified: at(n) })),
  ),
  set('reactions', under(fc.constantFrom('👍', '▲')), fc.constant(true)),
  set(
    'status',
    key,
    minute.map((n) => ({ resolved: n % 2 === 0, by: 'ann', at: at(n) })),
  ),
  set('moderation', fc.oneof(key, reply), fc.constant({ hidden: true, by: 'ann', at: at(1) })),
)
/** Which reaction came first is nothing the list promises. */
const shown = (doc: Y.Doc, list = readAnnotations(doc)) =>
  list.map((entry) => ({
    ...entry,
    reactions: entry.reactions.map(({ personId, emoji }) => `${personId} ${emoji}`).sort(),
  }))

function apply(doc: Y.Doc, changes: readonly Change[]): void {
  doc.transact(() => {
    for (const [root, of, value] of changes) {
      if (value === undefined) rootMap(doc, root).delete(of)
      else rootMap(doc, root).set(of, value)
    }
  })
}

test('after any changes it stands as if all were read again', () => {
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 6 }), { maxLength: 12 }), (steps) => {
      const doc = new Y.Doc()
      const list = new AnnotationList(doc)
      list.follow(() => {})
      for (const step of steps) {
        apply(doc, step)
        expect(shown(doc, list.read())).toEqual(shown(doc))
      }
    }),
    { numRuns: 300 },
  )
})

test('more changes at once than are read singly', () => {
  const doc = new Y.Doc()
  const list = new AnnotationList(doc)
  list.follow(() => {})
  list.read()
  apply(
    doc,
    Array.from({ length: 500 }, (_, n) => ['annotations', `ann/x${n}`, annotation(n)]),
  )
  expect(list.read()).toEqual(readAnnotations(doc))
})

test('what did not change is the same object, and nothing changed is the same list', () => {
  const doc = new Y.Doc()
  apply(doc, [
    ['annotations', 'ann/n1', annotation(1)],
    ['annotations', 'ann/n2', annotation(2)],
  ])
  const list = new AnnotationList(doc)
  let told = 0
  list.follow(() => told++)
  const before = list.read()
  expect(list.read()).toBe(before)
  apply(doc, [['status', 'ann/n1', { resolved: true, by: 'ben', at: at(3) }]])
  expect(told).toBe(1)
  const after = list.read()
  const of = (all: typeof after, key: string) => all.find((entry) => entry.key === key)
  expect(of(after, 'ann/n2')).toBe(of(before, 'ann/n2'))
  expect(of(after, 'ann/n1')).not.toBe(of(before, 'ann/n1'))
  expect(of(before, 'ann/n1')!.status).toBeUndefined()
})

test('while nobody follows, it is read anew each time', () => {
  const doc = new Y.Doc()
  const list = new AnnotationList(doc)
  const stop = list.follow(() => {})
  list.read()
  stop()
  apply(doc, [['annotations', 'ann/n1', annotation(1)]])
  expect(list.read()).toHaveLength(1)
})
