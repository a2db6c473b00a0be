/** The page for everyone: phone, dark, Chinese, keyboard, input methods, screen readers (axe), exports. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '../support/expect.ts'
import { describe, test } from 'vitest'
import type { Person } from '../support/people.ts'
import { openStage } from '../support/stage.ts'

const QUOTE = 'Basic research is at the beginning of the scientific research chain'

const stage = openStage()

const violations = async (person: Person) =>
  (await new AxeBuilder({ page: person.page }).analyze()).violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`,
  )

describe('axe finds nothing', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`on the home, library, text, new and session pages, ${theme}`, async () => {
      const ana = await stage.arrives('Ana', { theme })
      for (const path of ['/', '/texts', '/new']) {
        await ana.page.goto(stage.server.url + path)
        await expect(ana.page.getByRole('heading', { level: 1 })).toBeVisible()
        expect(await violations(ana), path).toEqual([])
      }
      await ana.page.goto(`${stage.server.url}/texts`)
      await ana.page
        .getByRole('link', { name: /We will vigorously/ })
        .first()
        .click()
      await expect(ana.page.getByText('At the same time')).toBeVisible()
      expect(await violations(ana), 'text').toEqual([])
      await ana.opensSession(stage.server)
      await ana.commentsOn(QUOTE, 'A thought')
      await ana.writes('## Summary')
      expect(await violations(ana), 'session').toEqual([])
    })
  }
})

test('a Chinese input method composes without triggering shortcuts or losing the selection', async () => {
  const ana = await stage.arrives('Ana')
  await ana.opensSession(stage.server)
  const keyboard = await ana.context.newCDPSession(ana.page)
  await ana.summary.click()
  await keyboard.send('Input.imeSetComposition', { text: 'zhong', selectionStart: 5, selectionEnd: 5 })
  await keyboard.send('Input.insertText', { text: '中国' })
  await expect(ana.summary).toContainText('中国')
  await expect(ana.summary).not.toContainText('zhong')
  await expect(ana.comments.locator('[role=comment]')).toHaveCount(0)

  // In a comment: composing letters that are shortcuts, Enter only chooses the candidate.
  await ana.selects(QUOTE)
  await ana.action(/^Comment/).click()
  await keyboard.send('Input.imeSetComposition', { text: 'chq', selectionStart: 3, selectionEnd: 3 })
  await keyboard.send('Input.insertText', { text: '车' })
  await ana.page.keyboard.press('Control+Enter')
  await expect(ana.card('车')).toBeVisible()
})

test('at 390 px one reads, comments in a sheet with the text in sight, and drafts', async () => {
  const [ana, ben] = [await stage.arrives('Ana'), await stage.arrives('Ben', { phone: true })]
  const links = await ana.opensSession(stage.server)
  await ana.commentsOn(QUOTE, 'Seen on a phone')
  await ben.joins(links.participant)

  // A tap on the passage opens its thread in a sheet; the passage stays in sight.
  const sheet = ben.page
    .getByRole('complementary', { name: /comment/i })
    .filter({ has: ben.page.locator('[role=comment]') })
  await ben.taps(QUOTE)
  await expect(sheet.locator('[role=comment]').filter({ hasText: 'Seen on a phone' }).first()).toBeVisible()
  await expect(ben.text.getByText(QUOTE.slice(0, 20))).toBeInViewport()

  // A selection brings the actions, and the comment is written in the sheet.
  await ben.longPresses('optimize resource allocation')
  await ben.action(/^Comment/).click()
  await ben.page.getByRole('textbox', { name: 'Your comment' }).fill('Said on a phone')
  await ben.page.getByRole('button', { name: 'Post' }).click()
  await ana.reads('optimize resource allocation')
  await expect(ana.card('Said on a phone')).toBeVisible()
  expect(await violations(ben)).toEqual([])

  const wide = await ben.page.evaluate(() => document.documentElement.scrollWidth)
  expect(wide).toBeLessThanOrEqual(390)
  await ben.page
    .getByRole('button', { name: /^Summary/ })
    .or(ben.page.getByRole('tab', { name: /^Summary/ }))
    .first()
    .click()
  await ben.writes('From the phone')
  await expect(ana.summary).toContainText('From the phone')
})

test('the exports carry every word: Markdown and HTML', async () => {
  const [ana, ben] = [await stage.arrives('Ana'), await stage.arrives('Ben')]
  const links = await ana.opensSession(stage.server)
  await ben.joins(links.participant)
  await ana.commentsOn(QUOTE, 'Head of the chain <b>not bold</b>')
  await expect(ben.card('Head of the chain')).toBeVisible()
  await ben.replies('Head of the chain', 'Agreed, with a caveat')
  await ana.writes('We conclude. ')
  await ana.cites('explore freely on two legs')
  await expect(ana.summary.getByText('Speech ¶5')).toBeVisible()
  await expect(ana.saveState).toHaveText('Saved')
  await expect(ana.card('Agreed, with a caveat')).toBeVisible()
  await expect(ben.saveState).toHaveText('Saved')

  const id = ana.page.url().split('/s/')[1]!.split('#')[0]!
  for (const format of ['markdown', 'html']) {
    const file = await ana.page.evaluate(
      (path) => fetch(path).then((answer) => answer.text()),
      `/api/sessions/${id}/export/${format}`,
    )
    for (const words of [
      'Basic research',
      'We conclude.',
      'explore freely on two legs',
      QUOTE,
      'Head of the chain',
      'Agreed, with a caveat',
      'Ana',
      'Ben',
    ])
      expect(file, `${format}: ${words}`).toContain(words)
    expect(file).not.toContain('<b>not bold</b>')
  }

  // The HTML opens by itself, asks for nothing and runs nothing.
  const html = await ana.page.evaluate(
    (path) => fetch(path).then((answer) => answer.text()),
    `/api/sessions/${id}/export/html`,
  )
  const reader = await ana.context.newPage()
  const asked: string[] = []
  reader.on('request', (request) => asked.push(request.url()))
  await reader.setContent(html)
  await expect(reader.getByRole('heading', { level: 1 })).toContainText('Basic research')
  expect(asked).toEqual([])
  expect(await reader.locator('script').count()).toBe(0)
})
