/** Sends what somebody rules or asks for in the meeting; what goes wrong is shown, and says what to do. */
import { useState } from 'react'
import { problemText } from '../app/problem-text.ts'
import { useWorkspace } from '../session/workspace.ts'
import { notify } from '../ui/announce.tsx'

export type Rule = (type: string, fields?: { [field: string]: unknown }) => Promise<boolean>

/** @returns `rule` resolves to whether it was carried out; `busy` while one is on its way */
export function useRuling(): { rule: Rule; busy: boolean } {
  const { command } = useWorkspace()
  const [waiting, setWaiting] = useState(0)
  const rule: Rule = async (type, fields = {}) => {
    setWaiting((count) => count + 1)
    try {
      await command({ type, ...fields })
      return true
    } catch (failure) {
      notify(problemText(failure), 'bad')
      return false
    } finally {
      setWaiting((count) => count - 1)
    }
  }
  return { rule, busy: waiting > 0 }
}
