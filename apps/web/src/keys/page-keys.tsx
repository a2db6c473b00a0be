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

/** @param onPanel brings the panel back when it is put away */
export function PageKeys({ onKeys, onPanel }: { onKeys: () => void; onPanel: () => void }) {
  const { openPanel, openPhoneTab } = useView.getState()
  return (
    <>
      <Key command="page.keys" run={onKeys} />
      <Key
        command="page.text"
        run={() => {
          openPhoneTab('text')
          // Where one was, when that is in sight; else where one reads.
          const { textId, start } = usePlace.getState()
          const stop = document.querySelector<HTMLElement>('[data-reader] [data-start][tabindex="0"]')
          const box = stop?.getBoundingClientRect()
          if (stop && box && box.bottom > 0 && box.top < innerHeight) stop.focus({ preventScroll: true })
          else usePlace.getState().focusOn(textId, start)
        }}
      />
      <Key
        command="page.summary"
        run={() => {
          onPanel()
          openPanel('summary')
          openPhoneTab('summary')
          focusSoon('.ProseMirror')
        }}
      />
      <Key
        command="page.list"
        run={() => {
          onPanel()
          openPanel('discussion')
          openPhoneTab('comments')
          focusSoon('[role="tab"][aria-selected="true"], nav > [aria-current]')
        }}
      />
    </>
  )
}
