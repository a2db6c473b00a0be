/** A corrected text takes the place of another, in two browsers: what was written comes along, is chosen, or is kept in a list. */
import { AxeBuilder } from '@axe-core/playwright'
import { test } from 'vitest'
import { expect } from '../support/expect.ts'
import type { Person } from '../support/people.ts'
import { openStage } from '../support/stage.ts'

const QUOTE = 'Basic research is at the beginning of the scientific research chain'
const CORRECTED = 'Basic research stands at the beginning of the scientific research chain'
const SAME = 'foresight and strategic demand'
const TWICE = 'explore freely on two legs'
const GONE = 'the degree of organization in basic research is increasing'
/** What the corrected text says instead. */
const CORRECTIONS = [
  [QUOTE, CORRECTED],
  [
    'We must adhere to the "four orientations", adhere to goal orientation and explore freely on two legs, combine',
    'Those who look for what is new explore freely on two legs, and nobody asks them why. Whoever serves the need of the day cannot explore freely on two legs as long as the work waits. We combine',
  ],
  [`The world has entered the era of big science, and ${GONE}. `, ''],
] as const

const stage = openStage()

/** Puts a corrected version of the session's text into the library: one sentence mended, one made two, one left out. */
async function correct(ana: Person): Promise<void> {
  const status = await ana.page.evaluate(async (corrections) => {
    const texts = (await (await fetch('/api/texts')).json()) as { id: string; kind: string }[]
    const { id } = texts.find(({ kind }) => kind === 'speech')!
    const { canonical } = (await (await fetch(`/api/texts/${id}`)).json()) as { canonical: string }
    const text = corrections.reduce((words, [from, to]) => words.replace(from, to), canonical)
    const answer = await fetch('/api/texts', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'The speech, corrected', text, kind: 'speech' }),
    })
    return answer.status
  }, CORRECTIONS)
  expect(status).toBe(201)
}

async function opensMenu(ana: Person, item: string): Promise<void> {
  await ana.page.getByRole('button', { name: /^More about/ }).click()
  await ana.page.getByRole('button', { name: item }).click()
}
const list = (person: Person) => person.page.getByRole('feed', { name: 'Notes' })
const row = (person: Person, words: string) => list(person).getByRole('article').filter({ hasText: words })
/** The list holds elements only for what is near the view. */
const seeks = (person: Person, words: string) =>
  person.page.getByRole('searchbox', { name: 'Find in the notes' }).fill(words)

test('notes and citations come along, what is uncertain is chosen, what is not found is listed, and all can be put back', async () => {
  const [ana, ben] = [await stage.arrives('Ana'), await stage.arrives('Ben')]
  const { participant, session } = await ana.opensSession(stage.server)
  await ben.joins(participant)
  await ana.commentsOn(QUOTE, 'On the mended sentence')
  await ana.commentsOn(SAME, 'On the same words')
  await ben.commentsOn(TWICE, 'On what is there twice')
  await ben.commentsOn(GONE, 'On what is gone')
  await ana.cites(QUOTE)
  await expect(ana.summary.getByRole('link', { name: /¶4/ })).toBeVisible()
  await correct(ana)
  // Ben reads, and has begun to write, when it happens.
  await ben.selects(SAME)
  await ben.action(/^Comment/).click()
  await ben.comments.getByRole('textbox').first().fill('Half a thought')

  await opensMenu(ana, 'Replace by a corrected text…')
  const dialog = ana.page.getByRole('dialog', { name: 'Replace by a corrected text' })
  await dialog.getByRole('radio', { name: /The speech, corrected/ }).check()
  await dialog.getByRole('button', { name: 'See what becomes of the notes' }).click()
  await expect(dialog.getByRole('status')).toContainText('2 of 4 notes keep their passage')
  await expect(dialog.getByRole('status')).toContainText('1 note could stand at several places')
  await expect(dialog.getByRole('status')).toContainText('The passage of 1 note is not found')
  await expect(dialog.getByRole('status')).toContainText('1 of 1 citations')
  await expect(dialog.getByRole('group', { name: 'Where does Ben’s note stand?' })).toContainText(TWICE)
  expect((await new AxeBuilder({ page: ana.page }).analyze()).violations).toEqual([])
  await dialog.getByRole('button', { name: 'Replace the text' }).click()
  await expect(dialog).toBeHidden()

  // Ben reads on at the same words, and goes on writing.
  await expect(ben.page.getByText(/^Ana replaced the text/).first()).toBeAttached()
  await expect(ben.text).toContainText(CORRECTED)
  await expect(ben.text.getByText(SAME)).toBeInViewport()
  const field = ben.comments.getByRole('textbox').first()
  await expect(field).toHaveValue('Half a thought')
  await field.press('Control+Enter')
  await expect(ana.card('Half a thought')).toBeVisible()
  for (const person of [ana, ben]) {
    await expect(person.card('On the same words')).toBeVisible()
    await expect(person.card('On what is there twice')).toHaveCount(0)
  }
  await ben.reads(CORRECTED)
  await ben.card('On the mended sentence').click()
  await expect(ben.card('On the mended sentence')).toContainText(QUOTE)
  await expect(ben.summary.getByRole('link', { name: /¶4/ })).toBeVisible()

  // What is uncertain stands in no text until a host says where.
  for (const person of [ana, ben]) await person.page.getByRole('tab', { name: /^Discussion/ }).click()
  await expect(list(ben).getByRole('heading', { name: 'Place to be chosen' })).toBeVisible()
  await expect(row(ben, 'On what is there twice')).toContainText('A host chooses one.')
  await expect(
    row(ben, 'On what is there twice').getByRole('button', { name: 'It stands here' }),
  ).toHaveCount(0)
  await seeks(ben, 'On what is gone')
  await expect(row(ben, 'On what is gone')).toContainText(GONE)
  await seeks(ben, '')
  await seeks(ana, 'On what is there twice')
  await row(ana, 'On what is there twice')
    .getByRole('button', { name: 'It stands here' })
    .nth(1)
    .scrollIntoViewIfNeeded()
  expect((await new AxeBuilder({ page: ana.page }).analyze()).violations).toEqual([])
  await row(ana, 'On what is there twice').getByRole('button', { name: 'It stands here' }).nth(1).click()
  await expect(ben.card('On what is there twice')).toBeVisible()
  await expect(list(ben).getByRole('heading', { name: 'Place to be chosen' })).toHaveCount(0)

  // What is not found can be put where the host has selected.
  await seeks(ana, 'On what is gone')
  await ana.selects('Those who look for what is new')
  await row(ana, 'On what is gone').getByRole('button', { name: 'Place it at my selection' }).click()
  await expect(ben.card('On what is gone')).toBeVisible()

  const markdown = await ana.page.evaluate(
    async (id) => (await fetch(`/api/sessions/${id}/export/markdown`)).text(),
    /\/s\/([\w-]+)/.exec(session)![1]!,
  )
  expect(markdown).toContain('these words were corrected since')

  // A link from before leads to the same words.
  await ben.page.goto(`${session}#a=${await keyOf(ben, 'On the mended sentence')}`)
  await expect(ben.text.getByText(CORRECTED)).toBeInViewport()

  await opensMenu(ana, 'Put the earlier text back…')
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Replace the text' }).click()
  await expect(ben.text).toContainText(QUOTE)
  for (const words of ['On the mended sentence', 'On what is there twice', 'On what is gone']) {
    await ben.page.getByRole('tab', { name: /^Discussion/ }).click()
    await seeks(ben, words)
    await row(ben, words).getByRole('button').first().click()
    await expect(ben.card(words)).toBeVisible()
  }
})

async function keyOf(person: Person, words: string): Promise<string> {
  const id = await person.card(words).getAttribute('id')
  return id!.replace(/^note-/, '').replace('-', '/')
}
