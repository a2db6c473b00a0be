/** What people typed, made fit to stand in a line of a document. Knows no format. */

/** Control characters, line separators, what turns the direction of the words around it, and what XML cannot hold. */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]/gu

/** One visible line: white space made single, what cannot be seen shown as �. Never empty. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(/\s+/g, ' ').trim().replace(UNSEEN, '\ufffd') || '—'
}

/** Several lines of someone's words, exact but for control characters and line endings. */
export function lines(text: string): string[] {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?|[\u2028\u2029]/g, '\n')
      // oxlint-disable-next-line no-control-regex -- control characters are what is shown as �
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '\ufffd')
      .split('\n')
  )
}

/**
 * Closes the embeddings and isolates a quotation leaves open, so that it cannot turn what stands behind it on its line
 * (https://www.unicode.org/reports/tr9/#Explicit_Directional_Embeddings).
 */
export function closedDirections(text: string): string {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  const isolates = Math.max(0, count(/[\u2066-\u2068]/g) - count(/\u2069/g))
  const embeddings = Math.max(0, count(/[\u202a\u202b\u202d\u202e]/g) - count(/\u202c/g))
  return text + '\u2069'.repeat(isolates) + '\u202c'.repeat(embeddings)
}
