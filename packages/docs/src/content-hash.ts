/**
 * One number for everything a reader can see of a document, so that two replicas that should be the same can be compared
 * without sending either. For accidents, not for adversaries: 32 bits of FNV-1a.
 */
import * as Y from 'yjs'
import { ANNOTATION_ROOTS, MINE_ROOTS, rootMap } from './annotation-doc.ts'
import { SUMMARY_ROOT } from './roots.ts'

export function contentHash(doc: Y.Doc, kind: 'annotations' | 'mine' | 'summary'): number {
  if (kind === 'summary') return fnv(seenSummary(doc))
  return fnv(seenEntries(doc, kind === 'mine' ? MINE_ROOTS : ANNOTATION_ROOTS))
}

const seenEntries = (doc: Y.Doc, roots: object) =>
  JSON.stringify(Object.keys(roots).map((root) => sorted([...rootMap(doc, root).entries()])))

/**
 * The summary as it is seen, as one string. Neighbouring runs of text with the same marks are one run: Yjs may keep a mark twice
 * where another replica keeps it once, and no reader can tell.
 */
export const seenSummary = (doc: Y.Doc): string => JSON.stringify(seen(doc.getXmlFragment(SUMMARY_ROOT)))

function seen(node: Y.XmlFragment | Y.XmlText | Y.XmlHook): unknown {
  if (node instanceof Y.XmlText) {
    const runs: [marks: string, text: string][] = []
    for (const { insert, attributes } of node.toDelta() as { insert: unknown; attributes?: object }[]) {
      const marks = JSON.stringify(sorted(Object.entries(attributes ?? {})))
      const text = typeof insert === 'string' ? insert : JSON.stringify(insert)
      const last = runs.at(-1)
      if (last?.[0] === marks) last[1] += text
      else runs.push([marks, text])
    }
    return runs
  }
  if (!(node instanceof Y.XmlFragment)) return null
  const children = node.toArray().map((child) => seen(child))
  return node instanceof Y.XmlElement
    ? [node.nodeName, sorted(Object.entries(node.getAttributes())), children]
    : children
}

const sorted = (entries: [string, unknown][]) => entries.sort(([a], [b]) => (a < b ? -1 : 1))

/** http://www.isthe.com/chongo/tech/comp/fnv/, over UTF-16 code units. */
function fnv(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
