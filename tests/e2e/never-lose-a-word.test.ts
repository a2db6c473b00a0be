/** Reloads, lost networks and a server that dies: nothing that was typed is gone, and the save state is true. */
import { expect } from '../support/expect.ts'
import { test } from 'vitest'
import type { Person } from '../support/people.ts'
import { openStage } from '../support/stage.ts'

const QUOTE = 'Basic research is at the beginning of the scientific research chain'

const stage = openStage({ mayComplain: true })

async function pair(): Promise<{ ana: Person; ben: Person }> {
  const [ana, ben] = [await stage.arrives('Ana'), await stage.arrives('Ben')]
  const links = await ana.opensSession(stage.server)
  await ben.joins(links.participant)
  return { ana, ben }
}

test('after a reload everything is there', async () => {
  const { ana } = await pair()
  await ana.commentsOn(QUOTE, 'Remember this')
  await ana.writes('Our first sentence.')
  await expect(ana.saveState).toHaveText('Saved')
  await ana.page.reload()
  await ana.seesText()
  await expect(ana.card('Remember this')).toBeVisible()
  await expect(ana.summary).toContainText('Our first sentence.')
})

test('without network the page reloads from its cache, goes on, and merges on return', async () => {
  const { ana, ben } = await pair()
  await ana.commentsOn(QUOTE, 'Said online')
  await ana.writes('Online. ')
  await expect(ana.saveState).toHaveText('Saved')
  await ana.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await ana.page.reload() // the worker now controls the page and has seen the session
  await ana.seesText()

  await ana.context.setOffline(true)
  await ana.page.reload()
  await expect(ana.text).toContainText(QUOTE)
  await expect(ana.card('Said online')).toBeVisible()
  await expect(ana.summary).toContainText('Online.')
  await ana.writes('Offline. ')
  await ana.commentsOn('explore freely on two legs', 'Said offline')
  await expect(ana.saveState).toHaveText(/\d+ changes? only on this device/)

  await ben.writes('Meanwhile. ')
  await ana.context.setOffline(false)
  await expect(ana.saveState).toHaveText('Saved', { timeout: 30_000 })
  for (const person of [ana, ben]) {
    await expect(person.summary).toContainText('Offline.')
    await expect(person.summary).toContainText('Meanwhile.')
    await expect(person.card('Said offline')).toBeVisible()
  }
})

test('a server killed under open pages loses nothing that was called saved, and the pages find back', async () => {
  const { ana, ben } = await pair()
  await ana.writes('Before the crash. ')
  await expect(ana.saveState).toHaveText('Saved')
  await stage.server.kill()
  await expect(ana.saveState).not.toHaveText('Saved')
  await ana.writes('While it was down. ')
  await expect(ana.saveState).toHaveText(/\d+ changes? only on this device/)
  await stage.server.up()
  await expect(ana.saveState).toHaveText('Saved', { timeout: 30_000 })
  await expect(ben.summary).toContainText('Before the crash. While it was down.', { timeout: 30_000 })
})
