/** Running a session: two meetings played from the plan to the minutes, with the time of the server in the test's hand. */
import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, expect as is, test } from 'vitest'
import { launch } from '../support/chromium.ts'
import { expect } from '../support/expect.ts'
import { Person } from '../support/people.ts'
import { TimedServer } from '../support/timed-server.ts'

/** A whole meeting may take a slow machine so long, ms. */
const LONG = 300_000

let server: TimedServer
let browser: Browser
let present: Person[] = []
beforeAll(async () => {
  ;[server, browser] = await Promise.all([TimedServer.start('2026-11-22T10:00:00.000Z'), launch()])
})
afterEach(async () => {
  const complaints = present.flatMap((person) => person.complaints)
  await Promise.all(present.map((person) => person.leaves()))
  present = []
  is(complaints).toEqual([])
})
afterAll(async () => {
  await browser?.close()
  await server?.dispose()
})
const arrives = async (name: string, options?: Parameters<typeof Person.arrives>[2]) => {
  const person = await Person.arrives(browser, name, options)
  present.push(person)
  return person
}

/** The stage as the banner shows it, with the seconds that are left of it. */
const pill = (page: Page) => page.getByRole('banner').getByRole('button', { name: /Time left|\d:\d\d/ })
async function secondsLeft(page: Page): Promise<number> {
  const [minutes, seconds] = (await pill(page).getByRole('timer').innerText()).split(':').map(Number)
  return minutes! * 60 + seconds!
}
const presiding = (page: Page) => page.getByRole('region', { name: 'Presiding' })
const floor = (page: Page) => page.getByRole('region', { name: 'The floor' })
const queue = (page: Page) => floor(page).getByRole('list').getByRole('listitem')
const goes = (page: Page, stage: string) =>
  presiding(page)
    .getByRole('button', { name: new RegExp(`^(Next|Begin): ${stage}`) })
    .click()
const agenda = (page: Page) => page.getByRole('tab', { name: 'Agenda' })

async function plans(page: Page, template: string): Promise<void> {
  await agenda(page).click()
  await page.getByRole('button', { name: 'Plan the session' }).click()
  await page.getByLabel('Begin with a template').selectOption({ label: template })
}
const saves = (page: Page) => page.getByRole('button', { name: 'Save the agenda' }).click()

test(
  'a formal collective study: planned, presided, joined late, left and come back to, on a phone, to minutes that need no retyping',
  async () => {
    const hana = await arrives('Hana')
    const { participant, session } = await hana.opensSession(server)
    await hana.selects('Basic research is at the beginning')
    await expect(hana.action(/^Comment/)).toBeVisible()
    await plans(hana.page, 'Formal collective study')
    const dialog = hana.page.getByRole('dialog', { name: 'Agenda' })
    is((await new AxeBuilder({ page: hana.page }).include('dialog').analyze()).violations).toEqual([])
    await dialog.getByLabel('Speakers of stage 2').fill('Prof. Guest')
    await dialog
      .getByRole('listitem')
      .nth(1)
      .getByRole('button', { name: /^Add Speech ¶/ })
      .click()
    // By the keyboard: the report before the keynote, and back again.
    await dialog.getByLabel('Kind of stage 3').focus()
    await hana.page.keyboard.press('Alt+ArrowUp')
    await expect(dialog.getByLabel('Kind of stage 2')).toHaveValue('report')
    await hana.page.keyboard.press('Alt+ArrowDown')
    await expect(dialog.getByLabel('Kind of stage 2')).toHaveValue('keynote')
    // By the pointer too; and a stage removed by mistake is back with one press.
    await dialog
      .getByRole('listitem')
      .nth(2)
      .locator('[draggable]')
      .dragTo(dialog.getByRole('listitem').nth(1))
    await expect(dialog.getByLabel('Kind of stage 2')).toHaveValue('report')
    await dialog.getByRole('button', { name: 'Undo' }).click()
    await expect(dialog.getByLabel('Kind of stage 2')).toHaveValue('keynote')
    await dialog.getByRole('button', { name: 'Remove stage 2' }).click()
    await expect(dialog.getByLabel('Kind of stage 2')).toHaveValue('report')
    await dialog.getByRole('button', { name: 'Undo' }).click()
    await expect(dialog.getByLabel('Speakers of stage 2')).toHaveValue('Prof. Guest')
    await saves(hana.page)
    await expect(dialog).toBeHidden()
    await expect(
      hana.page.getByRole('region', { name: 'Agenda' }).getByRole('button', { name: /^Speech ¶/ }),
    ).toBeVisible()

    const paul = await arrives('Paul', { phone: true })
    const dora = await arrives('Dora')
    for (const person of [paul, dora]) await person.joins(participant)
    await goes(hana.page, 'Opening')
    for (const { page } of [hana, paul, dora]) await expect(pill(page)).toContainText('Opening')
    server.pass(4)
    await goes(hana.page, 'Keynote')
    for (const { page } of [hana, paul, dora]) await expect(pill(page)).toContainText('Keynote')

    // Somebody who comes late sees the same stage with the same time, whatever their clock says.
    server.pass(8)
    const lara = await arrives('Lara')
    await lara.joins(participant)
    await expect(pill(lara.page)).toContainText('Keynote')
    const left = await secondsLeft(lara.page)
    is(left).toBeGreaterThan(11 * 60)
    is(left).toBeLessThanOrEqual(12 * 60)
    await expect(async () => {
      const [one, other] = await Promise.all([secondsLeft(hana.page), secondsLeft(lara.page)])
      is(Math.abs(one - other)).toBeLessThanOrEqual(1)
    }).toPass()
    await presiding(hana.page).getByRole('button', { name: '5 more minutes' }).click()
    await expect.poll(() => secondsLeft(lara.page)).toBeGreaterThan(16 * 60)
    await lara.page.reload()
    await expect.poll(() => secondsLeft(lara.page)).toBeGreaterThan(15 * 60)

    server.pass(10)
    await goes(hana.page, 'Report')
    server.pass(10)
    await goes(hana.page, 'Discussion')
    await expect(pill(dora.page)).toContainText('Discussion')

    // Hands: one queue for all, on a passage or not; on a phone by thumb.
    await dora.selects('Basic research is at the beginning')
    await dora.page.getByRole('button', { name: 'Raise hand' }).click()
    await expect(dora.page.getByRole('button', { name: 'Lower hand (1 in the queue)' })).toBeVisible()
    await paul.page.getByRole('button', { name: 'Session', exact: true }).click()
    await paul.page.getByRole('button', { name: 'Raise hand' }).tap()
    await expect(queue(hana.page)).toHaveCount(2)
    await expect(queue(hana.page).first()).toContainText('Dora')
    await expect(queue(hana.page).first()).toContainText('¶')
    await expect(queue(paul.page).first()).toContainText('Dora')
    await floor(hana.page).getByRole('button', { name: 'Give the floor to the first' }).click()
    await expect(dora.page.getByRole('button', { name: 'I have finished' })).toBeVisible()
    await expect(dora.page.getByText('You have the floor.').first()).toBeVisible()

    // One drops and returns: the same stage, the turn still theirs, nothing told twice.
    await dora.context.setOffline(true)
    await dora.page.reload().catch(() => undefined)
    await dora.context.setOffline(false)
    await dora.page.goto(session)
    await expect(dora.page.getByRole('button', { name: 'I have finished' })).toBeVisible()
    await expect(dora.page.getByText('You have the floor.')).toHaveCount(0)
    server.pass(2)
    await dora.page.getByRole('button', { name: 'I have finished' }).click()
    await expect(floor(hana.page)).toContainText('Nobody has the floor.')
    await floor(hana.page).getByText('Time spoken').click()
    await expect(floor(hana.page)).toContainText(/Dora 2:0\d/)
    await agenda(dora.page).click()
    await expect(floor(dora.page)).toContainText(/You have spoken 2:0\d/)
    await expect(floor(paul.page)).not.toContainText('You have spoken')
    await floor(hana.page).getByRole('button', { name: 'Give the floor to Paul' }).click()
    server.pass(1)
    await paul.page.getByRole('button', { name: 'I have finished' }).tap()
    await dora.commentsOn('explore freely on two legs', 'Two legs need one body.')
    await hana.selects('four orientations')
    await hana.action(/^Look here/).click()
    await lara.page.getByRole('button', { name: 'Go there' }).click()
    await expect(lara.text.getByText('four orientations')).toBeInViewport()

    // The board: asked on a passage, shared by a press, parked; and the view for the room.
    await lara.selects('two legs')
    await agenda(lara.page).click()
    await lara.page.getByRole('textbox', { name: 'Ask a question' }).fill('Which leg is the longer one?')
    await lara.page.getByRole('button', { name: 'Ask', exact: true }).click()
    await paul.page.getByRole('button', { name: 'My question too (0)' }).tap()
    await expect(hana.page.getByRole('button', { name: 'My question too (1)' })).toBeVisible()
    await hana.page.getByLabel('State of the question').selectOption({ label: 'For next time' })
    await expect(lara.page.getByText('For next time')).toBeVisible()
    const room = await hana.context.newPage()
    await room.goto(`${session}/projector`)
    await expect(room.getByText('Discussion')).toBeVisible()
    await expect(room.locator('mark')).toHaveText('four orientations')
    await room.close()

    // Who follows is where the presider is; a turn of the wheel leaves.
    await lara.page.getByRole('button', { name: 'Follow Hana' }).click()
    await hana.reads('strengthen supervision during and after')
    await expect(lara.text.getByText('strengthen supervision during and after')).toBeInViewport()
    // Nobody is moved while they type.
    await lara.page.getByRole('textbox', { name: 'Ask a question' }).fill('And')
    await dora.page.getByRole('button', { name: 'Follow Hana' }).click()
    await hana.selects('Basic research is at the beginning')
    await expect(dora.text.getByText('Basic research is at the beginning')).toBeInViewport()
    await expect(lara.text.getByText('strengthen supervision during and after')).toBeInViewport()
    await lara.text.hover()
    await lara.page.mouse.wheel(0, -200)
    await expect(lara.page.getByRole('button', { name: 'Follow Hana' })).toBeVisible()

    server.pass(12)
    await goes(hana.page, 'Closing')
    await expect(pill(paul.page)).toContainText('Closing')
    server.pass(10)
    await presiding(hana.page).getByRole('button', { name: 'End the meeting' }).click()
    await hana.page.getByRole('dialog').getByRole('button', { name: 'End the meeting' }).click()
    await expect(pill(hana.page)).toHaveCount(0)

    await hana.page.getByRole('button', { name: 'Minutes', exact: true }).click()
    const minutes = hana.page.getByRole('dialog', { name: 'Minutes' })
    await expect(minutes.getByLabel('Attendance of Lara')).toHaveValue('late')
    await expect(minutes.getByLabel('Attendance of Dora')).toHaveValue('present')
    await expect(minutes.getByLabel('Keynote speakers')).toHaveValue('Prof. Guest')
    await expect(minutes.getByLabel('Dora', { exact: true })).toHaveValue('Two legs need one body.')
    is((await new AxeBuilder({ page: hana.page }).include('dialog').analyze()).violations).toEqual([])
    await minutes.getByLabel('Place', { exact: true }).fill('Reading room')
    await minutes.getByLabel('Decisions').fill('The summary goes to everybody.')
    await minutes.getByRole('button', { name: 'Add somebody who is no member' }).click()
    await minutes.getByRole('textbox', { name: 'Name', exact: true }).fill('Otto')
    await minutes.getByLabel('Reason of Otto').fill('travelling')
    await minutes.getByRole('button', { name: 'Add an action' }).click()
    await minutes.getByLabel('Action 1', { exact: true }).fill('Compare the translations')
    await minutes.getByLabel('Who does action 1').fill('Paul')
    await minutes.getByLabel('When action 1 is due').fill('2026-12-01')
    await minutes.getByRole('button', { name: 'Save the minutes' }).click()
    await expect(minutes).toBeHidden()
    const exported = async (name: RegExp) => {
      await hana.page.getByRole('button', { name: 'Export' }).click()
      const [download] = await Promise.all([
        hana.page.waitForEvent('download'),
        hana.page.getByRole('button', { name }).click(),
      ])
      return { fileName: download.suggestedFilename(), bytes: await readFile(await download.path()) }
    }
    const forWord = await exported(/^Minutes \(Word\)/)
    is(forWord.fileName).toMatch(/\.minutes\.docx$/)
    is(forWord.bytes.subarray(0, 2).toString()).toBe('PK')
    const page = await hana.context.newPage()
    await page.setContent((await exported(/^Minutes \(page\)/)).bytes.toString('utf8'))
    const written = await page.locator('body').innerText()
    for (const words of [
      'Reading room',
      'Hana',
      'Prof. Guest',
      'Otto (travelling)',
      'Two legs need one body.',
      'The summary goes to everybody.',
      'Which leg is the longer one?',
      'Compare the translations, by Paul, due 1 December 2026',
    ])
      is(written).toContain(words)
    is(written).toMatch(/Came later \(1\)\s+Lara/)
    is(written).toMatch(/2\d November 2026, \d\d:\d\d–\d\d:\d\d \S+/)
  },
  LONG,
)

test(
  'Save the Last Word for four: notes behind the gate, turns that go round by themselves, one who passes',
  async () => {
    const names = ['Ana', 'Ben', 'Cem', 'Dai'] as const
    const [ana, ben, cem, dai] = (await Promise.all(names.map((name) => arrives(name)))) as [
      Person,
      Person,
      Person,
      Person,
    ]
    const people = [ana, ben, cem, dai]
    const { participant } = await ana.opensSession(server)
    for (const person of [ben, cem, dai]) await person.joins(participant)
    await plans(ana.page, 'Save the Last Word')
    await saves(ana.page)
    await goes(ana.page, 'Framing')
    await goes(ana.page, 'Silent reading')
    for (const { page } of people) {
      await expect(pill(page)).toContainText('Silent reading')
      await expect(page.getByText('New notes stay with you until the presider reveals them.')).toBeVisible()
    }
    const passages = [
      'Basic research is at the beginning',
      'four orientations',
      'explore freely on two legs',
      'solid foundation',
    ]
    for (const [at, person] of people.entries())
      await person.commentsOn(passages[at]!, `Because, says ${person.name}`)
    await expect(presiding(ana.page)).toContainText('Waiting for the reveal: 4 (authors: 4)')
    for (const person of people) await expect(person.comments.getByText(/^Because, says/)).toHaveCount(1)
    await expect(ben.card('Because, says Ben')).toContainText('Waits for the reveal')

    await goes(ana.page, 'Rounds')
    await floor(ana.page).getByRole('button', { name: 'Start the round' }).click()
    const hasFloor = (name: string, part: string) =>
      expect(floor(ana.page)).toContainText(new RegExp(`The floor\\s*\\S?\\s*${name}\\s*${part}`))
    const by = (name: string) => people.find((person) => person.name === name)!
    for (const [at, reader] of names.entries()) {
      const others = [...names.slice(at + 1), ...names.slice(0, at)]
      await hasFloor(reader, 'reads aloud')
      if (reader === 'Cem') {
        // Who passes is not answered: the next one reads.
        await agenda(cem.page).click()
        await floor(cem.page).getByRole('button', { name: 'Pass' }).click()
        continue
      }
      const turns = [
        [reader, 'reads aloud'],
        ...others.map((name) => [name, 'answers']),
        [reader, 'has the last word'],
      ]
      for (const [name, part] of turns) {
        await hasFloor(name!, part!)
        server.pass(1)
        await by(name!).page.getByRole('banner').getByRole('button', { name: 'I have finished' }).click()
      }
    }
    await expect(floor(ana.page)).toContainText('Nobody has the floor.')
    for (const person of people) await expect(person.comments.getByText(/^Because, says/)).toHaveCount(1)

    await goes(ana.page, 'Reveal')
    await presiding(ana.page).getByRole('button', { name: 'Reveal the notes' }).click()
    for (const person of people) {
      await expect(
        person.page.getByText('New notes stay with you until the presider reveals them.'),
      ).toHaveCount(0)
      await person.page.getByRole('tab', { name: 'Discussion' }).click()
      for (const { name } of people)
        await expect(person.page.getByText(`Because, says ${name}`).first()).toBeVisible()
    }
  },
  LONG,
)

test('M9 two small groups note apart, and what they noted is gathered back', async () => {
  const [ana, ben] = [await arrives('Ana'), await arrives('Ben')]
  const { participant } = await ana.opensSession(server)
  await ben.joins(participant)
  await plans(ana.page, 'Study circle')
  await saves(ana.page)
  await goes(ana.page, 'Opening')
  await ana.page.getByText('Make small groups').click()
  await ana.page.getByRole('button', { name: 'Open the groups' }).click()
  await ben.page.getByRole('button', { name: 'Go there' }).click()
  await expect(ben.page.getByRole('heading', { level: 1 })).toContainText('Group 2')
  await expect(ben.page.getByText('This is a small group.')).toContainText(/Opening \d+:\d\d/)
  await expect(ben.page.getByRole('button', { name: 'Go there' })).toHaveCount(0)
  await ben.seesText()
  await ben.commentsOn('four orientations', 'Said in the second group')
  await expect(ben.saveState).toHaveText('Saved')
  await expect(ana.page.getByText('Said in the second group')).toHaveCount(0)
  await ana.page.getByRole('button', { name: 'Gather the results' }).click()
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Gather the results' }).click()
  await expect(ana.card('Said in the second group')).toBeVisible()
  await expect(ben.page.getByText('What this group noted was gathered.')).toBeVisible()
  await ben.page.getByRole('link', { name: /^Back to/ }).click()
  await ben.seesText()
  await expect(ben.card('Said in the second group')).toBeVisible()
})

test('M2 with one thumb: on a phone the presider plans, begins, gives the floor, reveals and ends', async () => {
  const hana = await arrives('Hana', { phone: true })
  const ben = await arrives('Ben')
  const { participant } = await hana.opensSession(server)
  await ben.joins(participant)
  const { page } = hana
  const taps = (name: string | RegExp) =>
    page.getByRole('button', { name, exact: typeof name === 'string' }).tap()
  await taps('Session')
  await taps('Plan the session')
  await page.getByLabel('Begin with a template').selectOption({ label: 'Study circle' })
  is(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await taps('Move stage 2 up')
  await expect(page.getByLabel('Kind of stage 1')).toHaveValue('reading')
  await taps('Save the agenda')
  await taps(/^Begin: Silent reading/)
  await expect(pill(ben.page)).toContainText('Silent reading')
  await ben.commentsOn('four orientations', 'Held on a laptop')
  await expect(presiding(page)).toContainText('Waiting for the reveal: 1 (authors: 1)')
  await taps('Reveal the notes')
  await expect(ben.card('Held on a laptop')).not.toContainText('Waits for the reveal')
  await taps(/^Next: Opening/)
  await ben.page.getByRole('button', { name: 'Raise hand' }).click()
  await taps('Give the floor to Ben')
  await expect(ben.page.getByRole('button', { name: 'I have finished' })).toBeVisible()
  await taps('End the turn')
  await expect(floor(page)).toContainText('Nobody has the floor.')
  await taps('5 more minutes')
  const small = await page.locator('aside section button:visible, header button:visible').evaluateAll((all) =>
    all.flatMap((one) => {
      const { width, height } = one.getBoundingClientRect()
      return width < 43.5 || height < 43.5 ? [`${one.textContent || one.ariaLabel} ${width}×${height}`] : []
    }),
  )
  is(small).toEqual([])
  is((await new AxeBuilder({ page }).include('header').include('aside').analyze()).violations).toEqual([])
  await taps('End the meeting')
  await page.getByRole('dialog').getByRole('button', { name: 'End the meeting' }).tap()
  await expect(page.getByText('The meeting is over.').first()).toBeVisible()
})
