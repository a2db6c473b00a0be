/** Plain text in any encoding; Markdown too, whose marks stay as they are written. */
import { segment } from '@lectern/text'
import { decodeText } from './charset.ts'
import { guessLanguage } from './language.ts'
import { checkLength } from './make-text.ts'
import type { Reader } from './reader.ts'

export const plain: Reader = {
  name: 'plain',
  label: 'Plain text',
  mediaTypes: ['text/plain', 'text/markdown'],
  extensions: ['.txt', '.text', '.md', '.markdown'],
  async read(bytes, { language }) {
    const raw = decodeText(bytes)
    checkLength(raw)
    return segment(raw, { language: language ?? guessLanguage(raw) })
  },
}
