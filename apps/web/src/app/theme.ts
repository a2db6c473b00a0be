/** Light, dark, or as the system is. The choice stands as `data-theme` on the root element; `tokens.css` does the rest. */
import { create } from 'zustand'

export type Theme = 'system' | 'light' | 'dark'
const THEMES: readonly Theme[] = ['system', 'light', 'dark']
const KEY = 'lectern-theme'

const useStore = create<{ theme: Theme }>(() => ({ theme: 'system' }))
export const useTheme = (): Theme => useStore((state) => state.theme)

/** Call once, before the first render, so that nothing flashes. */
export function startTheme(): void {
  let kept: string | null = null
  try {
    kept = localStorage.getItem(KEY)
  } catch {
    // Storage is closed to this page: the system's theme, then.
  }
  useStore.setState({ theme: THEMES.find((theme) => theme === kept) ?? 'system' })
  apply()
  dark().addEventListener('change', apply)
}

export function switchTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // Not kept for the next visit, then.
  }
  useStore.setState({ theme })
  apply()
}

const dark = () => matchMedia('(prefers-color-scheme: dark)')

function apply(): void {
  const { theme } = useStore.getState()
  document.documentElement.dataset['theme'] = theme === 'system' ? (dark().matches ? 'dark' : 'light') : theme
}
