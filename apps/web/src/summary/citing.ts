/** Carries out what the reader asks for: "put this passage into the summary". */
import { LIMITS } from '@lectern/model'
import type { Editor } from '@tiptap/core'
import { yUndoPluginKey } from '@tiptap/y-tiptap'
import { useEffect, useRef } from 'react'
import { m } from '../messages/messages.js'
import { passageLabel } from '../session/labels.ts'
import { useView } from '../session/view.ts'
import { useWorkspace } from '../session/workspace.ts'
import { announce, notify } from '../ui/announce.tsx'
import { insertCitation } from './cite.ts'

/** How long a citation that just came in is marked, ms. */
const FRESH = 1600

/** @param whyNot why the summary cannot be written; null when it can */
export function useCiting(editor: Editor | null, whyNot: string | null): void {
  const citing = useView((view) => view.citing)
  const { texts } = useWorkspace()
  const wasThere = useRef(false)

  useEffect(() => {
    const arrived = () => {
      wasThere.current = true
    }
    editor?.on('focus', arrived)
    return () => {
      editor?.off('focus', arrived)
    }
  }, [editor])

  useEffect(() => {
    // Asked again, so that a request is carried out once even where effects run twice.
    if (!editor || !citing || useView.getState().citing !== citing) return
    useView.getState().cited()
    if (whyNot !== null) {
      notify(whyNot, 'bad')
      return
    }
    const { passage, form } = citing
    const label = passageLabel(texts, passage) ?? ''
    const attributes = {
      ...passage,
      exact: passage.exact.slice(0, LIMITS.quote),
      prefix: passage.prefix.slice(-LIMITS.quoteContext),
      suffix: passage.suffix.slice(0, LIMITS.quoteContext),
      label,
    }
    // A step of its own for undo.
    const undo = yUndoPluginKey.getState(editor.state) as
      { undoManager: { stopCapturing(): void } } | undefined
    undo?.undoManager.stopCapturing()
    const { transaction, chip } = insertCitation(editor.state, attributes, form, wasThere.current)
    editor.view.dispatch(transaction)
    undo?.undoManager.stopCapturing()
    const dom = editor.view.nodeDOM(chip)
    if (dom instanceof HTMLElement) {
      dom.scrollIntoView({ block: 'nearest' })
      dom.classList.add('fresh')
      setTimeout(() => dom.classList.remove('fresh'), FRESH)
    }
    announce(form === 'chip' ? m.summary_cited_chip({ label }) : m.summary_cited_quotation({ label }))
  }, [editor, citing, whyNot, texts])
}
