/** Finds the citations of a summary without an editor, so a page can mark cited passages before one is loaded. */
import type { Passage, SummaryNode } from '@lectern/model'
import * as Y from 'yjs'
import { type CitationAttributes, citationAttributes } from './citation-attributes.ts'
import { SUMMARY_ROOT } from './roots.ts'

/** Passages the summary cites, in document order. Citations with broken attributes are left out. */
export function citedPassages(doc: Y.Doc): Passage[] {
  const found: Passage[] = []
  const visit = (node: Y.XmlFragment) => {
    for (const child of node.toArray()) {
      if (!(child instanceof Y.XmlElement)) continue
      if (child.nodeName !== 'citation') {
        visit(child)
        continue
      }
      const { textId, start, end } = child.getAttributes() as { [name: string]: unknown }
      const passage = { textId: String(textId), start: Number(start), end: Number(end) }
      if (passage.textId && passage.start >= 0 && passage.end > passage.start) found.push(passage)
    }
  }
  visit(doc.getXmlFragment(SUMMARY_ROOT))
  return found
}

/** The citations of a summary as ProseMirror JSON, in document order, with whatever attributes they have. */
export function citationsOf(json: SummaryNode): CitationAttributes[] {
  if (json.type === 'citation') return [citationAttributes(json.attrs)]
  return (json.content ?? []).flatMap(citationsOf)
}
