/** Hands back what the server did not accept, so that nothing anybody wrote is lost. */
import { m } from '../messages/messages.js'
import { notify } from '../ui/announce.tsx'
import { Button } from '../ui/button.tsx'
import { copyText } from '../ui/clipboard.ts'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { refusals, useRefusals } from './refusals.ts'
import styles from './save-state.module.css'

export function Refused() {
  const refusal = useRefusals(({ list }) => list[0])
  if (!refusal) return null
  const close = () => refusals.dismiss(refusal.n)
  const copy = async () => {
    const done = await copyText(refusal.words)
    if (done) notify(m.save_copied())
  }
  return (
    <Dialog key={refusal.n} title={m.save_refused_title()} onClose={close}>
      <p>{refusal.kind === 'summary' ? m.save_refused_summary() : m.save_refused_annotations()}</p>
      {refusal.reason && <p>{m.save_refused_reason({ reason: refusal.reason })}</p>}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
      <pre className={styles.words} tabIndex={0}>
        {refusal.words}
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
