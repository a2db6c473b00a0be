/**
 * Keeps the editor from writing what nobody typed. Extensions tidy up after each change (a link here, a paragraph there);
 * after the change of somebody else that is for their editor to do, and a member who may only read writes nothing at all.
 */
import { type Editor, Extension } from '@tiptap/core'
import { Plugin, type Transaction } from '@tiptap/pm/state'
import { ySyncPluginKey } from '@tiptap/y-tiptap'

const fromDocument = (transaction: Transaction): boolean =>
  (transaction.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined)?.isChangeOrigin === true

/** Whether the editor takes the transaction. */
export function isOwn(transaction: Transaction, editable: boolean): boolean {
  if (!transaction.docChanged || fromDocument(transaction)) return true
  const root = transaction.getMeta('appendedTransaction') as Transaction | undefined
  return editable && !(root && fromDocument(root))
}

export const OwnWords = Extension.create({
  name: 'ownWords',
  addProseMirrorPlugins() {
    const { editor }: { editor: Editor } = this
    return [new Plugin({ filterTransaction: (transaction) => isOwn(transaction, editor.isEditable) })]
  },
})
