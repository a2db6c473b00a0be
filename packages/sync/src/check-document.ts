/** Whether a stored document is sound: it loads from its rows, and each snapshot is what its rows give. Changes nothing. */
import type { WholeDocument } from '@lectern/storage'
import * as Y from 'yjs'
import { type DocumentKind, documentKind } from './document.ts'
import { POLICIES } from './policies.ts'

/** @returns what is wrong with it, in words; empty when it is sound */
export function checkDocument({ name, rows, snapshots, damaged }: WholeDocument): string[] {
  // What stands on a lost row cannot be judged.
  if (damaged.length > 0) return damaged
  const kind = documentKind(name)
  if (!kind) return ['it has a name no document has']
  const wrong: string[] = []
  const doc = newDocument(kind)
  let at = 0
  try {
    for (const { upto, data } of [...snapshots, { upto: Infinity, data: undefined }]) {
      doc.transact(() => {
        for (; at < rows.length && rows[at]!.seq <= upto; at++) Y.applyUpdate(doc, rows[at]!.data)
      })
      if (data && !loadsTo(data, doc, kind)) wrong.push(`snapshot ${upto} is not what the rows give`)
    }
  } catch {
    wrong.push(`row ${rows[at]?.seq} cannot be applied`)
  }
  if (doc.store.pendingStructs || doc.store.pendingDs) wrong.push('rows build on others that are not there')
  doc.destroy()
  return wrong
}

function newDocument(kind: DocumentKind): Y.Doc {
  const doc = new Y.Doc()
  POLICIES[kind].define(doc)
  return doc
}

/** Whether the bytes load to what the document is, in what can be seen and in what cannot. */
export function loadsTo(data: Uint8Array, doc: Y.Doc, kind: DocumentKind): boolean {
  const again = newDocument(kind)
  try {
    Y.applyUpdate(again, data)
    return (
      Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(again)) &&
      again.store.pendingStructs === null &&
      POLICIES[kind].content(doc) === POLICIES[kind].content(again)
    )
  } catch {
    return false
  } finally {
    again.destroy()
  }
}
