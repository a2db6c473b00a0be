/** Says that others wrote something, in one sentence for all that came together. Own words are announced where they are made. */
import { paragraphNumberAt } from '@lectern/text'
import type { Annotation, Text } from '@lectern/model'
import { useEffect, useRef } from 'react'
import * as m from '../messages/messages.js'
import { difference } from '../reader/difference.ts'
import { useWorkspace } from '../session/workspace.ts'
import { announce } from '../ui/announce.tsx'
import type { Notes } from './notes.ts'
import { usePeople } from './people.ts'

/** Sentences no closer than this, ms. */
const BATCH_MS = 2_500

export function useNews(text: Text, { all, loaded, placed }: Notes): void {
  const { me } = useWorkspace()
  const person = usePeople()
  const known = useRef<readonly Annotation[] | null>(null)
  const waiting = useRef<{ key: string; personId: string; start: number | undefined }[]>([])
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const say = useRef(() => {})
  useEffect(() => {
    say.current = () => {
      const news = waiting.current
      waiting.current = []
      timer.current = undefined
      const [only] = news
      if (news.length > 1) announce(m.comments_news_many({ count: news.length }))
      else if (only) {
        const paragraph = only.start === undefined ? undefined : paragraphNumberAt(text, only.start)
        const { name } = person(only.personId)
        announce(
          paragraph === undefined ? m.comments_news({ name }) : m.comments_news_at({ name, paragraph }),
        )
      }
    }
  })
  useEffect(() => {
    if (!loaded) return
    const before = known.current
    known.current = all
    // What was there when the page came is no news.
    if (!before) return
    // Only what changed is looked at: notes are many.
    const { gone, come } = difference(before, all)
    const was = new Set(gone.flatMap(({ key, replies }) => [key, ...replies.map((reply) => reply.key)]))
    for (const note of come) {
      for (const { key, personId } of [note, ...note.replies]) {
        if (was.has(key) || personId === me.personId) continue
        const start = placed.get(text.id)?.find((one) => one.key === note.key)?.start
        waiting.current.push({ key, personId, start })
      }
    }
    if (waiting.current.length > 0) timer.current ??= setTimeout(() => say.current(), BATCH_MS)
  }, [all, loaded, placed, text.id, me.personId])
  useEffect(() => () => clearTimeout(timer.current), [])
}
