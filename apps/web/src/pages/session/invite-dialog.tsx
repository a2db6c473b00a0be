/** Inviting: a link a role, to be copied, shown as a code, or replaced. Loaded when it is opened. */
import type { InviteRole } from '@lectern/model'
import { Copy } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { encode } from 'uqr'
import { roleLabel } from '../../app/labels.ts'
import { problemText } from '../../app/problem-text.ts'
import { m } from '../../messages/messages.js'
import { useWorkspace } from '../../session/workspace.ts'
import { notify } from '../../ui/announce.tsx'
import { Button } from '../../ui/button.tsx'
import { copyText } from '../../ui/clipboard.ts'
import { Confirm, Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import styles from './invite-dialog.module.css'

const HINTS: { [role in InviteRole]: () => string } = {
  participant: m.session_invite_participant_hint,
  observer: m.session_invite_observer_hint,
}

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { invites, command, refresh } = useWorkspace()
  const [role, setRole] = useState<InviteRole>('participant')
  const [renewing, setRenewing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const link = invites?.[role]

  const copy = async () => {
    if (link && (await copyText(link))) notify(m.session_copied())
    else {
      field.current?.select()
      notify(m.session_copy_failed(), 'bad')
    }
  }
  const renew = async () => {
    try {
      await command({ type: 'invite.renew', role })
      await refresh()
      notify(m.session_renewed())
      return undefined
    } catch (failure) {
      return problemText(failure)
    }
  }
  return (
    <Dialog title={m.session_invite_title()} onClose={onClose}>
      <fieldset className={styles.roles}>
        <legend>{m.session_invite_role()}</legend>
        {(['participant', 'observer'] as const).map((option) => (
          <label key={option} className={styles.role}>
            <input type="radio" name="role" checked={role === option} onChange={() => setRole(option)} />
            <span>
              <b>{roleLabel(option)}</b>
              <span>{HINTS[option]()}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {link ? (
        <>
          <div className={styles.link}>
            <TextField
              ref={field}
              label={m.session_invite_link()}
              readOnly
              value={link}
              onFocus={(event) => event.target.select()}
            />
            <Button look="primary" onClick={() => void copy()}>
              <Copy size={16} aria-hidden /> {m.session_copy()}
            </Button>
          </div>
          <div className={styles.code}>
            <Code text={link} />
            <div>
              <p>{m.session_qr_hint()}</p>
              <Button onClick={() => setRenewing(true)}>{m.session_renew()}</Button>
            </div>
          </div>
        </>
      ) : (
        <p role="alert">{m.session_invites_missing()}</p>
      )}
      {renewing && (
        <Confirm
          title={m.session_renew_title()}
          text={m.session_renew_text()}
          action={m.session_renew()}
          danger
          onConfirm={renew}
          onClose={() => setRenewing(false)}
        />
      )}
    </Dialog>
  )
}

/** A QR code, dark on white in every theme: many readers want it so, and a quiet zone of four modules. */
function Code({ text }: { text: string }) {
  const { size, path } = useMemo(() => {
    const code = encode(text, { ecc: 'M', border: 4 })
    const rows = code.data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join(''))
    return { size: code.size, path: rows.join('') }
  }, [text])
  return (
    <svg
      role="img"
      aria-label={m.session_qr()}
      className={styles.qr}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  )
}
