/** A guess at the language of a text from its script and, for Latin letters, its commonest words. Wrong only politely: it sets hyphenation, fonts and counting, and the reader can say better. */

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
