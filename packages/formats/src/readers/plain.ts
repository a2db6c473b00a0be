/** Plain text in any encoding. */
import { segment } from '@lectern/text'
import { decodeText } from './charset.ts'
import { guessLanguage } from './language.ts'
import { checkLength } from './make-text.ts'
import type { Reader } from './reader.ts'

export const read: Reader['read'] = async (bytes, { language, encoding: said }) => {
  const { text, encoding } = decodeText(bytes, said)
  checkLength(text)
  const known = language ?? guessLanguage(text)
  return { ...segment(text, { language: known }), language: known, encoding }
}
