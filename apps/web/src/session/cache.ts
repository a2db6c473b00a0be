/**
 * Keeps a document in the browser (IndexedDB), so that it opens at once and what is written without network outlives
 * the page. Whatever is wrong with the cache, the document opens without it, and it is told. Knows no socket.
 */
import * as idb from 'lib0/indexeddb'
import { clearDocument, IndexeddbPersistence } from 'y-indexeddb'
import * as Y from 'yjs'

/** Longest wait for each step of opening, ms: a browser can leave an IndexedDB request without any answer. */
const PATIENCE = 3000

export type Cache = {
  /** Whether the server's state was ever kept here, even an empty one. */
  readonly complete: boolean
  /** Remembers that the server's state is kept here now. */
  markComplete(): void
  close(): void
}

export type Opened = {
  /** null when the browser keeps nothing, or does not answer in time */
  cache: Cache | null
  /** Something that was kept could not be read and is gone. */
  damaged: boolean
}

/** Whether a transaction with this origin only brought back what was kept. */
export const isFromCache = (origin: unknown): boolean => origin instanceof IndexeddbPersistence

/**
 * Loads what is kept under `name` into `doc` and keeps every change from now on.
 * @param onEnd nothing is kept any more: deleted under the page, or the disk is full
 */
export async function openCache(name: string, doc: Y.Doc, onEnd: () => void): Promise<Opened> {
  if (typeof indexedDB === 'undefined') return { cache: null, damaged: false }
  let damaged = false
  try {
    damaged = (await within(examine(name))) === 'damaged'
  } catch (error) {
    if (error instanceof TooLate) return { cache: null, damaged }
    // Nothing of it can be used: what the server has comes back from there.
    if (!(await dropCache(name))) return { cache: null, damaged }
    damaged = true
  }
  try {
    return { cache: await keep(name, doc, onEnd, damaged), damaged }
  } catch {
    return { cache: null, damaged }
  }
}

/** @param partly what is kept is not all that was, so it is not complete before the server has answered */
async function keep(name: string, doc: Y.Doc, onEnd: () => void, partly: boolean): Promise<Cache> {
  const cache = new IndexeddbPersistence(name, doc)
  const close = () => void cache.destroy().catch(() => undefined)
  try {
    await within(cache.whenSynced)
    const complete = !partly && (await within(cache.get('complete'))) === 1
    const end = () => {
      close()
      onEnd()
    }
    if (cache.db) {
      // Go on without it, else every change would fail on the closed database.
      cache.db.onversionchange = end
      cache.db.addEventListener('close', end)
      // A change that is not kept leaves a hole, and what follows cannot be read without it.
      cache.db.addEventListener('abort', end)
    }
    return {
      complete,
      markComplete: () => void cache.set('complete', 1).catch(() => undefined),
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}

/** @returns false when the browser would not */
export async function dropCache(name: string): Promise<boolean> {
  if (typeof indexedDB === 'undefined') return false
  try {
    await within(clearDocument(name))
    return true
  } catch {
    return false
  }
}

/**
 * Takes out the rows that cannot be read. Tried on a document of its own, as half an update cannot be taken back.
 * @throws when none of it can be used
 */
async function examine(name: string): Promise<'good' | 'damaged'> {
  const db = await idb.openDB(name, (fresh) =>
    idb.createStores(fresh, [['updates', { autoIncrement: true }], ['custom']]),
  )
  try {
    const [updates, custom] = idb.transact(db, ['updates', 'custom'], 'readwrite')
    const rows = (await idb.getAllKeysValues(updates!)) as unknown as { k: number; v: unknown }[]
    const bad = rows.filter(({ v }) => !isUpdate(v))
    for (const { k } of bad) await idb.del(updates!, k)
    // Whatever was kept was kept with at least one row.
    const emptied = rows.length === bad.length && (await idb.get(custom!, 'complete')) === 1
    const trial = new Y.Doc()
    trial.transact(() => {
      for (const { v } of rows) if (isUpdate(v)) Y.applyUpdate(trial, v)
    })
    const torn = trial.store.pendingStructs !== null || trial.store.pendingDs !== null
    trial.destroy()
    return bad.length > 0 || emptied || torn ? 'damaged' : 'good'
  } finally {
    db.close()
  }
}

function isUpdate(row: unknown): row is Uint8Array {
  if (!(row instanceof Uint8Array)) return false
  try {
    Y.decodeUpdate(row)
    return true
  } catch {
    return false
  }
}

class TooLate extends Error {}

function within<T>(promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate()), PATIENCE)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
