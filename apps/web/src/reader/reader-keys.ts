/**
 * The reader by keyboard: moving by paragraph, selecting by sentence and word, marking, and going from note to note.
 * Which key means which command stands in the registry (`keys/`); arrows, Enter and Escape are fixed. All of it works only while
 * the text has the focus or the selection, never in a field and never while an input method composes.
 */
import { withNames } from '@lectern/model'
import { boundary, trimmed } from '@lectern/text'
import { useEffect, useRef } from 'react'
import { kindLabel } from '../comments/kinds.ts'
import { cardId, type PlacedNote } from '../comments/notes.ts'
import type { usePeople } from '../comments/people.ts'
import { comboOf } from '../keys/combos.ts'
import type { CommandId } from '../keys/commands.ts'
import { commandFor, isApple, isFree, useOwnKeys } from '../keys/own-keys.ts'
import { useListening } from '../listening/choice.ts'
import * as m from '../messages/messages.js'
import { useView } from '../session/view.ts'
import { announce } from '../ui/announce.tsx'
import type { IntervalIndex } from './interval-index.ts'
import { placeName, shortly } from './aloud.ts'
import { type PassageActions, usePassageActions } from './passage-actions.ts'
import { clearSelected, TOOLBAR, useSelected } from './selected.ts'
import { isFolded, type TextPage } from './text-page.ts'
import { togglePlain } from './settings.ts'
import { openNextUnder } from './use-page.ts'

type Context = {
  page: TextPage
  actions: PassageActions
  /** Notes that n and p stop at, in order. */
  notes: readonly PlacedNote[]
  index: IntervalIndex<PlacedNote>
  person: ReturnType<typeof usePeople>
  focusPiece: (index: number) => void
}

/** Listens to the keys; shows nothing. Loaded after the text shows. */
export function ReaderKeys(props: Omit<Context, 'actions'>): null {
  const actions = usePassageActions(props.page.text)
  const latest = useRef<Context>({ ...props, actions })
  useEffect(() => {
    latest.current = { ...props, actions }
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isFree(event) && handle(event, latest.current)) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  return null
}

/** @returns whether the key was used */
function handle(event: KeyboardEvent, context: Context): boolean {
  const { page } = context
  const target = event.target as HTMLElement
  const inText = page.root.contains(target)
  if (!inText && target !== document.body && target !== page.scroller) return false
  if (move(event, context, page.elements.indexOf(target))) return true
  const command = commandFor(event)
  if (command) return HANDLERS[command]?.(context) ?? false
  // The number keys stand for the kinds, in their order.
  const kind = /^[1-9]$/.test(comboOf(event) ?? '') && context.actions.kinds[Number(event.key) - 1]
  if (!kind || !useOwnKeys.getState().single || !useSelected.getState().passage) return false
  return use(() => context.actions.highlight(kind.id))
}

/** What each command does here; false when there is nothing to do it to. */
const HANDLERS: { [id in CommandId]?: (context: Context) => boolean } = {
  'reader.paragraph': selectParagraph,
  'reader.next': (context) => use(() => stepNote(context, 1)),
  'reader.previous': (context) => use(() => stepNote(context, -1)),
  'reader.under': ({ index }) => openNextUnder(index),
  'reader.answer': () => toCard((card) => card.querySelector<HTMLElement>('[data-reply]')),
  'reader.plain': () => use(togglePlain),
  'page.card': () => toCard(() => null),
  'passage.highlight': withPassage((actions) => actions.highlight()),
  'passage.comment': withPassage((actions) => actions.comment()),
  'passage.cite': withPassage((actions) => actions.cite('chip')),
  'passage.quote': withPassage((actions) => actions.cite('quotation')),
  'passage.link': withPassage((actions) => void actions.copyLink()),
}

function use(act: () => void): true {
  act()
  return true
}

function withPassage(act: (actions: PassageActions) => void): (context: Context) => boolean {
  return ({ actions }) => (useSelected.getState().passage ? use(() => act(actions)) : false)
}

/**
 * The keys that never change: moving, selecting, going back.
 * @param index of the piece that has the focus; -1 for none
 */
function move(event: KeyboardEvent, context: Context, index: number): boolean {
  const { page } = context
  const { passage } = useSelected.getState()
  const { key, shiftKey } = event
  // A word at a time, as in every program: with Ctrl, on Apple's keyboards with Option.
  const byWord = isApple ? event.altKey && !event.ctrlKey : event.ctrlKey && !event.altKey
  const sideways = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : null
  if (byWord && !event.metaKey && sideways) {
    if (shiftKey) return extend(page, key)
    return index >= 0 && use(() => selectUnit(page, index, 'word', sideways))
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return false
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
  if (index < 0 || shiftKey) return false
  if (key === 'ArrowDown') return use(() => moveTo(context, index, 1))
  if (key === 'ArrowUp') return use(() => moveTo(context, index, -1))
  if (key === 'Home') return use(() => moveTo(context, -1, 1))
  if (key === 'End') return use(() => moveTo(context, page.elements.length, -1))
  if (key === 'Enter' || key === ' ') return use(() => selectUnit(page, index, 'sentence', 1))
  return passage !== null && sideways !== null && use(() => selectUnit(page, index, 'sentence', sideways))
}

/** To the next piece that is not folded away. */
function moveTo({ page, focusPiece }: Context, from: number, step: 1 | -1): void {
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

/** The first sentence or word of a piece; pressed again, the one after (or before) what is selected. */
function selectUnit(page: TextPage, index: number, unit: 'sentence' | 'word', direction: 1 | -1): void {
  const piece = page.map.pieces[index]!
  const { canonical, language } = page.text
  const now = page.selected(document.getSelection())
  const inside = now && now.start < piece.end && now.end > piece.start ? now : null
  const step = (from: number, way: 1 | -1) => boundary(canonical, language, from, unit, way)
  let start = piece.start
  if (inside && direction === -1) start = step(inside.start, -1)
  else if (inside) start = inside.end
  // What stands between two words belongs to neither.
  if (unit === 'word' && direction === 1) start = Math.max(start, step(step(start, 1), -1))
  const there = start >= piece.start && start < piece.end
  const found = there ? trimmed(canonical, start, Math.min(piece.end, step(start, 1))) : null
  if (!found) return announce(direction === 1 ? m.reader_paragraph_end() : m.reader_paragraph_start())
  page.select(found.start, found.end)
  page.scrollTo(found.start, { onlyIfHidden: true })
  say(page, found.start, found.end)
}

/** The whole paragraph that has the focus, or in which something is selected. */
function selectParagraph({ page, focusPiece }: Context): boolean {
  const now = page.selected(document.getSelection())
  const focused = page.elements.indexOf(document.activeElement as HTMLElement)
  const index = focused >= 0 ? focused : now ? page.indexAt(now.start) : -1
  const piece = page.map.pieces[index]
  if (!piece) return false
  focusPiece(index)
  page.select(piece.start, piece.end)
  say(page, piece.start, piece.end)
  return true
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
  const kind = kindLabel(next.kind, actions.kinds)
  const { name } = person(next.personId, next.imported)
  if (useListening.getState().notes === 'short')
    return announce(m.reader_note_announce_short({ kind, name, place: placeName(page.text, next.start) }))
  announce(
    m.reader_note_announce({
      kind,
      name,
      quote: shortly(page.text.canonical.slice(next.start, next.end)),
      words: next.moderation?.hidden ? '' : shortly(withNames(next.body.value)),
    }),
  )
}

/** From the passage to its card, or to something in it; Escape there comes back. */
function toCard(within: (card: HTMLElement) => HTMLElement | null): boolean {
  const { active } = useView.getState()
  const card = active === null ? null : document.getElementById(cardId(active))
  if (!card) return false
  const part = within(card)
  if (part) part.click()
  else card.focus()
  return true
}
