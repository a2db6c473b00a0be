/**
 * Goes to what was found: the passage flashes and has the focus, the note opens and has it. The block of the summary comes into
 * view and is said: the next letter, meant for something else, must not be written where everybody reads it.
 */
import { cardId, type Notes } from '../comments/notes.ts'
import * as m from '../messages/messages.js'
import { shortly } from '../reader/aloud.ts'
import { usePlace } from '../reader/place.ts'
import { useView } from '../session/view.ts'
import { announce } from '../ui/announce.tsx'
import type { Found } from './findable.ts'

/** How often the place is looked for while its part of the page comes up: once a frame. */
const TRIES = 180

export function goTo({ place, passage }: Found, notes: Notes): void {
  const view = useView.getState()
  if (passage) {
    view.showPassage(passage)
    return usePlace.getState().focusOn(passage.textId, passage.start)
  }
  if (place.kind === 'summary') {
    view.openPanel('summary')
    view.openPhoneTab('summary')
    return whenThere(() => document.querySelectorAll('.ProseMirror > *')[place.block], show)
  }
  if (place.kind === 'text') return
  goToNote(place.kind === 'note' ? place.key : place.under, notes)
}

/** Its passage flashes, its card opens and has the focus; without a passage, in the list. */
export function goToNote(key: string, { placed, uncertain, lost }: Notes): void {
  const view = useView.getState()
  const note = [...placed.values()].flat().find((one) => one.key === key)
  if (note) {
    view.showPassage({ textId: note.textId, start: note.start, end: note.end })
    view.setActive(key)
    whenThere(
      () => document.getElementById(cardId(key)),
      (card) => card.focus({ preventScroll: true }),
    )
  } else if ([...uncertain, ...lost].some((one) => one.key === key)) {
    view.openPanel('discussion')
    view.openPhoneTab('comments')
    view.setActive(key)
  }
}

function whenThere(find: () => Element | null | undefined, act: (element: HTMLElement) => void): void {
  let tries = 0
  const look = () => {
    const element = find()
    if (element instanceof HTMLElement && element.offsetParent) act(element)
    else if (++tries < TRIES) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

function show(block: HTMLElement): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  block.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' })
  const colour = getComputedStyle(block).getPropertyValue('--accent-soft')
  announce(`${m.search_in_summary()}: ${shortly(block.textContent)}`)
  block.animate([{ backgroundColor: colour }, { backgroundColor: 'transparent' }], { duration: 1_800 })
}
