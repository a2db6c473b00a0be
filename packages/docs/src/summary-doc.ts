/** Reads a summary document. Never writes to it: reading with an editor binding could delete what a schema lacks. */
import type { SummaryNode } from '@lectern/model'
import { yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { SUMMARY_ROOT } from './roots.ts'

/** The summary as ProseMirror JSON; an empty document when nothing was written. */
export function summaryJson(doc: Y.Doc): SummaryNode {
  const json = yXmlFragmentToProsemirrorJSON(doc.getXmlFragment(SUMMARY_ROOT)) as SummaryNode
  return json.content?.length ? json : { type: 'doc', content: [{ type: 'paragraph' }] }
}

/** The words of each block at the top of the summary, in order; those of blocks within it on lines of their own. */
export const summaryBlocks = (doc: Y.Doc): string[] => doc.getXmlFragment(SUMMARY_ROOT).toArray().map(wordsOf)

function wordsOf(node: Y.XmlElement | Y.XmlText | Y.XmlHook): string {
  if (node instanceof Y.XmlText) {
    return (node.toDelta() as { insert: unknown }[])
      .map(({ insert }) => (typeof insert === 'string' ? insert : ' '))
      .join('')
  }
  if (!(node instanceof Y.XmlElement)) return ''
  const parts = node.toArray()
  const isLine = parts.some((part) => part instanceof Y.XmlText)
  return parts.map(wordsOf).join(isLine ? '' : '\n')
}
