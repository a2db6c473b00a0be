/**
 * Lines that a page puts around a text and that say something about it: "date 2023-08-02 Title: …", "Release time: …",
 * "来源：…". Reads labels and their values; whether the line stands where such lines stand is not known here.
 */
import { findDate, MONTH } from './dates.ts'
import { columns } from './script.ts'

export type LabelName = 'title' | 'date' | 'published' | 'byline' | 'source' | 'editor' | 'updated'

/** What a label may be called. Longer names first, so that none hides behind a shorter one. */
const NAMES: Record<LabelName, string> = {
  title: '标题|题目|title',
  published:
    '发布时间|发布日期|发表时间|发表日期|发布于|releas(?:e|ed)(?: (?:time|date|on))?|publish(?:ed)?(?: (?:time|date|on))?|publication date|posted(?: (?:on|at))?|issued(?: on)?',
  updated: '更新时间|更新日期|(?:last )?(?:updated|modified)(?: (?:on|at))?',
  date: '日期|时间|date',
  byline: '作者|撰稿|撰文|authors?|written by|byline',
  source: '信息来源|来源|稿源|source',
  editor: '责任编辑|责编|编辑|editors?',
}
const LABEL_NAMES = Object.keys(NAMES) as LabelName[]
const ANY = LABEL_NAMES.map((name) => `(?<${name}>${NAMES[name]})`).join('|')
/** A label needs a colon; one that announces a date may do without before a date. */
const BEFORE_DATE = String.raw`(?<=date|日期|时间|\son|\sat|published|posted|released|issued|updated)\s?(?=\d|${MONTH})`
const LABEL = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${ANY})\s?(?:[:：]|${BEFORE_DATE})\s?`, 'giu')
const LONGEST_LINE = 400
const LONGEST_NAME = 120

export type Label = { name: LabelName; value: string; date?: string }

/**
 * The labels of a line that consists of labels and their values only (a date may stand first without a label);
 * undefined for any other line.
 */
export function readLabels(line: string): Label[] | undefined {
  if (line.length > LONGEST_LINE || !/[:：\d]/.test(line)) return undefined
  const found = [...line.matchAll(LABEL)]
  const labels: Label[] = []
  const before = line.slice(0, found[0]?.index ?? line.length).trim()
  if (before) {
    const date = wholeDate(before)
    if (!date) return undefined
    labels.push({ name: 'date', value: before, date })
  }
  for (const [index, match] of found.entries()) {
    const name = LABEL_NAMES.find((label) => match.groups?.[label] !== undefined)!
    const value = line.slice(match.index + match[0].length, found[index + 1]?.index ?? line.length).trim()
    const dated = name === 'date' || name === 'published' || name === 'updated'
    const date = dated ? wholeDate(value) : undefined
    if (dated ? !date : !value || (name !== 'title' && columns(value) > LONGEST_NAME)) return undefined
    labels.push(date ? { name, value, date } : { name, value })
  }
  return labels
}

/** "Filed under: History": a line of a head like a letter's, if its neighbours are such lines too. */
export const isKeyValue = (line: string) =>
  line.length <= 120 && /^[\p{L}][\p{L} -]{1,24}[:：]\s?\S/u.test(line)

/** The line begins with a label, so it is not the continuation of another line. */
export const startsWithLabel = (line: string) => readLabels(line) !== undefined

/** The date that `text` consists of; a place, weekday or separator of a few characters may stand beside it. */
function wholeDate(text: string): string | undefined {
  const found = findDate(text)
  if (!found) return undefined
  const rest = text.slice(0, found.start) + text.slice(found.end)
  const words = rest.replaceAll(
    /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bon\b|星期[一二三四五六日天]/gi,
    '',
  )
  return /[\p{L}\p{N}]/u.test(words) ? undefined : found.date
}
