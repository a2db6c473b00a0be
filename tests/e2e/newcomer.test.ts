/** Somebody with the README alone: the first visit, an invitation, a second browser, and everything by keyboard. */
import { expect } from '../support/expect.ts'
import { test } from 'vitest'
import { openStage } from '../support/stage.ts'

const QUOTE = 'Basic research is at the beginning of the scientific research chain'

const stage = openStage()

test('from the first visit to two people in one session on the speech', async () => {
  const ana = await stage.arrives('Ana')
  await ana.page.goto(stage.server.url)
  await ana.page.getByRole('textbox', { name: /your name/i }).fill('Ana')
  await ana.page.getByRole('button', { name: 'Try it now' }).click()
  await ana.seesText()
  await expect(ana.text.getByRole('heading').first()).toContainText('Strengthen basic research')

  await ana.page.getByRole('button', { name: 'Invite' }).click()
  const dialog = ana.page.getByRole('dialog')
  await expect(dialog.getByRole('img', { name: /QR/i })).toBeVisible()
  await dialog.getByRole('button', { name: 'Copy' }).click()
  const copied = () => ana.page.evaluate(() => navigator.clipboard.readText())
  await expect.poll(copied).toContain('#invite=')
  const link = await copied()
  await ana.page.keyboard.press('Escape')
  await expect(ana.page.getByRole('button', { name: 'Invite' })).toBeFocused()

  const ben = await stage.arrives('Ben')
  await ben.joins(link)
  await ben.reads(QUOTE)
  await ana.commentsOn(QUOTE, 'Is this the main claim?')
  await expect(ben.card('Is this the main claim?')).toBeVisible()
  await ana.cites(QUOTE)
  await expect(ben.summary.getByText('Speech ¶4')).toBeVisible()

  // The session is on the home page of both, with their role.
  await ben.page.goto(stage.server.url)
  await expect(ben.page.getByRole('main')).toContainText('Participant')
  await ana.page.goto(stage.server.url)
  await expect(ana.page.getByRole('main')).toContainText('Host')
})

test('a session of one’s own: title, theme, purpose, texts and name', async () => {
  const ana = await stage.arrives('Ana')
  await ana.page.goto(`${stage.server.url}/new`)
  await ana.page.getByRole('textbox', { name: /title/i }).fill('Spring circle')
  await ana.page.getByRole('textbox', { name: /your name/i }).fill('Ana')
  await ana.page.getByRole('checkbox', { name: /Calls for China/ }).check()
  await ana.page
    .getByRole('button', { name: /open|create|start/i })
    .last()
    .click()
  await ana.seesText()
  await expect(ana.page.getByRole('banner')).toContainText('Spring circle')
})

test('everything by keyboard: move, select, highlight, comment, come back', async () => {
  const ana = await stage.arrives('Ana')
  await ana.opensSession(stage.server, ['readout'])
  await ana.text.getByText('Chinese President Xi Jinping has called').focus()
  const { keyboard } = ana.page
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await expect(ana.page.getByRole('toolbar', { name: 'Selected passage' })).toBeVisible()
  await keyboard.press('c')
  await expect(ana.page.getByRole('textbox', { name: 'Your comment' })).toBeFocused()
  await keyboard.type('By keyboard alone')
  await keyboard.press('Control+Enter')
  await expect(ana.card('By keyboard alone')).toBeVisible()
  // Focus is somewhere on the page, not lost to the document.
  expect(await ana.page.evaluate(() => document.activeElement !== document.body)).toBe(true)
})

test('roles change under open pages, and a closed session can only be read', async () => {
  const [ana, ben] = [await stage.arrives('Ana'), await stage.arrives('Ben')]
  const links = await ana.opensSession(stage.server)
  await ben.joins(links.participant)
  await expect(ben.summary).toHaveAttribute('contenteditable', 'true')
  await ana.page.getByRole('tab', { name: /^People/ }).click()
  await ana.page.getByRole('combobox', { name: /Ben/ }).selectOption('observer')
  await expect(ben.summary).toHaveAttribute('contenteditable', 'false')
  await ana.page.getByRole('combobox', { name: /Ben/ }).selectOption('participant')
  await expect(ben.summary).toHaveAttribute('contenteditable', 'true')

  await ana.page.getByRole('button', { name: 'Close the session' }).click()
  await ana.page.getByRole('dialog').getByRole('button', { name: /close/i }).last().click()
  await expect(ben.summary).toHaveAttribute('contenteditable', 'false')
  await ana.page.getByRole('button', { name: 'Reopen the session' }).click()
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Reopen the session' }).click()
  await expect(ben.summary).toHaveAttribute('contenteditable', 'true')

  await ana.page.getByRole('button', { name: /^Remove/ }).click()
  await ana.page
    .getByRole('dialog')
    .getByRole('button', { name: /remove/i })
    .last()
    .click()
  await expect(ben.page.getByText(/removed|access/i).first()).toBeVisible()
})

test('English and Chinese are switched without losing the page or a draft', async () => {
  const ana = await stage.arrives('Ana')
  await ana.opensSession(stage.server)
  await ana.selects(QUOTE)
  await ana.action(/^Comment/).click()
  await ana.page.getByRole('textbox', { name: 'Your comment' }).fill('half a thou')
  await ana.page.getByRole('button', { name: 'More', exact: true }).click()
  await ana.page.getByText('中文').first().click()
  await expect(ana.page.locator('html')).toHaveAttribute('lang', /^zh/)
  await expect(ana.page.getByRole('button', { name: '导出' })).toBeVisible()
  expect(await ana.page.locator('textarea').first().inputValue()).toBe('half a thou')
})

test('a link to an annotation opens the session at it, also for somebody who must join first', async () => {
  const [ana, ben] = [await stage.arrives('Ana'), await stage.arrives('Ben')]
  const links = await ana.opensSession(stage.server)
  await ana.commentsOn(QUOTE, 'Look here')
  await expect(ana.saveState).toHaveText('Saved')
  const id = new URL(links.session).pathname.split('/')[2]!
  const key = await ana.page.evaluate(async (id) => {
    const { first } = (await (await fetch(`/api/sessions/${id}/annotations`)).json()) as {
      first: { items: { key: string }[] }
    }
    return first.items[0]!.key
  }, id)
  await ben.joins(`${links.participant}&a=${encodeURIComponent(key)}`)
  await expect(ben.text.getByText(QUOTE.slice(0, 20))).toBeInViewport()
  await ben.page.goto('about:blank')
  await ben.page.goto(`${links.session}#a=${encodeURIComponent(key)}`)
  await expect(ben.card('Look here')).toBeVisible()
  await expect(ben.text.getByText(QUOTE.slice(0, 20))).toBeInViewport()
})
