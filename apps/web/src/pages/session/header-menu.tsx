/** What stands under the three dots of the banner, and the dialogs it opens. Loaded when it is first opened. */
import { lazy, Suspense } from 'react'
import { useLocation } from 'wouter'
import { DisplayChoices } from '../../app/display-menu.tsx'
import { m } from '../../messages/messages.js'
import { useWorkspace } from '../../session/workspace.ts'
import { MenuItem, MenuRule } from '../../ui/menu.tsx'

const DIALOGS = {
  details: lazy(() => import('./details-dialog.tsx').then((part) => ({ default: part.DetailsDialog }))),
  kinds: lazy(() =>
    import('../../comments/kinds-dialog.tsx').then((part) => ({ default: part.KindsDialog })),
  ),
  keys: lazy(() => import('../../keys/keys-dialog.tsx').then((part) => ({ default: part.KeysDialog }))),
  listening: lazy(() =>
    import('../../listening/listening-dialog.tsx').then((part) => ({ default: part.ListeningDialog })),
  ),
}
export type Opened = keyof typeof DIALOGS

export function HeaderDialog({ which, onClose }: { which: Opened; onClose: () => void }) {
  const Dialog = DIALOGS[which]
  return (
    <Suspense>
      <Dialog onClose={onClose} />
    </Suspense>
  )
}

export function HeaderMenu({ close, open }: { close: () => void; open: (dialog: Opened) => void }) {
  const { may } = useWorkspace()
  const [, navigate] = useLocation()
  const item = (dialog: Opened, label: string) => (
    <MenuItem
      onClick={() => {
        close()
        open(dialog)
      }}
    >
      {label}
    </MenuItem>
  )
  return (
    <>
      {item('details', may('session.edit') ? m.session_edit_details() : m.session_details())}
      {may('kinds.set') && item('kinds', m.session_kinds())}
      {item('keys', m.keys_title())}
      {item('listening', m.listening_title())}
      <MenuItem onClick={() => navigate('/')}>{m.session_all_sessions()}</MenuItem>
      <MenuRule />
      <DisplayChoices />
    </>
  )
}
