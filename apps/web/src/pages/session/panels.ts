/** Which of the two side panels are open. On a wide screen both stand beside the text; on a narrower one they lie over it. */
import { useState } from 'react'
import { useView } from '../../session/view.ts'

export type Panels = {
  rail: boolean
  setRail: (open: boolean) => void
  panel: boolean
  setPanel: (open: boolean) => void
}

/** Whether the right panel lies over the text; the same width stands in frame.module.css. */
const lies = () => matchMedia('(max-width: 1000px)').matches

export function usePanels(): Panels {
  const [rail, setRail] = useState(false)
  const [panel, setPanel] = useState(() => !lies())
  const { textId, panel: tab, citing } = useView()
  const [seen, setSeen] = useState({ textId, tab, citing })
  if (seen.textId !== textId || seen.tab !== tab || seen.citing !== citing) {
    setSeen({ textId, tab, citing })
    // Asking for a text has been answered; asking for a tab wants to be seen, and so does what is cited, unless the
    // panel would lie over the passage.
    if (seen.textId !== textId) setRail(false)
    const cites = citing !== null && seen.citing !== citing
    if (cites ? !lies() : seen.tab !== tab) setPanel(true)
  }
  return { rail, setRail, panel, setPanel }
}
