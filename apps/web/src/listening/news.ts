/** Says that others wrote something, in one sentence for all that came together. Own words are announced where they are made. */
import { paragraphNumberAt } from '@lectern/text'
import { type Annotation, type Reply, mentionedIn } from '@lectern/model'
import { useEffect, useRef } from 'react'
import { useNotes } from '../comments/notes.ts'
import { usePeople } from '../comments/people.ts'
import * as m from '../messages/messages.js'
import { difference } from '../reader/difference.ts'
import { useView } from '../session/view.ts'
import { useWorkspace } from '../session/workspace.ts'
import { announce } from '../ui/announce.tsx'
import { isWanted, useListening } from './choice.ts'

/** Sentences no closer than this, ms. */
const BATCH_MS = 2_500

type How = 'note' | 'reply' | 'answer' | 'mention'
type Heard = { personId: string; how: How; textId: string; start: number | undefined }

/** How an entry concerns somebody: `answer` and `mention` are meant for them. */
export function howFor(me: string, note: Annotation, entry: Annotation | Reply): How {
  if (mentionedIn(entry.body.value).some(({ personId }) => personId === me)) return 'mention'
  if (entry.key === note.key) return 'note'
  const mine =
    note.personId === me || note.replies.some((one) => one.personId === me && one.created < entry.created)
  return mine ? 'answer' : 'reply'
}
const isForMe = (how: How) => how === 'answer' || how === 'mention'

export function News(): null {
  const { me, texts } = useWorkspace()
  const { all, loaded, placed } = useNotes()
  const textId = useView((view) => view.textId)
  const person = usePeople()
  const known = useRef<readonly Annotation[] | null>(null)
  const waiting = useRef<Heard[]>([])
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const say = useRef(() => {})
  useEffect(() => {
    const sentence = ({ personId, how, textId: of, start }: Heard) => {
      const { name } = person(personId)
      if (how === 'mention') return m.listening_mention({ name })
      if (how === 'answer') return m.listening_answer({ name })
      if (how === 'reply') return m.listening_reply({ name })
      // The numbers of another text would lead astray.
      const text = of === textId ? texts.find(({ id }) => id === of) : undefined
      const paragraph = text && start !== undefined ? paragraphNumberAt(text, start) : undefined
      return paragraph === undefined ? m.comments_news({ name }) : m.comments_news_at({ name, paragraph })
    }
    say.current = () => {
      const heard = waiting.current
      waiting.current = []
      timer.current = undefined
      const [only] = heard
      const mine = heard.filter(({ how }) => isForMe(how)).length
      if (heard.length === 1 && only) announce(sentence(only))
      else if (mine > 0) announce(m.listening_many_for_me({ count: heard.length, mine }))
      else announce(m.comments_news_many({ count: heard.length }))
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
      for (const entry of [note, ...note.replies]) {
        const { key, personId } = entry
        const how = howFor(me.personId, note, entry)
        if (was.has(key) || personId === me.personId) continue
        if (!isWanted(useListening.getState(), { personId, forMe: isForMe(how) })) continue
        const { source } = note.target
        const start = placed.get(source)?.find((one) => one.key === note.key)?.start
        waiting.current.push({ personId, how, textId: source, start })
      }
    }
    if (waiting.current.length > 0) timer.current ??= setTimeout(() => say.current(), BATCH_MS)
  }, [all, loaded, placed, me.personId])
  useEffect(() => () => clearTimeout(timer.current), [])
  return null
}
