/**
 * Keeps at hand where what was written stands. The code that tells is asked for only by sessions in which texts were replaced.
 * Knows no note and no summary.
 */
import type { SessionView } from '@lectern/model'
import { useEffect, useMemo, useState } from 'react'
import { AS_WRITTEN, type Carry } from './carry.ts'

const UNKNOWN: Carry = { known: false, place: () => undefined, passage: () => undefined }

/** Pause before old texts are asked for again, ms. */
const AGAIN = 3000

export function useCarry({ session, texts }: Pick<SessionView, 'session' | 'texts'>): Carry {
  const { textIds, revisions } = session
  // The server says the same again and again.
  const complete = textIds.every((id) => texts.some((text) => text.id === id))
  const said = revisions.length > 0 && complete ? JSON.stringify({ textIds, revisions }) : ''
  const asked = useMemo(
    () =>
      said ? { revised: JSON.parse(said) as Pick<typeof session, 'textIds' | 'revisions'>, texts } : null,
    [said, texts],
  )
  const [made, setMade] = useState<{ asked: object; carry: Carry }>()
  useEffect(() => {
    if (!asked) return undefined
    let over = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = () => {
      import('./carrier.ts')
        .then(({ openCarry }) => openCarry(asked.revised, asked.texts))
        .then(
          (carry) => over || setMade({ asked, carry }),
          () => {
            if (!over) timer = setTimeout(ask, AGAIN)
          },
        )
    }
    ask()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [asked])
  if (revisions.length === 0) return AS_WRITTEN
  if (!asked) return UNKNOWN
  return made?.asked === asked ? made.carry : UNKNOWN
}
