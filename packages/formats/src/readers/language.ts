/** A guess at the language of a text from its script and, for Latin letters, its commonest words. Wrong only politely: it sets hyphenation, fonts and counting, and the reader can say better. */
import { TextFields } from '@lectern/model'

const SCRIPTS: [language: string, script: RegExp][] = [
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['th', /\p{Script=Thai}/gu],
]
const LATIN: Record<string, string> = {
  en: 'the of and to in is that for with as by this',
  fr: 'le la les des et du une est dans que pour pas',
  de: 'der die und das den von ist nicht mit ein eine auf',
  es: 'el los las y una que por con para del se como',
  pt: 'os as uma que não com para por dos mais ao seu',
  it: 'il di che per una non sono del della con gli nel',
  nl: 'het een van en niet dat zijn voor op met aan ook',
}
const SAMPLE = 20_000

/**
 * The language of words that came with a statement of it. The words are believed before the statement where they are of another
 * script, or of a language that is known here: templates and editors state theirs for whatever is written in them.
 * @param stated as the file writes it, BCP 47 or not
 */
export function languageOf(text: string, stated?: string | null): string {
  const guess = guessLanguage(text)
  const locale = localeOf(stated)
  if (!locale) return guess
  const said = locale.minimize().baseName
  if (locale.language === guess) return said
  const known = locale.language in LATIN && guess in LATIN
  return known || locale.maximize().script !== localeOf(guess)!.maximize().script ? guess : said
}

/** @returns undefined for what is no BCP 47 tag, or names no language */
function localeOf(tag: string | null | undefined): Intl.Locale | undefined {
  const plain = tag?.trim().replaceAll('_', '-')
  if (!plain || /^(?:und|mul|zxx)\b/i.test(plain)) return undefined
  try {
    const locale = new Intl.Locale(plain)
    return TextFields.language.safeParse(locale.baseName).success ? locale : undefined
  } catch {
    return undefined
  }
}

/** A BCP 47 language tag; `en` when nothing speaks for another. */
export function guessLanguage(text: string): string {
  const sample = text.slice(0, SAMPLE)
  const count = (pattern: RegExp) => sample.match(pattern)?.length ?? 0
  const letters = count(/\p{L}/gu)
  // Kana are Japanese alone, and stand in any Japanese sentence.
  if (count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu) > letters * 0.05) return 'ja'
  // A Han character says as much as several letters, so fewer are enough.
  const script = SCRIPTS.find(([, pattern]) => count(pattern) > letters * 0.3)
  return script?.[0] ?? guessLatin(sample)
}

function guessLatin(sample: string): string {
  const words = sample.toLowerCase().match(/\p{L}+/gu) ?? []
  let best = 'en'
  let most = 0
  for (const [language, common] of Object.entries(LATIN)) {
    const set = new Set(common.split(' '))
    const hits = words.filter((word) => set.has(word)).length
    if (hits > most) [best, most] = [language, hits]
  }
  return best
}
