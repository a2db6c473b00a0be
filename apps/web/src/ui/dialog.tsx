/** Modal dialogs on the browser's own <dialog>: it keeps the focus inside, gives it back, and closes on Escape. */
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { m } from '../messages/messages.js'
import { AnnouncerInside } from './announce.tsx'
import { Button, IconButton } from './button.tsx'
import styles from './dialog.module.css'

/** Mount it to open it; `onClose` is where the caller unmounts it. Stands in <body>, so that it may hold a form of its own. */
export function Dialog({
  title,
  wide = false,
  onClose,
  children,
}: {
  title: string
  /** `full`: as much of the window as there is. */
  wide?: boolean | 'full'
  onClose: () => void
  children: ReactNode
}) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = ref.current
    const before = document.activeElement
    if (dialog && !dialog.open) dialog.showModal()
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return createPortal(
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- Escape is the key for it
    <dialog
      ref={ref}
      className={styles.dialog}
      data-wide={wide || undefined}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        // React hands on presses in whatever stands in here; only the backdrop is the dialog itself.
        if (event.target === ref.current) onClose()
      }}
    >
      <div className={styles.inside}>
        <header className={styles.header}>
          <h2 id={titleId}>{title}</h2>
          <IconButton label={m.app_close()} onClick={onClose}>
            <X size={18} aria-hidden />
          </IconButton>
        </header>
        {children}
      </div>
      <AnnouncerInside />
    </dialog>,
    document.body,
  )
}

export function DialogActions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>
}

/** Asks before something that cannot be taken back. `onConfirm` may fail: its message is shown and the dialog stays. */
export function Confirm({
  title,
  text,
  action,
  danger = false,
  onConfirm,
  onClose,
}: {
  title: string
  text: string
  action: string
  danger?: boolean
  /** @returns the sentence to show when it did not work */
  onConfirm: () => Promise<string | undefined>
  onClose: () => void
}) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const confirm = async () => {
    setBusy(true)
    const failure = await onConfirm()
    setBusy(false)
    if (failure) setError(failure)
    else onClose()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      {error && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
      <DialogActions>
        <Button onClick={onClose}>{m.app_cancel()}</Button>
        <Button look={danger ? 'danger' : 'primary'} busy={busy} onClick={() => void confirm()}>
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
