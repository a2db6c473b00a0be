/** HTML that cannot be injected into: a tagged template that escapes whatever it is given, unless that is markup already. */

export class Markup {
  readonly source: string
  /** Only for what is HTML for certain: see `trusted`. */
  constructor(source: string) {
    this.source = source
  }
}

type Value = Markup | string | number | undefined | false | readonly Value[]

/** Escapes every value, also inside an attribute, which must stand in double quotes. Nothing at all for undefined and false. */
export function markup(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(parts.map((part, i) => (i === 0 ? '' : rendered(values[i - 1])) + part).join(''))
}

/** Marks HTML of our own making as markup: the output of a safe renderer, a style sheet. Never something a person wrote. */
export const trusted = (html: string): Markup => new Markup(html)

function rendered(value: Value): string {
  if (value === undefined || value === false) return ''
  if (value instanceof Markup) return value.source
  if (typeof value === 'object') return value.map(rendered).join('')
  return escapeHtml(String(value))
}

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Control characters and lone surrogates, which HTML cannot hold, become �. */
function escapeHtml(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      // oxlint-disable-next-line no-control-regex -- control characters are what is shown as �
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '\ufffd')
      .replace(/[&<>"']/g, (found) => ENTITIES[found]!)
  )
}
