/** A dialog whose changes are kept by one button and lost only after a question. */
import { type ReactNode, useState } from 'react'
import { problemText } from '../app/problem-text.ts'
import { m } from '../messages/messages.js'
import { Button } from '../ui/button.tsx'
import { Confirm, Dialog, DialogActions } from '../ui/dialog.tsx'
import { FormError } from '../ui/field.tsx'

type Props = {
  title: string
  /** What the button that keeps says. */
  action: string
  /** Whether leaving would lose something. */
  changed: boolean
  /** Closes when it resolves; shows why not when it rejects. */
  onSave: () => Promise<void>
  onClose: () => void
  children: ReactNode
}

export function FormDialog({ title, action, changed, onSave, onClose, children }: Props) {
  const [leaving, setLeaving] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const close = () => (changed ? setLeaving(true) : onClose())
  const save = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await onSave()
      onClose()
    } catch (failure) {
      setError(problemText(failure))
      setBusy(false)
    }
  }
  return (
    <Dialog title={title} wide onClose={close}>
      {children}
      <FormError>{error}</FormError>
      <DialogActions>
        <Button onClick={close}>{m.app_cancel()}</Button>
        <Button look="primary" busy={busy} onClick={() => void save()}>
          {action}
        </Button>
      </DialogActions>
      {leaving && (
        <Confirm
          danger
          title={m.meeting_leave_title()}
          text={m.meeting_leave_text()}
          action={m.meeting_leave()}
          onConfirm={async () => {
            onClose()
            return undefined
          }}
          onClose={() => setLeaving(false)}
        />
      )}
    </Dialog>
  )
}
