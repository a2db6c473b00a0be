/** The shared editor itself. Loaded on its own, as it weighs more than the rest of the page. */
import type { Editor } from '@tiptap/core'
import type { EditorView } from '@tiptap/pm/view'
import { EditorContent, useEditor, useEditorState } from '@tiptap/react'
import { Pause } from 'lucide-react'
import { useEffect, useId, useMemo, useState } from 'react'
import { m } from '../messages/messages.js'
import { createStore } from '../session/store.ts'
import { type Channel, useChannelState, useWorkspace } from '../session/workspace.ts'
import { announce } from '../ui/announce.tsx'
import { Button } from '../ui/button.tsx'
import { CitationTip } from './citation-tip.tsx'
import { useCiting } from './citing.ts'
import './editor.css'
import { editorExtensions } from './extensions.ts'
import { LinkDialog } from './link-dialog.tsx'
import styles from './summary.module.css'
import { Toolbar } from './toolbar.tsx'

/**
 * Mount it with the document's id as its key.
 * @param whyNot why the summary cannot be written; null when it can
 */
export default function SummaryEditor({ channel, whyNot }: { channel: Channel; whyNot: string | null }) {
  const { me, texts, carry } = useWorkspace()
  const [shelf] = useState(() => createStore({ texts, carry }))
  const [linking, setLinking] = useState(false)
  const hint = useId()
  const [extensions] = useState(() => editorExtensions(channel, me, shelf))
  const writable = whyNot === null
  const editorProps = useMemo(
    () => ({
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': m.summary_textbox(),
        'aria-describedby': hint,
        spellcheck: 'true',
        ...(!writable && { 'aria-readonly': 'true', tabindex: '0' }),
      },
      handleKeyDown: (view: EditorView, event: KeyboardEvent) => {
        if (view.composing) return false
        if (event.key === 'Escape') return leave(view.dom)
        if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return false
        event.preventDefault()
        setLinking(true)
        return true
      },
      handleDOMEvents: {
        click: (_view: EditorView, event: MouseEvent) => follow(event),
      },
    }),
    [hint, writable],
  )
  // injectCSS: styles of our own, in editor.css
  const editor = useEditor({ extensions, editorProps, editable: writable, injectCSS: false })

  useEffect(() => {
    if (!editor || editor.isDestroyed) return
    if (editor.isEditable !== writable) editor.setEditable(writable)
    shelf.set({ texts, carry }) // another object, so that every chip draws itself for who may now do what
  }, [editor, writable, texts, carry, shelf])
  useCiting(editor, whyNot)
  const held = useChannelState(channel)?.held
  // Nobody finds it still who did not ask for it.
  useEffect(() => () => channel.hold(false), [channel])
  const hold = (still: boolean) => {
    channel.hold(still)
    announce(still ? m.summary_still_quiet() : m.summary_still_over())
  }

  return (
    <>
      {writable && editor ? (
        <Toolbar
          editor={editor}
          page={{ openLink: () => setLinking(true), held: held !== undefined, hold }}
        />
      ) : (
        <div className={styles.notice}>
          <p>{whyNot}</p>
          {!held && (
            <button
              type="button"
              className={styles.tool}
              title={m.summary_still()}
              onClick={() => hold(true)}
            >
              <Pause size={16} aria-hidden />
              <span className="visually-hidden">{m.summary_still()}</span>
            </button>
          )}
        </div>
      )}
      {held && (
        <div className={styles.still}>
          <p role="status">{held === 'changed' ? m.summary_still_changed() : m.summary_still_quiet()}</p>
          <Button onClick={() => hold(false)}>{m.summary_still_end()}</Button>
        </div>
      )}
      <div className={styles.scroll}>
        <div className={styles.paper}>
          {editor && <Empty editor={editor} writable={writable} />}
          <EditorContent editor={editor} className={styles.editor} />
          <p id={hint} className="visually-hidden">
            {m.summary_hint()}
          </p>
        </div>
      </div>
      <CitationTip />
      {linking && editor && writable && <LinkDialog editor={editor} onClose={() => setLinking(false)} />}
    </>
  )
}

/** What to do with an empty page. It goes with the first letter. */
function Empty({ editor, writable }: { editor: Editor; writable: boolean }) {
  const empty = useEditorState({
    editor,
    selector: ({ editor }) => {
      const { doc } = editor.state
      return (
        doc.childCount === 1 && doc.firstChild?.type.name === 'paragraph' && doc.firstChild.content.size === 0
      )
    },
  })
  if (!empty) return null
  return (
    <div className={styles.empty} aria-hidden>
      <p>{writable ? m.summary_empty_title() : m.summary_empty_reader()}</p>
      {writable && (
        <ul>
          <li>{m.summary_empty_write()}</li>
          <li>{m.summary_empty_cite()}</li>
          <li>{m.summary_empty_marks()}</li>
        </ul>
      )}
    </div>
  )
}

/** Escape leads out of the text, where Tab may belong to a list. */
function leave(dom: HTMLElement): boolean {
  const bar = dom.closest(`.${styles.panel}`)?.querySelector('[data-summary-toolbar]')
  const stop = bar?.querySelector<HTMLElement>('[tabindex="0"]')
  stop?.focus()
  return stop !== undefined && stop !== null
}

/** A link is followed with the key that opens new tabs; a plain click is for placing the caret. */
function follow(event: MouseEvent): boolean {
  if (!(event.ctrlKey || event.metaKey) || !(event.target instanceof Element)) return false
  const link = event.target.closest<HTMLAnchorElement>('a[href]')
  if (!link?.isContentEditable) return false
  event.preventDefault()
  window.open(link.href, '_blank', 'noopener,noreferrer')
  return true
}
