/** What a host rules about notes, and publishing one's own: commands with what they say when done, and the way back. */
import { problemText } from '../app/problem-text.ts'
import * as m from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { notify } from '../ui/announce.tsx'
import { offerUndo } from './undo.ts'

export type Rulings = {
  /** @param key of a note or a reply. @returns the sentence to show when it did not work */
  hide: (key: string, reason: string) => Promise<string | undefined>
  restore: (key: string) => Promise<void>
  lock: (key: string, locked: boolean) => Promise<void>
  /** @returns the sentence to show when it did not work */
  publish: (key: string) => Promise<string | undefined>
}

/** @returns whether it worked */
const orSay = async (result: Promise<string | undefined>): Promise<boolean> => {
  const failure = await result
  if (failure) notify(failure, 'bad')
  return failure === undefined
}

const offer = (words: string, undo: () => Promise<string | undefined>) => {
  offerUndo(words, () => void orSay(undo()))
}

export function useRulings(): Rulings {
  const { command, channels } = useWorkspace()
  const rule = async (fields: { type: string; [field: string]: unknown }): Promise<string | undefined> => {
    try {
      await command(fields)
      return undefined
    } catch (failure) {
      return problemText(failure)
    }
  }
  const hide = (key: string, hidden: boolean, reason = '') =>
    rule({ type: 'annotation.hide', key, hidden, ...(reason && { reason }) })
  const lock = (key: string, locked: boolean) => rule({ type: 'thread.lock', key, locked })
  return {
    async hide(key, reason) {
      const failure = await hide(key, true, reason)
      if (!failure) offer(m.comments_hide_done(), () => hide(key, false))
      return failure
    },
    async restore(key) {
      if (await orSay(hide(key, false))) notify(m.comments_restore_done())
    },
    async lock(key, locked) {
      if (!(await orSay(lock(key, locked)))) return
      offer(locked ? m.comments_lock_done() : m.comments_unlock_done(), () => lock(key, !locked))
    },
    async publish(key) {
      // The server moves what it has, so it must have all of it.
      if ((channels?.mine.state.get().unsaved ?? 0) > 0) return m.comments_publish_unsaved()
      const failure = await rule({ type: 'annotation.publish', key })
      if (!failure) notify(m.comments_publish_done())
      return failure
    },
  }
}
