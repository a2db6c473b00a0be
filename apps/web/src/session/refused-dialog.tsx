/** Hands back what the server did not accept, so that nothing anybody wrote is lost. */
import { m } from '../messages/messages.js'
import { notify } from '../ui/announce.tsx'
import { Button } from '../ui/button.tsx'
import { copyText } from '../ui/clipboard.ts'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { refusals, useRefusals } from './refusals.ts'
import styles from './save-state.module.css'
import type { WhyCode } from './why.ts'

const SENTENCES: { [code in WhyCode]: () => string } = {
  'not-allowed': m.save_why_not_allowed,
  'too-large': m.save_why_too_large,
  incomplete: m.save_why_incomplete,
  form: m.save_why_form,
  out: m.save_removed,
}

/** @param personId words of somebody else who used this browser are not shown */
export function Refused({ sessionId, personId }: { sessionId: string; personId: string }) {
  const refusal = useRefusals(({ list }) =>
    list.find((one) => one.sessionId === sessionId && one.personId === personId),
  )
  if (!refusal) return null
  const { id, kind, why, words } = refusal
  const close = () => refusals.dismiss(id)
  const copy = async () => {
    const done = await copyText(words)
    if (done) notify(m.save_copied())
  }
  return (
    <Dialog key={id} title={m.save_refused_title()} onClose={close}>
      <p>{kind === 'summary' ? m.save_refused_summary() : m.save_refused_annotations()}</p>
      <p>{SENTENCES[why.code]()}</p>
      {why.detail && (
        <details className={styles.said}>
          <summary>{m.save_refused_said()}</summary>
          <span lang="en">{why.detail}</span>
        </details>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
      <pre className={styles.words} tabIndex={0}>
        {words}
      </pre>
      <DialogActions>
        <Button onClick={close}>{m.app_close()}</Button>
        <Button look="primary" onClick={() => void copy()}>
          {m.save_copy()}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
