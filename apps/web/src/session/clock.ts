/**
 * The time as the server has it: a computer's own clock may be wrong by years, and what is written here is put in order
 * with what others write. Knows no page.
 */

/** What is nearer than this is right: the server says its time in whole seconds. ms */
const RIGHT = 5000

/** How far the server's clock is ahead of this one, ms. */
let ahead = 0

/** ms since 1970; this computer's own clock until the server was asked */
export const time = (): number => Date.now() + ahead

const listeners = new Set<() => void>()
/** @param listener called when it turns out that this clock is wrong, or right again @returns stops it */
export function onClockSet(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Asks the server for its time (https://www.rfc-editor.org/rfc/rfc9110#field.date). Never rejects. */
export async function askTime(): Promise<void> {
  try {
    const asked = Date.now()
    const { headers } = await fetch('/healthz', { method: 'HEAD', cache: 'no-store' })
    // Said somewhere between question and answer, without its fraction of a second.
    const off = Date.parse(headers.get('date') ?? '') + 500 - (asked + Date.now()) / 2
    const before = ahead
    if (Number.isFinite(off)) ahead = Math.abs(off) > RIGHT ? off : 0
    if (ahead !== before) for (const listener of listeners) listener()
  } catch {
    // Without network the clock of before is as good as any.
  }
}
