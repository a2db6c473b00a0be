/** The words of a note. Plain words are shown as they are; Markdown once the code for it is here. */
import { useEffect, useState } from 'react'
import styles from './thread.module.css'

/** Whether Markdown would show these words any other way. Errs on the side of yes. */
export function needsMarkdown(words: string): boolean {
  return /[*_`#>[\]<&\\~]|^\s*([-+=]|\d+[.)])/m.test(words)
}

let ready: ((markdown: string) => string) | undefined

async function loadMarkdown() {
  const { toSafeHtml } = await import('./markdown.ts')
  ready = toSafeHtml
  return toSafeHtml
}

export function Body({ words }: { words: string }) {
  const wanted = needsMarkdown(words)
  const [toHtml, setToHtml] = useState(() => ready)
  useEffect(() => {
    if (!wanted || toHtml) return undefined
    let live = true
    void loadMarkdown().then((toSafeHtml) => live && setToHtml(() => toSafeHtml))
    return () => void (live = false)
  }, [wanted, toHtml])
  if (!wanted || !toHtml) return <div className={styles.words}>{words}</div>
  // oxlint-disable-next-line react/no-danger -- toSafeHtml lets nothing dangerous through; its tests say what
  return <div className={styles.markdown} dangerouslySetInnerHTML={{ __html: toHtml(words) }} />
}
