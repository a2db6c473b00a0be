/** The summary document and its citations, read from real Yjs documents. */
import { prosemirrorJSONToYDoc } from '@tiptap/y-tiptap'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  citationAttributes,
  citationsOf,
  citedPassages,
  fileLink,
  isSafeLink,
  SUMMARY_ROOT,
  summaryJson,
  summaryMarkdown,
  summarySchema,
} from './index.ts'

const cite = (textId: string, start: number, end: number, exact: string, label = '') => ({
  type: 'citation',
  attrs: { textId, start, end, exact, prefix: '', suffix: '', label },
})
const draft = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'What we take' }] },
    {
      type: 'bulletList',
      content: [
        {
          type: 'listItem',
          content: [
            {
              type: 'paragraph',
              content: [
                { type: 'text', text: 'The ' },
                { type: 'text', text: 'head', marks: [{ type: 'bold' }] },
                { type: 'text', text: ' of the chain ' },
                cite('t1', 10, 14, 'head', 'Speech ¶4'),
              ],
            },
          ],
        },
      ],
    },
    {
      type: 'paragraph',
      content: [cite('t2', 0, 3, 'two', 'Readout ¶1'), cite('t1', 10, 14, 'head', 'Speech ¶4')],
    },
  ],
}
const written = () => prosemirrorJSONToYDoc(summarySchema(), draft, SUMMARY_ROOT)

test('what was written comes back as JSON, with marks and citations', () => {
  const json = summaryJson(written())
  expect(summarySchema().nodeFromJSON(json).eq(summarySchema().nodeFromJSON(draft))).toBe(true)
  expect(summaryMarkdown(json)).toBe(
    '# What we take\n\n- The **head** of the chain [Speech ¶4]\n\n[Readout ¶1][Speech ¶4]',
  )
})

test('reading changes nothing, even where the schema does not know a node', () => {
  const doc = written()
  doc.getXmlFragment(SUMMARY_ROOT).push([new Y.XmlElement('from-the-future')])
  const before = Y.encodeStateAsUpdate(doc)
  let updates = 0
  doc.on('update', () => updates++)
  summaryJson(doc)
  citedPassages(doc)
  expect(updates).toBe(0)
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
})

test('an untouched document is one empty paragraph', () => {
  expect(summaryJson(new Y.Doc())).toEqual({ type: 'doc', content: [{ type: 'paragraph' }] })
})

test('the passages cited are found in document order, from the Yjs document and from the JSON', () => {
  const passages = [
    { textId: 't1', start: 10, end: 14 },
    { textId: 't2', start: 0, end: 3 },
    { textId: 't1', start: 10, end: 14 },
  ]
  expect(citedPassages(written())).toEqual(passages)
  expect(citationsOf(draft).map(({ textId, start, end }) => ({ textId, start, end }))).toEqual(passages)
})

test('a citation with broken attributes marks no passage, and reads as an empty one', () => {
  const doc = new Y.Doc()
  const broken = new Y.XmlElement('citation')
  broken.setAttribute('start', 'soon')
  doc.getXmlFragment(SUMMARY_ROOT).push([broken])
  expect(citedPassages(doc)).toEqual([])
  expect(citationAttributes({ textId: 7, start: -1, end: 1.5, exact: null })).toEqual({
    textId: '',
    start: 0,
    end: 0,
    exact: '',
    prefix: '',
    suffix: '',
    label: '',
  })
})

test.each([
  ['https://example.org', true],
  ['HTTP://example.org', true],
  ['mailto:a@example.org', true],
  ['javascript:alert(1)', false],
  ['java\tscript:alert(1)', false],
  ['\u0001javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['/s/abc', false],
  ['', false],
  [null, false],
])('the link %j is safe: %s', (href, safe) => {
  expect(isSafeLink(href)).toBe(safe)
})

test('in a file, a link begins with its scheme', () => {
  expect(fileLink(' https://example.org ')).toBe('https://example.org')
  expect(fileLink('\u0000https://example.org')).toBeUndefined()
  expect(fileLink('java\nscript:alert(1)')).toBeUndefined()
  expect(fileLink(undefined)).toBeUndefined()
})
