/**
 * Where the others write: their carets with their names, and one's own told to them. A caret costs every screen as much as
 * a letter typed, so one's own goes out at most ten times a second, and those of others are drawn once a frame.
 */
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import type { Awareness } from 'y-protocols/awareness'
import { inkOn } from '../ui/avatar.tsx'

/** ms */
const SEND_EVERY = 100
type Listener = (...event: unknown[]) => void
type State = { [field: string]: unknown }

/** An awareness as the caret plugin uses it, in front of the real one. */
export class CalmAwareness {
  readonly #real: Awareness
  readonly #drawn = new Map<Listener, { listener: Listener; cancel(): void }>()
  #waiting: { field: string; value: unknown } | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #last = -SEND_EVERY

  constructor(real: Awareness) {
    this.#real = real
  }

  get states(): Map<number, State> {
    return this.#real.getStates()
  }
  getStates(): Map<number, State> {
    return this.#real.getStates()
  }

  /** With what is about to be told. */
  getLocalState(): State | null {
    const state = this.#real.getLocalState()
    return state && this.#waiting ? { ...state, [this.#waiting.field]: this.#waiting.value } : state
  }

  setLocalStateField(field: string, value: unknown): void {
    // Leaving is told at once; so is the first move after a rest.
    const wait = value === null ? 0 : this.#last + SEND_EVERY - performance.now()
    this.#waiting = { field, value }
    clearTimeout(this.#timer)
    if (wait <= 0) this.#send()
    else this.#timer = setTimeout(() => this.#send(), Math.ceil(wait))
  }

  on(event: 'change' | 'update', listener: Listener): void {
    let frame = 0
    const drawn = (...args: unknown[]) => {
      if (frame) return
      frame = requestAnimationFrame(() => {
        frame = 0
        listener(...args)
      })
    }
    this.#drawn.set(listener, { listener: drawn, cancel: () => cancelAnimationFrame(frame) })
    this.#real.on(event, drawn)
  }

  off(event: 'change' | 'update', listener: Listener): void {
    const drawn = this.#drawn.get(listener)
    if (!drawn) return
    drawn.cancel()
    this.#drawn.delete(listener)
    this.#real.off(event, drawn.listener)
  }

  #send(): void {
    const waiting = this.#waiting
    if (!waiting) return
    this.#waiting = undefined
    this.#last = performance.now()
    this.#real.setLocalStateField(waiting.field, waiting.value)
  }
}

const COLOR = /^#[0-9a-f]{6}$/i
type User = { name?: unknown; color?: unknown }

function render(user: User): HTMLElement {
  const color = typeof user.color === 'string' && COLOR.test(user.color) ? user.color : '#5c5850'
  const caret = document.createElement('span')
  caret.className = 'remote-caret'
  caret.setAttribute('aria-hidden', 'true')
  caret.style.setProperty('--caret', color)
  caret.style.setProperty('--caret-ink', inkOn(color))
  // Shown by the style sheet: a name in the text would be read, searched and copied with it.
  caret.dataset['name'] = typeof user.name === 'string' ? user.name : ''
  return caret
}

/** @param user as the others see me until the server has stamped who I am */
export const carets = (awareness: Awareness, user: { name: string; color: string }) =>
  CollaborationCaret.configure({
    provider: { awareness: new CalmAwareness(awareness) },
    user,
    render,
    selectionRender: ({ color }: User) =>
      typeof color === 'string' && COLOR.test(color) ? { style: `background-color: ${color}2e` } : {},
  })
