/** What stands beside the text and is about reading it: how the words look, and whether there is anything but words. */
import { Eye, EyeOff } from 'lucide-react'
import { lazy } from 'react'
import { hintOf, useOwnKeys } from '../keys/own-keys.ts'
import * as m from '../messages/messages.js'
import { MenuButton } from '../ui/menu.tsx'
import { togglePlain, usePlain } from './settings.ts'
import styles from './tools.module.css'

const SettingsMenu = lazy(() =>
  import('./settings-menu.tsx').then((part) => ({ default: part.SettingsMenu })),
)

export function ReaderTools() {
  const plain = usePlain((state) => state.plain)
  const hint = hintOf(useOwnKeys(), 'reader.plain')
  return (
    <div className={styles.tools} role="group" aria-label={m.reader_tools()} data-screen-only>
      <MenuButton
        icon
        className={styles.tool}
        name={m.reader_settings()}
        label={
          <span className={styles.letters} aria-hidden>
            Aa
          </span>
        }
      >
        {() => <SettingsMenu />}
      </MenuButton>
      <button
        type="button"
        className={styles.tool}
        aria-pressed={plain}
        aria-keyshortcuts={hint?.aria}
        aria-label={m.reader_hide_marks()}
        title={hint ? `${m.reader_hide_marks()} (${hint.label})` : m.reader_hide_marks()}
        onClick={togglePlain}
      >
        {plain ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
      </button>
    </div>
  )
}
