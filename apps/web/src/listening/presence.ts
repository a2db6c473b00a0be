/** Says who came and who left, in one sentence for all within a few seconds. Whoever only reloads the page neither comes nor goes. */
import { useEffect, useRef } from 'react'
import { usePeople } from '../comments/people.ts'
import * as m from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { announce } from '../ui/announce.tsx'
import { saysPresence, useListening } from './choice.ts'

const BATCH_MS = 4_000
/** So many are named; of more only the number is said. */
const NAMED = 3

export function Presence(): null {
  const { online, me } = useWorkspace()
  const person = usePeople()
  /** As it was last said; null before it is known. */
  const said = useRef<readonly string[] | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const say = useRef(() => {})
  useEffect(() => {
    say.current = () => {
      timer.current = undefined
      const before = said.current ?? []
      said.current = online
      if (!saysPresence(useListening.getState(), online.length)) return
      const [came, left] = [
        online.filter((id) => id !== me.personId && !before.includes(id)),
        before.filter((id) => id !== me.personId && !online.includes(id)),
      ].map((list) => list.map((id) => person(id).name)) as [string[], string[]]
      const names = new Intl.ListFormat(document.documentElement.lang)
      const sentences = [
        came.length > NAMED
          ? m.listening_came_many({ count: came.length })
          : came.length > 0 && m.listening_came({ names: names.format(came) }),
        left.length > NAMED
          ? m.listening_left_many({ count: left.length })
          : left.length > 0 && m.listening_left({ names: names.format(left) }),
      ].filter(Boolean)
      if (sentences.length > 0) announce(sentences.join(' '))
    }
  })
  useEffect(() => {
    // Before the server has said it, nobody is known to be here, not even I.
    if (online.length === 0) return
    if (said.current === null) said.current = online
    else timer.current ??= setTimeout(() => say.current(), BATCH_MS)
  }, [online])
  useEffect(() => () => clearTimeout(timer.current), [])
  return null
}
