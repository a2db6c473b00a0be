/** Storage lost a part of a session: whoever opens it is told, and what those who wrote it still have comes back. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'vitest'
import { expect } from '../support/expect.ts'
import { openStage } from '../support/stage.ts'

// The server goes away, and the pages say so in the console.
const stage = openStage({ mayComplain: true })
const NOTE = /Parts of this session could not be read from the server’s storage/

function tamper(sql: string): void {
  const db = new DatabaseSync(join(stage.server.data, 'lectern.sqlite'))
  db.exec(sql)
  db.close()
}

test('sync S8: a damaged summary says so, also after a reload, until the one who wrote it is back', async () => {
  const ana = await stage.arrives('Ana')
  const links = await ana.opensSession(stage.server)
  await ana.writes('These words were typed one letter after the other.')
  await expect(ana.saveState).toHaveText('Saved')
  const back = ana.page.url()
  await ana.page.goto('about:blank')
  await stage.server.kill()
  tamper(`update updates set data = x'00ff' where doc like '%/summary'
    and seq = (select max(seq) / 2 from updates where doc like '%/summary')`)
  await stage.server.up()

  const cleo = await stage.arrives('Cleo')
  await cleo.joins(links.observer)
  const note = cleo.page.getByText(NOTE).last()
  await expect(note).toBeVisible()
  await cleo.page.reload()
  await cleo.seesText()
  await expect(note).toBeVisible()

  await ana.page.goto(back)
  await expect(ana.summary).toContainText('one letter after the other.')
  await expect(ana.saveState).toHaveText('Saved', { timeout: 30_000 })
  await expect(cleo.summary).toContainText('These words were typed one letter after the other.')
  await expect(cleo.page.locator('[data-tone="bad"]').getByText(NOTE)).toHaveCount(0)
  await cleo.page.reload()
  await expect(cleo.summary).toContainText('These words were typed one letter after the other.')
  await expect(cleo.page.getByText(NOTE)).toHaveCount(0)
})

test('sync S8: a session of which nothing can be read says so, and is not shown as if it were new', async () => {
  const ana = await stage.arrives('Ana')
  const links = await ana.opensSession(stage.server)
  await ana.writes('All of this is gone from the server.')
  await expect(ana.saveState).toHaveText('Saved')
  await ana.page.goto('about:blank')
  await stage.server.kill()
  tamper(`delete from snapshots; update updates set data = x'00ff'`)
  await stage.server.up()
  const cleo = await stage.arrives('Cleo')
  await cleo.joins(links.observer)
  await expect(cleo.page.getByText(NOTE).last()).toBeVisible()
})
