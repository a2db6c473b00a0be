/** What the session is about: to read for everybody, to change for the host. Loaded when it is opened. */
import { LIMITS } from '@lectern/model'
import { type FormEvent, useState } from 'react'
import { api } from '../../app/api.ts'
import { momentLabel } from '../../app/labels.ts'
import { fieldProblem, problemText } from '../../app/problem-text.ts'
import { sessionsChanged } from '../../app/queries.ts'
import { m } from '../../messages/messages.js'
import { useWorkspace } from '../../session/workspace.ts'
import { notify } from '../../ui/announce.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FormError, TextArea, TextField } from '../../ui/field.tsx'
import { TextChooser } from '../library/text-chooser.tsx'
import styles from './details-dialog.module.css'

type Props = { part?: 'about' | 'texts'; onClose: () => void }

/** @param part "texts" shows the choice of texts only */
export function DetailsDialog({ part = 'about', onClose }: Props) {
  const { may } = useWorkspace()
  return may('session.edit') ? <Edit part={part} onClose={onClose} /> : <Read onClose={onClose} />
}

function Read({ onClose }: { onClose: () => void }) {
  const { session } = useWorkspace()
  return (
    <Dialog title={session.title} onClose={onClose}>
      <dl className={styles.facts}>
        <dt>{m.app_session_theme()}</dt>
        <dd>{session.theme || m.session_no_theme()}</dd>
        <dt>{m.app_session_purpose()}</dt>
        <dd>{session.purpose || m.session_no_purpose()}</dd>
        <dt>{m.session_created()}</dt>
        <dd>{momentLabel(session.createdAt)}</dd>
      </dl>
    </Dialog>
  )
}

function Edit({ part, onClose }: { part: 'about' | 'texts'; onClose: () => void }) {
  const { session, refresh } = useWorkspace()
  const [title, setTitle] = useState(session.title)
  const [theme, setTheme] = useState(session.theme)
  const [purpose, setPurpose] = useState(session.purpose)
  const [textIds, setTextIds] = useState<string[]>(session.textIds)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (!title.trim()) {
      event.currentTarget.querySelector('input')?.focus()
      return
    }
    setBusy(true)
    try {
      // Only what I changed: somebody else may be changing the rest.
      await api.updateSession(session.id, {
        ...(title.trim() !== session.title && { title: title.trim() }),
        ...(theme !== session.theme && { theme }),
        ...(purpose !== session.purpose && { purpose }),
        ...(textIds.length !== session.textIds.length && { textIds }),
      })
      await refresh()
      void sessionsChanged()
      notify(m.session_saved())
      onClose()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Dialog
      wide
      title={part === 'texts' ? m.session_add_texts() : m.session_edit_details()}
      onClose={onClose}
    >
      <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
        {part === 'about' ? (
          <>
            <TextField
              label={m.app_session_title()}
              required
              maxLength={LIMITS.title}
              value={title}
              error={(tried && !title.trim() && m.app_title_missing()) || fieldProblem(error, 'title')}
              onChange={(event) => setTitle(event.target.value)}
            />
            <TextField
              label={m.app_session_theme()}
              optional={m.app_optional()}
              maxLength={LIMITS.theme}
              value={theme}
              onChange={(event) => setTheme(event.target.value)}
            />
            <TextArea
              label={m.app_session_purpose()}
              optional={m.app_optional()}
              maxLength={LIMITS.purpose}
              value={purpose}
              onChange={(event) => setPurpose(event.target.value)}
            />
          </>
        ) : (
          // A text that is being read stays: notes may stand on it.
          <TextChooser chosen={textIds} fixed={session.textIds} onChange={setTextIds} />
        )}
        <FormError>{error !== undefined && problemText(error)}</FormError>
        <DialogActions>
          <Button onClick={onClose}>{m.app_cancel()}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {m.session_save()}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
