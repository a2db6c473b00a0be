/** The right panel: the summary first, as it is what the group is here for; the discussion and the people beside it. */
import { PanelRightClose } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useNoteCounts } from '../../comments/counts.ts'
import { m } from '../../messages/messages.js'
import { type Panel, useView } from '../../session/view.ts'
import { useWorkspace } from '../../session/workspace.ts'
import { IconButton } from '../../ui/button.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { AgendaPanel } from './meeting-parts.ts'
import styles from './frame.module.css'

const SummaryPanel = lazy(() =>
  import('../../summary/summary-panel.tsx').then((part) => ({ default: part.SummaryPanel })),
)
const Discussion = lazy(() =>
  import('../../comments/discussion.tsx').then((part) => ({ default: part.Discussion })),
)
const People = lazy(() => import('./people.tsx').then((part) => ({ default: part.People })))

const PARTS = { summary: SummaryPanel, discussion: Discussion, agenda: AgendaPanel, people: People }

export function SidePanel({ onHide }: { onHide: () => void }) {
  const { members } = useWorkspace()
  const { total } = useNoteCounts()
  const panel = useView((view) => view.panel)
  return (
    <Tabs<Panel>
      label={m.session_panel()}
      value={panel}
      onChange={(value) => useView.getState().openPanel(value)}
      tabs={[
        { value: 'summary', label: m.session_tab_summary() },
        { value: 'discussion', label: m.session_tab_discussion(), count: total },
        { value: 'agenda', label: m.session_tab_agenda() },
        {
          value: 'people',
          label: m.session_tab_people(),
          count: members.filter(({ removed }) => !removed).length,
        },
      ]}
      end={
        <IconButton label={m.session_hide_panel()} onClick={onHide}>
          <PanelRightClose size={18} aria-hidden />
        </IconButton>
      }
    >
      <Parts front={panel} />
    </Tabs>
  )
}

/** The parts that have been looked at stay, hidden, with their scroll position and what is being typed. */
export function Parts({ front }: { front: Panel | null }) {
  const [seen, setSeen] = useState<readonly Panel[]>([])
  // A citation on its way to the summary needs it there, whatever is in front.
  const citing = useView((view) => view.citing !== null)
  const wanted = [front, citing ? ('summary' as const) : null].find((name) => name && !seen.includes(name))
  if (wanted) setSeen([...seen, wanted])
  return seen.map((name) => {
    const Part = PARTS[name]
    return (
      <div key={name} hidden={name !== front} className={styles.part}>
        <Suspense fallback={<p className={styles.waiting}>{m.app_loading()}</p>}>
          <Part />
        </Suspense>
      </div>
    )
  })
}
