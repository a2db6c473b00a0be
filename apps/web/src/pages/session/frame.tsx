/**
 * The workspace: banner, texts on the left, the text in the middle, summary and discussion on the right; on a phone one of them
 * at a time over the text, which always stays where it was.
 */
import type { Annotation } from '@lectern/model'
import { lazy, useEffect, useState } from 'react'
import { hasHan, isChinese, loadChineseFonts } from '../../app/fonts.ts'
import { useNoteCounts } from '../../comments/counts.ts'
import { useKindColors } from '../../comments/kinds.ts'
import { useNotes } from '../../comments/notes.ts'
import { m } from '../../messages/messages.js'
import { follower } from '../../reader/difference.ts'
import { Reader } from '../../reader/reader.tsx'
import { type Panel, type PhoneTab, useView } from '../../session/view.ts'
import { useWorkspace } from '../../session/workspace.ts'
import { Later } from '../../ui/later.tsx'
import { usePhone } from '../../ui/media.ts'
import styles from './frame.module.css'
import { SessionActions, SessionHeader } from './header.tsx'
import { AgendaPanel, MeetingNews } from './meeting-parts.ts'
import { Notices } from './notices.tsx'
import { type Panels, usePanels } from './panels.ts'
import { Rail } from './rail.tsx'

const CommentSheet = lazy(() =>
  import('../../comments/sheet.tsx').then((part) => ({ default: part.CommentSheet })),
)

const Listening = lazy(() =>
  import('../../listening/listening.tsx').then((part) => ({ default: part.Listening })),
)
const Corrections = lazy(() =>
  import('../../corrected/corrections.tsx').then((part) => ({ default: part.Corrections })),
)
const Links = lazy(() => import('./links.ts').then((part) => ({ default: part.Links })))
const SidePanel = lazy(() => import('./panel.tsx').then((part) => ({ default: part.SidePanel })))
const Parts = lazy(() => import('./panel.tsx').then((part) => ({ default: part.Parts })))

export function Frame() {
  const phone = usePhone()
  const panels = usePanels()
  useFonts()
  useKindColors()
  return (
    <div className={styles.frame}>
      <a className="skip-link" href="#text">
        {m.session_skip_to_text()}
      </a>
      <SessionHeader panels={panels} phone={phone} />
      <Notices />
      <Later>
        <MeetingNews />
      </Later>
      {phone ? <PhoneBody /> : <Columns panels={panels} />}
      <Later>
        <Links />
        <Listening />
        <Corrections />
      </Later>
    </div>
  )
}

const isWrittenInHan = ({ body, replies }: Annotation) =>
  hasHan(body.value) || replies.some((reply) => hasHan(reply.body.value))

/** Chinese fonts as soon as something here is Chinese: a text, a name, a comment. */
function useFonts(): void {
  const { session, texts, members } = useWorkspace()
  const { all } = useNotes()
  const [written] = useState(() => follower(isWrittenInHan))
  const chinese =
    texts.some(({ language }) => isChinese(language)) ||
    [session.title, ...members.map(({ name }) => name)].some(hasHan) ||
    written(all).includes(true)
  useEffect(() => {
    if (chinese) loadChineseFonts()
  }, [chinese])
}

function Columns({ panels }: { panels: Panels }) {
  const { rail, setRail, panel, setPanel } = panels
  const citing = useView((view) => view.citing !== null)
  const [wanted, setWanted] = useState(panel)
  if (!wanted && (panel || citing)) setWanted(true)
  useEffect(() => {
    if (!rail) return undefined
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setRail(false)
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [rail, setRail])
  return (
    <div className={styles.columns} data-panel={panel || undefined}>
      <div className={styles.rail} data-open={rail || undefined}>
        <Rail />
      </div>
      {rail && <div className={styles.shade} onClick={() => setRail(false)} aria-hidden />}
      <main id="text" tabIndex={-1} className={styles.main}>
        <Reader />
      </main>
      <aside className={styles.panel} aria-label={m.session_panel()} hidden={!panel}>
        {wanted && (
          <Later>
            <SidePanel onHide={() => setPanel(false)} />
          </Later>
        )}
      </aside>
    </div>
  )
}

const PANEL_OF: { [tab in PhoneTab]: Panel | null } = {
  text: null,
  comments: 'discussion',
  summary: 'summary',
  session: 'people',
}

function PhoneBody() {
  const tab = useView((view) => view.phoneTab)
  const { total } = useNoteCounts()
  const covered = tab !== 'text'
  const tabs: { value: PhoneTab; label: string }[] = [
    { value: 'text', label: m.session_phone_text() },
    { value: 'comments', label: m.session_phone_comments() },
    { value: 'summary', label: m.session_phone_summary() },
    { value: 'session', label: m.session_phone_session() },
  ]
  return (
    <>
      <div className={styles.stack}>
        {/* Covered, not taken away: it keeps its place for coming back. */}
        <main id="text" tabIndex={-1} className={styles.main} inert={covered}>
          <Reader />
        </main>
        <aside
          className={styles.over}
          hidden={!covered}
          aria-label={tabs.find(({ value }) => value === tab)?.label}
        >
          {tab === 'session' && (
            <>
              <div className={styles.actions}>
                <SessionActions />
              </div>
              <Later>
                <AgendaPanel />
              </Later>
              <Rail floor={false} />
            </>
          )}
          <Later>
            <Parts front={PANEL_OF[tab]} />
          </Later>
        </aside>
        {!covered && (
          <Later>
            <CommentSheet />
          </Later>
        )}
      </div>
      <nav aria-label={m.session_phone_label()} className={styles.tabbar}>
        {tabs.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            aria-current={value === tab || undefined}
            onClick={() => useView.getState().openPhoneTab(value)}
          >
            {label}
            {value === 'comments' && total > 0 && <span> {total}</span>}
          </button>
        ))}
      </nav>
    </>
  )
}
