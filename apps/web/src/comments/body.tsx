/** The words of a note. Plain words are shown as they are; Markdown once the code for it is here. */
import { withNames } from '@lectern/model'
import { useEffect, useMemo, useState } from 'react'
import { useWorkspace } from '../session/workspace.ts'
import styles from './thread.module.css'

/** Whether Markdown would show these words any other way. Errs on the side of yes. */
export function needsMarkdown(words: string): boolean {
  return /[*_`#>[\]<&\\~]|^\s*([-+=]|\d+[.)])/m.test(words)
}

type ToHtml = typeof import('./markdown.ts').toSafeHtml
let ready: ToHtml | undefined

async function loadMarkdown() {
  const { toSafeHtml } = await import('./markdown.ts')
  ready = toSafeHtml
  return toSafeHtml
}

export function Body({ words }: { words: string }) {
  const { members, me } = useWorkspace()
  const wanted = needsMarkdown(words)
  const [toHtml, setToHtml] = useState(() => ready)
  useEffect(() => {
    if (!wanted || toHtml) return undefined
    let live = true
    void loadMarkdown().then((toSafeHtml) => live && setToHtml(() => toSafeHtml))
    return () => void (live = false)
  }, [wanted, toHtml])
  const html = useMemo(() => {
    if (!wanted || !toHtml) return null
    return toHtml(words, (personId) => {
      const member = members.find((one) => one.personId === personId)
      return member && { name: member.name, me: personId === me.personId }
    })
  }, [wanted, toHtml, words, members, me.personId])
  if (html === null) return <div className={styles.words}>{withNames(words)}</div>
  // oxlint-disable-next-line react/no-danger -- toSafeHtml lets nothing dangerous through; its tests say what
  return <div className={styles.markdown} dangerouslySetInnerHTML={{ __html: html }} />
}
