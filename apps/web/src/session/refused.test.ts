import { rootMap, SUMMARY_ROOT } from '@lectern/docs'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { lostWords } from './refused.ts'

const note = (value: string, exact = 'two legs') => ({
  target: {
    source: 't',
    selector: [
      { type: 'TextPositionSelector', start: 0, end: 8 },
      { type: 'TextQuoteSelector', exact },
    ],
  },
  motivation: 'commenting',
  body: { type: 'TextualBody', value, format: 'text/markdown' },
  created: '2026-11-22T10:00:00.000Z',
  modified: '2026-11-22T10:00:00.000Z',
})

test('of the annotations, my own words that the server does not have are given back', () => {
  const [mine, theirs] = [new Y.Doc(), new Y.Doc()]
  for (const doc of [mine, theirs]) rootMap(doc, 'annotations').set('me/kept', note('accepted'))
  rootMap(theirs, 'annotations').set('me/edited', note('before'))
  rootMap(mine, 'annotations').set('me/edited', note('after'))
  rootMap(mine, 'annotations').set('me/new', note('never arrived'))
  rootMap(mine, 'annotations').set('other/x', note('not mine'))
  rootMap(mine, 'replies').set('me/other/x/r', { body: { value: 'a reply' } })
  rootMap(mine, 'reactions').set('me/other/x/👍', true)
  expect(lostWords('annotations', mine, theirs, 'me')).toBe(
    '“two legs”\nafter\n\n“two legs”\nnever arrived\n\na reply',
  )
  expect(lostWords('annotations', mine, mine, 'me')).toBe('')
})

function summary(...blocks: [kind: string, words: string][]): Y.Doc {
  const doc = new Y.Doc()
  for (const [kind, words] of blocks) {
    const block = new Y.XmlElement(kind)
    doc.getXmlFragment(SUMMARY_ROOT).push([block])
    block.push([new Y.XmlText(words)])
  }
  return doc
}

test('a summary is given back whole, as plain text, and only when it differs', () => {
  const mine = summary(['heading', 'Main points'], ['paragraph', 'The head of the chain '])
  const paragraph = mine.getXmlFragment(SUMMARY_ROOT).get(1) as Y.XmlElement
  const citation = new Y.XmlElement('citation')
  paragraph.push([citation])
  citation.setAttribute('label', 'Speech ¶4')
  const item = new Y.XmlElement('listItem')
  const line = new Y.XmlElement('paragraph')
  mine.getXmlFragment(SUMMARY_ROOT).push([item])
  item.push([line])
  line.push([new Y.XmlText('open')])
  expect(lostWords('summary', mine, summary(), 'me')).toBe(
    'Main points\nThe head of the chain [Speech ¶4]\n- open',
  )
  expect(lostWords('summary', mine, mine, 'me')).toBe('')
})
