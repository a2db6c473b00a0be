/**
 * Plain words as Markdown that reads as exactly those words, in CommonMark and in the dialects people open files with.
 * Knows nothing of documents: one string in, one string out.
 */

/** ASCII punctuation that can mean something anywhere in a line (https://spec.commonmark.org/0.31.2/#backslash-escapes). */
const ANYWHERE = /[\\`*_[\]<>&|~${}]/g

/** Characters no document can hold; shown as �. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g

/**
 * `text` on one line, escaped so that no character of it becomes markup, a link, an entity or HTML.
 * `before` is the character in front of it on its line: `'\n'` when it begins a line (or a list item, or a quotation),
 * where `#`, `-` and `1.` mean something; `']'` behind a note mark or a link, where `(` and `:` do.
 */
export function escapeMarkdown(text: string, before = '\n'): string {
  let escaped = text
    .toWellFormed()
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replace(CONTROL, '\ufffd')
    .replace(ANYWHERE, '\\$&')
  // Bare addresses are links in GitHub's dialect. The scheme stays readable.
  escaped = escaped.replace(/:(?=\/\/)/g, '\\:').replace(/\b(www)\./gi, '$1\\.')
  // A "#" closes a heading or begins a tag only behind a space; "!" makes an image of the bracket that may follow.
  escaped = escaped.replace(/(\s)#/g, '$1\\#').replace(/!$/, '\\!')
  if (/\s/.test(before)) escaped = escaped.replace(/^#/, '\\#')
  if (before === ']') return escaped.replace(/^[(:]/, '\\$&')
  if (before !== '\n') return escaped
  return escaped.replace(/^\s*(?:[-+=:]|\d{1,9}(?=[.)]))/, (start) =>
    /\d$/.test(start) ? `${start}\\` : `${start.slice(0, -1)}\\${start.slice(-1)}`,
  )
}

const PARENTHESES: { readonly [character: string]: string } = { '(': '%28', ')': '%29' }

/** Destination of a Markdown link: what could end it is percent-encoded, what could be read as an entity is not left one. */
export function escapeDestination(href: string): string {
  return (
    href
      .trim()
      // oxlint-disable-next-line no-control-regex -- control characters end a destination
      .replace(/[\u0000-\u001f\s<>()\\"`|]/gu, (found) => PARENTHESES[found] ?? encodeURIComponent(found))
      .replace(/&(?=#?\w+;)/g, '&amp;')
  )
}
