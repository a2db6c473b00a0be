/** What a host can do with the open text: replace it by a corrected one, and put the earlier one back. Loaded after the text shows. */
import type { Text } from '@lectern/model'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { ReplaceDialog } from '../../corrected/replace-dialog.tsx'
import * as m from '../../messages/messages.js'
import { useWorkspace } from '../../session/workspace.ts'
import { MenuButton, MenuItem } from '../../ui/menu.tsx'
import styles from './rail.module.css'

export function RailMenu({ text }: { text: Text }) {
  const { session } = useWorkspace()
  const [replacing, setReplacing] = useState<{ toId?: string | undefined } | null>(null)
  const earlier = session.revisions.findLast(({ to }) => to === text.id)?.from
  return (
    <>
      <span className={styles.more}>
        <MenuButton
          icon
          name={m.corrected_menu({ title: text.title })}
          label={<Ellipsis size={16} aria-hidden />}
        >
          {(close) => {
            const item = (label: string, toId?: string) => (
              <MenuItem
                onClick={() => {
                  close()
                  setReplacing({ toId })
                }}
              >
                {label}
              </MenuItem>
            )
            return (
              <>
                {item(m.corrected_replace_menu())}
                {earlier && !session.textIds.includes(earlier) && item(m.corrected_put_back_menu(), earlier)}
              </>
            )
          }}
        </MenuButton>
      </span>
      {replacing && <ReplaceDialog from={text} toId={replacing.toId} onClose={() => setReplacing(null)} />}
    </>
  )
}
