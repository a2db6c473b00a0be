/**
 * The language of the interface. Changing it re-renders the page where it stands: nothing is reloaded, nothing typed is lost.
 * Knows no page; components that memoise translated text read `useLocale()`.
 */
import { create } from 'zustand'
import { m } from '../messages/messages.js'
import { getLocale, type Locale, locales, overwriteGetLocale, setLocale } from '../messages/runtime.js'
import { loadChineseFonts } from './fonts.ts'

/** Every language in its own words. */
export const LANGUAGES: readonly { value: Locale; label: string; lang: string }[] = [
  { value: 'en', label: 'English', lang: 'en' },
  { value: 'zh-CN', label: '简体中文', lang: 'zh-CN' },
]

const useStore = create<{ locale: Locale }>(() => ({ locale: 'en' }))

export const useLocale = (): Locale => useStore((state) => state.locale)

/** Reads the choice of last time, else the browser's languages. Call once, before the first render. */
export function startLocale(): void {
  let locale: Locale = 'en'
  try {
    locale = getLocale()
  } catch {
    // Storage is closed to this page; the browser's languages are asked without it.
    locale = locales.find((known) => navigator.language.startsWith(known.slice(0, 2))) ?? 'en'
  }
  // Every message asks for the locale; from here on it is a variable, not a look into storage.
  overwriteGetLocale(() => useStore.getState().locale)
  apply(locale)
}

export function switchLocale(locale: Locale): void {
  try {
    void setLocale(locale, { reload: false })
  } catch {
    // Not kept for the next visit, then.
  }
  apply(locale)
}

function apply(locale: Locale): void {
  useStore.setState({ locale })
  document.documentElement.lang = locale
  document.querySelector('meta[name="description"]')?.setAttribute('content', m.app_description())
  if (locale === 'zh-CN') loadChineseFonts()
}
