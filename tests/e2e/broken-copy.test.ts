/** The copy of a session in the browser may be damaged, emptied, locked or deleted: the page opens from the server, and says so. */
import { describe, test } from 'vitest'
import { expect } from '../support/expect.ts'
import type { Person } from '../support/people.ts'
import { openStage } from '../support/stage.ts'
import { Wire } from '../support/wire.ts'

// Broken storage is the browser's to complain of.
const stage = openStage({ mayComplain: true })

const note = (person: Person, words: RegExp) => person.page.getByText(words).last()

/** Leaves the page, does something to what the browser kept, and comes back. */
async function returns(ana: Person, spoil: (names: string[]) => Promise<void>): Promise<void> {
  const back = ana.page.url()
  const names = await ana.page.evaluate(async () =>
    (await indexedDB.databases()).map(({ name }) => name!).filter((name) => name.startsWith('lectern:')),
  )
  // The annotations, the summary, and one’s own notes.
  expect(names.length).toBe(3)
  await ana.page.goto(`${stage.server.url}/healthz`)
  await ana.page.evaluate(spoil, names)
  await ana.page.goto(back)
}
async function keptSomething(): Promise<{ ana: Person; wire: Wire }> {
  const ana = await stage.arrives('Ana')
  const wire = await Wire.lay(ana)
  await ana.opensSession(stage.server)
  await ana.writes('On the server.')
  await expect(ana.saveState).toHaveText('Saved')
  return { ana, wire }
}

describe('a browser whose copy', () => {
  test('is full of garbage opens from the server and says so', async () => {
    const { ana } = await keptSomething()
    await returns(ana, async (names) => {
      for (const name of names) {
        const db = await new Promise<IDBDatabase>((resolve) => {
          const request = indexedDB.open(name)
          request.onsuccess = () => resolve(request.result)
        })
        const store = db.transaction('updates', 'readwrite').objectStore('updates')
        store.add(new Uint8Array([255, 1, 2, 3]))
        store.add('not even bytes')
        await new Promise((resolve) => (store.transaction.oncomplete = resolve))
        db.close()
      }
    })
    await ana.seesText()
    await expect(ana.summary).toContainText('On the server.')
    await expect(note(ana, /The copy of the session in this browser was damaged/)).toBeVisible()
    await ana.writes(' And on.')
    await expect(ana.saveState).toHaveText('Saved')
    await ana.page.reload() // it has been mended
    await ana.seesText()
    await expect(ana.summary).toContainText('And on.')
    await expect(note(ana, /was damaged/)).toHaveCount(0)
  })

  test('was emptied never shows an empty document as if it were new', async () => {
    const { ana, wire } = await keptSomething()
    wire.turnAway = { code: 1013, reason: 'not now' }
    await returns(ana, async (names) => {
      for (const name of names) {
        const db = await new Promise<IDBDatabase>((resolve) => {
          const request = indexedDB.open(name)
          request.onsuccess = () => resolve(request.result)
        })
        const store = db.transaction('updates', 'readwrite').objectStore('updates')
        store.clear()
        await new Promise((resolve) => (store.transaction.oncomplete = resolve))
        db.close()
      }
    })
    await expect(ana.text).toBeVisible()
    await expect(note(ana, /was damaged/)).toBeVisible()
    await expect(ana.summary).toHaveCount(0)
    wire.turnAway = undefined
    await expect(ana.summary).toContainText('On the server.', { timeout: 30_000 })
  })

  test.each(['never answers', 'refuses'])('%s opens from the server, and says so', async (how) => {
    const { ana } = await keptSomething()
    await ana.page.addInitScript((never) => {
      IDBFactory.prototype.open = () => {
        if (!never) throw new DOMException('no', 'SecurityError')
        return new EventTarget() as IDBOpenDBRequest
      }
    }, how === 'never answers')
    await ana.page.reload()
    await ana.seesText()
    await expect(ana.summary).toContainText('On the server.')
    await expect(note(ana, /This browser keeps no copy/)).toBeVisible()
    await ana.writes(' Without a copy.')
    await expect(ana.saveState).toHaveText('Saved')
  })

  test('is deleted under the page goes on writing, and says so', async () => {
    const { ana } = await keptSomething()
    await ana.page.evaluate(async () => {
      for (const { name } of await indexedDB.databases()) {
        if (!name!.startsWith('lectern:')) continue
        await new Promise((resolve) => {
          indexedDB.deleteDatabase(name!).onsuccess = resolve
        })
      }
    })
    await expect(note(ana, /This browser keeps no copy/)).toBeVisible()
    await ana.writes(' Still here.')
    await expect(ana.saveState).toHaveText('Saved')
    await ana.page.reload()
    await ana.seesText()
    await expect(ana.summary).toContainText('On the server. Still here.')
    expect(ana.complaints).toEqual([])
  })
})
