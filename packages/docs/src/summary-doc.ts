/** Reads a summary document. Never writes to it: reading with an editor binding could delete what a schema lacks. */
import type { SummaryNode } from '@lectern/model'
import { yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'
import { SUMMARY_ROOT } from './roots.ts'

/** The summary as ProseMirror JSON; an empty document when nothing was written. */
export function summaryJson(doc: Y.Doc): SummaryNode {
  const json = yXmlFragmentToProsemirrorJSON(doc.getXmlFragment(SUMMARY_ROOT)) as SummaryNode
  return json.content?.length ? json : { type: 'doc', content: [{ type: 'paragraph' }] }
}
