/**
 * The Record as one HTML page that stands alone: no script, no request, readable on paper, on a phone and in the dark.
 * Its policy forbids everything but its own style sheet. Every word of a person is escaped by `markup`; annotation bodies are
 * Markdown contained by `containMarkdown` and written by micromark, which lets no HTML of theirs through.
 */
import { type CitationAttributes } from '@lectern/docs'
import type { SessionRecord, Text } from '@lectern/model'
import { micromark } from 'micromark'
import { type Note, type Notes, notesOf } from './citations.ts'
import { containMarkdown } from './contain-markdown.ts'
import { formatTime } from './dates.ts'
import { type Author, type Comment, discussionOf, type Entry, type Section } from './discussion.ts'
import { authorLine, type Fact, membersInOrder, sessionFacts, textFacts } from './facts.ts'
import { htmlDocument } from './html-document.ts'
import { summaryHtml } from './html-summary.ts'
import { kindLabel, type Labels, placeLabel, type Speech, speechOf } from './labels.ts'
import { type Markup, markup, trusted } from './markup.ts'
import { oneLine } from './words.ts'
import type { Writer } from './writer.ts'

export const htmlWriter: Writer = {
  name: 'html',
  label: 'HTML',
  mediaType: 'text/html; charset=utf-8',
  extension: 'html',
  write: (record, options) => page(record, speechOf(options)).source,
}

function page(record: SessionRecord, speech: Speech): Markup {
  const { labels, locale } = speech
  const { session } = record
  const { sections, outside } = discussionOf(record)
  const present = record.texts.filter(({ id }) => session.textIds.includes(id))
  const body = markup`<header>
<p class="eyebrow">${labels.record}</p>
<h1 dir="auto">${oneLine(session.title)}</h1>
${words('lead prose', session.theme)}
${words('prose', session.purpose)}
${facts(sessionFacts(record, speech))}
</header>
<main>
<section aria-labelledby="texts">
<h2 id="texts">${labels.texts}</h2>
<ol class="texts">
${present.map((text) => markup`<li><strong dir="auto" lang="${text.language}">${oneLine(text.title)}</strong>${facts(textFacts(text, speech))}</li>\n`)}</ol>
</section>
<section aria-labelledby="members">
<h2 id="members">${labels.members}</h2>
<ul class="members">
${membersInOrder(record.members).map(
  ({ name, role, removed }) =>
    markup`<li><bdi>${oneLine(name)}</bdi> <span>${labels.roles[role]}${removed && ` (${labels.removed})`}</span></li>\n`,
)}</ul>
</section>
${summarySection(record, speech)}
${sections.map((section) => textSection(section, 2, speech))}
${outside.length > 0 && outsideSection(outside, speech)}
</main>
<footer>Lectern · ${labels.taken} <time datetime="${record.takenAt}">${formatTime(record.takenAt, speech)}</time></footer>`
  return htmlDocument(locale, oneLine(session.title), body)
}

const words = (kind: string, text: string) =>
  text.trim() !== '' && markup`<p class="${kind}" dir="auto">${text.trim()}</p>`

const facts = (list: readonly Fact[]) =>
  markup`<dl>${list.map((fact) => markup`<dt>${fact.label}</dt><dd>${factValue(fact)}</dd>`)}</dl>`

function factValue({ value, time, href }: Fact): Markup {
  if (time !== undefined) return markup`<time datetime="${time}">${value}</time>`
  return href === undefined ? markup`<bdi>${value}</bdi>` : markup`<a href="${href}">${value}</a>`
}

const at = (time: string, speech: Speech) =>
  markup`<time datetime="${time}">${formatTime(time, speech)}</time>`
const person = (author: Author, { labels }: Speech) => markup`<bdi>${authorLine(author, labels)}</bdi>`
const people = (all: readonly Author[], speech: Speech) =>
  all.map((one, i) => markup`${i > 0 && speech.labels.comma}${person(one, speech)}`)

function summarySection(record: SessionRecord, { labels }: Speech): Markup {
  const notes = notesOf(record)
  const written = summaryHtml(record.summary, labels, noteMark(notes, labels))
  return markup`<section aria-labelledby="summary">
<h2 id="summary">${labels.summary}</h2>
<article class="summary" dir="auto">${written.source === '' ? markup`<p class="faint">${labels.emptySummary}</p>` : written}</article>
${
  notes.list.length > 0 &&
  markup`<aside class="notes" aria-labelledby="notes"><h3 id="notes">${labels.notes}</h3>
<ol>
${notes.list.map((note) => noteItem(note, labels))}</ol></aside>`
}
</section>`
}

/** Marks count their own ids: note 3, cited twice, has the marks `mark-3-1` and `mark-3-2`. */
function noteMark(notes: Notes, labels: Labels): (citation: CitationAttributes) => Markup {
  const seen = new Map<number, number>()
  return (citation) => {
    const { number } = notes.of(citation)
    const time = (seen.get(number) ?? 0) + 1
    seen.set(number, time)
    return markup`<sup><a id="mark-${number}-${time}" href="#note-${number}" aria-label="${labels.noteNumber} ${number}">[${number}]</a></sup>`
  }
}

function noteItem(note: Note, labels: Labels): Markup {
  const { number, citation, text, standing, times } = note
  const title = oneLine(text ? text.title : citation.label.trim() || `${labels.textId} ${citation.textId}`)
  const cited = [title, placeLabel(labels, note, oneLine)].filter(Boolean).join(labels.comma)
  const backs = Array.from(
    { length: times },
    (_, i) =>
      markup` <a class="back" href="#mark-${number}-${i + 1}" aria-label="${labels.backToText}">↩</a>`,
  )
  return markup`<li id="note-${number}"><q dir="auto" lang="${text?.language ?? ''}">${citation.exact}</q> — <cite dir="auto">${cited}</cite>${warning(standing, labels)}${backs}</li>\n`
}

function warning(standing: Note['standing'], labels: Labels): Markup | false {
  if (standing === 'stands') return false
  return markup` <span class="warn">(${labels.standings[standing]})</span>`
}

const sectionTitle = (text: Text | undefined, textId: string, labels: Labels) =>
  text
    ? markup`<bdi lang="${text.language}">${oneLine(text.title)}</bdi>`
    : markup`${labels.textId} ${textId}`

function textSection({ text, textId, comments }: Section, level: 2 | 3, speech: Speech): Markup {
  const { labels } = speech
  const title = markup`${labels.comments}${labels.colon}${sectionTitle(text, textId, labels)}`
  return markup`<section>
${level === 2 ? markup`<h2>${title}</h2>` : markup`<h3>${title}</h3>`}
${comments.length > 0 ? comments.map((comment) => commentArticle(comment, text, level, speech)) : markup`<p class="faint">${labels.noComments}</p>`}
</section>
`
}

const outsideSection = (outside: readonly Section[], speech: Speech) => markup`<section>
<h2>${speech.labels.outside}</h2>
<p class="faint">${speech.labels.outsideWhy}</p>
${outside.map((section) => textSection(section, 3, speech))}</section>`

function commentArticle(comment: Comment, text: Text | undefined, level: 2 | 3, speech: Speech): Markup {
  const { labels } = speech
  const kind = kindLabel(labels, comment.kind, comment.motivation)
  const place = placeLabel(labels, comment, oneLine)
  const title = markup`${place && markup`<span class="place">${place}</span>`}<span class="kind">${oneLine(kind)}</span>`
  return markup`<article class="comment ${comment.kind?.color}">
${level === 2 ? markup`<h3>${title}</h3>` : markup`<h4>${title}</h4>`}
${
  comment.quote !== undefined &&
  markup`<blockquote class="quote" dir="auto" lang="${text?.language ?? ''}"><p>“${comment.quote}”</p></blockquote>${
    comment.standing !== 'stands' && markup`<p>${warning(comment.standing, labels)}</p>`
  }`
}
${entryHtml(comment, speech)}
${comment.tags.length > 0 && markup`<p class="tags">${labels.tags}${labels.colon}${comment.tags.map((tag, i) => markup`${i > 0 && labels.comma}<bdi>${oneLine(tag)}</bdi>`)}</p>`}
${comment.replies.length > 0 && markup`<ul class="replies" aria-label="${labels.replies}">${comment.replies.map((reply) => markup`<li class="reply">${entryHtml(reply, speech)}</li>\n`)}</ul>`}
${comment.reactions.length > 0 && markup`<p class="reactions">${labels.reactions}${labels.colon}${comment.reactions.map(({ emoji, by }, i) => markup`${i > 0 && labels.comma}<bdi>${oneLine(emoji)}</bdi> (${people(by, speech)})`)}</p>`}
${comment.status && markup`<p class="state">${comment.status.resolved ? labels.resolvedBy : labels.reopenedBy}${person(comment.status.by, speech)} · ${at(comment.status.at, speech)}</p>`}
</article>
`
}

function entryHtml(entry: Entry, speech: Speech): Markup {
  const { labels } = speech
  const edited = entry.modified && markup` (${labels.edited} ${at(entry.modified, speech)})`
  return markup`<p class="meta"><b>${person(entry.author, speech)}</b> · ${at(entry.created, speech)}${edited}</p>
${bodyHtml(entry, speech)}`
}

function bodyHtml({ body, hidden }: Entry, speech: Speech): Markup | false {
  const { labels } = speech
  if (hidden) {
    const reason = hidden.reason.trim() !== '' && markup`${labels.colon}<bdi>${hidden.reason.trim()}</bdi>`
    return markup`<p class="faint">${labels.hiddenBy}${person(hidden.by, speech)} · ${at(hidden.at, speech)}${reason}</p>`
  }
  if (body === undefined || body.trim() === '') return false
  return markup`<div class="body" dir="auto">${trusted(ticked(micromark(containMarkdown(body, 3))))}</div>`
}

/** Task lists are not CommonMark; their boxes are drawn. No text of a person can hold `<li>`: theirs is escaped. */
const ticked = (html: string) =>
  html.replace(
    /(<li>(?:\n<p>)?)\[([ xX])\](?= )/g,
    (_, start: string, tick: string) => start + (tick === ' ' ? '☐' : '☑'),
  )
