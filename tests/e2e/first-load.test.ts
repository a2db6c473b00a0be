/** What a reader has to wait for: the script that is asked for before the text shows. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect } from '../support/expect.ts'
import { test } from 'vitest'
import { openStage } from '../support/stage.ts'

const dist = fileURLToPath(new URL('../../apps/web/dist/', import.meta.url))

const size = (path: string) => gzipSync(readFileSync(dist + path.slice(1))).length

const stage = openStage()

test('at most 130 kB of script (gzip) before the reader shows, and the editor after it', async () => {
  const ana = await stage.arrives('Ana')
  const { session } = await ana.opensSession(stage.server)
  // A first visit, without anything cached; the cookie is all that is kept.
  const fresh = await stage.browser.newContext({
    storageState: await ana.context.storageState(),
    serviceWorkers: 'block',
  })
  const page = await fresh.newPage()
  await page.addInitScript(() => {
    const watch = new MutationObserver(() => {
      if (!document.querySelector('[role=region] p, section[aria-label] p')?.textContent) return
      watch.disconnect()
      performance.mark('reader')
    })
    watch.observe(document, { subtree: true, childList: true })
  })
  await page.goto(session)
  await expect(page.getByRole('textbox', { name: 'Shared summary' })).toBeVisible()
  const asked = await page.evaluate(() => {
    const shown = performance.getEntriesByName('reader')[0]!.startTime
    return performance
      .getEntriesByType('resource')
      .filter((entry) => new URL(entry.name).pathname.endsWith('.js'))
      .map((entry) => ({ path: new URL(entry.name).pathname, before: entry.startTime <= shown }))
  })
  const before = asked.filter((script) => script.before).map(({ path }) => ({ path, size: size(path) }))
  const total = before.reduce((sum, script) => sum + script.size, 0)
  expect(before.length).toBeGreaterThan(0)
  expect(total, before.map(({ path, size }) => `${path} ${size}`).join('\n')).toBeLessThanOrEqual(130_000)
  expect(asked.some(({ path, before }) => !before && /summary-editor/.test(path))).toBe(true)
  expect(before.some(({ path }) => /summary-editor/.test(path))).toBe(false)
  console.info(
    `script before the reader shows: ${(total / 1000).toFixed(1)} kB gzip in ${before.length} files`,
  )
  await fresh.close()
})
