/**
 * Markdown of a note as safe HTML. micromark shows raw HTML as text and drops dangerous addresses by default;
 * links get what a link to a stranger's page needs, and images stay links, so that nothing is fetched by being read.
 * Loaded when the first note needs it.
 */
import { micromark } from 'micromark'

const MENTION = /<a href="#person=([\w-]{1,64})"[^>]*>.*?<\/a>/gs
const SIGNS: { [sign: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** The member a mention is about; undefined for somebody the session does not know. */
export type Mentioned = (personId: string) => { name: string; me: boolean } | undefined

/**
 * @param mentioned a mention shows the name the session knows, whatever the link says
 * @returns HTML that may be put into the page
 */
export function toSafeHtml(markdown: string, mentioned: Mentioned = () => undefined): string {
  const html = micromark(markdown, { extensions: [{ disable: { null: ['labelStartImage'] } }] })
  const named = html.replaceAll(MENTION, (link, personId: string) => {
    const person = mentioned(personId)
    if (!person) return link
    const name = `@${person.name.replaceAll(/[&<>"]/g, (sign) => SIGNS[sign]!)}`
    return person.me ? `<strong class="mention">${name}</strong>` : `<span class="mention">${name}</span>`
  })
  return named.replace(/<a href="([^"]*)"/g, (_, href: string) =>
    /^(https?:|mailto:)/i.test(href)
      ? `<a href="${href}" target="_blank" rel="noopener noreferrer nofollow"`
      : '<a',
  )
}
