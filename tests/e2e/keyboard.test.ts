/** The session page without a mouse: everything is reached by keys, found by role and name, and what happens is said. */
import { describe, test } from 'vitest'
import { hears, listens } from '../support/ears.ts'
import { expect } from '../support/expect.ts'
import type { Person } from '../support/people.ts'
import { openStage } from '../support/stage.ts'

const stage = openStage()

async function presses(person: Person, ...keys: string[]): Promise<void> {
  for (const key of keys) await person.page.keyboard.press(key)
}
const focused = (person: Person) => person.page.locator(':focus')
const selection = (person: Person) => person.page.evaluate(() => getSelection()!.toString())
/** Until the keys are there: they come after the text. */
const ready = (person: Person, key = '/') =>
  expect(person.page.getByRole('button', { name: /^Search/ })).toHaveAttribute('aria-keyshortcuts', key)
/** Presses a key until something with this name has the focus. */
async function keysTo(person: Person, name: RegExp, key: string): Promise<void> {
  for (let n = 0; n < 60; n++) {
    const here = await focused(person).evaluateAll((all) =>
      all.map((one) => one.getAttribute('aria-label') ?? one.textContent.trim()).join(),
    )
    if (name.test(here)) return
    await presses(person, key)
  }
  throw new Error(`${key} never comes to ${name}`)
}
const tabsTo = (person: Person, name: RegExp) => keysTo(person, name, 'Tab')

/** Somebody with a session of their own, in the text. */
async function reader(name = 'Ana'): Promise<Person> {
  const person = await stage.arrives(name)
  await person.opensSession(stage.server)
  await ready(person)
  await listens(person)
  // This key comes a moment after that of the search.
  await expect(async () => {
    await presses(person, 't')
    await expect(focused(person)).toHaveRole('heading', { timeout: 1_000 })
  }).toPass()
  return person
}

test('a whole session: read, select, highlight, comment, cite, from note to note, answer, search, and back', async () => {
  const ana = await stage.arrives('Ana')
  await ana.opensSession(stage.server)
  await ready(ana)
  await listens(ana)

  // Past the banner and the rail, into the text.
  await presses(ana, 'Tab')
  await expect(focused(ana)).toHaveText('Skip to the text')
  await presses(ana, 'Enter', 'Tab')
  await expect(focused(ana)).toHaveRole('heading')

  // By paragraph.
  await presses(ana, 'ArrowDown', 'ArrowDown')
  await expect(focused(ana)).toHaveRole('paragraph')
  const first = await focused(ana).textContent()
  await presses(ana, 'ArrowDown')
  expect(await focused(ana).textContent()).not.toBe(first)

  // A sentence, and a word more.
  await presses(ana, 'Enter')
  await hears(ana, /^Selected: /)
  const sentence = await selection(ana)
  expect(sentence).toMatch(/[.!?"”]$/)
  await presses(ana, 'Shift+ArrowLeft')
  await hears(ana, /^Selected: /)
  const shorter = await selection(ana)
  expect(sentence.startsWith(shorter) && shorter.length < sentence.length).toBe(true)
  await presses(ana, 'Shift+ArrowRight')
  await hears(ana, /^Selected: /)
  expect((await selection(ana)).length).toBeGreaterThan(shorter.length)

  // Highlight; the focus is in the paragraph again.
  await expect(ana.action(/^Highlight/)).toBeVisible()
  await presses(ana, 'h')
  await hears(ana, /highlighted in Paragraph/)
  await expect(focused(ana)).toHaveRole('paragraph')

  // A comment on a word of the next paragraph.
  await presses(ana, 'ArrowDown', 'Control+ArrowRight')
  await hears(ana, /^Selected: /)
  const word = await selection(ana)
  expect(word).toMatch(/^\p{L}+$/u)
  await presses(ana, 'Control+ArrowRight', 'Control+ArrowLeft')
  expect(await selection(ana)).toBe(word)
  await expect(ana.action(/^Comment/)).toBeVisible()
  await presses(ana, 'Control+Alt+m')
  await expect(ana.page.getByRole('textbox', { name: 'Your comment' })).toBeFocused()
  await ana.page.keyboard.type('Why this word? chq/')
  // Escape asks before words are lost.
  await presses(ana, 'Escape')
  await expect(focused(ana)).toHaveText('Keep writing')
  await presses(ana, 'Enter')
  await expect(ana.page.getByRole('textbox', { name: 'Your comment' })).toHaveValue('Why this word? chq/')
  await presses(ana, 'Control+Enter')
  await hears(ana, /posted/i)
  await expect(focused(ana)).toHaveRole('paragraph')

  // Cite the whole paragraph.
  await presses(ana, 's')
  await hears(ana, /^Selected: /)
  await expect(ana.action(/^Cite in summary/)).toBeVisible()
  await presses(ana, 'q')
  await hears(ana, /cited/i)
  await expect(ana.summary.getByText(/^Speech ¶/)).toBeVisible()

  // From note to note, to the card, an answer, and back.
  await presses(ana, 't', 'Escape', 'Home', 'n')
  await hears(ana, /on “/)
  await presses(ana, 'n')
  await hears(ana, /Why this word/)
  await expect(focused(ana)).toHaveRole('paragraph')
  const passage = await focused(ana).textContent()
  await presses(ana, 'n')
  await hears(ana, 'This is the last note.')
  await presses(ana, 'd')
  await expect(focused(ana)).toHaveAttribute('role', 'comment')
  await presses(ana, 'Escape')
  await expect(focused(ana)).toHaveText(passage!)
  await presses(ana, 'r')
  await expect(ana.page.getByRole('textbox', { name: 'Your reply' })).toBeFocused()
  await ana.page.keyboard.type('Because')
  await presses(ana, 'Control+Enter')
  await expect(ana.card('Because')).toBeVisible()
  await expect(focused(ana)).toHaveText(passage!)

  // The summary, and out of it again.
  await presses(ana, 'e')
  await expect(ana.summary).toBeFocused()
  await ana.page.keyboard.type('We ask: ? / h t zebra')
  await expect(ana.summary).toContainText('We ask: ? / h t zebra')
  await presses(ana, 'Escape')
  await expect(ana.summary).not.toBeFocused()
  await presses(ana, 't')
  await expect(focused(ana)).toHaveText(passage!)

  // All notes as a list.
  await presses(ana, 'g')
  await expect(focused(ana)).toHaveRole('tab')
  await expect(focused(ana)).toHaveText(/Discussion/)
  await tabsTo(ana, /^Resolve/)
  // From the list to a passage, and on to the passage itself.
  await keysTo(ana, /Speech ¶/, 'Shift+Tab')
  await presses(ana, 'Enter')
  await hears(ana, /^Paragraph \d+: /)
  await presses(ana, 't')
  await expect(focused(ana)).toHaveRole('paragraph')

  // The search, by its key, and where it leads.
  await presses(ana, '/')
  await expect(ana.page.getByRole('combobox', { name: /search/i })).toBeFocused()
  await ana.page.keyboard.type('"two legs"')
  await hears(ana, /\d/)
  await presses(ana, 'Enter')
  await hears(ana, /^Paragraph 5: .*two legs/)
  await expect(focused(ana)).toContainText('explore freely on two legs')
  // A word of the summary: it is said, and the focus stays, so that no letter is written there unawares.
  await presses(ana, '/')
  await expect(ana.page.getByRole('combobox', { name: /search/i })).toBeFocused()
  await ana.page.keyboard.type('zebra')
  await expect(ana.page.getByRole('dialog').getByRole('option')).toHaveText([/zebra/])
  await presses(ana, 'Enter')
  await hears(ana, /^Summary: .*We ask.* zebra/)
  await expect(focused(ana)).toContainText('explore freely on two legs')
})

/** A command in the list of keys. */
const row = (person: Person, name: string) =>
  person.page.getByRole('dialog').getByRole('listitem').filter({ hasText: name })

describe('keys of one’s own', () => {
  test('are listed by ?, changed, swapped or refused, kept over a reload, and put back', async () => {
    const ana = await reader()
    await presses(ana, '?')
    const dialog = ana.page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await expect(dialog).toBeVisible()
    await expect(row(ana, 'Comment').locator('kbd')).toHaveText(['C', 'Ctrl+Alt+M'])
    await expect(row(ana, 'Next or previous paragraph').getByRole('button')).toHaveCount(0)

    // Refused, cancelled, and taken.
    await tabsTo(ana, /^Change the keys of “Highlight”/)
    await presses(ana, 'Enter')
    await expect(ana.page.getByRole('textbox', { name: 'New keys for “Highlight”' })).toBeFocused()
    await presses(ana, 'ArrowDown')
    await hears(ana, /↓ always keeps its meaning/)
    await presses(ana, 'Control+k')
    await hears(ana, /Ctrl\+K may belong to the browser/)
    await presses(ana, 'Escape')
    await expect(dialog).toBeVisible()
    await expect(focused(ana)).toHaveAccessibleName('Change the keys of “Highlight”')
    await presses(ana, 'Enter', 'x')
    await hears(ana, 'Highlight: X')
    await expect(row(ana, 'Highlight').first().locator('kbd')).toHaveText(['X'])
    await expect(focused(ana)).toHaveAccessibleName('Change the keys of “Highlight”')

    // One that is taken: left as it was, then swapped.
    await tabsTo(ana, /^Change the keys of “Copy link”/)
    await presses(ana, 'Enter', 'q')
    await hears(ana, /Q: this is used by “Cite in summary”/)
    await expect(focused(ana)).toHaveText('Swap')
    await presses(ana, 'Escape')
    await expect(dialog).toBeVisible()
    await expect(row(ana, 'Copy link').locator('kbd')).toHaveText(['L'])
    await presses(ana, 'Enter', 'q', 'Enter')
    await expect(row(ana, 'Copy link').locator('kbd')).toHaveText(['Q'])
    await expect(row(ana, 'Cite in summary').locator('kbd')).toHaveText(['L'])
    await presses(ana, 'Escape')
    await expect(dialog).toBeHidden()

    // The new key works, the old one does nothing; after a reload too.
    await ana.page.reload()
    await ana.seesText()
    await ready(ana)
    await listens(ana)
    await presses(ana, 't', 'ArrowDown', 'ArrowDown', 'Enter')
    await expect(ana.action(/^Highlight/)).toHaveAttribute('aria-keyshortcuts', 'X')
    await presses(ana, 'h')
    await expect(ana.comments.locator('[role=comment]')).toHaveCount(0)
    await presses(ana, 'x')
    await hears(ana, /highlighted/)
    await expect(ana.comments.locator('[role=comment]')).toHaveCount(1)

    await presses(ana, '?')
    await expect(dialog).toBeVisible()
    await tabsTo(ana, /^Back to the usual keys of “Highlight”/)
    await presses(ana, 'Enter')
    await expect(row(ana, 'Highlight').first().locator('kbd')).toHaveText(['H', 'A'])
    await tabsTo(ana, /^All as usual/)
    await presses(ana, 'Enter')
    await expect(row(ana, 'Copy link').locator('kbd')).toHaveText(['L'])
  })

  test('letters alone can be switched off; those with a modifier and the buttons stay', async () => {
    const ana = await reader()
    await presses(ana, '?')
    await expect(ana.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    const single = ana.page.getByRole('checkbox', { name: /^Letters and signs alone/ })
    for (let n = 0; n < 10 && !(await single.evaluate((one) => one === document.activeElement)); n++)
      await presses(ana, 'Tab')
    await presses(ana, 'Space', 'Escape')
    await presses(ana, 'ArrowDown', 'ArrowDown', 'Enter')
    await expect(ana.action(/^Highlight/)).toBeVisible()
    await presses(ana, 'h', 'c', '1', '?', '/')
    await expect(ana.page.getByRole('dialog')).toHaveCount(0)
    await expect(ana.comments.locator('[role=comment]')).toHaveCount(0)
    await expect(ana.action(/^Highlight/)).not.toHaveAttribute('aria-keyshortcuts')
    await presses(ana, 'Tab')
    await expect(ana.page.getByRole('toolbar').locator(':focus')).toHaveCount(1)
    await keysTo(ana, /^Highlight/, 'ArrowRight')
    await presses(ana, 'Enter')
    await expect(ana.comments.locator('[role=comment]')).toHaveCount(1)
    await expect(focused(ana)).toHaveRole('paragraph')
    await presses(ana, 'Enter')
    await expect(ana.action(/^Comment/)).toBeVisible()
    await presses(ana, 'Control+Alt+m')
    await expect(ana.page.getByRole('textbox', { name: 'Your comment' })).toBeFocused()
    // By the menu the list of keys is found all the same.
    await presses(ana, 'Escape')
    await ana.page.getByRole('button', { name: 'More', exact: true }).press('Enter')
    await ana.page.getByRole('button', { name: 'Keyboard shortcuts' }).press('Enter')
    await expect(ana.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  })

  test('in a field, and while an input method composes, keys write', async () => {
    const ana = await reader()
    await presses(ana, '/')
    await expect(ana.page.getByRole('combobox', { name: /search/i })).toBeFocused()
    await ana.page.keyboard.type('h?c/')
    await expect(ana.page.getByRole('combobox', { name: /search/i })).toHaveValue('h?c/')
    await presses(ana, 'Escape')
    await expect(focused(ana)).toHaveRole('heading')
    await presses(ana, 'ArrowDown', 'ArrowDown', 'Enter')
    await expect(ana.action(/^Comment/)).toBeVisible()
    // The key of an input method: `isComposing`, and 229 as older engines say it.
    const used = await ana.page.evaluate(() =>
      [{ isComposing: true }, { keyCode: 229 }].map((composing) => {
        const press = { key: 'c', bubbles: true, cancelable: true, ...composing }
        return !document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', press))
      }),
    )
    expect(used).toEqual([false, false])
    await expect(ana.page.getByRole('textbox', { name: 'Your comment' })).toHaveCount(0)
    await presses(ana, 'c')
    await ana.page.keyboard.type('nqh?')
    await expect(ana.page.getByRole('textbox', { name: 'Your comment' })).toHaveValue('nqh?')
  })

  test('on a phone the list is no wider than the screen', async () => {
    const ana = await stage.arrives('Ana', { phone: true })
    await ana.opensSession(stage.server)
    await ana.page.getByRole('button', { name: 'More', exact: true }).press('Enter')
    await ana.page.getByRole('button', { name: 'Keyboard shortcuts' }).press('Enter')
    const dialog = ana.page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await dialog.getByRole('button', { name: 'Change the keys of “Copy link”' }).press('Enter')
    await presses(ana, 'q')
    await expect(dialog.getByRole('button', { name: 'Swap' })).toBeVisible()
    expect(await dialog.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0)
    const small = await dialog
      .getByRole('button')
      .evaluateAll((all) =>
        all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML),
      )
    expect(small).toEqual([])
  })
})
