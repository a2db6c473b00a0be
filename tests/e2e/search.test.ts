/** One search over texts, notes, replies and the summary, by keys alone. */
import { test } from 'vitest'
import { expect } from '../support/expect.ts'
import { openStage } from '../support/stage.ts'

const stage = openStage()

test('text T24–T27: what was said anywhere is found, however it is spelt, and Enter goes there', async () => {
  const ana = await stage.arrives('Ana')
  const links = await ana.opensSession(stage.server)
  await ana.commentsOn('Basic research is at the beginning', 'Compare the café metaphor.')
  await ana.writes('Our conclusion about self-reliance.')
  const bo = await stage.arrives('Bo')
  await bo.joins(links.participant)
  await bo.replies('Compare the café', 'It is kept as “headwaters”.')
  await expect(ana.comments.getByText('headwaters')).toBeVisible()

  const { page } = ana
  await page.getByRole('region', { name: 'Text', exact: true }).getByRole('paragraph').nth(3).click()
  const found = (name: RegExp) => page.getByRole('group', { name }).getByRole('option')
  const ask = async (query: string) => {
    await page.keyboard.press('/')
    const field = page.getByRole('combobox', { name: /Search/ })
    await expect(field).toBeFocused()
    await field.fill(query)
  }

  await ask('cafe')
  await expect(found(/^Notes/)).toHaveText([/Compare the café metaphor.*Ana/])
  await page.keyboard.press('Enter')
  await expect(ana.card('Compare the café')).toBeFocused()

  await ask('hedwaters')
  await expect(found(/^Replies/)).toHaveText([/headwaters.*Bo/])
  await page.keyboard.press('Escape')
  await expect(ana.card('Compare the café')).toBeFocused()

  await ask('selfreliance conclusion')
  await expect(found(/^Summary/)).toHaveText([/self-reliance/])
  await page.keyboard.press('Enter')
  await expect(ana.summary.getByText('self-reliance')).toBeInViewport()

  await ask('"scientific research chain"')
  await expect(
    found(/^Texts/)
      .first()
      .locator('mark'),
  ).toHaveText('scientific research chain')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page.getByText('the scientific research chain').first()).toBeInViewport()

  await ask('zzzz')
  await expect(page.getByText(/Nothing found/)).toBeVisible()
})

test('on a phone the search is there too', async () => {
  const ana = await stage.arrives('Ana')
  const links = await ana.opensSession(stage.server)
  await ana.commentsOn('Basic research is at the beginning', 'Unkind remark.')
  const bo = await stage.arrives('Bo', { phone: true })
  await bo.joins(links.participant)
  await bo.page.getByRole('button', { name: /Search this session/ }).click()
  const field = bo.page.getByRole('combobox', { name: /Search/ })
  await field.fill('remark')
  await expect(bo.page.getByRole('option')).toHaveText([/Unkind remark/])
  const box = (await bo.page.getByRole('dialog').boundingBox())!
  expect(box.x).toBeGreaterThanOrEqual(0)
  expect(box.x + box.width).toBeLessThanOrEqual(390)
})
