/**
 * The page's word on where one's words are: "Saved" only when the server has counted everything as committed, and what
 * goes wrong on either side is said, with the words at hand.
 */
import type { Page } from '@playwright/test'
import { describe, test } from 'vitest'
import { expect } from '../support/expect.ts'
import type { Links, Person } from '../support/people.ts'
import { openStage } from '../support/stage.ts'
import { Wire } from '../support/wire.ts'

const QUOTE = 'Basic research is at the beginning of the scientific research chain'
const ALONE = /\d+ changes? only on this device/

// The network and the server go away here, and the pages say so in the console.
const stage = openStage({ mayComplain: true })

async function arrives(name: string, options?: Parameters<typeof stage.arrives>[1]): Promise<Person> {
  const person = await stage.arrives(name, options)
  // Leaving with unsaved words asks; these people always mean it.
  person.page.on('dialog', (dialog) => void dialog.accept())
  return person
}

async function alone(): Promise<{ ana: Person; wire: Wire; links: Links }> {
  const ana = await arrives('Ana')
  const wire = await Wire.lay(ana)
  const links = await ana.opensSession(stage.server)
  return { ana, wire, links }
}

async function pair(): Promise<{ ana: Person; ben: Person; links: Links }> {
  const [ana, ben] = [await arrives('Ana'), await arrives('Ben')]
  const links = await ana.opensSession(stage.server)
  await ben.joins(links.participant)
  return { ana, ben, links }
}

/** After that the page opens without network too. */
async function isKeptOffline(person: Person): Promise<void> {
  await person.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await person.page.reload()
  await person.seesText()
}

/** What leaving the page would do. */
const asksBeforeLeaving = (page: Page) =>
  page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })))

/** The number the save state says. */
const count = async (page: Page) =>
  Number.parseInt(await page.getByRole('status', { name: 'Save state' }).innerText())

const note = (person: Person, words: RegExp) => person.page.getByText(words).last()

describe('"Saved"', () => {
  test('stands only when the server has said that everything is committed', async () => {
    const { ana, wire } = await alone()
    expect(await asksBeforeLeaving(ana.page)).toBe(false)
    wire.hold()
    await ana.writes('Not yet counted.')
    await expect(ana.saveState).toHaveText('Saving…')
    expect(await asksBeforeLeaving(ana.page)).toBe(true)
    // A server that says nothing for long promises nothing.
    await expect(ana.saveState).toHaveText(ALONE, { timeout: 15_000 })
    wire.release()
    await expect(ana.saveState).toHaveText('Saved')
    expect(await asksBeforeLeaving(ana.page)).toBe(false)
  })

  test('words written without network stay counted over a reload, and in two tabs', async () => {
    const ana = await arrives('Ana')
    const links = await ana.opensSession(stage.server)
    await isKeptOffline(ana)
    await ana.context.setOffline(true)
    await ana.writes('abc')
    await expect(ana.saveState).toHaveText(ALONE)
    const before = await count(ana.page)
    expect(before).toBeGreaterThan(0)
    // IndexedDB writes a moment after the key; a reload within that moment is warned of, not survived.
    await ana.page.waitForTimeout(500)
    await ana.page.reload()
    await expect(ana.saveState).toHaveText(ALONE)
    expect(await count(ana.page)).toBe(before)

    const second = await ana.context.newPage()
    await second.goto(links.session)
    const summary = second.getByRole('textbox', { name: 'Shared summary' })
    await expect(summary).toContainText('abc')
    expect(await count(second)).toBe(before)
    await summary.click()
    await second.keyboard.press('Control+End')
    await second.keyboard.type('def')
    await expect.poll(() => count(second)).toBeGreaterThan(before)
    await ana.context.setOffline(false)
    for (const page of [ana.page, second]) {
      const state = page.getByRole('status', { name: 'Save state' })
      await expect(state).toHaveText('Saved', { timeout: 30_000 })
      await expect(page.getByRole('textbox', { name: 'Shared summary' })).toContainText('abcdef')
    }
    await ana.page.reload()
    await ana.seesText()
  })
})

describe('what the server does not take', () => {
  test('is handed back, in one’s own language, and waits over a reload', async () => {
    const { ana, ben } = await pair()
    const { personId } = await ben.page.evaluate(
      async () => (await (await fetch('/api/me')).json()) as { personId: string },
    )
    await isKeptOffline(ben)
    await ben.context.setOffline(true)
    await ben.writes('Written while away.')
    await ben.commentsOn(QUOTE, 'Thought while away')
    await expect(ben.saveState).toHaveText(ALONE)

    const id = /\/s\/([^/#?]+)/.exec(ana.page.url())![1]!
    const command = { id: 'lower-ben', type: 'member.role', personId, role: 'observer' }
    expect(await ana.asks([[`/api/sessions/${id}/commands`, command]])).toEqual([200])
    await ben.context.setOffline(false)

    const dialog = ben.page.getByRole('dialog', { name: 'Not everything was accepted' })
    await expect(dialog).toBeVisible({ timeout: 30_000 })
    await expect(dialog).toContainText('You may not write here at the moment.')
    await ben.page.evaluate(() => localStorage.setItem('PARAGLIDE_LOCALE', 'zh-CN'))
    await ben.page.reload()
    const back = ben.page.getByRole('dialog', { name: '有内容未被接受' })
    const handed: string[] = []
    for (let n = 0; n < 2; n++) {
      await expect(back).toBeVisible()
      const words = await back.locator('pre').innerText()
      expect((await back.innerText()).replace(words, '')).not.toMatch(/[a-z]{4}/i)
      await back.getByRole('button', { name: '复制文字' }).click()
      await expect.poll(() => ben.page.evaluate(() => navigator.clipboard.readText())).toBe(words)
      handed.push(words)
      await back.getByRole('button', { name: '关闭' }).last().click()
      await expect(back.locator('pre').getByText(words, { exact: true })).toHaveCount(0)
    }
    expect(handed.join('\n')).toContain('Written while away.')
    expect(handed.join('\n')).toContain('Thought while away')
    await ben.page.reload()
    await expect(ben.page.getByRole('status', { name: '保存状态' })).toHaveText('已保存')
    await expect(back).toHaveCount(0)
    await expect(ana.summary).not.toContainText('Written while away.')
  })

  test('because it was too large is handed back', async () => {
    const { ana, wire } = await alone()
    wire.deaf = true
    await ana.writes('Far too much.')
    await expect(ana.saveState).toHaveText('Saving…')
    wire.deaf = false
    await wire.hangUp(4409, 'A change may have at most 262144 bytes.')
    const dialog = ana.page.getByRole('dialog', { name: 'Not everything was accepted' })
    await expect(dialog).toBeVisible({ timeout: 30_000 })
    await expect(dialog).toContainText('The change was too large.')
  })

  test.each([
    [4429, 'Too fast.', /The server takes nothing for a moment/],
    [1013, 'Nothing can be stored now.', /The server cannot store anything at the moment/],
  ])('for now (%i) is said, kept, copied on request and sent later', async (code, reason, words) => {
    const { ana, wire } = await alone()
    wire.turnAway = { code, reason }
    await wire.hangUp(code, reason)
    await ana.writes('Wait for me.')
    await expect(ana.saveState).toHaveText(ALONE)
    await expect(note(ana, words)).toBeVisible()
    await ana.page.getByRole('button', { name: 'Copy the words' }).click()
    await expect.poll(() => ana.page.evaluate(() => navigator.clipboard.readText())).toContain('Wait for me.')
    await ana.page.waitForTimeout(2000)
    expect(wire.tries).toBeLessThan(24)
    wire.turnAway = undefined
    await expect(ana.saveState).toHaveText('Saved', { timeout: 30_000 })
    await expect(note(ana, words)).toHaveCount(0)
    await expect(ana.summary).toContainText('Wait for me.')
  })

  test('from somebody who is signed out is not tried for ever', async () => {
    const { ana, wire } = await alone()
    const before = wire.tries
    wire.turnAway = { code: 4401, reason: 'Join the session first.' }
    await ana.context.clearCookies()
    await wire.hangUp(4401, 'Join the session first.')
    await expect(ana.summary).toHaveCount(0)
    await ana.page.waitForTimeout(3000)
    expect(wire.tries - before).toBeLessThanOrEqual(2)
  })
})

describe('time', () => {
  test('asleep and awake again: nothing is missed and nothing is lost', async () => {
    const { ana, ben } = await pair()
    const session = await ana.context.newCDPSession(ana.page)
    await session.send('Page.setWebLifecycleState', { state: 'frozen' })
    await ben.writes('Said while Ana slept. ')
    await expect(ben.saveState).toHaveText('Saved')
    await session.send('Page.setWebLifecycleState', { state: 'active' })
    await expect(ana.summary).toContainText('Said while Ana slept.', { timeout: 30_000 })

    await ana.context.setOffline(true)
    await ana.writes('Said on the train. ')
    await session.send('Page.setWebLifecycleState', { state: 'frozen' })
    await ben.writes('Said meanwhile. ')
    await ana.context.setOffline(false)
    await session.send('Page.setWebLifecycleState', { state: 'active' })
    await expect(ana.saveState).toHaveText('Saved', { timeout: 30_000 })
    for (const person of [ana, ben]) {
      await expect(person.summary).toContainText('Said on the train.')
      await expect(person.summary).toContainText('Said meanwhile.')
    }
  })

  test('clocks wrong by years: what is said stands in its order, and now is now', async () => {
    const ana = await arrives('Ana')
    const links = await ana.opensSession(stage.server)
    await ana.commentsOn(QUOTE, 'First of all')
    const others: Person[] = []
    for (const [name, years] of [
      ['Fay', 9],
      ['Pam', -27],
    ] as const) {
      const person = await arrives(name)
      await person.page.addInitScript(
        (ms) => {
          const Real = Date
          class Wrong extends Real {
            constructor(...given: [] | [number | string | Date]) {
              super(given[0] ?? Real.now() + ms)
            }
            static override now = () => Real.now() + ms
          }
          globalThis.Date = Wrong as DateConstructor
        },
        years * 365.25 * 86_400_000,
      )
      const asked = person.page.waitForResponse(/\/healthz/)
      await person.joins(links.participant)
      await asked
      await person.reads(QUOTE)
      others.push(person)
    }
    const [fay, pam] = others as [Person, Person]
    await fay.replies('First of all', 'Second, from the future')
    await expect(pam.card('First of all')).toContainText('1')
    await pam.card('First of all').click()
    await expect(pam.card('First of all')).toContainText('Second, from the future')
    await pam.replies('First of all', 'Third, from the past')
    await ana.card('First of all').click()
    await expect(ana.card('First of all')).toContainText('Third, from the past')
    for (const person of [ana, fay, pam]) {
      const said = await person.card('First of all').innerText()
      const places = ['First of all', 'Second, from', 'Third, from'].map((words) => said.indexOf(words))
      expect(places, said).toEqual([...places].sort((a, b) => a - b))
      const times = await person
        .card('First of all')
        .locator('time')
        .evaluateAll((all) => all.map((time) => `${time.textContent} ${time.getAttribute('title')}`))
      for (const time of times) {
        expect(time).toMatch(/^(now|[1-9] min)/)
        expect(time).toContain(String(new Date().getFullYear()))
      }
      await expect(person.saveState).toHaveText('Saved')
    }
  })
})

test('on a phone a deletion can be taken back from another tab', async () => {
  const ana = await arrives('Ana', { phone: true })
  await ana.page.goto(stage.server.url)
  const links = await ana.opensSession(stage.server)
  const id = /\/s\/([^/#?]+)/.exec(links.session)![1]!
  const text = await ana.page.evaluate(
    async (session) =>
      (
        (await (await fetch(`/api/sessions/${session}`)).json()) as {
          texts: { id: string; canonical: string }[]
        }
      ).texts[0]!,
    id,
  )
  const start = text.canonical.indexOf(QUOTE)
  const selector = [
    { type: 'TextPositionSelector', start, end: start + QUOTE.length },
    { type: 'TextQuoteSelector', exact: QUOTE },
  ]
  const body = { type: 'TextualBody', value: 'Delete me', format: 'text/markdown' }
  expect(
    await ana.asks([
      [
        `/api/sessions/${id}/annotations`,
        { motivation: 'commenting', target: { source: text.id, selector }, body },
      ],
    ]),
  ).toEqual([201])
  const tab = (name: RegExp) => ana.page.getByRole('navigation').getByRole('button', { name })
  await tab(/^Comments/).click()
  await ana.page.getByRole('button', { name: /^Reply/ }).click()
  await ana.page.getByRole('button', { name: /^Delete/ }).click()
  await ana.page
    .getByRole('group')
    .getByRole('button', { name: /^Delete/ })
    .click()
  await expect(ana.page.getByText('Delete me')).toHaveCount(0)
  await tab(/^Summary/).click()
  await ana.page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await tab(/^Comments/).click()
  await expect(ana.page.getByText('Delete me').first()).toBeVisible()
})
