import type { Text } from '@lectern/model'
import { expect, test } from 'vitest'
import { passageLabel, shortTitle, textLabel } from './labels.ts'

/** Three paragraphs of ten characters; the heading before them has no number. */
const text = (id: string, kind: string, title: string): Text => ({
  id,
  kind,
  title,
  language: 'en',
  canonical: 'Heading...\nParagraph1\nParagraph2\nParagraph3',
  blocks: [
    { kind: 'heading', level: 1, start: 0, end: 10 },
    ...[1, 2, 3].map((number) => ({
      kind: 'paragraph' as const,
      start: number * 11,
      end: number * 11 + 10,
      number,
    })),
  ],
  outline: [],
  exclusions: [],
  splits: [],
  words: 4,
  minutes: 1,
})

const speech = text('a', 'speech', 'Strengthen basic research to achieve high-level self-reliance')
const readout = text('b', 'readout', 'Readout in English')

test('a passage is called by kind and paragraph', () => {
  const texts = [speech, readout]
  expect(passageLabel(texts, { textId: 'a', start: 24, end: 30 })).toBe('Speech ¶2')
  expect(passageLabel(texts, { textId: 'b', start: 11, end: 21 })).toBe('Readout ¶1')
  expect(passageLabel(texts, { textId: 'a', start: 15, end: 40 })).toBe('Speech ¶1–3')
  expect(passageLabel(texts, { textId: 'a', start: 0, end: 7 })).toBe('Speech')
  expect(passageLabel(texts, { textId: 'gone', start: 0, end: 7 })).toBeUndefined()
})

test('where the source has pages the page is said too', () => {
  const paged: Text = {
    ...speech,
    locators: [
      { kind: 'page', label: 'xii', at: 0 },
      { kind: 'page', label: '13', at: 20 },
    ],
  }
  expect(passageLabel([paged], { textId: 'a', start: 24, end: 30 })).toBe('Speech ¶2, p. 13')
  expect(passageLabel([paged], { textId: 'a', start: 0, end: 7 })).toBe('Speech, p. xii')
})

test('where it has chapters and no pages the chapter is said', () => {
  const book: Text = { ...speech, locators: [{ kind: 'chapter', label: 'Where they begin', at: 11 }] }
  expect(passageLabel([book], { textId: 'a', start: 24, end: 30 })).toBe('Speech ¶2, “Where they begin”')
  expect(passageLabel([book], { textId: 'a', start: 0, end: 7 })).toBe('Speech')
})

test('two texts of one kind are told apart by a short title', () => {
  const other = text('c', 'speech', 'Closing words')
  expect(textLabel([speech, other], other)).toBe('Closing words')
  expect(passageLabel([speech, other], { textId: 'a', start: 24, end: 30 })).toBe('Strengthen basic… ¶2')
})

test('a short title is cut at a word, also where words are not spaced', () => {
  expect(shortTitle('Readout in English')).toBe('Readout in English')
  expect(shortTitle('One two three four five six, seven')).toBe('One two three four five…')
  const cut = shortTitle('切实加强基础研究夯实科技自立自强根基的重要讲话')
  expect(cut.endsWith('…')).toBe(true)
  expect(cut.length).toBeLessThanOrEqual(13)
})
