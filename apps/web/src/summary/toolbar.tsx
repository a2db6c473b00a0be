/** The formatting toolbar: one stop for Tab, arrow keys inside (https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/). */
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import {
  Bold,
  Heading2,
  Italic,
  Link,
  List,
  ListOrdered,
  ListTodo,
  type LucideIcon,
  Pause,
  Quote,
  Redo2,
  Strikethrough,
  TextQuote,
  Undo2,
} from 'lucide-react'
import { Fragment, type KeyboardEvent, useRef, useState } from 'react'
import { m } from '../messages/messages.js'
import { notify } from '../ui/announce.tsx'
import styles from './summary.module.css'

type Tool = {
  name: string
  icon: LucideIcon
  label: () => string
  /** As said after the name, and to assistive technology. */
  keys?: string
  /** The words stand beside the icon. */
  wide?: boolean
  /** Undefined for a tool that is not switched on and off. */
  isOn?: (editor: Editor, page: Page) => boolean
  isOff?: (editor: Editor) => boolean
  run: (editor: Editor, page: Page) => void
}
/** What tools need beside the words. */
type Page = {
  openLink: () => void
  /** Whether the changes of others are held back. */
  held: boolean
  hold: (still: boolean) => void
}

const mod = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl+'

/** In groups, as they stand. */
const GROUPS: Tool[][] = [
  [
    {
      name: 'heading',
      icon: Heading2,
      label: m.summary_heading,
      isOn: (editor) => editor.isActive('heading'),
      run: (editor) => {
        const level = editor.getAttributes('heading')['level'] as 1 | 2 | 3 | undefined
        editor
          .chain()
          .focus()
          .toggleNode('heading', 'paragraph', { level: level ?? 2 })
          .run()
      },
    },
    {
      name: 'bold',
      icon: Bold,
      label: m.summary_bold,
      keys: 'B',
      isOn: (editor) => editor.isActive('bold'),
      run: (editor) => editor.chain().focus().toggleMark('bold').run(),
    },
    {
      name: 'italic',
      icon: Italic,
      label: m.summary_italic,
      keys: 'I',
      isOn: (editor) => editor.isActive('italic'),
      run: (editor) => editor.chain().focus().toggleMark('italic').run(),
    },
    {
      name: 'strike',
      icon: Strikethrough,
      label: m.summary_strike,
      keys: 'Shift+S',
      isOn: (editor) => editor.isActive('strike'),
      run: (editor) => editor.chain().focus().toggleMark('strike').run(),
    },
  ],
  [
    {
      name: 'bullets',
      icon: List,
      label: m.summary_bullets,
      keys: 'Shift+8',
      isOn: (editor) => editor.isActive('bulletList'),
      run: (editor) => editor.chain().focus().toggleList('bulletList', 'listItem').run(),
    },
    {
      name: 'numbers',
      icon: ListOrdered,
      label: m.summary_numbers,
      keys: 'Shift+7',
      isOn: (editor) => editor.isActive('orderedList'),
      run: (editor) => editor.chain().focus().toggleList('orderedList', 'listItem').run(),
    },
    {
      name: 'tasks',
      icon: ListTodo,
      label: m.summary_tasks,
      keys: 'Shift+9',
      isOn: (editor) => editor.isActive('taskList'),
      run: (editor) => editor.chain().focus().toggleList('taskList', 'taskItem').run(),
    },
    {
      name: 'quote',
      icon: TextQuote,
      label: m.summary_quote,
      keys: 'Shift+B',
      isOn: (editor) => editor.isActive('blockquote'),
      run: (editor) => editor.chain().focus().toggleWrap('blockquote').run(),
    },
    {
      name: 'link',
      icon: Link,
      label: m.summary_link,
      keys: 'K',
      isOn: (editor) => editor.isActive('link'),
      run: (_editor, { openLink }) => openLink(),
    },
  ],
  [
    {
      name: 'cite',
      icon: Quote,
      label: m.summary_cite,
      wide: true,
      run: () => notify(m.summary_cite_how()),
    },
  ],
  [
    {
      name: 'undo',
      icon: Undo2,
      label: m.summary_undo,
      keys: 'Z',
      isOff: (editor) => !editor.can().undo(),
      run: (editor) => editor.chain().focus().undo().run(),
    },
    {
      name: 'redo',
      icon: Redo2,
      label: m.summary_redo,
      keys: 'Shift+Z',
      isOff: (editor) => !editor.can().redo(),
      run: (editor) => editor.chain().focus().redo().run(),
    },
    {
      name: 'still',
      icon: Pause,
      label: m.summary_still,
      isOn: (_editor, { held }) => held,
      run: (_editor, { held, hold }) => hold(!held),
    },
  ],
]
const TOOLS = GROUPS.flat()

export function Toolbar({ editor, page }: { editor: Editor; page: Page }) {
  const [stop, setStop] = useState('heading')
  const bar = useRef<HTMLDivElement>(null)
  const states = useEditorState({
    editor,
    selector: ({ editor }) =>
      Object.fromEntries(
        TOOLS.map(({ name, isOn, isOff }) => [
          name,
          { on: isOn?.(editor, page), off: isOff?.(editor) ?? false },
        ]),
      ),
  })

  const move = (event: KeyboardEvent) => {
    const at = TOOLS.findIndex(({ name }) => name === stop)
    const next = {
      ArrowRight: (at + 1) % TOOLS.length,
      ArrowLeft: (at + TOOLS.length - 1) % TOOLS.length,
      Home: 0,
      End: TOOLS.length - 1,
    }[event.key]
    if (event.key === 'Escape') editor.commands.focus()
    if (next === undefined) return
    event.preventDefault()
    bar.current?.querySelectorAll('button')[next]?.focus()
  }

  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={m.summary_toolbar()}
      className={styles.toolbar}
      data-summary-toolbar
      onKeyDown={move}
    >
      {GROUPS.map((group, at) => (
        <Fragment key={group[0]?.name}>
          {at > 0 && <span className={styles.rule} aria-hidden />}
          {group.map((tool) => {
            const state = states[tool.name]
            const Icon = tool.icon
            const label = tool.label()
            return (
              <button
                key={tool.name}
                type="button"
                className={styles.tool}
                aria-label={label}
                aria-pressed={state?.on}
                aria-disabled={state?.off || undefined}
                title={tool.keys ? `${label} (${mod}${tool.keys})` : label}
                tabIndex={tool.name === stop ? 0 : -1}
                // The caret stays where it is.
                onMouseDown={(event) => event.preventDefault()}
                onFocus={() => setStop(tool.name)}
                onClick={() => {
                  if (!state?.off) tool.run(editor, page)
                }}
              >
                <Icon size={16} aria-hidden />
                {tool.wide && <span>{label}</span>}
              </button>
            )
          })}
        </Fragment>
      ))}
    </div>
  )
}
