/**
 * Mentions in the Markdown of notes: kept as the link `[@Name](#person=<personId>)`, so that whoever is meant stays meant when
 * another has the same name. Pure.
 */

export type Named = { personId: string; name: string }

/** As it is kept; the name may have Markdown's escapes. */
const KEPT = /\[@((?:\\.|[^\\\]])*)\]\(#person=([\w-]{1,64})\)/g
const escaped = (name: string) => name.replaceAll(/[\\`*_[\]<>&~!]/g, '\\$&')
const unescaped = (name: string) => name.replaceAll(/\\(.)/g, '$1')

/** A mention as it is kept. */
export const mention = ({ personId, name }: Named): string => `[@${escaped(name)}](#person=${personId})`

/** The people a body mentions, by the names it gives them. */
export function mentionedIn(body: string): Named[] {
  return [...body.matchAll(KEPT)].map(([, name = '', personId = '']) => ({ personId, name: unescaped(name) }))
}

/** A body as it is written and shown without Markdown: `@Name` for every mention. */
export function withNames(body: string): string {
  return body.replaceAll(KEPT, (_, name: string) => `@${unescaped(name)}`)
}

/** A body as Markdown without links to people: `@Name` for every mention. @param nameOf what somebody is called now, one line */
export function withPlainMentions(body: string, nameOf: (named: Named) => string): string {
  return body.replaceAll(
    KEPT,
    (_, name: string, personId: string) => `@${escaped(nameOf({ personId, name: unescaped(name) }))}`,
  )
}
