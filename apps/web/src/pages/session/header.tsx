/** The banner of a session: which it is, who is here, what can be done with it, and whether my words are kept. */
import { Ellipsis, PanelLeft, PanelRightOpen } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'wouter'
import { useArrival } from '../../app/arrival.ts'
import { Logo } from '../../app/logo.tsx'
import { m } from '../../messages/messages.js'
import { SearchButton } from '../../search/search-button.tsx'
import { SaveState } from '../../session/save-state.tsx'
import { useView } from '../../session/view.ts'
import { useWorkspace } from '../../session/workspace.ts'
import { AvatarStack } from '../../ui/avatar.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Later } from '../../ui/later.tsx'
import { MenuButton } from '../../ui/menu.tsx'
import styles from './header.module.css'
import type { Opened } from './header-menu.tsx'
import { HandButton, StagePill } from './meeting-parts.ts'
import type { Panels } from './panels.ts'

const ExportItems = lazy(() => import('./export-items.tsx').then((part) => ({ default: part.ExportItems })))
const InviteDialog = lazy(() =>
  import('./invite-dialog.tsx').then((part) => ({ default: part.InviteDialog })),
)
const InboxButton = lazy(() =>
  import('../../comments/inbox-button.tsx').then((part) => ({ default: part.InboxButton })),
)

const PageKeys = lazy(() => import('../../keys/page-keys.tsx').then((part) => ({ default: part.PageKeys })))

const HeaderMenu = lazy(() => import('./header-menu.tsx').then((part) => ({ default: part.HeaderMenu })))
const HeaderDialog = lazy(() => import('./header-menu.tsx').then((part) => ({ default: part.HeaderDialog })))

export function SessionHeader({ panels, phone }: { panels: Panels; phone: boolean }) {
  const { session, may } = useWorkspace()
  const [open, setOpen] = useState<Opened | null>(null)
  const heading = useArrival(session.title)
  // On a phone the stage takes the place of title and people; both stand under “Session” and in the menu.
  const crowded = phone && Boolean(session.meeting?.stage)
  return (
    <header className={styles.header}>
      {!phone && (
        <IconButton
          className={styles.railButton}
          label={m.session_show_texts()}
          aria-expanded={panels.rail}
          onClick={() => panels.setRail(!panels.rail)}
        >
          <PanelLeft size={18} aria-hidden />
        </IconButton>
      )}
      <Link href="/" className={styles.brand} aria-label={m.app_name()}>
        <Logo />
        <span className={styles.brandName}>{m.app_name()}</span>
      </Link>
      <h1 ref={heading} tabIndex={-1} className={crowded ? 'visually-hidden' : styles.title}>
        <span className={styles.slash} aria-hidden>
          /
        </span>
        {may('session.edit') && !crowded ? (
          <button
            type="button"
            className={styles.rename}
            title={m.session_rename({ title: session.title })}
            onClick={() => setOpen('details')}
          >
            {session.title}
          </button>
        ) : (
          <span title={session.title}>{session.title}</span>
        )}
      </h1>
      <Later>
        <StagePill onPress={() => panels.setPanel(true)} />
      </Later>
      {!crowded && <Presence most={phone ? 2 : 4} />}
      <Later>
        <InboxButton />
      </Later>
      <SearchButton />
      {!phone && <SessionActions />}
      <SaveState />
      <MenuButton icon name={m.session_more()} label={<Ellipsis size={18} aria-hidden />}>
        {(close) => <HeaderMenu close={close} open={setOpen} />}
      </MenuButton>
      {!phone && !panels.panel && (
        <IconButton label={m.session_show_panel()} onClick={() => panels.setPanel(true)}>
          <PanelRightOpen size={18} aria-hidden />
        </IconButton>
      )}
      <Later>
        <PageKeys onKeys={() => setOpen('keys')} onPanel={() => panels.setPanel(true)} />
      </Later>
      {open && (
        <Suspense>
          <HeaderDialog which={open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </header>
  )
}

/** Export for everybody, invitations for the host: in the banner, on a phone under "Session". */
export function SessionActions() {
  const { may } = useWorkspace()
  const [inviting, setInviting] = useState(false)
  return (
    <>
      <Later>
        <HandButton />
      </Later>
      <MenuButton label={m.session_export()}>{(close) => <ExportItems close={close} />}</MenuButton>
      {may('session.invite') && (
        <Button look="primary" onClick={() => setInviting(true)}>
          {m.session_invite()}
        </Button>
      )}
      {inviting && (
        <Suspense>
          <InviteDialog onClose={() => setInviting(false)} />
        </Suspense>
      )}
    </>
  )
}

/** Who is here now; a press shows everybody. */
function Presence({ most }: { most: number }) {
  const { members, online, me } = useWorkspace()
  const here = members.filter(({ personId, removed }) => !removed && online.includes(personId))
  // The others first: one knows that one is here oneself.
  const people = here.toSorted(
    (a, b) => Number(a.personId === me.personId) - Number(b.personId === me.personId),
  )
  if (people.length === 0) return null
  const names = new Intl.ListFormat(document.documentElement.lang).format(people.map(({ name }) => name))
  return (
    <button
      type="button"
      className={styles.presence}
      title={names}
      onClick={() => {
        useView.getState().openPanel('people')
        useView.getState().openPhoneTab('session')
      }}
    >
      <AvatarStack people={people} most={most} />
      <span className="visually-hidden">{m.session_online({ count: people.length, names })}</span>
    </button>
  )
}
