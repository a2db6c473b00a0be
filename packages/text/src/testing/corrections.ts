/**
 * Corrects texts at random, from a seed, and knows for each character of the old text where it went: the truth that `carry` is
 * held against.
 */
export type Language = 'en' | 'zh'
export type Material = {
  sentences: { [l in Language]: string[] }
  words: { [l in Language]: [string, string][] }
  signs: { [l in Language]: [string, string][] }
}

/** A character and where it stood in the old text, -1: new; and of which it is a copy. */
type Char = { sign: string; from: number; copyOf?: number; copied?: true }
type Sentence = Char[]
type Draft = Sentence[][]

export type Random = (below: number) => number
/** https://en.wikipedia.org/wiki/Linear_congruential_generator with the numbers of Numerical Recipes */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const fresh = (words: string): Sentence => words.split('').map((sign) => ({ sign, from: -1 }))

function draftOf(text: string): Draft {
  const draft: Draft = []
  for (const { 0: block, index } of text.matchAll(/(?:[^\n]|\n(?!\n))+/g)) {
    const sentences: Sentence[] = []
    for (const found of block.matchAll(/[^.!?。！？；]*[.!?。！？；]+["”’]*\s*|[^.!?。！？；]+/g)) {
      const start = index + found.index
      sentences.push(found[0].split('').map((sign, i) => ({ sign, from: start + i })))
    }
    draft.push(sentences)
  }
  return draft
}

const wordsOf = (sentence: Sentence) => sentence.map(({ sign }) => sign).join('')

/** Replaces [at, at + length) by new signs. */
function replaced(sentence: Sentence, at: number, length: number, by: string): Sentence {
  return [...sentence.slice(0, at), ...fresh(by), ...sentence.slice(at + length)]
}

function swapped(sentence: Sentence, pairs: readonly [string, string][], random: Random): Sentence {
  const [word, by] = pairs[random(pairs.length)]!
  const text = wordsOf(sentence)
  const isWord = /^[a-z]/i.test(word)
  const places = [
    ...text.matchAll(
      new RegExp(isWord ? String.raw`\b${word}\b` : word.replaceAll('.', String.raw`\.`), 'g'),
    ),
  ]
  const place = places[random(Math.max(1, places.length))]
  return place ? replaced(sentence, place.index, word.length, by) : sentence
}

/** Where the first of two like sentences is, is only known as long as it keeps its place. */
const isCopied = (sentence: Sentence) => sentence.some(({ copied }) => copied)

type Operation = (draft: Draft, language: Language, material: Material, random: Random) => void
const somewhere = (draft: Draft, random: Random): [Sentence[], number] => {
  const filled = draft.filter(({ length }) => length > 0)
  const block = filled[random(filled.length)]!
  return [block, random(block.length)]
}

export const OPERATIONS: { [name: string]: Operation } = {
  'a word is corrected': (draft, language, { words }, random) => {
    const [block, i] = somewhere(draft, random)
    block[i] = swapped(block[i]!, words[language], random)
  },
  'signs are changed': (draft, language, { signs }, random) => {
    for (let n = 0; n < 4; n++) {
      const [block, i] = somewhere(draft, random)
      block[i] = swapped(block[i]!, signs[language], random)
    }
  },
  'a sentence is put in': (draft, language, { sentences }, random) => {
    const [block, i] = somewhere(draft, random)
    block.splice(
      i,
      0,
      fresh(sentences[language][random(sentences[language].length)]! + (language === 'en' ? ' ' : '')),
    )
  },
  'a sentence stands twice': (draft, _language, _material, random) => {
    const [from, i] = somewhere(draft, random)
    const copy = from[i]!.map(({ sign, from: at, copyOf = at }) => ({ sign, from: -1, copyOf }))
    const [block, k] = somewhere(draft, random)
    if (block === from) return // which is the copy?
    from[i] = from[i]!.map((char) => ({ ...char, copied: true }))
    block.splice(k, 0, copy)
  },
  'a sentence is left out': (draft, _language, _material, random) => {
    const [block, i] = somewhere(draft, random)
    if (draft.flat().length > 4 && !isCopied(block[i]!)) block.splice(i, 1)
  },
  'a sentence is moved': (draft, _language, _material, random) => {
    const [from, i] = somewhere(draft, random)
    if (isCopied(from[i]!)) return
    const [sentence] = from.splice(i, 1)
    const [block, k] = draft.flat().length > 0 ? somewhere(draft, random) : [from, 0]
    block.splice(k, 0, sentence!)
  },
  'a sentence is split': (draft, language, _material, random) => {
    const [block, i] = somewhere(draft, random)
    const comma = wordsOf(block[i]!).search(/, |，/)
    if (comma > 0) block[i] = replaced(block[i]!, comma, 1, language === 'en' ? '. And so,' : '。所以，')
  },
  'some words are cut': (draft, language, _material, random) => {
    const [block, i] = somewhere(draft, random)
    const sentence = block[i]!
    const length = language === 'en' ? 20 + random(30) : 4 + random(8)
    if (sentence.length < 2 * length) return
    let at = random(sentence.length - length)
    let end = at + length
    if (language === 'en') {
      while (at > 0 && sentence[at - 1]!.sign !== ' ') at--
      while (end < sentence.length && sentence[end - 1]!.sign !== ' ') end++
    }
    block[i] = replaced(sentence, at, end - at, '')
  },
  'a paragraph is dropped': (draft, _language, _material, random) => {
    if (draft.length > 4) draft.splice(random(draft.length), 1)
  },
  'a paragraph is moved': (draft, _language, _material, random) => {
    const [block] = draft.splice(random(draft.length), 1)
    draft.splice(random(draft.length + 1), 0, block!)
  },
  'a paragraph is divided': (draft, _language, _material, random) => {
    const at = random(draft.length)
    const block = draft[at]!
    if (block.length > 1)
      draft.splice(at, 1, block.slice(0, block.length >> 1), block.slice(block.length >> 1))
  },
}

export type Correction = {
  text: string
  /** Where each UTF-16 code unit of the old text stands in the new one, or -1. */
  moved: Int32Array
  operations: string[]
}

/** Copies nearer to what they are copies of cannot be told from it. */
const APART = 80

export function corrected(old: string, language: Language, material: Material, random: Random): Correction {
  for (;;) {
    const correction = attempt(old, language, material, random)
    if (correction) return correction
  }
}

function attempt(
  old: string,
  language: Language,
  material: Material,
  random: Random,
): Correction | undefined {
  const draft = draftOf(old)
  const names = Object.keys(OPERATIONS)
  const operations: string[] = []
  // Texts are corrected, not written anew.
  const count = 1 + random(Math.min(12, Math.ceil(draft.flat().length / 5)))
  for (let n = 0; n < count; n++) {
    const name = names[random(names.length)]!
    operations.push(name)
    OPERATIONS[name]!(draft, language, material, random)
  }
  const moved = new Int32Array(old.length).fill(-1)
  const copies = new Map<number, number[]>()
  let text = ''
  for (const block of draft.filter(({ length }) => length > 0)) {
    text = text.trimEnd()
    if (text) text += '\n\n'
    for (const sentence of block) {
      if (language === 'en' && /\S$/.test(text)) text += ' '
      for (const { sign, from, copyOf = -1 } of sentence) {
        if (from >= 0) moved[from] = text.length
        if (copyOf >= 0) copies.set(copyOf, [...(copies.get(copyOf) ?? []), text.length])
        text += sign
      }
    }
  }
  for (const [from, places] of copies) {
    if (moved[from]! >= 0 && places.some((at) => Math.abs(at - moved[from]!) < APART)) return undefined
  }
  // What was copied and then left out has moved to its copy, if there is one only.
  for (const [from, places] of copies) if (moved[from]! < 0 && places.length === 1) moved[from] = places[0]!
  return { text, moved, operations }
}

/** `alike`: another place than the true one, but the same words between the same words: nobody could tell. */
export type Judgement = 'right' | 'alike' | 'wrong'

/** Letters and digits of [start, end) that are still there, as new offsets. */
function survivors(old: string, moved: Int32Array, start: number, end: number): number[] {
  const found: number[] = []
  for (let i = start; i < end; i++) if (moved[i]! >= 0 && /[\p{L}\p{N}]/u.test(old[i]!)) found.push(moved[i]!)
  return found
}

/** Where the passage is in truth: undefined when most of it is gone, or it was torn apart. */
export function truthOf(old: string, { moved, text }: Correction, start: number, end: number) {
  const left = survivors(old, moved, start, end)
  const all = old
    .slice(start, end)
    .split('')
    .filter((sign) => /[\p{L}\p{N}]/u.test(sign)).length
  if (left.length < 0.6 * all || left.length === 0) return undefined
  const first = left.reduce((least, at) => Math.min(least, at))
  const last = left.reduce((most, at) => Math.max(most, at)) + 1
  // Something of the old text that was not in the passage has come between: there is no one place.
  const inside = new Set(left)
  for (let i = 0; i < old.length; i++) {
    const at = moved[i]!
    if (at >= first && at < last && !inside.has(at) && /[\p{L}\p{N}]/u.test(old[i]!)) return undefined
  }
  return last - first <= 2 * (end - start) + 200 && text ? { start: first, end: last } : undefined
}

/** A place is wrong that leaves out a quarter of what is left of the passage, or takes in a third that was not of it. */
export function judge(
  old: string,
  { moved, text }: Correction,
  passage: { start: number; end: number },
  place: { start: number; end: number },
): Judgement {
  const left = survivors(old, moved, passage.start, passage.end)
  const isIn = (at: number) => at >= place.start && at < place.end
  const kept = left.filter(isIn).length
  let foreign = 0
  for (let i = 0; i < old.length; i++) {
    if ((i < passage.start || i >= passage.end) && isIn(moved[i]!) && /[\p{L}\p{N}]/u.test(old[i]!)) foreign++
  }
  if (left.length > 0 && kept >= 0.75 * left.length && foreign <= Math.max(0.35 * kept, 3)) return 'right'
  return isAlike(old, passage, text, place) ? 'alike' : 'wrong'
}

type Span = { start: number; end: number }
/** Letters on each side that must be the same; a long passage says enough by itself. */
const around = (words: string) => (words.length < 80 ? 40 : 20)
const letters = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

const isOnce = (all: string, words: string) => all.indexOf(words) === all.lastIndexOf(words)

function isAlike(old: string, was: Span, text: string, is: Span): boolean {
  const words = letters(old.slice(was.start, was.end))
  const found = letters(text.slice(is.start, is.end))
  if (found === words && words.length >= 60 && isOnce(letters(old), words) && isOnce(letters(text), words))
    return true
  const count = around(words)
  const before = (all: string, at: number) =>
    letters(all.slice(Math.max(0, at - 2 * count), at)).slice(-count)
  const after = (all: string, at: number) => letters(all.slice(at, at + 2 * count)).slice(0, count)
  const isSameBefore = before(old, was.start) === before(text, is.start)
  const isSameAfter = after(old, was.end) === after(text, is.end)
  if (found === words) return isSameBefore && isSameAfter
  if (found.length < 40 || found.length < 0.6 * words.length) return false
  return (words.startsWith(found) && isSameBefore) || (words.endsWith(found) && isSameAfter)
}
