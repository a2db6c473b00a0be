/** What decides over a document of one kind, once an update is known to be sound. */
import type { Writer } from '@lectern/docs'
import type { Action } from '@lectern/model'
import type * as Y from 'yjs'
import type { Intent } from './admit.ts'

export type Policy = {
  /** What a member must be allowed to change anything here. */
  readonly action: Action
  /** @throws Refused when the writer, who may do `action`, may not do this. */
  check(writer: Writer, intent: Intent): void
  /** Gives the roots of a new document their types. */
  define(doc: Y.Doc): void
  /** Everything a reader can see, as one string, to compare two replicas. */
  content(doc: Y.Doc): string
  /** What of a change is for the record, by key: what a host now rules about an entry, `undefined` when it rules nothing any more. */
  told?(transaction: Y.Transaction): [key: string, value: unknown][]
}
