/**
 * Chinese fonts, fetched only once something Chinese is to be shown. Each is cut into a hundred pieces by character, and
 * the browser fetches only the pieces a page uses. Until they are there the system's own fonts stand in.
 */

let sans: Promise<unknown> | undefined
let serif: Promise<unknown> | undefined

/** A failure is only a plainer look; the next call tries again. */
export function loadChineseFonts(): void {
  sans ??= import('@fontsource-variable/noto-sans-sc/wght.css').catch(() => (sans = undefined))
  serif ??= import('@fontsource-variable/noto-serif-sc/wght.css').catch(() => (serif = undefined))
}

/** @param language BCP 47 */
export const isChinese = (language: string): boolean => /^zh\b/i.test(language)

/** Whether some of it is written in Chinese characters, whatever language it says it is. */
export const hasHan = (words: string): boolean => /\p{Script=Han}/u.test(words)
