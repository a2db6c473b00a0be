/** Files made to do harm, and broken ones: each is refused with a sentence that says what is wrong, and none takes long or much. */
import { Problem } from '@lectern/model'
import { expect, test } from 'vitest'
import { readFile } from '../index.ts'
import { HOSTILE } from './testing/hostile.ts'

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
