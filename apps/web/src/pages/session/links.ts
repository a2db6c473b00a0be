/**
 * Links into the session: `#t=TEXT&p=START-END` shows a passage, `#a=ANNOTATION` a note on its passage.
 * Also read when the address changes while the page is open. Loaded after the text shows.
 */
import { useEffect, useRef, useState } from 'react'
import { useNotes } from '../../comments/notes.ts'
import * as m from '../../messages/messages.js'
import { useView } from '../../session/view.ts'
import { useWorkspace } from '../../session/workspace.ts'
import { notify } from '../../ui/announce.tsx'

function useHash(): string {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const changed = () => setHash(location.hash)
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  }, [])
  return hash
}

/** Carries out the link the page was opened with, and each later one, once. */
export function Links(): null {
  const hash = useHash()
  const { texts, carry } = useWorkspace()
  const { placed, uncertain, lost, loaded } = useNotes()
  const done = useRef('')
  useEffect(() => {
    if (!hash || done.current === hash) return
    const fields = new URLSearchParams(hash.slice(1))
    const { showPassage, setActive } = useView.getState()
    const range = /^(\d+)-(\d+)$/.exec(fields.get('p') ?? '')
    const textId = fields.get('t')
    const note = fields.get('a')
    if (textId) {
      const [start, end] = range ? [Number(range[1]), Number(range[2])] : [0, 0]
      const here = texts.some(({ id }) => id === textId)
        ? { textId, start, end }
        : carry.passage({ textId, start, end })
      const text = texts.find(({ id }) => id === here?.textId)
      if (!carry.known) return
      if (here && text && here.start <= here.end && here.end <= text.canonical.length) showPassage(here)
      else if (!here) notify(m.corrected_link_lost(), 'bad')
      done.current = hash
    } else if (note && loaded) {
      const found = [...placed.values()].flat().find(({ key }) => key === note)
      if (!found && [...uncertain, ...lost].some(({ key }) => key === note)) {
        useView.getState().openPanel('discussion')
        useView.getState().openPhoneTab('comments')
        setActive(note)
        done.current = hash
      }
      // A cache may be behind the server: what is not here yet is looked for again when more has come.
      if (!found) return
      showPassage({ textId: found.textId, start: found.start, end: found.end })
      setActive(found.key)
      done.current = hash
    }
  }, [hash, texts, carry, placed, uncertain, lost, loaded])
  return null
}
