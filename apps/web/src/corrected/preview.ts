/** What would become of the notes and citations of a text if another took its place. Reads; changes nothing. */
import type { Passage, Session, Text } from '@lectern/model'
import type { CarriedPlace } from '@lectern/text'
import type { Note } from '../comments/notes.ts'
import { openCarrier } from '../session/carrier.ts'

export type Preview = {
  found: number
  uncertain: { note: Note; places: CarriedPlace[] }[]
  lost: Note[]
  citations: { found: number; all: number }
}

/** So long the page is kept waiting at a time, ms. */
const SLICE = 12

/**
 * @param notes and `cited` of the whole session; only those that stand in `from` now are counted
 * @param onShare called now and then with how much is done, 0 to 1
 * @throws AbortError when `signal` aborts; what fetching throws
 */
export async function previewOf(
  session: Pick<Session, 'textIds' | 'revisions'>,
  [from, to]: [from: Text, to: Text],
  { notes, cited, texts }: { notes: readonly Note[]; cited: readonly Passage[]; texts: readonly Text[] },
  { onShare, signal }: { onShare: (share: number) => void; signal: AbortSignal },
): Promise<Preview> {
  const swapped = {
    textIds: session.textIds.map((id) => (id === from.id ? to.id : id)),
    revisions: [
      ...session.revisions,
      { from: from.id, to: to.id, at: new Date(0).toISOString(), by: 'nobody', choices: {} },
    ],
  }
  const carrier = await openCarrier(swapped, [...texts, to])
  const preview: Preview = { found: 0, uncertain: [], lost: [], citations: { found: 0, all: 0 } }
  const all = notes.length + cited.length
  let rest = performance.now() + SLICE
  const breathe = async (done: number) => {
    signal.throwIfAborted()
    if (performance.now() < rest) return
    onShare(done / all)
    await new Promise((resolve) => setTimeout(resolve))
    rest = performance.now() + SLICE
  }
  for (const [done, note] of notes.entries()) {
    await breathe(done)
    // What was about a text that stays is not concerned.
    const standing = session.textIds.includes(note.target.source)
      ? note.target.source === from.id && carrier.place(note.target, note.key)
      : carrier.place(note.target, note.key)
    if (!standing || standing.textId !== to.id) continue
    if (standing.verdict === 'found') preview.found++
    else if (standing.verdict === 'ambiguous') preview.uncertain.push({ note, places: standing.places })
    else preview.lost.push(note)
  }
  for (const [done, passage] of cited.entries()) {
    await breathe(notes.length + done)
    if (passage.textId !== from.id && session.textIds.includes(passage.textId)) continue
    const standing = carrier.passage(passage)
    if (standing.textId !== to.id && passage.textId !== from.id) continue
    preview.citations.all++
    if (standing.verdict === 'found') preview.citations.found++
  }
  return preview
}
