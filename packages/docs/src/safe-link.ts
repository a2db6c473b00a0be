/** Which links may exist: one answer for the editor, the gate and the exports. */

/** Schemes a link may have, in the editor, in the gate and in exports. */
export const LINK_SCHEMES = ['http', 'https', 'mailto'] as const

export function isSafeLink(href: unknown): boolean {
  if (typeof href !== 'string') return false
  // Browsers ignore white space and control characters in front of and inside a scheme.
  // oxlint-disable-next-line no-control-regex -- removing control characters is the point
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href.replace(/[\u0000-\u0020\u007f-\u00a0]/g, ''))?.[1]
  return scheme !== undefined && (LINK_SCHEMES as readonly string[]).includes(scheme.toLowerCase())
}

/** A safe address as it may stand in a file: its scheme is written out at its very start. Undefined when there is none. */
export function fileLink(href: unknown): string | undefined {
  if (typeof href !== 'string' || !isSafeLink(href)) return undefined
  const address = href.trim()
  return /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : undefined
}
