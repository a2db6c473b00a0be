/**
 * A Text: an immutable source text as one canonical string with blocks over it.
 * All offsets are UTF-16 code units into `canonical`, end exclusive.
 */
import * as z from 'zod/mini'
import { DateOnly, Id, Title } from './ids.ts'
import { LIMITS } from './limits.ts'
import { ProblemDocument } from './problem.ts'

const Offset = z.int().check(z.nonnegative())

export const BlockKind = z.enum([
  'heading',
  'paragraph',
  'list-item',
  'quotation',
  'table-row',
  'metadata',
  'note',
])
export type BlockKind = z.infer<typeof BlockKind>

/** One block of the canonical string. Blocks are in order, never overlap, and everything outside them is white space. */
export const Block = z.strictObject({
  kind: BlockKind,
  level: z.optional(z.int().check(z.gte(1), z.lte(6), z.describe('of a heading: 1 is the title'))),
  start: Offset,
  end: Offset,
  number: z.optional(
    z
      .int()
      .check(
        z.describe(
          'the number people say aloud: paragraphs, list items and quotations that are not excluded',
        ),
      ),
  ),
})
export type Block = z.infer<typeof Block>

/** An entry of the outline: from a heading, or from a run-in ordinal ("Firstly, …"). Covers [start, end). */
export const OutlineEntry = z.strictObject({
  title: z.string(),
  level: z.int().check(z.gte(1), z.lte(6)),
  from: z.enum(['opening', 'heading', 'ordinal']),
  start: Offset,
  end: Offset,
})
export type OutlineEntry = z.infer<typeof OutlineEntry>

/** Why a span is taken for web furniture. The interface translates these. */
export const ExclusionReason = z.enum([
  'site-button',
  'photo-credit',
  'repeated-title',
  'unrelated-after-end',
  'lifted-into-fields',
  'by-hand',
  // Of pages and sites, as their files say or show it.
  'navigation',
  'contents',
  'page-header',
  'page-footer',
  'page-number',
])
export type ExclusionReason = z.infer<typeof ExclusionReason>

/** A span folded away from reading; it stays in `canonical`. */
export const Exclusion = z.strictObject({ start: Offset, end: Offset, reason: ExclusionReason })
export type Exclusion = z.infer<typeof Exclusion>

/** A place where the reader would split a block in two, e.g. a headline glued to a last sentence. */
export const SplitSuggestion = z.strictObject({ at: Offset, reason: z.enum(['glued-headline']) })
export type SplitSuggestion = z.infer<typeof SplitSuggestion>

/** Where the source itself has a place: from `at` on it is page 12, or chapter III, until the next of the same kind. */
export const Locator = z.strictObject({
  kind: z.enum(['page', 'chapter']),
  label: z
    .string()
    .check(z.minLength(1), z.maxLength(80), z.describe('as the source writes it: "12", "xiv"')),
  at: Offset,
})
export type Locator = z.infer<typeof Locator>

const Remark = {
  author: z.string().check(z.maxLength(80)),
  at: z.optional(z.iso.datetime()),
  words: z.string(),
}
/** A comment that came with a file, e.g. of Word, on [start, end). */
export const SourceComment = z.strictObject({
  ...Remark,
  start: Offset,
  end: Offset,
  replies: z.array(z.strictObject(Remark)),
})
export type SourceComment = z.infer<typeof SourceComment>

/** What is known about a text besides its words. Every field says only what the source says. */
export const TextFields = {
  title: Title,
  kind: z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(40),
      z.describe('speech, article, seminar report, digest, readout, text, …'),
    ),
  language: z.string().check(z.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/), z.describe('BCP 47')),
  date: z.optional(DateOnly),
  attribution: z.optional(z.string().check(z.maxLength(500))),
  titleNote: z.optional(z.string().check(z.maxLength(500))),
  dateNote: z.optional(z.string().check(z.maxLength(500))),
  eventDate: z.optional(DateOnly),
  published: z.optional(DateOnly),
  originalLanguage: z.optional(z.string().check(z.maxLength(200))),
  description: z.optional(z.string().check(z.maxLength(1000))),
  translationOf: z.optional(
    Id.check(z.describe('a text in another language that says the same, paragraph by paragraph')),
  ),
}

export const Text = z
  .strictObject({
    id: Id.check(z.describe('made from the content: the same words, blocks and exclusions give the same id')),
    ...TextFields,
    canonical: z.string().check(z.maxLength(LIMITS.textCharacters)),
    blocks: z.array(Block),
    outline: z.array(OutlineEntry),
    exclusions: z.array(Exclusion),
    splits: z.array(SplitSuggestion),
    locators: z.optional(z.array(Locator)),
    comments: z.optional(z.array(SourceComment)),
    words: z
      .int()
      .check(
        z.describe('words outside the exclusions; for Chinese and Japanese as Intl.Segmenter counts them'),
      ),
    minutes: z.int().check(z.describe('reading time')),
    revisionOf: z.optional(Id.check(z.describe('the text whose suggestions were answered to make this one'))),
  })
  .register(z.globalRegistry, { id: 'Text' })
export type Text = z.infer<typeof Text>

/** A Text in a list: everything but its words. */
export const TextSummary = z
  .strictObject({
    id: Id,
    ...TextFields,
    words: z.int(),
    minutes: z.int(),
    characters: z.int(),
    paragraphs: z.int(),
    excluded: z.int().check(z.describe('number of exclusions')),
    suggestions: z.int().check(z.describe('number of splits offered')),
    revisionOf: z.optional(Id),
  })
  .register(z.globalRegistry, { id: 'TextSummary' })
export type TextSummary = z.infer<typeof TextSummary>

export function summarizeText(text: Text): TextSummary {
  const { canonical, blocks, outline: _, exclusions, splits, locators: __, comments: ___, ...rest } = text
  return {
    ...rest,
    characters: canonical.length,
    paragraphs: blocks.filter((block) => block.number !== undefined).length,
    excluded: exclusions.length,
    suggestions: splits.length,
  }
}

/** [start, end) of a canonical string, in UTF-16 code units. */
export const Span = z.strictObject({ start: Offset, end: Offset })
export type Span = z.infer<typeof Span>

/** A range of a Text. */
export const Passage = z.strictObject({ textId: Id, ...Span.shape })
export type Passage = z.infer<typeof Passage>

/** What a sender says about a text; it goes before what the text says about itself. */
export const GivenFields = z.partial(z.strictObject(TextFields))
export type GivenFields = z.infer<typeof GivenFields>

/** Edits of a text before it comes into the library; all offsets are of the text as it was read. */
const Edits = {
  split: z.optional(z.array(Offset).check(z.maxLength(5000), z.describe('where a block is cut in two'))),
  join: z.optional(
    z.array(Offset).check(z.maxLength(20_000), z.describe('starts of blocks that go on in the one before')),
  ),
  kinds: z.optional(
    z
      .array(z.strictObject({ start: Offset, kind: BlockKind, level: Block.shape.level }))
      .check(z.maxLength(20_000), z.describe('other kinds of blocks, by their starts')),
  ),
  exclusions: z.optional(z.array(Exclusion).check(z.maxLength(5000), z.describe('replaces the list'))),
}

/** `POST /api/texts` as JSON: a pasted text, the answers to an existing text's suggestions (a new Text is made), or a draft as it was edited. */
export const NewText = z
  .union([
    z.strictObject({
      title: Title,
      text: z.string().check(z.minLength(1), z.maxLength(LIMITS.textCharacters)),
      kind: z.optional(TextFields.kind),
      language: z.optional(TextFields.language),
      date: z.optional(DateOnly),
      attribution: TextFields.attribution,
    }),
    z.strictObject({
      from: Id,
      split: z.optional(
        z.array(Offset).check(z.maxLength(1000), z.describe('offsets at which a block is cut in two')),
      ),
      exclusions: z.optional(z.array(Exclusion).check(z.maxLength(5000), z.describe('replaces the list'))),
    }),
    z.strictObject({ draft: Id, ...Edits, fields: z.optional(GivenFields) }),
  ])
  .register(z.globalRegistry, { id: 'NewText' })
export type NewText = z.infer<typeof NewText>

/** What a reader says of a file beside the text. */
export const FileReading = z
  .strictObject({
    reader: z.string().check(z.describe('the format it was read as')),
    encoding: z.optional(
      z.string().check(z.describe('of plain characters, as the Encoding Standard calls it')),
    ),
    parts: z.optional(
      z
        .array(z.strictObject({ title: z.string(), words: z.int() }))
        .check(z.describe('chapters of a book, to choose from')),
    ),
    remarks: z.optional(z.array(z.string()).check(z.describe('what was left out, and why'))),
  })
  .register(z.globalRegistry, { id: 'FileReading' })
export type FileReading = z.infer<typeof FileReading>

/** `POST /api/texts` with a file: what is said about the text, and how the file is to be read. */
export const FileForm = z
  .strictObject({
    ...GivenFields.shape,
    encoding: z.optional(
      z.string().check(z.regex(/^[\w:.-]{1,40}$/), z.describe('instead of what the bytes look like')),
    ),
    password: z.optional(z.string().check(z.maxLength(200))),
    parts: z.optional(
      z.string().check(z.regex(/^\d{1,4}(,\d{1,4}){0,1999}$/), z.describe('of a book: 0,2,5')),
    ),
    draft: z.optional(
      z
        .literal('1')
        .check(
          z.describe('the text is kept for an hour to be looked at, and does not come into the library'),
        ),
    ),
  })
  .register(z.globalRegistry, { id: 'FileForm' })
export type FileForm = z.infer<typeof FileForm>

/** A text that was read and is not in the library yet. */
export const TextDraft = z
  .strictObject({
    draft: Id,
    text: Text,
    reading: FileReading,
    known: z.optional(Id.check(z.describe('the same words are in the library under this id'))),
  })
  .register(z.globalRegistry, { id: 'TextDraft' })
export type TextDraft = z.infer<typeof TextDraft>

/** What is sent, a line each, while a draft is read for a caller who accepts `application/x-ndjson`; the last is no progress. */
export const DraftLine = z.union([
  z.strictObject({ progress: z.number().check(z.gte(0), z.lte(1)) }),
  z.strictObject({ result: TextDraft }),
  z.strictObject({ problem: ProblemDocument }),
])
export type DraftLine = z.infer<typeof DraftLine>

/** One text that comes with the product, as `seeds/seeds.json` lists it; null where nothing is known. */
const Seed = z.strictObject({
  file: z.string().check(z.regex(/^[\w.-]+$/, 'must be a file name without folders')),
  id: z.string(),
  slug: z.string(),
  title: TextFields.title,
  kind: TextFields.kind,
  language: TextFields.language,
  date: z.nullish(DateOnly),
  eventDate: z.nullish(DateOnly),
  published: z.nullish(DateOnly),
  titleNote: z.nullish(z.string()),
  dateNote: z.nullish(z.string()),
  originalLanguage: z.nullish(z.string()),
  sourceDescription: z.nullish(z.string()),
  attribution: z.nullish(z.string()),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
})
export type Seed = z.infer<typeof Seed>
export const SeedList = z.strictObject({ note: z.string(), seeds: z.array(Seed) })
