/**
 * How a citation looks in the editor: a chip that names text and paragraph, shows the quotation, and leads there.
 * The schema stays the one of `@lectern/docs`; this only draws it.
 */
import { Citation, type CitationAttributes, citationAttributes } from '@lectern/docs'
import type { Passage } from '@lectern/model'
import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { NodeSelection } from '@tiptap/pm/state'
import type { NodeView } from '@tiptap/pm/view'
import { create } from 'zustand'
import { m } from '../messages/messages.js'
import { passageLabel } from '../session/labels.ts'
import { useView } from '../session/view.ts'
import type { Store, Workspace } from '../session/workspace.ts'
import { announce } from '../ui/announce.tsx'

/** The texts of the session, and where in them a passage stands. */
export type Shelf = Pick<Workspace, 'texts' | 'carry'>

/** The chip whose quotation is shown. */
export const useTip = create<{
  tip: {
    chip: HTMLElement
    attributes: CitationAttributes
    label: string
    passage?: Passage | undefined
  } | null
}>(() => ({ tip: null }))

/** ms */
const HOVER = 180

class Chip implements NodeView {
  readonly dom = document.createElement('span')
  readonly #editor: Editor
  readonly #shelf: Store<Shelf>
  #attributes: CitationAttributes
  #stop: () => void
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(editor: Editor, node: Node, shelf: Store<Shelf>) {
    this.#editor = editor
    this.#shelf = shelf
    this.#attributes = citationAttributes(node.attrs)
    const { dom } = this
    dom.setAttribute('role', 'link')
    dom.contentEditable = 'false'
    // Without this the press would move the caret, and open the keyboard of a phone.
    dom.addEventListener('mousedown', (event) => event.preventDefault())
    dom.addEventListener('click', () => this.#open())
    dom.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.#open()
    })
    dom.addEventListener('mouseenter', () => this.#show(HOVER))
    dom.addEventListener('mouseleave', () => this.#hide())
    dom.addEventListener('focus', () => this.#show(0))
    dom.addEventListener('blur', () => this.#hide())
    this.#draw()
    this.#stop = shelf.subscribe(() => this.#draw())
  }

  /** Where it stands in a text of the session; undefined where that is not known. */
  get #passage(): Passage | undefined {
    const { texts, carry } = this.#shelf.get()
    const { textId, start, end } = this.#attributes
    const here = carry.passage({ textId, start, end })
    const text = texts.find(({ id }) => id === here?.textId)
    return here && text && here.end <= text.canonical.length && here.start < here.end ? here : undefined
  }

  get #label(): string {
    const here = this.#passage
    return (here && passageLabel(this.#shelf.get().texts, here)) ?? this.#attributes.label
  }

  #draw(): void {
    const known = this.#passage !== undefined || !this.#shelf.get().carry.known
    this.dom.className = known ? 'citation' : 'citation absent'
    this.dom.textContent = this.#label || m.summary_cite()
    this.dom.tabIndex = this.#editor.isEditable ? -1 : 0
  }

  #open(): void {
    const here = this.#passage
    if (!here) return
    this.#hide()
    useView.getState().showPassage(here)
  }

  #show(delay: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(
      () =>
        useTip.setState({
          tip: {
            chip: this.dom,
            attributes: this.#attributes,
            label: this.#label,
            passage: this.#passage,
          },
        }),
      delay,
    )
  }

  #hide(): void {
    clearTimeout(this.#timer)
    if (useTip.getState().tip?.chip === this.dom) useTip.setState({ tip: null })
  }

  update(node: Node): boolean {
    if (node.type.name !== 'citation') return false
    this.#attributes = citationAttributes(node.attrs)
    this.#draw()
    return true
  }

  selectNode(): void {
    this.dom.classList.add('selected')
    this.#show(0)
    announce(m.summary_passage({ label: this.#label, quote: this.#attributes.exact }))
  }

  deselectNode(): void {
    this.dom.classList.remove('selected')
    this.#hide()
  }

  stopEvent(event: Event): boolean {
    return event.type === 'mousedown' || event.type === 'click' || event.type === 'keydown'
  }

  ignoreMutation(): boolean {
    return true
  }

  destroy(): void {
    this.#hide()
    this.#stop()
  }
}

/** The citation of the schema, drawn as a chip. */
export const citationWithView = (shelf: Store<Shelf>) =>
  Citation.extend({
    addNodeView() {
      return ({ editor, node }) => new Chip(editor, node, shelf)
    },
    addKeyboardShortcuts() {
      return {
        Enter: ({ editor }) => {
          const { selection } = editor.state
          if (!(selection instanceof NodeSelection) || selection.node.type.name !== 'citation') return false
          const chip = editor.view.nodeDOM(selection.from)
          if (chip instanceof HTMLElement) chip.click()
          return true
        },
      }
    },
  })
