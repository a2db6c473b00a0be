/**
 * One document in memory: loaded from its log, changed only through the gate. Never changed by anything else, so what it
 * holds is the log plus what is on its way into the log. Knows no peers.
 */
import type { Writer } from '@lectern/docs'
import { may } from '@lectern/model'
import type { DocumentLog, StoredDocument } from '@lectern/storage'
import * as Y from 'yjs'
import { inspect, Refused } from './admit.ts'
import { Encoded } from './encoded.ts'
import { hasHonestNeighbours } from './neighbours.ts'
import type { Policy } from './policy.ts'
import { brought, salvage } from './salvage.ts'

/** Fewest rows between two snapshots. */
const SNAPSHOT_EVERY = 500

/** What is to be committed, and then said to the others. */
export type Admitted = {
  update: Uint8Array
  writers: [client: number, personId: string][]
  /** Under whose ids it writes. */
  clients: number[]
  tidied: boolean
  told: [key: string, value: unknown][]
}

/** The in-memory document can no longer be trusted; it has to be loaded again. */
export class Broken extends Error {}

export class Replica {
  readonly doc: Y.Doc
  readonly encoded: Encoded
  /** Number of the last row that is in. */
  seq: number
  /** What could not be loaded and may not all be back, in words. */
  damaged: readonly string[]
  /** Rows and bytes after the newest snapshot, and bytes of that. */
  #since: { rows: number; bytes: number; snapshot: number }
  readonly #writers: Map<number, string>
  /** Client ids under which the server writes for somebody. One each: many clients make a document slow. */
  readonly #ghosts = new Map<string, number>()
  readonly #policy: Policy
  readonly #emitted: Uint8Array[] = []

  private constructor(doc: Y.Doc, policy: Policy, stored: StoredDocument, damaged: string[]) {
    this.doc = doc
    this.encoded = new Encoded(doc)
    this.seq = stored.seq
    this.damaged = damaged
    this.#since = {
      rows: stored.rows.length,
      bytes: stored.rows.reduce((sum, { data }) => sum + data.length, 0),
      snapshot: stored.snapshot?.data.length ?? 0,
    }
    this.#writers = stored.writers
    this.#policy = policy
    doc.on('update', (update) => this.#emitted.push(update))
  }

  static async load(log: DocumentLog, name: string, policy: Policy): Promise<Replica> {
    const stored = await log.load(name)
    const bad = new Set<number>()
    for (;;) {
      const doc = new Y.Doc()
      policy.define(doc)
      let at = 0
      try {
        // One transaction, so that observers and clean-up run once.
        doc.transact(() => {
          if (stored.snapshot) Y.applyUpdate(doc, stored.snapshot.data)
          for (const { seq, data } of stored.rows) {
            at = seq
            if (!bad.has(seq)) Y.applyUpdate(doc, data)
          }
        })
        const unapplied = [...bad].map((seq) => `row ${seq}`)
        return new Replica(doc, policy, stored, [...stored.damaged, ...unapplied])
      } catch (error) {
        doc.destroy()
        if (at === 0 || bad.has(at)) throw error
        bad.add(at)
      }
    }
  }

  /** What `read` makes of the document. Changing it throws, and changes nothing. */
  read<T>(read: (doc: Y.Doc) => T): T {
    this.doc.on('beforeTransaction', refuseToChange)
    try {
      return read(this.doc)
    } finally {
      this.doc.off('beforeTransaction', refuseToChange)
    }
  }

  /** Whether `client` is the person's, or nobody's and from now on the person's. */
  claim(client: number, personId: string): 'had' | 'new' | 'foreign' {
    const owner = this.#writers.get(client)
    if (owner !== undefined) return owner === personId ? 'had' : 'foreign'
    this.#writers.set(client, personId)
    return 'new'
  }

  /**
   * Everybody of `back` has sent all they have since the document was loaded. When that is everybody who ever wrote here, and
   * nothing waits for what is missing, more cannot come back: then the document counts as whole again.
   * @returns whether it was damaged and is whole now
   */
  recovers(back: ReadonlySet<string>): boolean {
    const { pendingStructs, pendingDs } = this.doc.store
    if (this.damaged.length === 0 || pendingStructs || pendingDs) return false
    for (const person of this.#writers.values()) if (!back.has(person)) return false
    this.damaged = []
    return true
  }

  /** Whether the update brings what is not here, of somebody who is known and is not `personId`. */
  lacks(bytes: Uint8Array, personId: string): boolean {
    return [...this.strangers(bytes, personId)].some((client) => this.#writers.has(client))
  }
  /** The clients, not the person's, of which the update brings what is not here. */
  strangers(bytes: Uint8Array, personId: string): Set<number> {
    return brought(this.doc, bytes, (client) => this.#writers.get(client) !== personId)
  }
  /**
   * What of a full sync the person wrote and can be taken now, to be admitted as any update.
   * @param deletions of everything, or only of what the person wrote
   */
  salvage(personId: string, bytes: Uint8Array, deletions: 'all' | 'own'): Uint8Array {
    const isOwn = (client: number) => this.#writers.get(client) === personId
    return salvage(this.doc, bytes, isOwn, deletions === 'own' ? isOwn : () => true)
  }

  /**
   * What `change` does to the document, as an update in the person's name. Nothing is changed yet.
   * @returns undefined when it does nothing
   */
  draft(personId: string, change: (doc: Y.Doc) => void): Uint8Array | undefined {
    const scratch = new Y.Doc()
    Y.applyUpdate(scratch, Y.encodeStateAsUpdate(this.doc))
    // Set after loading: Yjs takes another id when what it loads comes from its own.
    scratch.clientID = this.#ghosts.get(personId) ?? scratch.clientID
    this.#ghosts.set(personId, scratch.clientID)
    const updates: Uint8Array[] = []
    scratch.on('update', (update) => updates.push(update))
    scratch.transact(() => change(scratch))
    scratch.destroy()
    return updates.length > 0 ? Y.mergeUpdates(updates) : undefined
  }

  /**
   * Takes one update, if it may be taken.
   * @param binds whether client ids that nobody is known to have are the writer's from now on. Not when their words may be
   * somebody else's that this log once had: then they stay nobody's, until their person comes and says so.
   * @returns undefined when there was nothing new in it
   * @throws Refused, and nothing has changed; Broken, and the replica is not to be used any more
   */
  admit(writer: Writer, bytes: Uint8Array, binds = true): Admitted | undefined {
    const intent = inspect(this.doc, bytes, writer.personId, (client) => this.#writers.get(client))
    if (intent.clients.length === 0 && intent.deletes.length === 0) return undefined
    if (!may(writer, this.#policy.action)) {
      throw new Refused(
        'not-allowed',
        writer.status === 'closed' ? 'The session is closed.' : 'You may read here.',
      )
    }
    this.#policy.check(writer, intent)
    this.#emitted.length = 0
    let honest = true
    let told: Admitted['told'] = []
    this.doc.once('afterTransaction', (transaction) => {
      honest = hasHonestNeighbours(transaction)
      told = this.#policy.told?.(transaction) ?? []
    })
    try {
      Y.applyUpdate(this.doc, intent.update)
    } catch (error) {
      throw new Broken('an admitted update could not be applied', { cause: error })
    }
    if (!honest) throw new Broken('an admitted update lied about where its items stand')
    const { pendingStructs, pendingDs } = this.doc.store
    if (this.damaged.length === 0 && (pendingStructs || pendingDs)) {
      throw new Broken('an admitted update was not applied as a whole')
    }
    if (this.#emitted.length === 0) return undefined
    const writers: Admitted['writers'] = []
    for (const client of intent.clients) {
      if (binds && this.claim(client, writer.personId) === 'new') writers.push([client, writer.personId])
    }
    // More than one when Yjs tidied formatting after it: then there is something in it that its author does not have.
    const tidied = this.#emitted.length > 1
    const update = tidied ? Y.mergeUpdates(this.#emitted) : this.#emitted[0]!
    return { update, writers, clients: intent.clients, tidied, told }
  }

  /**
   * To be called after each row. When it is time for a snapshot: the whole document as one update, checked by loading it.
   * The larger the document, the rarer, so that its cost for each row does not grow with the document.
   * @throws Error when it does not load to the same content
   */
  snapshotIfDue(row: Uint8Array): Uint8Array | undefined {
    const since = this.#since
    since.rows++
    since.bytes += row.length
    if (since.rows < SNAPSHOT_EVERY || since.bytes < since.snapshot / 4) return undefined
    // What could not be read may still be healed; a snapshot would make the loss final.
    if (this.damaged.length > 0) return undefined
    return this.snapshot()
  }

  /** As `snapshotIfDue`, now. */
  snapshot(): Uint8Array {
    this.#since = { rows: 0, bytes: 0, snapshot: this.#since.snapshot }
    const data = Y.encodeStateAsUpdate(this.doc)
    const again = new Y.Doc()
    Y.applyUpdate(again, data)
    const same =
      Y.equalSnapshots(Y.snapshot(this.doc), Y.snapshot(again)) &&
      again.store.pendingStructs === null &&
      this.#policy.content(this.doc) === this.#policy.content(again)
    again.destroy()
    if (!same) throw new Error('a snapshot did not load to what it was made from, so it is not kept')
    this.#since.snapshot = data.length
    return data
  }
}

function refuseToChange(): never {
  throw new Error('The document is only read here.')
}
