/** What the server stored was damaged while it was down: people are told, and told again when everything is back. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'vitest'
import { expect } from '../support/expect.ts'
import { openStage } from '../support/stage.ts'

const stage = openStage({ mayComplain: true })

test('sync S8: damage is said on the page, also to who comes anew, until those who have the rest are back', async () => {
  const ana = await stage.arrives('Ana')
  const links = await ana.opensSession(stage.server)
  for (const words of ['First words. ', 'Words that will be damaged. ', 'Last words.']) {
    await ana.writes(words)
    await expect(ana.saveState).toHaveText('Saved')
  }
  await stage.server.kill()
  const db = new DatabaseSync(join(stage.server.data, 'lectern.sqlite'))
  const { doc, seq } = db
    .prepare(`select doc, max(seq) - 5 as seq from updates where doc like '%/summary' group by doc`)
    .get() as { doc: string; seq: number }
  db.prepare(`update updates set data = x'00ff' where doc = ? and seq = ?`).run(doc, seq)
  db.close()
  const back = ana.page.url()
  await ana.page.goto('about:blank')
  await stage.server.up()

  const bo = await stage.arrives('Bo')
  await bo.joins(links.participant)
  const told = /cannot be read/
  await expect(bo.page.getByText(told).first()).toBeVisible()
  await expect(bo.summary).toContainText('First words.')
  await bo.page.reload()
  await expect(bo.page.getByText(told).first()).toBeVisible()

  await ana.page.goto(back)
  await expect(bo.summary).toContainText('Words that will be damaged. Last words.')
  await expect(ana.saveState).toHaveText('Saved')
  for (const { page } of [ana, bo]) await expect(page.locator('p', { hasText: told })).toHaveCount(0)
  await bo.page.reload()
  await expect(bo.summary).toContainText('Words that will be damaged. Last words.')
  await expect(bo.page.locator('p', { hasText: told })).toHaveCount(0)
})
