/** Theme and language, the same everywhere. */
import { m } from '../messages/messages.js'
import { MenuChoice, MenuRule } from '../ui/menu.tsx'
import { LANGUAGES, switchLocale, useLocale } from './locale.ts'
import { switchTheme, useTheme } from './theme.ts'

/** The choices, to stand in any menu. */
export function DisplayChoices() {
  const locale = useLocale()
  const theme = useTheme()
  return (
    <>
      <MenuChoice
        legend={m.app_theme()}
        value={theme}
        options={[
          { value: 'system', label: m.app_theme_system() },
          { value: 'light', label: m.app_theme_light() },
          { value: 'dark', label: m.app_theme_dark() },
        ]}
        onChange={switchTheme}
      />
      <MenuRule />
      {/* Both words, so that whoever cannot read the present language still finds it. */}
      <MenuChoice legend={m.app_language()} value={locale} options={LANGUAGES} onChange={switchLocale} />
    </>
  )
}
