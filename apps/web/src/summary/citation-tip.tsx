/** The quotation behind the chip that the pointer or the caret is on. */
import { flip, offset, shift, useFloating } from '@floating-ui/react-dom'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { m } from '../messages/messages.js'
import { useWorkspace } from '../session/workspace.ts'
import { useTip } from './citation-view.ts'
import styles from './summary.module.css'

/** Longest quotation shown, in UTF-16 code units. */
const LONGEST = 420

export function CitationTip() {
  const tip = useTip((state) => state.tip)
  const { texts, session } = useWorkspace()
  const [floating, setFloating] = useState<HTMLElement | null>(null)
  const { floatingStyles } = useFloating({
    strategy: 'fixed',
    placement: 'top',
    middleware: [offset(8), flip({ padding: 8 }), shift({ padding: 8 })],
    elements: { reference: tip?.chip ?? null, floating },
  })
  useEffect(() => {
    if (!tip) return undefined
    const hide = () => useTip.setState({ tip: null })
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide()
    }
    document.addEventListener('keydown', onKey, true)
    document.addEventListener('scroll', hide, true)
    return () => {
      document.removeEventListener('keydown', onKey, true)
      document.removeEventListener('scroll', hide, true)
    }
  }, [tip])
  if (!tip) return null
  const { passage } = tip
  const text = texts.find(({ id }) => id === passage?.textId)
  const corrected = session.revisions.some(({ from }) => from === tip.attributes.textId)
  const here = passage && text?.canonical.slice(passage.start, passage.end)
  const { exact } = tip.attributes
  return createPortal(
    <div ref={setFloating} style={floatingStyles} className={styles.tip} role="tooltip">
      <p className={styles.tipName}>
        <b>{tip.label}</b>
        {text && <span>{text.title}</span>}
      </p>
      <blockquote lang={text?.language} className={styles.tipQuote}>
        “{exact.length > LONGEST ? `${exact.slice(0, LONGEST).trimEnd()}…` : exact}”
      </blockquote>
      {corrected && here !== undefined && here !== exact && (
        <p className={styles.tipHelp}>
          {m.corrected_now({ quote: here.length > LONGEST ? `${here.slice(0, LONGEST).trimEnd()}…` : here })}
        </p>
      )}
      <p className={styles.tipHelp}>
        {text ? m.summary_tip_open() : corrected ? m.corrected_tip_lost() : m.summary_tip_absent()}
      </p>
    </div>,
    document.body,
  )
}
