/** Puts a citation into the summary. Pure: an editor state goes in, a transaction comes out. */
import type { CitationAttributes } from '@lectern/docs'
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Selection, TextSelection, type Transaction } from '@tiptap/pm/state'

export type CitingForm = 'chip' | 'quotation'

/** White space, or a letter of a script that is written without spaces. */
const NEEDS_NO_SPACE = /[\s\u2e80-\u9fff\uff00-\uffef（“]$/

/**
 * @param atCaret after what is selected; otherwise at the end, where a summary grows
 * @returns the transaction, which leaves the caret behind what came in, and where the chip stands in it
 */
export function insertCitation(
  state: EditorState,
  attributes: CitationAttributes,
  form: CitingForm,
  atCaret: boolean,
): { transaction: Transaction; chip: number } {
  return form === 'chip'
    ? insertChip(state, attributes, atCaret)
    : insertQuotation(state, attributes, atCaret)
}

function insertChip(
  { doc, schema, selection, tr }: EditorState,
  attributes: CitationAttributes,
  atCaret: boolean,
) {
  const citation = schema.nodes['citation']!.create(attributes)
  const last = doc.lastChild
  const paragraph = schema.nodes['paragraph']!
  if (!atCaret && last && !isOpen(last)) {
    // The last thing is closed in itself (a quotation, a heading): the citation begins a paragraph of its own.
    const at = doc.content.size
    tr.insert(at, paragraph.create(null, [citation, schema.text(' ')]))
    tr.setSelection(TextSelection.create(tr.doc, at + 3))
    return { transaction: tr, chip: at + 1 }
  }
  const wanted = doc.resolve(atCaret ? selection.to : doc.content.size)
  const place = wanted.parent.inlineContent ? wanted : Selection.near(wanted, -1).$to
  const before = place.nodeBefore
  const glued = before?.isText === true && !NEEDS_NO_SPACE.test(before.text ?? '')
  const nodes = [...(glued ? [schema.text(' ')] : []), citation, schema.text(' ')]
  tr.insert(place.pos, nodes)
  tr.setSelection(TextSelection.create(tr.doc, place.pos + nodes.length))
  return { transaction: tr, chip: place.pos + (glued ? 1 : 0) }
}

/** Whether more words may go to its end. */
const isOpen = (node: Node): boolean =>
  ['paragraph', 'bulletList', 'orderedList', 'taskList'].includes(node.type.name)

function insertQuotation(state: EditorState, attributes: CitationAttributes, atCaret: boolean) {
  const { doc, schema, selection, tr } = state
  const paragraph = schema.nodes['paragraph']!
  const words = attributes.exact.replace(/\s+/g, ' ').trim()
  const quotation = schema.nodes['blockquote']!.create(
    null,
    paragraph.create(null, [schema.text(`“${words}” `), schema.nodes['citation']!.create(attributes)]),
  )
  // Between the blocks of the document: a quotation inside a list or another quotation is rarely meant.
  const place = doc.resolve(atCaret ? selection.to : doc.content.size)
  const index = place.depth > 0 ? place.index(0) : Math.max(doc.childCount - 1, 0)
  const block = doc.child(index)
  let start = 0
  for (let at = 0; at < index; at++) start += doc.child(at).nodeSize
  const end = start + block.nodeSize
  const empty = block.type === paragraph && block.content.size === 0
  const from = empty ? start : end
  tr.replaceWith(from, end, quotation)

  const after = from + quotation.nodeSize
  const next = tr.doc.resolve(after).nodeAfter
  if (!next) tr.insert(after, paragraph.create())
  const room = !next || (next.type === paragraph && next.content.size === 0)
  tr.setSelection(TextSelection.create(tr.doc, room ? after + 1 : after - 2))
  return { transaction: tr, chip: after - 3 }
}
