/** What one member can do to the notes, on a real document, and where the notes are found again. */
import { ANNOTATION_ROOTS, readAnnotations, rootMap } from '@lectern/docs'
import type { Text } from '@lectern/model'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { NoteWriter } from './document.ts'
import { arrange, together } from './notes.ts'

const canonical = '第一，加强基础研究。 We read 😀 together, and we read again.'
const text = { id: 'speech', canonical, language: 'en' } as Text
const passage = (words: string) => {
  const start = canonical.indexOf(words)
  return { text, start, end: start + words.length }
}

function session() {
  const doc = new Y.Doc()
  return {
    doc,
    ada: new NoteWriter(doc, 'ada'),
    ben: new NoteWriter(doc, 'ben'),
    notes: () => readAnnotations(doc),
  }
}

test('a highlight says its kind; with words it says what they are for', () => {
  const { ada, notes } = session()
  ada.add({ ...passage('together'), kind: 'key-idea', words: '' })
  ada.add({ ...passage('基础研究'), kind: 'question', words: 'Which?' })
  ada.add({ ...passage('again'), words: 'A remark' })
  expect(notes().map(({ motivation, kind, personId }) => [motivation, kind, personId])).toEqual([
    ['questioning', 'question', 'ada'],
    ['highlighting', 'key-idea', 'ada'],
    ['commenting', undefined, 'ada'],
  ])
  expect(notes()[0]!.target.selector[1].exact).toBe('基础研究')
})

test('everything written is what the law of the document allows', () => {
  const { doc, ada, ben, notes } = session()
  const key = ada.add({ ...passage('😀'), kind: 'term', words: 'A face' })
  ben.reply(key, 'Indeed')
  ben.resolve(key, true)
  ada.edit(notes()[0]!, 'A *face*', undefined)
  ben.editReply(notes()[0]!.replies[0]!, 'Indeed so')
  for (const [root, { key: pattern, value: schema }] of Object.entries(ANNOTATION_ROOTS)) {
    for (const [entry, value] of rootMap(doc, root).entries()) {
      expect(entry).toMatch(pattern)
      expect(schema.safeParse(value).success).toBe(true)
    }
  }
  expect(notes()[0]).toMatchObject({
    body: { value: 'A *face*' },
    status: { resolved: true, by: 'ben' },
    replies: [{ personId: 'ben', body: { value: 'Indeed so' } }],
  })
  expect(notes()[0]).not.toHaveProperty('kind')
})

test('deleting takes one’s own words, leaves those of others, and can be taken back', () => {
  const { ada, ben, notes } = session()
  const key = ada.add({ ...passage('together'), words: 'First' })
  ada.reply(key, 'My own reply')
  ben.reply(key, 'Another’s reply')
  const before = notes()
  const undo = ada.remove(key)
  expect(notes()).toEqual([])
  undo()
  expect(notes()).toEqual(before)
})

test('a reply can be deleted and put back', () => {
  const { ada, ben, notes } = session()
  const reply = ben.reply(ada.add({ ...passage('together'), words: 'First' }), 'Hasty')
  const undo = ben.remove(reply)
  expect(notes()[0]!.replies).toEqual([])
  undo()
  expect(notes()[0]!.replies).toMatchObject([{ key: reply, body: { value: 'Hasty' } }])
})

test('nobody removes what is another’s', () => {
  const { ada, ben, notes } = session()
  const key = ada.add({ ...passage('together'), words: 'Mine' })
  ben.remove(key)()
  expect(notes()).toHaveLength(1)
})

test('a note stands where its words are; one whose words are gone is kept apart', () => {
  const { doc, ada, notes } = session()
  ada.add({ ...passage('together'), words: '' })
  const [, quote] = notes()[0]!.target.selector
  const drifted = notes()[0]!
  const write = (id: string, source: string, start: number, exact: string) =>
    rootMap(doc, 'annotations').set(`ben/${id}`, {
      motivation: 'commenting',
      body: drifted.body,
      created: drifted.created,
      modified: drifted.modified,
      target: {
        source,
        selector: [
          { type: 'TextPositionSelector', start, end: start + exact.length },
          { ...quote, exact },
        ],
      },
    })
  write('drifted', 'speech', 3, 'together')
  write('gone', 'speech', 3, 'never written')
  write('elsewhere', 'another-text', 0, 'together')
  const { placed, lost } = arrange(notes(), [text], true)
  const { start, end } = passage('together')
  expect(placed.get('speech')!.map((note) => [note.start, note.end])).toEqual([
    [start, end],
    [start, end],
  ])
  expect(lost.map(({ key }) => key).sort((a, b) => (a < b ? -1 : 1))).toEqual(['ben/elsewhere', 'ben/gone'])
})

test('a reaction is one’s own to give and to take back; tags come and go with an edit', () => {
  const { ada, ben, notes } = session()
  const key = ada.add({ ...passage('again'), kind: 'question', words: 'Why?', tags: ['talent'] })
  ada.react(key, '▲', true)
  ben.react(key, '▲', true)
  expect(
    notes()[0]!
      .reactions.map(({ personId }) => personId)
      .sort(),
  ).toEqual(['ada', 'ben'])
  ben.react(key, '▲', false)
  expect(notes()[0]!.reactions).toEqual([{ personId: 'ada', emoji: '▲' }])
  expect(notes()[0]!.tags).toEqual(['talent'])
  ada.edit(notes()[0]!, 'Why not?', 'question')
  expect(notes()[0]!.tags).toEqual(['talent'])
  ada.edit(notes()[0]!, 'Why not?', 'question', [])
  expect(notes()[0]).not.toHaveProperty('tags')
})

test('private notes stand among the others, and one that is being published stands once', () => {
  const { ada, notes } = session()
  const mine = session()
  mine.ada.add({ ...passage('again'), words: 'For me' })
  ada.add({ ...passage('together'), words: 'For all' })
  expect(together(notes(), mine.notes()).map((note) => [note.body.value, note.private])).toEqual([
    ['For all', undefined],
    ['For me', true],
  ])
  const published = mine.notes()
  expect(together(published, mine.notes()).map((note) => note.private)).toEqual([undefined])
})
