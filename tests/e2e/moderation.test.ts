/** What a host rules, as everybody sees it: hiding and restoring, locking, muting, and the kinds of notes. */
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
  await Promise.all([ana.reads(QUOTE), ben.reads(QUOTE)])
  return { ana, ben, links }
}

async function chooses(person: Person, words: string, item: string): Promise<void> {
  await person.card(words).click()
  await person.card(words).getByRole('button', { name: 'More for this note' }).click()
  await person.page.getByRole('button', { name: item, exact: true }).click()
}

describe('hiding', () => {
  test('everybody reads why, a host can look, and restoring brings the words back', async () => {
    const { ana, ben } = await pair()
    await ben.commentsOn(QUOTE, 'Something rude')
    await chooses(ana, 'Something rude', 'Hide…')
    const dialog = ana.page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: /Reason/ }).fill('x'.repeat(501))
    await dialog.getByRole('button', { name: 'Hide' }).click()
    await expect(dialog.getByText(/the most is 500/)).toBeVisible()
    await dialog.getByRole('textbox', { name: /Reason/ }).fill('Not about the text')
    await dialog.getByRole('button', { name: 'Hide' }).click()

    await expect(ben.comments.getByText('Hidden by a host: Not about the text')).toBeVisible()
    await expect(ben.comments.getByText('Something rude')).toHaveCount(0)
    // Ben wrote it: he can see what it was, and cannot restore it.
    await expect(ben.comments.getByRole('button', { name: 'Look at the words' })).toBeVisible()
    await expect(ben.comments.getByRole('button', { name: 'Restore' })).toHaveCount(0)
    await ana.comments.getByRole('button', { name: 'Look at the words' }).click()
    await expect(ana.comments.getByText('Something rude')).toBeVisible()
    await ana.comments.getByRole('button', { name: 'Restore', exact: true }).click()
    await expect(ben.card('Something rude')).toBeVisible()
  })
})

describe('locking', () => {
  test('the field for a reply is gone for others, their words are kept, and unlocking brings it back', async () => {
    const { ana, ben } = await pair()
    await ana.commentsOn(QUOTE, 'Settled')
    await ben.card('Settled').click()
    await ben
      .card('Settled')
      .getByRole('button', { name: /^Reply/ })
      .click()
    await ben.card('Settled').getByRole('textbox').fill('Not quite')
    await chooses(ana, 'Settled', 'Lock the thread')
    await expect(ben.card('Settled')).toContainText('Locked by a host')
    await expect(ben.card('Settled').getByRole('button', { name: /Resolve|Add a reaction/ })).toHaveCount(0)
    await expect(ben.card('Settled').getByRole('textbox')).toHaveValue('Not quite')
    await ben.page.keyboard.press('Control+Enter')
    await expect(ben.card('Settled').getByRole('textbox')).toHaveValue('Not quite')
    await ana.replies('Settled', 'A last word')
    await expect(ben.card('Settled')).toContainText('A last word')

    await chooses(ana, 'Settled', 'Unlock the thread')
    await expect(ben.card('Settled')).not.toContainText('Locked by a host')
    await ben.card('Settled').getByRole('textbox').press('Control+Enter')
    await expect(ana.card('Settled')).toContainText('Not quite')
  })
})

describe('muting', () => {
  test('says why one cannot write, keeps the draft, leaves private notes, and can be undone', async () => {
    const { ana, ben } = await pair()
    await ben.selects(OTHER)
    await ben.action(/^Comment/).click()
    const field = ben.comments.getByRole('textbox', { name: 'Your comment' })
    await field.fill('I was about to say')
    await ana.page.getByRole('tab', { name: /People/ }).click()
    await ana.page.getByRole('button', { name: 'Mute Ben' }).click()
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Mute' }).click()

    await expect(ben.page.getByText(/A host has muted you/).first()).toBeVisible()
    await expect(field).toHaveValue('I was about to say')
    await expect(ben.comments.getByText('Only you', { exact: true })).toBeVisible()
    await expect(ben.summary).toHaveAttribute('contenteditable', 'false')
    await ana.page.getByRole('button', { name: 'Undo' }).click()
    await expect(ben.comments.getByRole('radio', { name: 'Everyone' })).toBeChecked()
    await field.press('Control+Enter')
    await expect(ana.card('I was about to say')).toBeVisible()
  })
})

describe('the kinds of notes', () => {
  test('are renamed, ordered, added and deleted by the host, and everybody has them at once', async () => {
    const { ana, ben } = await pair()
    await ana.commentsOn(OTHER, 'Just so')
    await ana.highlights(QUOTE, 'Doubt')
    await expect(ben.comments.getByText('Doubt')).toBeVisible()
    await ana.page.getByRole('button', { name: 'More', exact: true }).click()
    await ana.page.getByRole('button', { name: 'Kinds of notes…' }).click()
    const dialog = ana.page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name of kind 1' }).fill('Core claim')
    await dialog.getByRole('button', { name: 'Move Question up' }).click()
    await dialog.getByRole('button', { name: 'Delete Doubt' }).click()
    await expect(dialog.getByText('1 note is of the kind Doubt.', { exact: false })).toBeVisible()
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
    await dialog.getByRole('button', { name: 'Add a kind' }).click()
    await dialog.getByRole('textbox', { name: 'Name of kind 5' }).fill('Task')
    await dialog.getByRole('button', { name: 'Save' }).click()

    await ben.selects(OTHER)
    const named = ben.page.getByRole('group', { name: 'Highlight as' }).getByRole('button')
    await expect(named).toHaveText([/Question.*1/, /Core claim.*2/, /Agree.*3/, /Term.*4/, /Task.*5/])
    await ben.page.keyboard.press('5')
    await expect(ana.comments.getByText('Task')).toBeVisible()
    // The note whose kind is gone is a plain comment now.
    await expect(ana.comments.getByText('Doubt')).toHaveCount(0)
    const file = await ana.page.evaluate(async () => {
      const id = location.pathname.split('/').at(-1)
      return (await fetch(`/api/sessions/${id}/export/markdown`)).text()
    })
    expect(file).toContain('Task')

    await ana.page.getByRole('button', { name: 'More', exact: true }).click()
    await ana.page.getByRole('button', { name: 'Kinds of notes…' }).click()
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Back to the five in the box' }).click()
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await expect(ben.comments.getByText('Doubt')).toBeVisible()
  })
})
