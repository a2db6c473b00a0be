/** The choices of how the text looks. Each shows at once; the place one reads stays where it is (see use-text-page.ts). */
import * as m from '../messages/messages.js'
import { MenuChoice, MenuItem, MenuRule } from '../ui/menu.tsx'
import { changeReaderSettings, nextSize, type ReaderSettings, USUAL, useReaderSettings } from './settings.ts'
import styles from './tools.module.css'

export function SettingsMenu() {
  const settings = useReaderSettings()
  return (
    <>
      <Sizes size={settings.size} />
      <MenuChoice
        legend={m.reader_settings_face()}
        value={settings.face}
        options={[
          { value: 'serif', label: m.reader_settings_serif() },
          { value: 'sans', label: m.reader_settings_sans() },
        ]}
        onChange={(face) => changeReaderSettings({ face })}
      />
      <MenuChoice
        legend={m.reader_settings_line()}
        value={settings.line}
        options={[
          { value: 'close', label: m.reader_settings_close() },
          { value: 'normal', label: m.reader_settings_normal() },
          { value: 'open', label: m.reader_settings_open() },
          { value: 'wide', label: m.reader_settings_very_open() },
        ]}
        onChange={(line) => changeReaderSettings({ line })}
      />
      <MenuChoice
        legend={m.reader_settings_width()}
        value={settings.width}
        options={[
          { value: 'narrow', label: m.reader_settings_narrow() },
          { value: 'normal', label: m.reader_settings_normal() },
          { value: 'wide', label: m.reader_settings_wide() },
        ]}
        onChange={(width) => changeReaderSettings({ width })}
      />
      <MenuRule />
      <MenuItem onClick={() => changeReaderSettings(USUAL)}>{m.reader_settings_reset()}</MenuItem>
    </>
  )
}

function Sizes({ size }: Pick<ReaderSettings, 'size'>) {
  const step = (by: 1 | -1) => ({
    'aria-disabled': nextSize(size, by) === size || undefined,
    onClick: () => changeReaderSettings({ size: nextSize(size, by) }),
  })
  return (
    <div role="group" aria-label={m.reader_settings_size()}>
      <div className={styles.legend} aria-hidden>
        {m.reader_settings_size()}
      </div>
      <div className={styles.sizes}>
        <output aria-live="polite">{m.reader_settings_percent({ percent: percent(size) })}</output>
        <button
          type="button"
          className={`${styles.step} ${styles.smaller}`}
          aria-label={m.reader_settings_smaller()}
          {...step(-1)}
        >
          A
        </button>
        <button
          type="button"
          className={`${styles.step} ${styles.larger}`}
          aria-label={m.reader_settings_larger()}
          {...step(1)}
        >
          A
        </button>
      </div>
    </div>
  )
}

const percent = (size: number) => Math.round((size / USUAL.size) * 100)
