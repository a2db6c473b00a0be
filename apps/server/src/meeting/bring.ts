/** Brings what somebody wrote elsewhere into everybody's notes, as theirs, through the same gate as all else. */
import { rootMap } from '@lectern/docs'
import { type Member, Problem, type Session } from '@lectern/model'
import { peerOf } from '../access.ts'
import type { Context } from '../context.ts'

export type Entry = { root: 'annotations' | 'replies' | 'reactions'; key: string; value: unknown }
/** So many are written at once. */
const FEW = 50

/** What is there already stays as it is. @returns how many of the entries, from the first on, stand there now; fewer where the member may not write */
export async function bring(
  { rooms, log }: Context,
  session: Session,
  member: Member,
  entries: readonly Entry[],
): Promise<number> {
  const shared = { sessionId: session.id, kind: 'annotations' } as const
  const peer = peerOf({ session, member })
  for (let at = 0; at < entries.length; at += FEW) {
    try {
      await rooms.write(shared, peer, (doc) => {
        for (const { root, key, value } of entries.slice(at, at + FEW)) {
          const map = rootMap(doc, root)
          if (!map.has(key)) map.set(key, value)
        }
      })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      log.warn({ session: session.id, code: error.code }, 'entries stay where they were written')
      return at
    }
  }
  return entries.length
}
