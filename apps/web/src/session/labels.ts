/** What a passage is called aloud: "Speech ¶5". Pure; knows no page. */
import type { Locator, Passage, Text } from '@lectern/model'
import { locatorAt, paragraphNumberAt } from '@lectern/text'
import { kindLabel } from '../app/labels.ts'
import * as m from '../messages/messages.js'

export { kindLabel }

type Named = Pick<Text, 'id' | 'kind' | 'title'>

/** Longest short title, in characters as people see them; Chinese says as much in half of them. */
const SHORT = 24

/** The title cut at a word, with an ellipsis; whole when it is short. */
export function shortTitle(title: string): string {
  const words = [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(title)]
  let kept = ''
  for (const { segment } of words) {
    const next = kept + segment
    if (widthOf(next) > SHORT) return `${kept.replace(/[\s\p{P}]+$/u, '')}…`
    kept = next
  }
  return kept
}

/** Han, kana and hangul count double. */
const widthOf = (words: string): number =>
  words.length + (words.match(/[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/g)?.length ?? 0)

/** The kind where it tells the session's texts apart, else a short title. */
export function textLabel(texts: readonly Named[], text: Named): string {
  const shared = texts.some((other) => other.id !== text.id && other.kind === text.kind)
  return shared ? shortTitle(text.title) : kindLabel(text.kind)
}

/**
 * "Speech ¶5", with the page of the source ("Report ¶5, p. 12") or its chapter, "Speech ¶5–6" over several paragraphs, "Speech" before the first numbered one.
 * @returns undefined when the text is not among `texts`
 */
export function passageLabel(texts: readonly Text[], passage: Passage): string | undefined {
  const text = texts.find(({ id }) => id === passage.textId)
  if (!text) return undefined
  const name = textLabel(texts, text)
  const found = locatorAt(text, passage.start)
  const inSource = found ? `, ${locatorLabel(found)}` : ''
  const from = paragraphNumberAt(text, passage.start)
  if (from === undefined) return name + inSource
  const to = paragraphNumberAt(text, Math.max(passage.start, passage.end - 1))
  return `${name} ¶${to === undefined || to === from ? from : `${from}–${to}`}${inSource}`
}

const locatorLabel = ({ kind, label }: Locator) =>
  kind === 'page' ? m.app_page({ page: label }) : `“${shortTitle(label)}”`
