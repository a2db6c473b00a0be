import { summarySchema } from '@lectern/docs'
import type { Node } from '@tiptap/pm/model'
import { EditorState, TextSelection } from '@tiptap/pm/state'
import { expect, test } from 'vitest'
import { type CitingForm, insertCitation } from './cite.ts'
import { isOwn } from './own-words.ts'

const schema = summarySchema()
const passage = {
  textId: 't',
  start: 1,
  end: 9,
  exact: 'two\nlegs',
  prefix: '',
  suffix: '',
  label: 'Speech ¶5',
}

/** A document as its blocks read: "p:words", "h:words", "q:words", "li:words"; `|` is the caret. */
function summary(...blocks: string[]): EditorState {
  const made = blocks.map((block) => {
    const [kind, words = ''] = block.split(':')
    const inline = words ? [schema.text(words)] : []
    const paragraph = schema.node('paragraph', null, inline)
    if (kind === 'h') return schema.node('heading', { level: 2 }, inline)
    if (kind === 'q') return schema.node('blockquote', null, paragraph)
    if (kind === 'li') return schema.node('bulletList', null, schema.node('listItem', null, paragraph))
    return paragraph
  })
  const doc = schema.node('doc', null, made)
  let caret = -1
  doc.descendants((node, at) => {
    if (node.isText && node.text!.includes('|')) caret = at + node.text!.indexOf('|')
  })
  let state = EditorState.create({ doc })
  if (caret < 0) return state
  state = state.apply(state.tr.delete(caret, caret + 1))
  return state.apply(state.tr.setSelection(TextSelection.create(state.doc, caret)))
}

const inline = (node: Node): string =>
  node.children.map((child) => (child.isText ? child.text : `[${String(child.attrs['label'])}]`)).join('')

function read(doc: Node): string[] {
  return doc.children.map((block) => {
    if (block.type.name === 'heading') return `h:${inline(block)}`
    if (block.type.name === 'blockquote') return `q:${inline(block.firstChild!)}`
    if (block.type.name === 'bulletList') return `li:${inline(block.firstChild!.firstChild!)}`
    return `p:${inline(block)}`
  })
}

function cite(state: EditorState, form: CitingForm, atCaret: boolean) {
  const { transaction, chip } = insertCitation(state, passage, form, atCaret)
  expect(transaction.doc.nodeAt(chip)?.type.name).toBe('citation')
  transaction.doc.check()
  return state.apply(transaction)
}

test('a chip goes to the caret, with the spaces it needs', () => {
  expect(read(cite(summary('p:ab|cd'), 'chip', true).doc)).toEqual(['p:ab [Speech ¶5] cd'])
  expect(read(cite(summary('p:ab |'), 'chip', true).doc)).toEqual(['p:ab [Speech ¶5] '])
  expect(read(cite(summary('p:|'), 'chip', true).doc)).toEqual(['p:[Speech ¶5] '])
  expect(read(cite(summary('p:基础研究|'), 'chip', true).doc)).toEqual(['p:基础研究[Speech ¶5] '])
  expect(read(cite(summary('li:point|', 'p:end'), 'chip', true).doc)).toEqual([
    'li:point [Speech ¶5] ',
    'p:end',
  ])
})

test('without a caret it goes to the end, into a paragraph of its own after a heading or a quotation', () => {
  expect(read(cite(summary('h:Points', 'p:last'), 'chip', false).doc)).toEqual([
    'h:Points',
    'p:last [Speech ¶5] ',
  ])
  expect(read(cite(summary('li:point'), 'chip', false).doc)).toEqual(['li:point [Speech ¶5] '])
  expect(read(cite(summary('h:Points'), 'chip', false).doc)).toEqual(['h:Points', 'p:[Speech ¶5] '])
  expect(read(cite(summary('q:words'), 'chip', false).doc)).toEqual(['q:words', 'p:[Speech ¶5] '])
})

test('several chips stand in the order they were cited', () => {
  let state = summary('p:a|')
  state = cite(state, 'chip', true)
  state = state.apply(state.tr.insertText('then '))
  expect(read(cite(state, 'chip', true).doc)).toEqual(['p:a [Speech ¶5] then [Speech ¶5] '])
})

test('a quotation stands between the blocks and takes the place of an empty paragraph', () => {
  const quote = 'q:“two legs” [Speech ¶5]'
  expect(read(cite(summary('p:ab|cd', 'p:after'), 'quotation', true).doc)).toEqual([
    'p:abcd',
    quote,
    'p:after',
  ])
  expect(read(cite(summary('li:po|int'), 'quotation', true).doc)).toEqual(['li:point', quote, 'p:'])
  expect(read(cite(summary('p:'), 'quotation', false).doc)).toEqual([quote, 'p:'])
  expect(read(cite(summary('h:Points', 'p:'), 'quotation', false).doc)).toEqual(['h:Points', quote, 'p:'])
})

test('after a quotation one goes on writing below it', () => {
  const state = cite(summary('p:|'), 'quotation', true)
  expect(read(state.apply(state.tr.insertText('and')).doc)).toEqual(['q:“two legs” [Speech ¶5]', 'p:and'])
})

test('an editor that only reads writes nothing, and nobody tidies up what somebody else wrote', () => {
  const state = summary('p:ab|')
  const typed = state.tr.insertText('c')
  const fromOthers = state.tr.insertText('c').setMeta('y-sync$', { isChangeOrigin: true })
  const tidied = state.tr.insertText('!').setMeta('appendedTransaction', fromOthers)
  expect([isOwn(typed, true), isOwn(typed, false)]).toEqual([true, false])
  expect([isOwn(fromOthers, true), isOwn(fromOthers, false)]).toEqual([true, true])
  expect([isOwn(tidied, true), isOwn(tidied, false)]).toEqual([false, false])
  expect(isOwn(state.tr.setSelection(TextSelection.create(state.doc, 1)), false)).toBe(true)
})
