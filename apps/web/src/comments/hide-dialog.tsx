/** Asks a host why a note or a reply is to be hidden. Loaded when it is opened. */
import { LIMITS } from '@lectern/model'
import { type FormEvent, useState } from 'react'
import * as m from '../messages/messages.js'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { FormError, TextArea } from '../ui/field.tsx'
import styles from './hide-dialog.module.css'

type Props = {
  /** @returns the sentence to show when it did not work */
  onHide: (reason: string) => Promise<string | undefined>
  onClose: () => void
}

export function HideDialog({ onHide, onClose }: Props) {
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const over = reason.length - LIMITS.reason
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (over > 0 || busy) return
    setBusy(true)
    const answer = await onHide(reason.trim())
    setBusy(false)
    if (answer) setFailure(answer)
    else onClose()
  }
  return (
    <Dialog title={m.comments_hide_title()} onClose={onClose}>
      <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
        <p>{m.comments_hide_text()}</p>
        <TextArea
          label={m.comments_hide_reason()}
          optional={m.app_optional()}
          hint={m.comments_hide_reason_hint({ limit: LIMITS.reason })}
          error={over > 0 ? m.comments_too_long({ count: over, limit: LIMITS.reason }) : undefined}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <FormError>{failure}</FormError>
        <DialogActions>
          <Button onClick={onClose}>{m.app_cancel()}</Button>
          <Button type="submit" look="danger" busy={busy}>
            {m.comments_hide()}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
