/**
 * Keeps a document in the browser (IndexedDB), so that it opens at once and what is written without network outlives
 * the page. Whatever is wrong with the cache, the document opens without it. Knows no socket.
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

/** Whether a transaction with this origin only brought back what was kept. */
export const isFromCache = (origin: unknown): boolean => origin instanceof IndexeddbPersistence

/**
 * Loads what is kept under `name` into `doc` and keeps every change from now on.
 * @returns null when the browser keeps nothing, or does not answer in time. Never rejects.
 */
export async function openCache(name: string, doc: Y.Doc): Promise<Cache | null> {
  if (typeof indexedDB === 'undefined') return null
  try {
    await within(examine(name))
  } catch (error) {
    if (error instanceof TooLate) return null
    // Damaged: what the server has comes back from there.
    if (!(await dropCache(name))) return null
  }
  const cache = new IndexeddbPersistence(name, doc)
  try {
    await within(cache.whenSynced)
    const complete = (await within(cache.get('complete'))) === 1
    // Another page drops the cache: go on without it, else every change would fail on the closed database.
    if (cache.db) cache.db.onversionchange = () => void cache.destroy()
    return {
      complete,
      markComplete: () => void cache.set('complete', 1).catch(() => undefined),
      close: () => void cache.destroy().catch(() => undefined),
    }
  } catch {
    void cache.destroy().catch(() => undefined)
    return null
  }
}

/** @returns false when the browser would not */
export async function dropCache(name: string): Promise<boolean> {
  if (typeof indexedDB === 'undefined') return false
  return within(clearDocument(name)).then(
    () => true,
    () => false,
  )
}

/** @throws when what is kept cannot be read; tried on a document of its own, as half an update cannot be taken back */
async function examine(name: string): Promise<void> {
  const db = await idb.openDB(name, (fresh) =>
    idb.createStores(fresh, [['updates', { autoIncrement: true }], ['custom']]),
  )
  try {
    const [updates] = idb.transact(db, ['updates', 'custom'], 'readonly')
    const kept = (await idb.getAll(updates!)) as unknown as Uint8Array[]
    const trial = new Y.Doc()
    trial.transact(() => {
      for (const update of kept) Y.applyUpdate(trial, update)
    })
    trial.destroy()
  } finally {
    db.close()
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
