/** What one can do with a note, in two and three browsers: react, tag, mention, keep it to oneself, publish, share its address. */
import type { Locator, Page } from '@playwright/test'
import { describe, test } from 'vitest'
import { expect } from '../support/expect.ts'
import type { Links, Person } from '../support/people.ts'
import { openStage } from '../support/stage.ts'

const QUOTE = 'Basic research is at the beginning of the scientific research chain'
const OTHER = 'explore freely on two legs'

const stage = openStage()

/** Ana presides, Ben takes part. */
async function pair(): Promise<{ ana: Person; ben: Person; links: Links }> {
  const [ana, ben] = [await stage.arrives('Ana'), await stage.arrives('Ben')]
  const links = await ana.opensSession(stage.server)
  await ben.joins(links.participant)
  return { ana, ben, links }
}

const chip = (person: Person, words: string, name: RegExp) =>
  person.card(words).getByRole('group', { name: 'Reactions' }).getByRole('button', { name })

/** Takes something from the menu of an open card. */
async function chooses(person: Person, words: string, item: string): Promise<void> {
  await person.card(words).getByRole('button', { name: 'More for this note' }).click()
  await person.page.getByRole('button', { name: item, exact: true }).click()
}

describe('reactions', () => {
  test('“I have this question too” and a reaction are seen by the other at once, with names, and after a reload', async () => {
    const { ana, ben } = await pair()
    await Promise.all([ana.reads(QUOTE), ben.reads(QUOTE)])
    await ben.selects(QUOTE)
    await ben.action(/^Comment/).click()
    await ben.comments.getByRole('radio', { name: 'Question' }).press('Space')
    await ben.comments.getByRole('textbox', { name: 'Your comment' }).fill('Which chain?')
    await ben.page.keyboard.press('Control+Enter')

    // Who asked has the question anyway.
    await expect(ben.card('Which chain?')).toBeVisible()
    await expect(chip(ben, 'Which chain?', /I have this question too/)).toHaveCount(0)
    const meToo = chip(ana, 'Which chain?', /I have this question too/)
    await meToo.click()
    await expect(meToo).toHaveAttribute('aria-pressed', 'true')
    await expect(chip(ben, 'Which chain?', /I have this question too, 1: Ana/)).toBeVisible()
    await expect(chip(ben, 'Which chain?', /I have this question too/)).toHaveAttribute(
      'aria-disabled',
      'true',
    )

    await ana.card('Which chain?').click()
    await ana.card('Which chain?').getByRole('button', { name: 'Add a reaction' }).click()
    await ana.page.getByRole('button', { name: 'Insightful', exact: true }).click()
    await expect(chip(ben, 'Which chain?', /Insightful, 1: Ana/)).toBeVisible()
    // The names are there for the eye as well, on focus.
    await chip(ben, 'Which chain?', /Insightful/).focus()
    await ben.page.keyboard.press('Tab')
    await ben.page.keyboard.press('Shift+Tab')
    await expect(chip(ben, 'Which chain?', /Insightful/).getByText('Ana')).toBeVisible()

    await expect(ana.saveState).toHaveText('Saved')
    await ana.page.reload()
    await ana.seesText()
    await ana.reads(QUOTE)
    await expect(chip(ana, 'Which chain?', /I have this question too, 1/)).toHaveAttribute(
      'aria-pressed',
      'true',
    )
    // And taken back.
    await chip(ana, 'Which chain?', /Insightful/).click()
    await expect(chip(ben, 'Which chain?', /Insightful/)).toHaveCount(0)
  })

  test('a reaction given without a network arrives when it is back', async () => {
    const { ana, ben } = await pair()
    await ana.reads(QUOTE)
    await ben.commentsOn(QUOTE, 'Look here')
    await ana.card('Look here').click()
    await ana.context.setOffline(true)
    await ana.card('Look here').getByRole('button', { name: 'Add a reaction' }).click()
    await ana.page.getByRole('button', { name: 'Agree', exact: true }).click()
    await expect(chip(ana, 'Look here', /Agree, 1/)).toHaveAttribute('aria-pressed', 'true')
    await expect(ana.saveState).toHaveText(/only on this device/)
    await ana.context.setOffline(false)
    await expect(chip(ben, 'Look here', /Agree, 1: Ana/)).toBeVisible()
  })
})

describe('tags', () => {
  test('are added by Enter and comma, offered from what is used, taken away, and lead to the list', async () => {
    const { ana, ben } = await pair()
    await Promise.all([ana.reads(QUOTE), ben.reads(QUOTE)])
    await ana.selects(QUOTE)
    await ana.action(/^Comment/).click()
    await ana.comments.getByRole('textbox', { name: 'Your comment' }).fill('Said first')
    const tags = ana.comments.getByRole('combobox', { name: 'Tags' })
    await tags.pressSequentially('talent')
    await tags.press('Enter')
    await tags.pressSequentially('funding,wrong')
    await tags.press('Enter')
    await tags.press('Backspace')
    await tags.fill('x'.repeat(41))
    await expect(ana.comments.getByText('A tag can have at most 40 characters.')).toBeVisible()
    await tags.fill('')
    await tags.press('Control+Enter')
    await expect(ben.card('Said first').getByRole('list', { name: 'Tags' })).toHaveText('#talent#funding')

    await ben.selects(OTHER)
    await ben.action(/^Comment/).click()
    await ben.comments.getByRole('textbox', { name: 'Your comment' }).fill('Said next')
    const field = ben.comments.getByRole('combobox', { name: 'Tags' })
    await field.pressSequentially('tal')
    await expect(ben.page.getByRole('option', { name: /#talent/ })).toBeVisible()
    await field.press('ArrowDown')
    await field.press('Enter')
    await field.press('Control+Enter')
    await expect(ana.card('Said next').getByRole('button', { name: '#talent' })).toBeVisible()
    await ana.card('Said next').getByRole('button', { name: '#talent' }).click()
    await expect(ana.page.getByRole('tab', { name: /Discussion/ })).toHaveAttribute('aria-selected', 'true')
  })
})

describe('a mention', () => {
  test('is offered while one types @, shown to all, and kept by an edit', async () => {
    const { ana, ben, links } = await pair()
    const ming = await stage.arrives('小明')
    await ming.joins(links.participant)
    await Promise.all([ben.reads(QUOTE), ming.reads(QUOTE)])
    await ana.selects(QUOTE)
    await ana.action(/^Comment/).click()
    const field = ana.comments.getByRole('textbox', { name: 'Your comment' })
    await field.pressSequentially('Ask @be')
    await expect(ana.page.getByRole('option', { name: 'Ben' })).toHaveAttribute('aria-selected', 'true')
    await field.press('Enter')
    await expect(field).toHaveValue('Ask @Ben ')
    await field.pressSequentially('or @小')
    await ana.page.getByRole('option', { name: '小明' }).click()
    await expect(field).toHaveValue('Ask @Ben or @小明 ')
    await field.press('Control+Enter')

    // Whoever is meant sees it with emphasis.
    await expect(ben.card('Ask').locator('strong.mention')).toHaveText('@Ben')
    await expect(ben.card('Ask').locator('span.mention')).toHaveText('@小明')
    await expect(ming.card('Ask').locator('strong.mention')).toHaveText('@小明')

    await ana.card('Ask').getByRole('button', { name: 'Edit' }).click()
    const edited = ana.comments.getByRole('textbox', { name: 'Your comment' })
    await expect(edited).toHaveValue('Ask @Ben or @小明')
    await edited.press('End')
    await edited.pressSequentially(' today')
    await edited.press('Control+Enter')
    await expect(ben.card('today').locator('strong.mention')).toHaveText('@Ben')
  })
})

describe('only me', () => {
  test('a private note reaches nobody until it is published', async () => {
    const { ana, ben, links } = await pair()
    const cleo = await stage.arrives('Cleo')
    await cleo.joins(links.observer)
    await Promise.all([ana.reads(QUOTE), cleo.reads(QUOTE)])
    await ben.selects(QUOTE)
    await ben.action(/^Comment/).click()
    await ben.comments.getByRole('radio', { name: 'Only me' }).press('Space')
    await ben.comments.getByRole('textbox', { name: 'Your comment' }).fill('Not sure yet')
    await ben.page.keyboard.press('Control+Enter')
    await expect(ben.card('Not sure yet')).toContainText('Only you')
    await expect(ben.saveState).toHaveText('Saved')

    // The choice is remembered, also for a highlight; an observer has no other.
    await cleo.selects(OTHER)
    await cleo.action(/^Comment/).click()
    await cleo.comments.getByRole('textbox', { name: 'Your comment' }).fill('Seen by me')
    await cleo.page.keyboard.press('Control+Enter')
    await expect(cleo.card('Seen by me')).toContainText('Only you')
    await ben.commentsOn(OTHER, 'A second one')
    await expect(ben.card('A second one')).toContainText('Only you')

    // What somebody says for all comes through, these do not.
    await ana.commentsOn(OTHER, 'For everyone')
    await expect(ben.card('For everyone')).toBeVisible()
    await expect(ana.comments.getByText(/Not sure yet|Seen by me|A second one/)).toHaveCount(0)

    await ben.page.reload()
    await ben.seesText()
    await ben.reads(QUOTE)
    await ben.card('Not sure yet').click()
    await ben.card('Not sure yet').getByRole('button', { name: 'Publish…' }).click()
    await ben.page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
    await expect(ana.card('Not sure yet')).toContainText('Ben')
    await expect(ben.card('Not sure yet')).not.toContainText('Only you')
    await expect(cleo.card('Not sure yet').getByRole('button', { name: 'Publish…' })).toHaveCount(0)
  })
})

describe('the address of a note', () => {
  test('leads whoever opens it to its passage, also when they must join first', async () => {
    const { ana, ben, links } = await pair()
    await ana.commentsOn(OTHER, 'Come here')
    await chooses(ana, 'Come here', 'Copy link')
    await expect(ana.page.getByText('Link copied').last()).toBeVisible()
    const link = await ana.page.evaluate(() => navigator.clipboard.readText())
    expect(link).toContain(`${links.session}#a=`)

    await ben.page.goto('about:blank')
    await ben.page.goto(link)
    await expect(ben.text.getByText(OTHER)).toBeInViewport()
    await expect(ben.card('Come here')).toHaveAttribute('data-active', 'true')

    const dan = await stage.arrives('Dan')
    await dan.joins(`${links.participant}&${link.split('#')[1]}`)
    await expect(dan.text.getByText(OTHER)).toBeInViewport()
    await expect(dan.card('Come here')).toHaveAttribute('data-active', 'true')
  })
})

describe('while others write', () => {
  test('the field one types in keeps its focus, its words and an unfinished composition', async () => {
    const { ana, ben } = await pair()
    await Promise.all([ana.reads(QUOTE), ben.reads(QUOTE)])
    await ana.commentsOn(QUOTE, 'The first')
    await ben.card('The first').click()
    await ben
      .card('The first')
      .getByRole('button', { name: /^Reply/ })
      .click()
    const field = ben.card('The first').getByRole('textbox')
    await field.pressSequentially('I am ')
    const input = await ben.page.context().newCDPSession(ben.page)
    await input.send('Input.imeSetComposition', { text: 'xiao', selectionStart: 4, selectionEnd: 4 })
    await watchFocus(ben.page)
    const place = await restsAt(field)

    await ana.commentsOn(OTHER, 'After it')
    await ana.commentsOn('forward-looking, strategic', 'Before it')
    await ana.replies('The first', 'And under it')
    await expect(ben.comments.getByText('And under it')).toBeVisible()
    expect(await restsAt(field)).toBe(place)
    await expect(field).toHaveValue('I am xiao')
    await input.send('Input.insertText', { text: '小明' })
    await ben.page.keyboard.type('!')
    await expect(field).toHaveValue('I am 小明!')
    await expect(field).toBeFocused()
    expect(await ben.page.evaluate(() => (window as unknown as { lost: number }).lost)).toBe(0)
  })
})

/** Where something stands once nothing moves it any more, whole px from the top of the window. */
async function restsAt(one: Locator): Promise<number> {
  await one.click({ trial: true })
  return Math.round((await one.boundingBox())!.y)
}

/** Counts the times the focused element loses the focus. */
const watchFocus = (page: Page) =>
  page.evaluate(() => {
    const counter = window as unknown as { lost: number }
    counter.lost = 0
    document.activeElement!.addEventListener('blur', () => counter.lost++)
  })
