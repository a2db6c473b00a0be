/** Asks for the password of a file. */
import { type FormEvent, useState } from 'react'
import { m } from '../messages/messages.js'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { TextField } from '../ui/field.tsx'

type Props = {
  fileName: string
  /** Why it is asked (again). */ why: string
  onOpen: (password: string) => void
  onClose: () => void
}

export function PasswordDialog({ fileName, why, onOpen, onClose }: Props) {
  const [password, setPassword] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (password) onOpen(password)
  }
  return (
    <Dialog title={m.import_locked({ file: fileName })} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <TextField
          label={m.import_password()}
          hint={why}
          type="password"
          autoComplete="off"
          maxLength={200}
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
        <DialogActions>
          <Button onClick={onClose}>{m.app_cancel()}</Button>
          <Button type="submit" look="primary">
            {m.import_open()}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
