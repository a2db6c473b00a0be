/** Makes a Text of segmented words and what is known about them, and makes the next Text when suggestions are answered. Sees no bytes. */
import { createHash } from 'node:crypto'
import {
  type Exclusion,
  GivenFields,
  LIMITS,
  parse,
  Problem,
  type Text,
  TextFields,
  Title,
} from '@lectern/model'
import { applyAnswers, countWords, edit, type Edits, readingMinutes, segment } from '@lectern/text'
import { checkReadable } from './charset.ts'
import { guessLanguage } from './language.ts'
import type { Reading } from './reader.ts'

/** @throws Problem `too-large` when the text is longer than `LIMITS.textCharacters`, all runs of white space taken as one */
export function checkLength(raw: string): void {
  const limit = LIMITS.textCharacters
  if (raw.length > limit && raw.replaceAll(/\s+/g, ' ').length > limit) throw tooLong()
}
export const tooLong = () => {
  const limit = LIMITS.textCharacters
  return new Problem(
    'too-large',
    `The text has more than ${limit} characters. Split it into several texts.`,
    { limit },
  )
}

/** Stable name of content: the same words, blocks and exclusions give the same id (132 bits of SHA-256, base64url). */
function contentId(canonical: string, blocks: Text['blocks'], exclusions: Exclusion[]): string {
  const content = JSON.stringify([canonical, blocks, exclusions])
  return createHash('sha256').update(content).digest('base64url').slice(0, 22)
}

/**
 * @param fallbackTitle used when neither the sender nor the text gives a title, e.g. a file name
 * @throws Problem `unreadable` when there are no words, `too-large`, or `bad-request` for fields that are not valid
 */
export function makeText(reading: Reading, given: GivenFields, fallbackTitle = ''): Text {
  const { canonical, blocks, outline, exclusions, splits, fields, locators = [], comments = [] } = reading
  if (!canonical)
    throw new Problem('unreadable', 'There are no words in this text. Choose a file that has some.')
  checkLength(canonical)
  const said = parse(GivenFields, withoutNothing(given), 'text')
  const language = said.language ?? reading.language ?? guessLanguage(canonical)
  const heading = blocks.find((block) => block.kind === 'heading') ?? blocks[0]!
  const titles = [fields.title, canonical.slice(heading.start, heading.end).slice(0, 4 * LIMITS.title)]
  // A first line that is no heading is a worse name than the file's.
  if (heading.kind !== 'heading') titles.splice(1, 0, fallbackTitle)
  else titles.push(fallbackTitle)
  const attribution = [fields.byline, fields.source].filter(Boolean).join(' · ').slice(0, 500)
  const words = countWords(canonical, language, exclusions)
  return {
    id: contentId(canonical, blocks, exclusions),
    ...withoutNothing({
      kind: 'text',
      date: fields.date,
      published: fields.published,
      attribution: attribution || undefined,
      ...said,
    }),
    kind: said.kind ?? 'text',
    title: said.title ?? titles.map(asTitle).find((title) => title !== undefined) ?? 'Untitled',
    language,
    canonical,
    blocks,
    outline,
    exclusions,
    splits,
    ...(locators.length > 0 && { locators }),
    ...(comments.length > 0 && { comments }),
    words,
    minutes: readingMinutes(words, language),
  }
}

/** Words that fit a title: one line, no invisible characters, at most `LIMITS.title`; undefined when none are left. */
function asTitle(words: string | undefined): string | undefined {
  const line = (words ?? '').replaceAll(/[\p{C}\s]+/gu, ' ').trim()
  const cut =
    line.length > LIMITS.title
      ? `${line
          .slice(0, LIMITS.title - 1)
          .toWellFormed()
          .replace(/\ufffd$/, '')}…`
      : line
  const title = Title.safeParse(cut)
  return title.success ? title.data : undefined
}

/** Leaves out what is null or undefined. */
function withoutNothing<T extends object>(fields: T): T {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)
  return Object.fromEntries(known) as T
}

/**
 * A Text of words that were pasted.
 * @throws Problem `unreadable` when they are not text, `too-large` with the limit
 */
export function textFrom(input: GivenFields & { text: string }): Text {
  const { text, ...given } = input
  const raw = text.toWellFormed()
  checkReadable(raw)
  checkLength(raw)
  return makeText(segment(raw, { language: given.language ?? guessLanguage(raw) }), given)
}

/**
 * The Text that edits make of one that was read, before anybody has written on it.
 * @throws Problem `bad-request` when an edit fits no place
 */
export function editText(text: Text, edits: Edits, fields: GivenFields = {}): Text {
  const said = withoutNothing(parse(GivenFields, fields, 'text'))
  if (Object.values(edits).every((edit) => edit === undefined)) return { ...text, ...said }
  const known = withoutNothing(
    parse(GivenFields, Object.fromEntries(FIELDS.map((field) => [field, text[field]])), 'text'),
  )
  return makeText(edit(text, edits, said.language ?? text.language), { ...known, ...said })
}
const FIELDS = Object.keys(TextFields) as (keyof typeof TextFields)[]

/**
 * The Text that answers make of another: blocks cut in two, other exclusions. The same offsets hold in both; without a
 * change it is the same Text.
 * @throws Problem `bad-request` when an answer fits no place
 */
export function reviseText(
  text: Text,
  answers: { split?: number[] | undefined; exclusions?: Exclusion[] | undefined },
): Text {
  const answered = applyAnswers(text, answers)
  const id = contentId(text.canonical, answered.blocks, answered.exclusions)
  if (id === text.id) return text
  const words = countWords(text.canonical, text.language, answered.exclusions)
  return {
    ...text,
    ...answered,
    id,
    words,
    minutes: readingMinutes(words, text.language),
    revisionOf: text.id,
  }
}
