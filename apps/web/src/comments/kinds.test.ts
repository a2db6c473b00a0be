/** What the kinds of notes are called, and the list while it is changed. */
import { KIND_COLORS, KIND_ICONS, LIMITS, type SessionKind } from '@lectern/model'
import { expect, test } from 'vitest'
import { another, moved, problemOf } from './kind-list.ts'
import { colorOfKind, isQuestion, isTheBox, kindLabel, kindsInTheBox, kindsOf } from './kinds.ts'

const own: SessionKind[] = [
  { id: 'question', name: '疑问', color: 'teal', icon: KIND_ICONS[0] },
  { id: 'kind-2', name: 'Task', color: 'orange', icon: KIND_ICONS[1] },
]

test('a session has the five in the box, or its own; one it no longer has is a plain comment', () => {
  expect(kindsOf({}).map(({ name }) => name)).toEqual(['Key idea', 'Question', 'Agree', 'Doubt', 'Term'])
  const kinds = kindsOf({ kinds: own })
  // A name out of the box is read by everybody in their own language.
  expect(kinds.map(({ name }) => name)).toEqual(['Question', 'Task'])
  expect([kindLabel('kind-2', kinds), kindLabel('doubt', kinds), kindLabel(undefined, kinds)]).toEqual([
    'Task',
    'Comment',
    'Comment',
  ])
  expect([colorOfKind('kind-2', kinds), colorOfKind('doubt', kinds)]).toEqual(['orange', 'grey'])
  expect([isQuestion('question', kinds), isQuestion('doubt', kinds)]).toEqual([true, false])
  expect([isTheBox(kindsInTheBox()), isTheBox(kindsInTheBox().toReversed())]).toEqual([true, false])
})

test('the order changes by moving one, up or down', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
})

const named = (...names: string[]) => names.map((name, at) => ({ ...own[0]!, id: `k${at}`, name }))

test('a name that is missing, one letter too long, or there already is named as what is wrong', () => {
  expect(problemOf(named('a', ' '))).toEqual({ id: 'k1', why: 'empty' })
  expect(problemOf(named('x'.repeat(LIMITS.kindName)))).toBeUndefined()
  expect(problemOf(named('x'.repeat(LIMITS.kindName + 1)))).toEqual({ id: 'k0', why: 'long' })
  expect(problemOf(named('Task', 'task '))).toEqual({ id: 'k1', why: 'same' })
})

test('a new kind takes a colour and an icon that are free, and an id nobody has', () => {
  const kind = another(own, { colors: KIND_COLORS, icons: KIND_ICONS }, 'New')
  expect(own.map(({ id }) => id)).not.toContain(kind.id)
  expect(own.map(({ color }) => color)).not.toContain(kind.color)
  expect(own.map(({ icon }) => icon)).not.toContain(kind.icon)
})
