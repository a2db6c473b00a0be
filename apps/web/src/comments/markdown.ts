/**
 * Markdown of a note as safe HTML. micromark shows raw HTML as text and drops dangerous addresses by default;
 * links get what a link to a stranger's page needs, and images stay links, so that nothing is fetched by being read.
 * Loaded when the first note needs it.
 */
import { micromark } from 'micromark'

/** @returns HTML that may be put into the page */
export function toSafeHtml(markdown: string): string {
  const html = micromark(markdown, { extensions: [{ disable: { null: ['labelStartImage'] } }] })
  return html.replace(/<a href="([^"]*)"/g, (_, href: string) =>
    /^(https?:|mailto:)/i.test(href)
      ? `<a href="${href}" target="_blank" rel="noopener noreferrer nofollow"`
      : '<a',
  )
}
