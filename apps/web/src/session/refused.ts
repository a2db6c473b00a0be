/**
 * What is left of words the server refused: compares the document they were written in with the one the server has.
 * Pure; knows no page.
 */
import { ANNOTATION_ROOTS, rootMap, SUMMARY_ROOT } from '@lectern/docs'
import * as Y from 'yjs'
import type { ChannelKind } from './workspace.ts'

/** @returns my words in `mine` that `theirs` does not have, as plain text; '' when nothing is missing */
export function lostWords(kind: ChannelKind, mine: Y.Doc, theirs: Y.Doc, personId: string): string {
  return kind === 'summary' ? lostSummary(mine, theirs) : lostEntries(mine, theirs, personId)
}

/** A summary belongs to everybody, so it is given whole. */
function lostSummary(mine: Y.Doc, theirs: Y.Doc): string {
  const words = plainText(mine.getXmlFragment(SUMMARY_ROOT))
  return words === plainText(theirs.getXmlFragment(SUMMARY_ROOT)) ? '' : words
}

function lostEntries(mine: Y.Doc, theirs: Y.Doc, personId: string): string {
  const lost: string[] = []
  for (const root of Object.keys(ANNOTATION_ROOTS)) {
    const accepted = rootMap(theirs, root)
    for (const [key, value] of rootMap(mine, root).entries()) {
      if (!key.startsWith(`${personId}/`) || JSON.stringify(value) === JSON.stringify(accepted.get(key)))
        continue
      const words = entryText(value)
      if (words) lost.push(words)
    }
  }
  return lost.join('\n\n')
}

type Entry = { target?: { selector?: { exact?: string }[] }; body?: { value?: string } }

/** “Quote” and words of an annotation or a reply; '' for a reaction or a resolution. */
function entryText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return ''
  const { target, body } = value as Entry
  const quote = target?.selector?.[1]?.exact
  return [quote && `“${quote}”`, body?.value].filter(Boolean).join('\n')
}

const LINES = new Set(['paragraph', 'heading'])

const inline = (node: Y.XmlElement): string =>
  node
    .toArray()
    .map((child) => {
      if (child instanceof Y.XmlText) {
        const runs = child.toDelta() as { insert: unknown }[]
        return runs.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('')
      }
      if (!(child instanceof Y.XmlElement)) return ''
      return child.nodeName === 'citation' ? `[${child.getAttribute('label') ?? ''}]` : ' '
    })
    .join('')

/** Lines of the fragment: one a paragraph, "- " before items, citations as [label]. */
export function plainText(fragment: Y.XmlFragment): string {
  const lines: string[] = []
  const visit = (node: Y.XmlFragment, mark: string) => {
    for (const child of node.toArray()) {
      if (!(child instanceof Y.XmlElement)) continue
      if (LINES.has(child.nodeName)) lines.push(mark + inline(child))
      else visit(child, child.nodeName === 'listItem' || child.nodeName === 'taskItem' ? '- ' : mark)
    }
  }
  visit(fragment, '')
  return lines.join('\n').trim()
}
