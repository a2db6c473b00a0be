/** The place somebody speaks or asks about; a press goes there. */
import type { Passage } from '@lectern/model'
import { passageLabel } from '../session/labels.ts'
import { useView } from '../session/view.ts'
import { useWorkspace } from '../session/workspace.ts'
import styles from './meeting.module.css'

export function OnPassage({ passage }: { passage: Passage }) {
  const { texts } = useWorkspace()
  const label = passageLabel(texts, passage)
  if (!label) return null
  return (
    <button type="button" className={styles.place} onClick={() => useView.getState().showPassage(passage)}>
      {label}
    </button>
  )
}
