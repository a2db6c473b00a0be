/** The texts of the session with their notes, and the outline of the one that is open. */
import type { Text } from '@lectern/model'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { kindLabel, monthLabel } from '../../app/labels.ts'
import { useNoteCounts } from '../../comments/counts.ts'
import { m } from '../../messages/messages.js'
import { Outline } from '../../reader/outline.tsx'
import { useView } from '../../session/view.ts'
import { useWorkspace } from '../../session/workspace.ts'
import { Button } from '../../ui/button.tsx'
import { Later } from '../../ui/later.tsx'
import { SpeakingNext } from './meeting-parts.ts'
import styles from './rail.module.css'

const DetailsDialog = lazy(() =>
  import('./details-dialog.tsx').then((part) => ({ default: part.DetailsDialog })),
)
const RailMenu = lazy(() => import('./rail-menu.tsx').then((part) => ({ default: part.RailMenu })))

/** @param floor whether it also says who speaks next */
export function Rail({ floor = true }: { floor?: boolean }) {
  const { texts, may } = useWorkspace()
  const { byText } = useNoteCounts()
  const [adding, setAdding] = useState(false)
  return (
    <nav aria-label={m.session_texts()} className={styles.rail}>
      <h2 className={styles.heading} aria-hidden>
        {m.session_texts()}
      </h2>
      <ul className={styles.texts}>
        {texts.map((text) => (
          <Item key={text.id} text={text} notes={byText[text.id] ?? 0} />
        ))}
      </ul>
      {may('session.edit') && (
        <Button look="quiet" className={styles.add} onClick={() => setAdding(true)}>
          <Plus size={16} aria-hidden /> {m.session_add_texts()}
        </Button>
      )}
      {floor && (
        <Later>
          <SpeakingNext />
        </Later>
      )}
      {adding && (
        <Suspense>
          <DetailsDialog part="texts" onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </nav>
  )
}

function Item({ text, notes }: { text: Text; notes: number }) {
  const { may } = useWorkspace()
  const open = useView((view) => view.textId === text.id)
  const count = m.app_notes({ count: notes })
  return (
    <li>
      <button
        type="button"
        className={styles.text}
        aria-current={open || undefined}
        onClick={() => {
          useView.getState().openText(text.id)
          useView.getState().openPhoneTab('text')
        }}
      >
        <span className={styles.title} lang={text.language} title={text.title}>
          {text.title}
        </span>
        <span className={styles.facts}>
          <span>
            {[kindLabel(text.kind), text.date && monthLabel(text.date)].filter(Boolean).join(' · ')}
          </span>
          {open ? (
            notes > 0 && <span>{count}</span>
          ) : (
            <>
              <span aria-hidden>{notes || ''}</span>
              {notes > 0 && <span className="visually-hidden">, {count}</span>}
            </>
          )}
        </span>
      </button>
      {open && may('text.replace') && (
        <Later>
          <RailMenu text={text} />
        </Later>
      )}
      {open && (
        <div className={styles.outline}>
          <Outline />
        </div>
      )}
    </li>
  )
}
