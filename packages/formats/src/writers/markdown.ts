/**
 * The Record as Markdown: CommonMark, with footnotes, task lists and strikethrough as GitHub writes them
 * (https://github.github.com/gfm/). What people typed in plain fields is escaped, so none of it is markup; annotation bodies
 * stay Markdown, each in a quotation of its own that it cannot leave.
 */
import { escapeMarkdown, summaryMarkdown } from '@lectern/docs'
import type { SessionRecord, Text } from '@lectern/model'
import { type Note, type Notes, notesOf } from './citations.ts'
import { containMarkdown } from './contain-markdown.ts'
import { formatTime } from './dates.ts'
import { type Comment, discussionOf, type Entry, type Section } from './discussion.ts'
import { authorLine, type Fact, membersInOrder, sessionFacts, textFacts } from './facts.ts'
import { kindLabel, type Labels, placeLabel, type Speech, speechOf } from './labels.ts'
import { closedDirections, lines, oneLine } from './words.ts'
import type { Writer } from './writer.ts'

export const markdownWriter: Writer = {
  name: 'markdown',
  label: 'Markdown',
  mediaType: 'text/markdown; charset=utf-8',
  extension: 'md',
  write: (record, options) => writeMarkdown(record, speechOf(options)),
}

/** A block is its lines; blocks are joined by blank lines. */
type Block = string[]

function writeMarkdown(record: SessionRecord, speech: Speech): string {
  const { labels } = speech
  const notes = notesOf(record)
  const { sections, outside } = discussionOf(record)
  const present = record.texts.filter(({ id }) => record.session.textIds.includes(id))
  const blocks: Block[] = [
    [`# ${plain(record.session.title, ' ')}`],
    ...labelled(labels.theme, record.session.theme, labels),
    ...labelled(labels.purpose, record.session.purpose, labels),
    sessionFacts(record, speech).map((fact) => `- ${factLine(fact, labels)}`),
    [`## ${labels.texts}`],
    present.flatMap((text, i) => textLines(text, `${i + 1}. `, speech)),
    [`## ${labels.members}`],
    membersInOrder(record.members).map(
      ({ name, role, removed }) =>
        `- **${plain(name, '*')}** — ${labels.roles[role]}${removed ? ` (${labels.removed})` : ''}`,
    ),
    [`## ${labels.summary}`],
    ...summaryBlocks(record, notes, speech),
    ...sections.flatMap((section) => sectionBlocks(section, '##', speech)),
    ...(outside.length > 0 ? [[`## ${labels.outside}`], [labels.outsideWhy]] : []),
    ...outside.flatMap((section) => sectionBlocks(section, '###', speech)),
  ]
  return `${joined(blocks).join('\n')}\n`
}

const joined = (blocks: readonly Block[]): Block =>
  blocks.filter((block) => block.length > 0).flatMap((block, i) => (i > 0 ? ['', ...block] : block))
const indented = (block: Block, width: number): Block => block.map((line) => line && ' '.repeat(width) + line)
const quoted = (block: Block): Block => block.map((line) => `> ${line}`.trimEnd())

/** A plain field on one line. `before` as in `escapeMarkdown`. */
const plain = (text: string, before = ' ') => escapeMarkdown(oneLine(text), before)

/** A plain field of several lines: its line breaks stay. */
function prose(text: string): Block {
  const all = lines(text).map((line) => line.trim())
  while (all.at(-1) === '') all.pop()
  while (all[0] === '') all.shift()
  return all.map((line, i) => {
    if (line === '') return ''
    return escapeMarkdown(closedDirections(line)) + (all[i + 1] ? '\\' : '')
  })
}

const labelled = (label: string, text: string, labels: Labels): Block[] =>
  text.trim() === '' ? [] : [[`**${label}**${labels.colon.trimEnd()}`], prose(text)]

function factLine({ label, value, href }: Fact, { colon }: Labels): string {
  const isBare = href !== undefined && /^[\w:/.?#@!$%+,;=~-]+$/.test(href)
  return `${label}${colon}${isBare ? `<${href}>` : plain(closedDirections(value))}`
}

const textTitle = (text: Text | undefined, textId: string, { labels }: Speech) =>
  text ? plain(text.title) : `${labels.textId} ${plain(textId)}`

function textLines(text: Text, marker: string, speech: Speech): Block {
  const facts = textFacts(text, speech).map((fact) => `- ${factLine(fact, speech.labels)}`)
  return [`${marker}**${plain(text.title, '*')}**`, ...indented(facts, marker.length)]
}

function summaryBlocks({ summary }: SessionRecord, notes: Notes, speech: Speech): Block[] {
  const written = summaryMarkdown(summary, {
    headingOffset: 2,
    citation: (citation) => `[^${notes.of(citation).number}]`,
  })
  if (written === '') return [[`*${speech.labels.emptySummary}*`]]
  return [written.split('\n'), ...notes.list.map((note) => noteLines(note, speech))]
}

/** “exact quote” — Text title, ¶n */
function noteLines(note: Note, speech: Speech): Block {
  const { labels } = speech
  const { citation, standing, text } = note
  const title = text ? text.title : citation.label.trim() || `${labels.textId} ${citation.textId}`
  const place = [plain(title), placeLabel(labels, note, plain)].filter(Boolean)
  const mark = standingMark(standing, labels)
  // On one line, or a reader without footnotes would take its first word for the address of a link definition.
  const exact = lines(citation.exact).flatMap((line) => line.trim() || [])
  const quote = escapeMarkdown(closedDirections(exact.join(' ')), '“')
  return [`[^${note.number}]: “${quote}” — ${place.join(labels.comma)}${mark}`]
}

function standingMark(standing: Note['standing'], labels: Labels): string {
  if (standing === 'stands') return ''
  return ` *(${labels.standings[standing]})*`
}

function sectionBlocks(section: Section, level: '##' | '###', speech: Speech): Block[] {
  const { labels } = speech
  const title = `${level} ${labels.comments}${labels.colon}${textTitle(section.text, section.textId, speech)}`
  if (section.comments.length === 0) return [[title], [`*${labels.noComments}*`]]
  return [[title], ...section.comments.flatMap((comment) => commentBlocks(comment, `${level}#`, speech))]
}

function commentBlocks(comment: Comment, level: string, speech: Speech): Block[] {
  const { labels } = speech
  const kind = plain(kindLabel(labels, comment.kind, comment.motivation))
  const place = placeLabel(labels, comment, plain)
  const mark = standingMark(comment.standing, labels).trim()
  return [
    [`${level} ${place && `${place} · `}${kind}`],
    ...(comment.quote === undefined ? [] : [quoted(prose(`“${comment.quote}”`))]),
    ...(comment.quote === undefined || mark === '' ? [] : [[mark]]),
    entryItem(comment, '', [...commentMore(comment, speech)], speech),
  ]
}

/** One entry as a list item: who and when, the words, and what belongs to them. */
function entryItem(entry: Entry, prefix: string, more: readonly Block[], speech: Speech): Block {
  const { labels } = speech
  const edited = entry.modified ? ` (${labels.edited} ${formatTime(entry.modified, speech)})` : ''
  const who = `${prefix}**${escapeMarkdown(authorLine(entry.author, labels), '*')}** · ${formatTime(entry.created, speech)}${edited}`
  const [first = '', ...rest] = joined([[who], bodyBlock(entry, speech), ...more])
  return [`- ${first}`, ...indented(rest, 2)]
}

function bodyBlock({ body, hidden }: Entry, speech: Speech): Block {
  const { labels } = speech
  if (hidden) {
    const reason =
      hidden.reason.trim() === '' ? '' : `${labels.colon}${plain(closedDirections(hidden.reason))}`
    const by = escapeMarkdown(authorLine(hidden.by, labels), ' ')
    return [`${labels.hiddenBy}${by} · ${formatTime(hidden.at, speech)}${reason}`]
  }
  if (body === undefined || body.trim() === '') return []
  const contained = containMarkdown(body, 4).split('\n')
  while (contained[0]?.trim() === '') contained.shift()
  while (contained.at(-1)?.trim() === '') contained.pop()
  return quoted(contained)
}

function* commentMore(comment: Comment, speech: Speech): Generator<Block> {
  const { labels } = speech
  const names = (people: readonly Entry['author'][]) =>
    people.map((one) => escapeMarkdown(authorLine(one, labels), ' ')).join(labels.comma)
  if (comment.tags.length > 0) {
    yield [`${labels.tags}${labels.colon}${comment.tags.map((tag) => plain(tag)).join(labels.comma)}`]
  }
  for (const reply of comment.replies) yield entryItem(reply, `${labels.reply}${labels.colon}`, [], speech)
  if (comment.reactions.length > 0) {
    const all = comment.reactions.map(({ emoji, by }) => `${plain(emoji)} (${names(by)})`)
    yield [`${labels.reactions}${labels.colon}${all.join(labels.comma)}`]
  }
  if (comment.status) {
    const { resolved, by, at } = comment.status
    const label = resolved ? labels.resolvedBy : labels.reopenedBy
    yield [`${label}${names([by])} · ${formatTime(at, speech)}`]
  }
}
