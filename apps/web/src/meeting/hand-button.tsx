/** Asks for the floor, on what is selected if something is; and takes the hand down again. */
import { Hand } from 'lucide-react'
import { m } from '../messages/messages.js'
import { useSelected } from '../reader/selected.ts'
import { useWorkspace } from '../session/workspace.ts'
import { Button } from '../ui/button.tsx'
import { useRuling } from './use-ruling.ts'

export function HandButton() {
  const { session, me, may } = useWorkspace()
  const { rule, busy } = useRuling()
  const { meeting } = session
  if (!meeting?.stage || !may('hand.lower')) return null
  const speaking = meeting.floor?.personId === me.personId
  const place = meeting.hands.findIndex(({ personId }) => personId === me.personId) + 1
  if (speaking) {
    return (
      <Button look="primary" busy={busy} onClick={() => void rule('floor.yield')}>
        {m.meeting_yield()}
      </Button>
    )
  }
  if (place > 0) {
    return (
      <Button busy={busy} aria-pressed onClick={() => void rule('hand.lower')}>
        <Hand size={16} aria-hidden /> {m.meeting_lower_hand({ place })}
      </Button>
    )
  }
  if (!may('hand.raise')) return null
  const raise = () => {
    const selected = useSelected.getState().passage
    void rule('hand.raise', selected ? { passage: selected } : {})
  }
  return (
    <Button busy={busy} onClick={raise}>
      <Hand size={16} aria-hidden /> {m.meeting_raise_hand()}
    </Button>
  )
}
