/**
 * W3C Collaboration Tools Accessibility User Requirements: what docs/accessibility.md says Lectern does for each. The rest of
 * that table stands in keyboard.test.ts and where the part itself is tested.
 */
import { describe, test } from 'vitest'
import { hears, heardBy, listens } from '../support/ears.ts'
import { expect } from '../support/expect.ts'
import type { Links, Person } from '../support/people.ts'
import { openStage } from '../support/stage.ts'

const QUOTE = 'Basic research is at the beginning of the scientific research chain'
const OTHER = 'explore freely on two legs'

const stage = openStage()

async function pair(): Promise<{ ana: Person; ben: Person; links: Links }> {
  const [ana, ben] = [await stage.arrives('Ana'), await stage.arrives('Ben')]
  const links = await ana.opensSession(stage.server)
  // Keys and announcements come after the text has been painted; what happens before is not said.
  await expect(ana.page.getByRole('button', { name: /^Search/ })).toHaveAttribute('aria-keyshortcuts', '/')
  await listens(ana)
  await ben.joins(links.participant)
  await listens(ben)
  return { ana, ben, links }
}

/** The dialog of what is said aloud, opened by keys; the choice is made, and it is closed. */
async function chooses(person: Person, ...labels: string[]): Promise<void> {
  await person.page.getByRole('button', { name: 'More', exact: true }).press('Enter')
  await person.page.getByRole('button', { name: 'Announcements' }).press('Enter')
  const dialog = person.page.getByRole('dialog', { name: 'Announcements' })
  for (const label of labels) await dialog.getByLabel(label, { exact: true }).press('Space')
  await dialog.getByRole('button', { name: 'Done' }).press('Enter')
  await expect(dialog).toBeHidden()
}

/** Posts a note as the person, so that its coming is all that happens. */
const writes = async (person: Person, quote: string, words: string) => {
  await person.commentsOn(quote, words)
  await expect(person.saveState).toHaveText('Saved')
}
const people = (person: Person) => person.page.getByRole('tab', { name: /^People/ })

describe('CTAUR 1, 3: who is here', () => {
  test('coming and going is said to the others, shown in a list, and can be switched off', async () => {
    const { ana, ben, links } = await pair()
    const cy = await stage.arrives('Cy')
    await cy.joins(links.participant)
    await hears(ana, /Cy joined|Ben and Cy joined/)
    await expect(ana.page.getByRole('banner').getByText('3 people here')).toBeAttached()
    await people(ana).press('Enter')
    await expect(ana.page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: 'Cy' })).toBeVisible()
    await chooses(ben, 'Who comes and who leaves')
    await cy.page.goto('about:blank')
    await hears(ana, 'Cy left')
    expect((await heardBy(ben)).filter((one) => one.includes('left'))).toEqual([])
  })
})

describe('CTAUR 2, 3, 4, 15, 16: what others do', () => {
  test('a new note is said with its place; many at once are one sentence', async () => {
    const { ana, ben } = await pair()
    await writes(ben, QUOTE, 'First')
    await hears(ana, 'Ben wrote a note at paragraph 4')
    const session = /\/s\/([\w-]+)/.exec(ben.page.url())![1]!
    const note = await ben.page.evaluate(
      async (id) =>
        (
          (await (await fetch(`/api/sessions/${id}/annotations`)).json()) as {
            first: { items: { target: unknown }[] }
          }
        ).first.items[0]!.target,
      session,
    )
    const answers = await ben.asks(
      ['Second', 'Third', 'Fourth'].map((words) => [
        `/api/sessions/${session}/annotations`,
        { target: note, body: { type: 'TextualBody', value: words, format: 'text/markdown' } },
      ]),
    )
    expect(answers).toEqual([201, 201, 201])
    await hears(ana, /^3 new/)
  })

  test('only what is for me, only one person’s, or nothing is said, as one chooses; it is kept', async () => {
    const { ana, ben, links } = await pair()
    const cy = await stage.arrives('Cy')
    await cy.joins(links.participant)
    await writes(ana, QUOTE, 'Mine')
    await chooses(ana, 'Only mentions of me and answers to me')
    await ana.page.reload()
    await ana.seesText()
    await expect(ana.page.getByRole('button', { name: /^Search/ })).toHaveAttribute('aria-keyshortcuts', '/')
    await listens(ana)
    await writes(ben, OTHER, 'Not for Ana')
    await expect(ben.card('Mine')).toBeVisible()
    await ben.replies('Mine', 'An answer to Ana')
    await hears(ana, 'Ben answered you')

    // One person: not Ben, but Cy.
    await ana.page.getByRole('button', { name: 'More', exact: true }).press('Enter')
    await ana.page.getByRole('button', { name: 'Announcements' }).press('Enter')
    await ana.page.getByRole('radio', { name: 'Only those of one person' }).press('Space')
    await ana.page.getByRole('combobox', { name: 'Person' }).selectOption('Cy')
    await ana.page.keyboard.press('Escape')
    await writes(ben, 'optimize resource allocation', 'Ben again')
    await writes(cy, 'four orientations', 'From Cy')
    await hears(ana, 'Cy wrote a note')

    await chooses(ana, 'None')
    await listens(ana)
    await writes(cy, 'play the "first move" well', 'Unheard')
    await expect(ana.page.getByRole('navigation').getByText('5 notes')).toBeVisible()
    // What I do myself is said as ever, and by then the other would have been.
    await writes(ana, 'foresight and strategic demand', 'My own')
    await hears(ben, /new|Ana wrote/)
    expect((await heardBy(ana)).filter((one) => /Cy|Ben|new/.test(one))).toEqual([])
  })

  test('changes of the summary are said, with name and words, to those who want it', async () => {
    const { ana, ben } = await pair()
    await ana.summary.focus()
    await chooses(ana, 'What others change in the summary')
    await ben.writes('Tea was planted')
    await hears(ana, /Ben changed the summary: “Tea was/)
    expect((await heardBy(ben)).filter((one) => one.includes('changed the summary'))).toEqual([])
  })

  test('one goes to where somebody reads, with the focus', async () => {
    const { ana, ben } = await pair()
    await ben.selects(OTHER)
    await expect(ben.action(/^Comment/)).toBeVisible()
    await people(ana).press('Enter')
    await ana.page.getByRole('button', { name: 'Go to where Ben reads' }).press('Enter')
    await hears(ana, OTHER)
    await expect(ana.page.locator(':focus')).toContainText(OTHER)
    await expect(ana.page.locator(':focus')).toBeInViewport()
  })
})

describe('CTAUR 5: without the changes of others coming in between', () => {
  test('the summary stands still for one while others write, one’s own words go out, and what waited is taken in', async () => {
    const { ana, ben } = await pair()
    await ana.writes('Hers. ')
    await expect(ben.summary).toContainText('Hers.')
    const hold = ana.page.getByRole('button', { name: 'Hold the changes of others back' })
    await hold.press('Enter')
    await expect(hold).toHaveAttribute('aria-pressed', 'true')
    await hears(ana, /are held back/)
    await ben.writes('His. ')
    await expect(ana.page.getByText('their changes wait')).toBeVisible()
    await ana.writes('Hers too. ')
    await expect(ben.summary).toContainText('Hers too.')
    await expect(ana.summary).not.toContainText('His.')
    await ana.page.getByRole('button', { name: 'Take them in' }).press('Enter')
    await expect(ana.summary).toContainText('His.')
    await expect(hold).toHaveAttribute('aria-pressed', 'false')
    expect(await ana.summary.textContent()).toBe(await ben.summary.textContent())
  })
})

describe('CTAUR 6, 9, 10: notes and threads', () => {
  test('a paragraph points at the cards that tell of it, a card holds its answers, and says whether they are shown', async () => {
    const { ana, ben } = await pair()
    await writes(ana, QUOTE, 'Why the beginning?')
    await ana.page.keyboard.press('Escape')
    await expect(ben.card('Why the beginning?')).toBeVisible()
    await ben.replies('Why the beginning?', 'Because of the chain')
    await expect(ana.card('Why the beginning?').getByRole('button', { name: '1 reply' })).toHaveAttribute(
      'aria-expanded',
      'false',
    )

    const paragraph = ana.text.getByRole('paragraph').filter({ hasText: QUOTE })
    const details = (await paragraph.getAttribute('aria-details'))!.split(' ')
    const card = ana.page.locator(`[id="${details[0]}"]`)
    await expect(card).toHaveAttribute('role', 'comment')
    await expect(card).toHaveAccessibleName(/Ana/)
    await expect(card).toContainText('Why the beginning?')

    // Opened by its button; the focus stays in the card, and the answer is inside of it, one level deeper.
    await card.getByRole('button', { name: '1 reply' }).press('Enter')
    await expect(card).toBeFocused()
    const reply = card.locator('[role=comment]')
    await expect(reply).toHaveAccessibleName(/Ben/)
    await expect(reply).toHaveAttribute('aria-level', '2')

    // The bounds of the note: its words are said when one goes there.
    await ana.page.keyboard.press('Escape')
    await ana.page.keyboard.press('Escape')
    await ana.page.keyboard.press('n')
    await hears(ana, new RegExp(`Ana, on “${QUOTE}”: Why the beginning`))
    // With less detail, for who wants that.
    await chooses(ana, 'The words of each note when going from note to note')
    await ana.page.keyboard.press('t')
    await ana.page.keyboard.press('Escape')
    await ana.page.keyboard.press('Home')
    await ana.page.keyboard.press('n')
    await hears(ana, /^Note, Ana, Paragraph 4$|Ana, Paragraph 4$/)
  })
})

test('CTAUR 12: kinds differ by name, by picture and by line, not only by colour', async () => {
  const ana = await stage.arrives('Ana')
  await ana.opensSession(stage.server)
  const kinds = ['Key idea', 'Question', 'Agree', 'Doubt', 'Term']
  const quotes = [
    QUOTE,
    OTHER,
    'four orientations',
    'optimize resource allocation',
    'foresight and strategic demand',
  ]
  for (const [i, quote] of quotes.entries()) await ana.highlights(quote, kinds[i]!)
  const look = await ana.page.evaluate(() =>
    [...CSS.highlights]
      .filter(([, ranges]) => ranges.size > 0)
      .map(([name]) => {
        const { textDecorationLine, textDecorationStyle, textDecorationThickness } = getComputedStyle(
          document.documentElement,
          `::highlight(${name})`,
        )
        return { name, line: `${textDecorationLine} ${textDecorationStyle} ${textDecorationThickness}` }
      }),
  )
  const five = look.filter(({ name }) => !/strong|cited|remote/.test(name))
  expect(five.length).toBeGreaterThanOrEqual(4)
  expect(new Set(five.map(({ line }) => line)).size).toBe(five.length)
  for (const kind of kinds) {
    const card = ana.comments.locator('[role=comment]').filter({ hasText: kind }).first()
    await expect(card.locator('svg').first()).toBeAttached()
  }
})

test('CTAUR 17, 18: what one may do is shown, and a change is said and shown, whatever one listens to', async () => {
  const { ana, ben } = await pair()
  await chooses(ben, 'None', 'Who comes and who leaves')
  const banner = (words: RegExp) => ben.page.getByRole('paragraph').filter({ hasText: words }).first()
  await people(ana).press('Enter')
  const role = ana.page.getByRole('combobox', { name: 'Role of Ben' })
  await role.selectOption('observer')
  await hears(ben, 'You are now an observer: you can read everything')
  await expect(banner(/You are here as an observer/)).toBeVisible()
  await role.selectOption('participant')
  await hears(ben, 'You are now a participant: you can comment and write')
  await expect(banner(/You are here as an observer/)).toHaveCount(0)

  await ana.page.getByRole('button', { name: 'Mute Ben' }).press('Enter')
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Mute', exact: true }).press('Enter')
  await hears(ben, 'You can now only read')
  await expect(banner(/A host has muted you/)).toBeVisible()
  await ana.page.getByRole('button', { name: 'Unmute Ben' }).press('Enter')
  await hears(ben, 'You can write now')

  // Also to somebody who is in a dialog.
  await ben.page.keyboard.press('?')
  await expect(ben.page.getByRole('dialog')).toBeVisible()
  await listens(ben)
  await ana.page.getByRole('button', { name: 'Close the session' }).press('Enter')
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Close the session' }).press('Enter')
  await expect(ben.page.getByRole('dialog').getByText('The session was closed.')).toBeAttached()
  await ben.page.keyboard.press('Escape')
  await expect(banner(/This session is closed/)).toBeVisible()
  await ana.page.getByRole('button', { name: 'Reopen the session' }).press('Enter')
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Reopen the session' }).press('Enter')
  await hears(ben, 'The session is open again')
})
