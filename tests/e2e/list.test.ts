/** Finding one's way among notes: what is unread, what was said to me, choosing, order, and nothing that moves under one's eyes. */
import { describe, test } from 'vitest'
import { expect } from '../support/expect.ts'
import type { Person } from '../support/people.ts'
import { openStage } from '../support/stage.ts'

const QUOTE = 'Basic research is at the beginning of the scientific research chain'
const OTHER = 'explore freely on two legs'

const stage = openStage()

async function pair(): Promise<{ ana: Person; ben: Person }> {
  const [ana, ben] = [await stage.arrives('Ana'), await stage.arrives('Ben')]
  const links = await ana.opensSession(stage.server)
  await ben.joins(links.participant)
  return { ana, ben }
}
const list = ({ page }: Person) => page.getByRole('feed', { name: 'Notes' })

async function opensList({ page }: Person): Promise<void> {
  await page.getByRole('tab', { name: /Discussion/ }).click()
  await expect(page.getByRole('searchbox', { name: 'Find in the notes' })).toBeVisible()
}

describe('the list of notes', () => {
  test('a choice holds for text, margin and list, and is taken back in any of them', async () => {
    const { ana, ben } = await pair()
    await ben.commentsOn(QUOTE, 'Where does it begin?')
    await ana.commentsOn(OTHER, 'Two legs')
    await opensList(ana)
    await expect(list(ana).getByRole('article')).toHaveCount(2)
    await ana.page.getByRole('searchbox', { name: 'Find in the notes' }).fill('begin')
    await expect(list(ana).getByRole('article')).toHaveCount(1)
    await expect(ana.comments.getByText('Filtered: 1 of 2 notes')).toBeVisible()
    await ana.comments.getByRole('button', { name: 'Show all' }).click()
    await expect(list(ana).getByRole('article')).toHaveCount(2)
    await ana.page.getByRole('button', { name: 'Filters' }).click()
    await ana.page.getByRole('combobox', { name: 'Person' }).selectOption('Ben')
    await expect(list(ana).getByRole('article')).toHaveCount(1)
    await expect(list(ana)).toContainText('Where does it begin?')
  })

  test('what others add waits until it is taken in; my own is there at once', async () => {
    const { ana, ben } = await pair()
    await ana.commentsOn(OTHER, 'First')
    await opensList(ben)
    await expect(list(ben).getByRole('article')).toHaveCount(1)
    await ana.commentsOn(QUOTE, 'Second')
    const more = ben.page.getByRole('tabpanel').getByRole('button', { name: 'Show 1 new note' })
    await expect(more).toBeVisible()
    await expect(list(ben).getByRole('article')).toHaveCount(1)
    await more.click()
    await expect(list(ben).getByRole('article')).toHaveCount(2)
  })
})

describe('what was said to me', () => {
  test('is counted, leads to its place, is read there, and stays read after a reload', async () => {
    const { ana, ben } = await pair()
    await ana.commentsOn(QUOTE, 'What do you think?')
    await ben.reads(QUOTE)
    await ben.replies('What do you think?', 'I agree')

    // Shown for some seconds, with a way there.
    await expect(ana.page.getByRole('button', { name: 'Show', exact: true })).toBeVisible()
    await ana.reads(OTHER)
    const inbox = ana.page.getByRole('button', { name: /^For you/ })
    await inbox.click()
    const dialog = ana.page.getByRole('dialog', { name: 'For you' })
    await expect(dialog.getByRole('button', { name: /Ben answered you/ })).toContainText('I agree')
    await dialog.getByRole('button', { name: /Ben answered you/ }).click()
    await expect(ana.card('I agree')).toBeVisible()
    await expect(ana.page.getByRole('button', { name: 'For you', exact: true })).toBeVisible()
    await expect(ana.saveState).toHaveText('Saved')
    await ana.page.reload()
    await ana.seesText()
    await expect(ana.page.getByRole('button', { name: 'For you', exact: true })).toBeVisible()
    await expect(ana.page.getByRole('button', { name: 'Show', exact: true })).toHaveCount(0)
  })
})
