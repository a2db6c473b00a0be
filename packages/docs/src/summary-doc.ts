/** Reads a summary document. Never writes to it: reading with an editor binding could delete what a schema lacks. */
import type { SummaryNode } from '@lectern/model'
import { MarkdownManager } from '@tiptap/markdown'
import { yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'
import { SUMMARY_ROOT } from './roots.ts'
import { summaryExtensions } from './summary-schema.ts'

/** The summary as ProseMirror JSON; an empty document when nothing was written. */
export function summaryJson(doc: Y.Doc): SummaryNode {
  const json = yXmlFragmentToProsemirrorJSON(doc.getXmlFragment(SUMMARY_ROOT)) as SummaryNode
  return json.content?.length ? json : { type: 'doc', content: [{ type: 'paragraph' }] }
}

let manager: MarkdownManager | undefined
/** The summary as Markdown. Citations stand as `[label]`; the exports number them instead. */
export function summaryMarkdown(json: SummaryNode): string {
  manager ??= new MarkdownManager({ extensions: summaryExtensions() })
  return manager.serialize(json)
}
