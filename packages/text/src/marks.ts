/**
 * What the first characters of a line or paragraph say: a list marker, a heading mark, an ordinal, a note sign.
 * Knows nothing of the neighbours; whether a mark is believed is decided where the neighbours are known.
 */

export type ListMarker = {
  /** `bullet` for signs, `number` for anything that counts. */
  type: 'bullet' | 'number'
  /** 1 for "1." and "（一）", 2 for "1.1.", … */
  depth: number
}

const BULLET = /^(?:[•‣◦▪●○■□◆◇►∙·☐☑✓]\s*|[-*+–o]\s+)(?=\S)/u
const NUMBER =
  /^(?:\(?\d{1,3}[.)]|\d{1,3}(?:\.\d{1,3}){1,4}\.|\(?[a-z][)]|[a-z]\.|\([ivx]{1,5}\)|[ivx]{1,5}[.)])\s+(?=\S)/
const HAN_NUMBER =
  /^(?:\d{1,3}[、．]|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,3})[)）]|[①-⑳⑴-⒇㈠-㈩])\s*(?=\S)/u

/** "• ", "- ", "1. ", "（一）", "a) ", … Dashes, dots and the "o" of
 * RFCs need white space after them, so "-5 °C" and "3.5" are none. */
export function listMarker(text: string): ListMarker | undefined {
  const head = text.slice(0, 24)
  if (BULLET.test(head)) return { type: 'bullet', depth: 1 }
  const number = NUMBER.exec(head) ?? HAN_NUMBER.exec(head)
  if (!number) return undefined
  return { type: 'number', depth: number[0].match(/\.\d/g)?.length ? number[0].match(/\d+/g)!.length : 1 }
}

/** `#` to `######` of a Markdown heading (https://spec.commonmark.org/0.31.2/#atx-headings), else 0. */
export function headingMark(text: string): number {
  return /^(#{1,6})\s+\S/.exec(text.slice(0, 16))?.[1]?.length ?? 0
}

/** The depth a heading's own number gives: "2" and "一、" 1, "2.1" and "（一）" 2, … else 0. */
export function numberedDepth(text: string): number {
  const head = text.slice(0, 24)
  const dotted = /^(\d{1,3}(?:\.\d{1,3}){0,4})[.．、)]?\s+\S/.exec(head)?.[1]
  if (dotted) return dotted.split('.').length
  if (/^[一二三四五六七八九十]{1,3}、/.test(head)) return 1
  return /^[（(][一二三四五六七八九十]{1,3}[)）]/.test(head) ? 2 : 0
}

/** A note of the source about itself: "※ this is …", "Note: …", "注：…". */
export const isNote = (text: string) =>
  /^(?:[※†‡]|(?:Notes?|注|注释|编者按|备注)\s?[:：])/.test(text.slice(0, 16))

/** Signs that tie a title to a note at the foot of the text. */
export const REFERENCE_MARK = /\s*([※†‡*＊])$/u

/** Nothing but ornaments: "* * *", "-----", "=====". */
export const isOrnament = (text: string) => text.length <= 200 && /^[^\p{L}\p{N}]+$/u.test(text)

export type Ordinal = {
  /** 1, 2, 3 …; `last` for "Finally". */
  rank: number | 'last'
  /** UTF-16 code units of the ordinal with its punctuation. */
  length: number
}

const WORDS = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ')
const ENGLISH = new RegExp(
  String.raw`^(?:the\s)?(${WORDS.join('|')}|last|final)(?:ly)?(?:\sof\sall)?(?:\s?[,:，：]|\sis\b)\s*(?=\S)`,
  'i',
)
const HAN_DIGITS = '一二三四五六七八九十'
const CHINESE =
  /^(?:第([一二三四五六七八九十]{1,3})(?:[，,、：:]|是|，是)|其?([一二三四五六七八九十]{1,3})(?:是|、|，))\s*(?=\S)/u
const CHINESE_WORDS = new Map<string, number | 'last'>([
  ['首先', 1],
  ['其次', 2],
  ['再次', 3],
  ['最后', 'last'],
])

const digit = (part: string | undefined) => (part ? HAN_DIGITS.indexOf(part) + 1 : 0)

/** Han numerals up to 99. */
function hanNumber(text: string): number {
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text]
  return text.includes('十') ? (tens ? digit(tens) : 1) * 10 + digit(ones) : digit(ones)
}

/** "Firstly, …", "The second is …", "第三，…", "一是…", "首先，…" at the start of a paragraph. */
export function ordinal(text: string): Ordinal | undefined {
  const head = text.slice(0, 40)
  const english = ENGLISH.exec(head)
  if (english) {
    const word = english[1]!.toLowerCase()
    return {
      rank: word === 'last' || word === 'final' ? 'last' : WORDS.indexOf(word) + 1,
      length: english[0].length,
    }
  }
  const chinese = CHINESE.exec(head)
  if (chinese) return { rank: hanNumber(chinese[1] ?? chinese[2]!), length: chinese[0].length }
  const word = /^(首先|其次|再次|最后)[，,]/.exec(head)
  return word ? { rank: CHINESE_WORDS.get(word[1]!)!, length: word[0].length } : undefined
}
