/** Files made to do harm, and broken ones: each is refused with a sentence that says what is wrong, and none takes long or much. */
import { Problem } from '@lectern/model'
import { expect, test } from 'vitest'
import { readFile } from '../index.ts'
import { HOSTILE, taggedPdf } from './testing/hostile.ts'

test.each(Object.keys(HOSTILE))(
  'F4: %s',
  async (name) => {
    const { fileName, bytes, code, says } = HOSTILE[name]!
    const problem: unknown = await readFile({ bytes: bytes(), fileName }).catch((error: unknown) => error)
    if (!(problem instanceof Problem)) throw new Error('it was read')
    expect(problem.code).toMatch(new RegExp(`^(?:${code})$`))
    expect(problem.message).toMatch(says)
    // Making such a file takes longer than refusing it.
  },
  180_000,
)

test.each([
  ['its own parent', () => ['<< /S /P /P 7 0 R /Pg 3 0 R /K [0 7 0 R] >>']],
  [
    'ten thousand deep',
    () => Array.from({ length: 10_000 }, (_, n) => `<< /S /Div /P ${6 + n} 0 R /K ${8 + n} 0 R >>`),
  ],
] as const)('F4: of a PDF with a tag that is %s the words are read all the same', async (_, tags) => {
  const { text } = await readFile({ bytes: taggedPdf(tags()), fileName: 'tags.pdf' })
  expect(text.canonical).toBe('They run.')
})
