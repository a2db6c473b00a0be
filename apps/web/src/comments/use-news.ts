/** Says that others wrote something, in one sentence for all that came together. Own words are announced where they are made. */
import { paragraphNumberAt } from '@lectern/text'
import type { Text } from '@lectern/model'
import { useEffect, useRef } from 'react'
import * as m from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { announce } from '../ui/announce.tsx'
import type { Notes } from './notes.ts'
import { usePeople } from './people.ts'

/** Sentences no closer than this, ms. */
const BATCH_MS = 2_500

export function useNews(text: Text, { all, loaded, placed }: Notes): void {
  const { me } = useWorkspace()
  const person = usePeople()
  const known = useRef<Set<string> | null>(null)
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
    const here = new Map(placed.get(text.id)?.map(({ key, start }) => [key, start]))
    const now = all.flatMap((note) => [note, ...note.replies.map((reply) => ({ ...reply, under: note.key }))])
    const before = known.current
    known.current = new Set(now.map(({ key }) => key))
    // What was there when the page came is no news.
    if (!before) return
    for (const entry of now) {
      if (before.has(entry.key) || entry.personId === me.personId) continue
      waiting.current.push({
        key: entry.key,
        personId: entry.personId,
        start: here.get('under' in entry ? entry.under : entry.key),
      })
    }
    if (waiting.current.length > 0) timer.current ??= setTimeout(() => say.current(), BATCH_MS)
  }, [all, loaded, placed, text.id, me.personId])
  useEffect(() => () => clearTimeout(timer.current), [])
}
