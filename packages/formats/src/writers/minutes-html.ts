/** The minutes as one page that stands alone: nothing is fetched, every word of a person is escaped. */
import { htmlDocument } from './html-document.ts'
import { LABELS } from './labels.ts'
import { type Markup, markup } from './markup.ts'
import { type Form, type Item, minutesForm } from './minutes-form.ts'
import type { Locale, Writer } from './writer.ts'

export const minutesHtmlWriter: Writer = {
  name: 'minutes',
  label: 'Minutes (HTML)',
  mediaType: 'text/html; charset=utf-8',
  // Beside the whole record, which is a page too.
  extension: 'minutes.html',
  write: (record, options) => page(minutesForm(record, options), options.locale).source,
}

function page({ kind, title, theme, facts, parts, none }: Form, locale: Locale): Markup {
  const { colon, comma } = LABELS[locale]
  const body = markup`<header>
<p class="eyebrow">${kind}</p>
<h1 dir="auto">${title}</h1>
${theme !== undefined && markup`<p class="lead prose" dir="auto">${theme}</p>`}
<dl>${facts.map(({ label, value }) => markup`<dt>${label}</dt><dd><span dir="auto">${value}</span></dd>`)}</dl>
</header>
<main>
${parts.map(
  ({ heading, items }) => markup`<h2>${heading}</h2>
${
  items.length === 0
    ? markup`<p class="faint">${none}</p>`
    : markup`<ul>\n${items.map((item) => markup`<li>${itemHtml(item, comma)}</li>\n`)}</ul>`
}
`,
)}</main>`
  return htmlDocument(locale, kind + colon + title, body)
}

function itemHtml({ lead, words, isQuiet, facts = [], language }: Item, comma: string): Markup {
  const kind = isQuiet ? 'faint' : undefined
  const [first, ...more] = words.map((line) =>
    words.length === 1
      ? markup`<span dir="auto"${kind && markup` class="${kind}"`}${language && markup` lang="${language}"`}>${line}</span>`
      : markup`<p dir="auto">${line}</p>`,
  )
  return markup`${lead !== undefined && markup`<b><bdi>${lead}</bdi></b> `}${first}${more}${facts.map(
    ({ label, value }) => markup`${comma}${label && `${label} `}<bdi>${value}</bdi>`,
  )}`
}
