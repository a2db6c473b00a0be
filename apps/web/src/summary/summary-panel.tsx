/** The summary as a part of the session page: its frame is there at once, the editor comes into it. */
import { Component, lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { m } from '../messages/messages.js'
import { useCited } from '../session/cited.ts'
import { useView } from '../session/view.ts'
import { useChannelState, useWorkspace } from '../session/workspace.ts'
import { Button } from '../ui/button.tsx'
import { coverage } from './coverage.ts'
import styles from './summary.module.css'

/** So long a wait needs a word, ms. */
const PATIENCE = 4000

const loadEditor = () => lazy(() => import('./summary-editor.tsx'))
let SummaryEditor = loadEditor()

export function SummaryPanel() {
  const { channels } = useWorkspace()
  const state = useChannelState(channels?.summary)
  const whyNot = useWhyNot()
  return (
    <div className={styles.panel}>
      <Salvage>
        <Suspense fallback={<Skeleton />}>
          {channels && state?.loaded ? (
            <SummaryEditor key={channels.summary.doc.guid} channel={channels.summary} whyNot={whyNot} />
          ) : (
            <Skeleton />
          )}
        </Suspense>
      </Salvage>
      <Footer />
    </div>
  )
}

/** Why I may not write, as a sentence; null when I may. */
function useWhyNot(): string | null {
  const { may, me, members, removed, session } = useWorkspace()
  if (may('summary.write')) return null
  if (removed) return m.summary_removed()
  if (session.status === 'closed') return m.summary_closed()
  const muted = members.find(({ personId }) => personId === me.personId)?.muted
  return muted ? m.summary_muted() : m.summary_observer()
}

function Skeleton() {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE)
    return () => clearTimeout(timer)
  }, [])
  return (
    <>
      <div className={styles.toolbar} />
      <div className={styles.scroll} aria-busy>
        <div className={styles.paper}>
          <p className={late ? styles.waiting : 'visually-hidden'}>
            {late ? m.summary_waiting() : m.summary_loading()}
          </p>
          <div className={styles.skeleton} aria-hidden>
            <span />
            <span />
            <span />
            <span />
          </div>
        </div>
      </div>
    </>
  )
}

/** How much of the text on the reader the summary speaks of. */
function Footer() {
  const { texts } = useWorkspace()
  const textId = useView((view) => view.textId)
  const cited = useCited()
  const text = texts.find(({ id }) => id === textId) ?? texts[0]
  if (!text) return <footer className={styles.footer} />
  const { cited: count, all } = coverage(text, cited)
  const whole = m.summary_coverage_of({ cited: count, all, title: text.title })
  return (
    <footer className={styles.footer}>
      <span title={whole}>
        <span aria-hidden>{m.summary_coverage({ cited: count, all })}</span>
        <span className="visually-hidden">{whole}</span>
      </span>
      <span>{m.summary_citations({ count: cited.length })}</span>
    </footer>
  )
}

/** The editor's code may fail to arrive, or the editor to start; the page goes on without it. */
class Salvage extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError() {
    return { failed: true }
  }
  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <div className={styles.scroll}>
        <div className={styles.failed} role="alert">
          <p>{m.summary_failed()}</p>
          <Button
            onClick={() => {
              SummaryEditor = loadEditor()
              this.setState({ failed: false })
            }}
          >
            {m.summary_retry()}
          </Button>
        </div>
      </div>
    )
  }
}
