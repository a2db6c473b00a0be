/** Putting a corrected text in the place of another, the way back, and saying where a note stands: commands with what they say when done. */
import type { Revision, Span, Text } from '@lectern/model'
import { pathOf } from '@lectern/text'
import { problemText } from '../app/problem-text.ts'
import type { Note } from '../comments/notes.ts'
import { offerUndo } from '../comments/undo.ts'
import * as m from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { notify } from '../ui/announce.tsx'

export type Replacing = {
  /** @returns the sentence to show when it did not work */
  replace: (from: Text, to: Text, choices: Revision['choices']) => Promise<string | undefined>
  /** Says where a note stands in the text that took the place of its own; null: nowhere. */
  choose: (note: Note, place: Span | null) => Promise<void>
}

/** The last replacement on the way from the text a note was written about: there its place is chosen. */
export const revisionOf = (session: Parameters<typeof pathOf>[0], note: Note): Revision | undefined =>
  pathOf(session, note.target.source)?.at(-1)

export function useReplacing(): Replacing {
  const { command, session } = useWorkspace()
  const ask = async (fields: { type: string; [field: string]: unknown }): Promise<string | undefined> => {
    try {
      await command(fields)
      return undefined
    } catch (failure) {
      return problemText(failure)
    }
  }
  const swap = (from: Text, to: Text, choices: Revision['choices'] = {}) =>
    ask({ type: 'text.replace', from: from.id, to: to.id, choices })
  return {
    async replace(from, to, choices) {
      const failure = await swap(from, to, choices)
      if (failure) return failure
      offerUndo(m.corrected_done({ title: to.title }), () => {
        void swap(to, from).then((problem) => problem && notify(problem, 'bad'))
      })
      return undefined
    },
    async choose(note, place) {
      const revision = revisionOf(session, note)
      if (!revision) return
      const failure = await ask({ type: 'revision.choose', from: revision.from, key: note.key, place })
      notify(
        failure ?? (place ? m.corrected_chosen() : m.corrected_nowhere_done()),
        failure ? 'bad' : 'plain',
      )
    },
  }
}
