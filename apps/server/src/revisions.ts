/**
 * Corrected texts take the place of others. Nothing that was written is touched: where it stands in the corrected text is derived
 * from the revisions (`Carrier` in `@lectern/text`), and what cannot be told by itself a host decides.
 */
import { rootMap } from '@lectern/docs'
import { LIMITS, Problem, type Revision, type Span, type Text } from '@lectern/model'
import { notFound, type Place } from './access.ts'
import { type Context, happened, timestamp } from './context.ts'
import type { Ruling } from './rulings.ts'
import { findText } from './texts.ts'

/** Puts a corrected text in the place of one; putting the first back again is the same the other way round. */
export const replaceText: Ruling<'text.replace'> = async (context, place, { from, to, choices = {} }) => {
  const { session, member } = place
  const text = await findText(context, to)
  await findText(context, from)
  if (!session.textIds.includes(from)) {
    throw new Problem('conflict', 'The text to be replaced is not in this session (any more).')
  }
  if (session.textIds.includes(to)) {
    throw new Problem('conflict', 'The corrected text is in this session already. Choose another.')
  }
  if (session.revisions.length >= LIMITS.revisions) {
    throw new Problem('too-large', `Texts of a session can be replaced ${LIMITS.revisions} times.`, {
      limit: LIMITS.revisions,
    })
  }
  for (const chosen of Object.values(choices)) if (chosen) checkInside(chosen, text)
  const at = timestamp(context)
  const textIds = session.textIds.map((id) => (id === from ? to : id))
  const revisions = [...session.revisions, { from, to, at, by: member.personId, choices }]
  await context.storage.patchSession(session.id, { textIds, revisions }, at)
  await happened(context, session.id, member.personId, 'text.replace', { from, to })
  return {}
}

/** Settles where a note stands in the corrected text. */
export const choosePlace: Ruling<'revision.choose'> = async (
  context,
  place,
  { from, key, place: chosen },
) => {
  const { session, member } = place
  const index = session.revisions.findLastIndex((revision) => revision.from === from)
  const revision = session.revisions[index]
  if (!revision) throw notFound('revision')
  await expectNote(context, place, key)
  if (chosen) checkInside(chosen, await findText(context, revision.to))
  const choices: Revision['choices'] = { ...revision.choices, [key]: chosen }
  if (Object.keys(choices).length > LIMITS.revisionChoices) {
    throw new Problem('too-large', `At most ${LIMITS.revisionChoices} places can be chosen for one text.`, {
      limit: LIMITS.revisionChoices,
    })
  }
  const revisions = session.revisions.with(index, { ...revision, choices })
  await context.storage.patchSession(session.id, { revisions }, timestamp(context))
  await happened(context, session.id, member.personId, 'revision.choose', { from, key, place: chosen })
  return {}
}

async function expectNote(context: Context, { session }: Place, key: string): Promise<void> {
  const document = { sessionId: session.id, kind: 'annotations' } as const
  if (!(await context.rooms.read(document, (doc) => rootMap(doc, 'annotations').has(key))))
    throw notFound('note')
}

function checkInside({ start, end }: Span, { canonical }: Text): void {
  const isWhole = canonical.slice(0, start).isWellFormed() && canonical.slice(0, end).isWellFormed()
  if (start < end && end <= canonical.length && (isWhole || !canonical.isWellFormed())) return
  throw new Problem('bad-request', `The place ${start}–${end} is empty or lies outside the corrected text.`)
}
