/**
 * Links into the session: `#t=TEXT&p=START-END` shows a passage, `#a=ANNOTATION` a note on its passage.
 * Also read when the address changes while the page is open.
 */
import { useEffect, useRef, useState } from 'react'
import { useNotes } from '../../comments/notes.ts'
import { useView } from '../../session/view.ts'
import { useWorkspace } from '../../session/workspace.ts'

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
export function useLinks(): void {
  const hash = useHash()
  const { texts } = useWorkspace()
  const { placed, loaded } = useNotes()
  const done = useRef('')
  useEffect(() => {
    if (!hash || done.current === hash) return
    const fields = new URLSearchParams(hash.slice(1))
    const { showPassage, setActive } = useView.getState()
    const range = /^(\d+)-(\d+)$/.exec(fields.get('p') ?? '')
    const text = texts.find(({ id }) => id === fields.get('t'))
    const note = fields.get('a')
    if (text) {
      const [start, end] = range ? [Number(range[1]), Number(range[2])] : [0, 0]
      if (start <= end && end <= text.canonical.length) showPassage({ textId: text.id, start, end })
      done.current = hash
    } else if (note && loaded) {
      const found = [...placed.values()].flat().find(({ key }) => key === note)
      // A cache may be behind the server: what is not here yet is looked for again when more has come.
      if (!found) return
      showPassage({ textId: found.target.source, start: found.start, end: found.end })
      setActive(found.key)
      done.current = hash
    }
  }, [hash, texts, placed, loaded])
}
