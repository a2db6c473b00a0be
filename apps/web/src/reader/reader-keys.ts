/**
 * The reader by keyboard: moving by paragraph, selecting by sentence and word, marking, and going from note to note.
 * Letters work only while the text has the focus or the selection, never in a field and never while an input method composes.
 */
import { boundary } from '@lectern/text'
import { useEffect, useRef } from 'react'
import { isComposing } from '../comments/composing.ts'
import { kindLabel } from '../comments/kinds.ts'
import { withNames } from '../comments/mentions.ts'
import { cardId, type PlacedNote } from '../comments/notes.ts'
import { type Author } from '../comments/people.ts'
import * as m from '../messages/messages.js'
import { useView } from '../session/view.ts'
import { announce } from '../ui/announce.tsx'
import type { IntervalIndex } from './interval-index.ts'
import { type PassageActions, shortly } from './passage-actions.ts'
import { trimmed } from './pieces.ts'
import { clearSelected, TOOLBAR, useSelected } from './selected.ts'
import { isFolded, type TextPage } from './text-page.ts'
import { togglePlain } from './settings.ts'
import { openNextUnder } from './use-page.ts'

const FIELDS =
  'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"], dialog, [role="menu"]'

type Context = {
  page: TextPage
  actions: PassageActions
  /** Notes that n and p stop at, in order. */
  notes: readonly PlacedNote[]
  index: IntervalIndex<PlacedNote>
  person: (personId: string) => Author
  focusPiece: (index: number) => void
}

/** Listens to the keys; shows nothing. Loaded after the text shows. */
export function ReaderKeys(context: Context): null {
  const latest = useRef(context)
  useEffect(() => {
    latest.current = context
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isComposing(event)) return
      if (handle(event, latest.current)) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  return null
}

/** @returns whether the key was used */
function handle(event: KeyboardEvent, context: Context): boolean {
  const { page, actions } = context
  const target = event.target as HTMLElement
  if (!(target instanceof Element) || target.closest(FIELDS)) return false
  const inText = page.root.contains(target)
  if (!inText && target !== document.body && target !== page.scroller) return false
  const { passage } = useSelected.getState()
  const { ctrlKey, metaKey, altKey, shiftKey, key } = event

  if ((ctrlKey || metaKey) && altKey && event.code === 'KeyM' && passage) return use(() => actions.comment())
  if (ctrlKey || metaKey || altKey) return false
  const index = page.elements.indexOf(target)

  if (key === 'Escape') {
    if (passage || page.selected(document.getSelection())) return use(clearSelected)
    if (useView.getState().active === null) return false
    return use(() => useView.getState().setActive(null))
  }
  if (key === 'Tab' && !shiftKey && passage && index >= 0) {
    const first = document.getElementById(TOOLBAR)?.querySelector('button')
    first?.focus()
    return first !== null && first !== undefined
  }
  if (shiftKey && key.startsWith('Arrow')) return extend(page, key)
  if (index >= 0 && !shiftKey) {
    if (key === 'ArrowDown') return use(() => move(context, index, 1))
    if (key === 'ArrowUp') return use(() => move(context, index, -1))
    if (key === 'Home') return use(() => move(context, -1, 1))
    if (key === 'End') return use(() => move(context, page.elements.length, -1))
    if (key === 'Enter' || key === ' ') return use(() => selectSentence(page, index, 1))
    if (passage && key === 'ArrowRight') return use(() => selectSentence(page, index, 1))
    if (passage && key === 'ArrowLeft') return use(() => selectSentence(page, index, -1))
  }
  if (passage) {
    const kind = actions.kinds[Number(key) - 1]
    if (kind) return use(() => actions.highlight(kind.id))
    if (key === 'a' || key === 'h') return use(() => actions.highlight())
    if (key === 'c') return use(() => actions.comment())
    if (key === 'q') return use(() => actions.cite('chip'))
    if (key === 'Q') return use(() => actions.cite('quotation'))
    if (key === 'l') return use(() => void actions.copyLink())
  }
  if (key === 'n' || key === 'j') return use(() => stepNote(context, 1))
  if (key === 'p' || key === 'k') return use(() => stepNote(context, -1))
  if (key === 'r') return toCard()
  if (key === 'o') return openNextUnder(context.index)
  if (key === 'm') return use(togglePlain)
  return false
}

function use(act: () => void): true {
  act()
  return true
}

/** To the next piece that is not folded away. */
function move({ page, focusPiece }: Context, from: number, step: 1 | -1): void {
  for (let index = from + step; index >= 0 && index < page.elements.length; index += step) {
    if (isFolded(page.elements[index]!)) continue
    if (useSelected.getState().passage) clearSelected()
    focusPiece(index)
    return
  }
}

function say(page: TextPage, start: number, end: number): void {
  const words = trimmed(page.text.canonical, start, end)
  if (words)
    announce(m.reader_selected({ words: shortly(page.text.canonical.slice(words.start, words.end)) }))
}

/** The first sentence of a piece; pressed again, the one after (or before) what is selected. */
function selectSentence(page: TextPage, index: number, direction: 1 | -1): void {
  const piece = page.map.pieces[index]!
  const { canonical, language } = page.text
  const now = page.selected(document.getSelection())
  const inside = now && now.start < piece.end && now.end > piece.start ? now : null
  let start = piece.start
  if (inside && direction === 1) start = inside.end
  if (inside && direction === -1) start = boundary(canonical, language, inside.start, 'sentence', -1)
  if (start >= piece.end || start < piece.start) return
  const sentence = trimmed(
    canonical,
    start,
    Math.min(piece.end, boundary(canonical, language, start, 'sentence', 1)),
  )
  if (!sentence) return
  page.select(sentence.start, sentence.end)
  page.scrollTo(sentence.start, { onlyIfHidden: true })
  say(page, sentence.start, sentence.end)
}

/** Moves the end of the selection that is not held: by a word sideways, by a sentence up and down. */
function extend(page: TextPage, key: string): boolean {
  const now = page.selected(document.getSelection())
  if (!now) return false
  const direction = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1
  const unit = key === 'ArrowRight' || key === 'ArrowLeft' ? 'word' : 'sentence'
  const focus = boundary(page.text.canonical, page.text.language, now.focus, unit, direction)
  if (focus === now.anchor) return true
  page.select(now.anchor, focus)
  page.scrollTo(focus, { onlyIfHidden: true })
  say(page, Math.min(now.anchor, focus), Math.max(now.anchor, focus))
  return true
}

function stepNote({ page, actions, notes, person, focusPiece }: Context, step: 1 | -1): void {
  if (notes.length === 0) return announce(m.reader_no_notes())
  const { active, setActive } = useView.getState()
  const at = notes.findIndex(({ key }) => key === active)
  let next: PlacedNote | undefined
  if (at >= 0) next = notes[at + step]
  else {
    const focused = page.elements.indexOf(document.activeElement as HTMLElement)
    const from = page.map.pieces[Math.max(0, focused)]?.start ?? 0
    next = step === 1 ? notes.find(({ start }) => start >= from) : notes.findLast(({ start }) => start < from)
  }
  if (!next) return announce(step === 1 ? m.reader_last_note() : m.reader_first_note())
  setActive(next.key)
  focusPiece(page.indexAt(next.start))
  page.scrollTo(next.start, { onlyIfHidden: true })
  const quote = shortly(page.text.canonical.slice(next.start, next.end))
  announce(
    m.reader_note_announce({
      kind: kindLabel(next.kind, actions.kinds),
      name: person(next.personId).name,
      quote,
      words: next.moderation?.hidden ? '' : shortly(withNames(next.body.value)),
    }),
  )
}

/** From the passage to its card; Escape there comes back. */
function toCard(): boolean {
  const { active } = useView.getState()
  const card = active === null ? null : document.getElementById(cardId(active))
  if (!card) return false
  const reply = card.querySelector<HTMLElement>('[data-reply]')
  if (reply) reply.click()
  else card.focus()
  return true
}
