/** The keys that lead from one part of the page to another. Loaded after the text shows; shows nothing. */
import { usePlace } from '../reader/place.ts'
import { useView } from '../session/view.ts'
import { Key } from './key.ts'

/** A part that opens is there a moment later; so long it is waited for, ms. */
const PATIENCE = 3_000

function focusSoon(selector: string): void {
  const until = performance.now() + PATIENCE
  const look = () => {
    // Of several, the one that is shown.
    const found = [...document.querySelectorAll<HTMLElement>(selector)].find((one) => one.checkVisibility())
    if (found) found.focus()
    else if (performance.now() < until) requestAnimationFrame(look)
  }
  // Once the page shows what was asked for.
  requestAnimationFrame(look)
}

/** The passage that was last gone to by this key after it had been shown. */
let been = 0

/** To the passage that was just shown; else to where one was, when that is in sight; else to where one reads. */
function toText(): void {
  const { shown, openPhoneTab } = useView.getState()
  const { textId, start, focusOn } = usePlace.getState()
  openPhoneTab('text')
  if (shown && shown.n !== been && shown.textId === textId) {
    been = shown.n
    return focusOn(shown.textId, shown.start)
  }
  const stop = document.querySelector<HTMLElement>('[data-reader] [data-start][tabindex="0"]')
  const box = stop?.getBoundingClientRect()
  if (stop && box && box.bottom > 0 && box.top < innerHeight) stop.focus({ preventScroll: true })
  else focusOn(textId, start)
}

/** @param onPanel brings the panel back when it is put away */
export function PageKeys({ onKeys, onPanel }: { onKeys: () => void; onPanel: () => void }) {
  const toSummary = () => {
    onPanel()
    useView.getState().openPanel('summary')
    useView.getState().openPhoneTab('summary')
    focusSoon('.ProseMirror')
  }
  const toList = () => {
    onPanel()
    useView.getState().openPanel('discussion')
    useView.getState().openPhoneTab('comments')
    focusSoon('[role="tab"][aria-selected="true"], nav > [aria-current]')
  }
  return (
    <>
      <Key command="page.keys" run={onKeys} />
      <Key command="page.text" run={toText} />
      <Key command="page.summary" run={toSummary} />
      <Key command="page.list" run={toList} />
    </>
  )
}
