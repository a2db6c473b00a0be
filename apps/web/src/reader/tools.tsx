/** What stands beside the text and is about reading it: how the words look, and whether there is anything but words. */
import type { Text } from '@lectern/model'
import { blockNumbered, paragraphNumberAt } from '@lectern/text'
import { Eye, EyeOff, Languages } from 'lucide-react'
import { lazy } from 'react'
import { languageLabel } from '../app/labels.ts'
import { hintOf, useOwnKeys } from '../keys/own-keys.ts'
import * as m from '../messages/messages.js'
import { useView } from '../session/view.ts'
import { useWorkspace } from '../session/workspace.ts'
import { MenuButton } from '../ui/menu.tsx'
import { usePlace } from './place.ts'
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
      <Parallels />
    </div>
  )
}

/** The same paragraph in the translations of the open text, and in what it is a translation of. */
function Parallels() {
  const { texts } = useWorkspace()
  const open = useView((view) => view.textId)
  const text = texts.find(({ id }) => id === open)
  const others = texts.filter(
    (other) =>
      other.id !== text?.id &&
      text !== undefined &&
      (other.translationOf === text.id ||
        text.translationOf === other.id ||
        (text.translationOf !== undefined && other.translationOf === text.translationOf)),
  )
  const go = (other: Text) => {
    const number = text && paragraphNumberAt(text, usePlace.getState().start)
    const block = number === undefined ? other.blocks[0] : blockNumbered(other, number)
    if (block) useView.getState().showPassage({ textId: other.id, start: block.start, end: block.end })
  }
  return others.map((other) => {
    const label = m.reader_parallel({ language: languageLabel(other.language), title: other.title })
    return (
      <button
        key={other.id}
        data-parallel
        type="button"
        className={styles.tool}
        aria-label={label}
        title={label}
        onClick={() => go(other)}
      >
        <Languages size={16} aria-hidden />
      </button>
    )
  })
}
