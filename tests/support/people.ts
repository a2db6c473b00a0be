/**
 * A small vocabulary, so that browser tests read as stories: people who open the page in a browser context of their
 * own and do what people do, by the names that screen readers use.
 */
import type { Browser, BrowserContext, Locator, Page } from '@playwright/test'
import { expect } from './expect.ts'

export type Links = { session: string; participant: string; observer: string }

export class Person {
  readonly name: string
  readonly context: BrowserContext
  readonly page: Page
  /** Everything the page complained about; a story ends with it empty. */
  readonly complaints: string[] = []

  private constructor(name: string, context: BrowserContext, page: Page) {
    this.name = name
    this.context = context
    this.page = page
    page.on('pageerror', (error) => this.complaints.push(String(error)))
    page.on('console', (message) => {
      // A browser says in the console what was refused or could not be reached; that is not the page's fault.
      if (
        message.type() === 'error' &&
        !/Failed to load resource|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|WebSocket connection/.test(
          message.text(),
        )
      )
        this.complaints.push(message.text())
    })
  }

  static async arrives(
    browser: Browser,
    name: string,
    options: { phone?: boolean; theme?: 'light' | 'dark'; locale?: string } = {},
  ): Promise<Person> {
    const context = await browser.newContext({
      viewport: options.phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
      ...(options.phone ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {}),
      colorScheme: options.theme ?? 'light',
      locale: options.locale ?? 'en-GB',
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const page = await context.newPage()
    return new Person(name, context, page)
  }

  // — where things are, by accessible name

  get text(): Locator {
    return this.page.getByRole('region', { name: 'Text', exact: true })
  }
  get comments(): Locator {
    return this.page.getByRole('complementary', { name: 'Comments' })
  }
  get summary(): Locator {
    return this.page.getByRole('textbox', { name: 'Shared summary' })
  }
  get saveState(): Locator {
    return this.page.getByRole('status', { name: 'Save state' })
  }
  /** What can be done with the selected passage. */
  action(name: RegExp): Locator {
    return this.page.getByRole('toolbar', { name: 'Selected passage' }).getByRole('button', { name })
  }
  /** The card that shows this comment. */
  card(words: string): Locator {
    return this.comments.locator('[role=comment]').filter({ hasText: words }).first()
  }

  // — what people do

  /** Opens a session through the API of the person's own browser, as the page would, and goes there. */
  async opensSession(server: { url: string }, kinds: string[] = ['speech']): Promise<Links> {
    await this.page.goto(server.url)
    const answer = await this.page.evaluate(
      async ([name, wanted]) => {
        const texts = (await (await fetch('/api/texts')).json()) as { id: string; kind: string }[]
        const response = await fetch('/api/sessions', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            title: 'Basic research',
            theme: 'Third collective study',
            name,
            textIds: wanted.map((kind) => texts.find((text) => text.kind === kind)!.id),
          }),
        })
        return (await response.json()) as {
          session: { id: string }
          invites: { participant: string; observer: string }
        }
      },
      [this.name, kinds] as [string, string[]],
    )
    const links = { session: `${server.url}/s/${answer.session.id}`, ...answer.invites }
    await this.page.goto(links.session)
    await this.seesText()
    return links
  }

  async joins(link: string): Promise<void> {
    await this.page.goto(link)
    await this.page.getByRole('textbox', { name: /your name/i }).fill(this.name)
    await this.page.getByRole('button', { name: /join/i }).click()
    await this.seesText()
  }

  async seesText(): Promise<void> {
    await expect(this.text).toBeVisible()
    await expect(this.saveState).toHaveText('Saved')
  }

  /** A quotation as a range of the page, in the middle of the view. */
  async #find(quote: string) {
    const range = await this.text.evaluateHandle((region, wanted) => {
      const walker = document.createTreeWalker(region, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent!.indexOf(wanted)
        if (at < 0) continue
        const range = document.createRange()
        range.setStart(node, at)
        range.setEnd(node, at + wanted.length)
        return range
      }
      throw new Error(`not in the text: ${wanted}`)
    }, quote)
    await range.evaluate((range) => {
      const scroller = range.startContainer.parentElement!.closest('[data-reader]')!
      const view = scroller.getBoundingClientRect()
      const { top, height } = range.getBoundingClientRect()
      scroller.scrollBy({ top: top + height / 2 - view.top - view.height / 2, behavior: 'instant' })
    })
    return range
  }

  /** Scrolls the text so that the quotation is in the middle. */
  async reads(quote: string): Promise<void> {
    await this.#find(quote)
  }

  /** Selects a quotation in the text with the mouse. */
  async selects(quote: string): Promise<void> {
    const range = await this.#find(quote)
    const [x1, y1, x2, y2] = await range.evaluate((range) => {
      const rects = [...range.getClientRects()]
      const [first, last] = [rects[0]!, rects.at(-1)!]
      return [
        first.left + 1,
        first.top + first.height / 2,
        last.right - 1,
        last.top + last.height / 2,
      ] as const
    })
    await this.page.mouse.move(x1, y1)
    await this.page.mouse.down()
    await this.page.mouse.move((x1 + x2) / 2, (y1 + y2) / 2, { steps: 3 })
    await this.page.mouse.move(x2, y2, { steps: 3 })
    await this.page.mouse.up()
  }

  /** Puts the finger on the beginning of a quotation. */
  async taps(quote: string): Promise<void> {
    const range = await this.#find(quote)
    const [x, y] = await range.evaluate((range) => {
      const [{ left, top, height }] = range.getClientRects() as unknown as [DOMRect]
      return [left + 8, top + height / 2] as const
    })
    await this.page.touchscreen.tap(x, y)
  }

  /** Selects a quotation as a long press does: the system makes the selection, the page only hears of it. */
  async longPresses(quote: string): Promise<void> {
    const range = await this.#find(quote)
    await this.taps(quote)
    await range.evaluate((range) => {
      getSelection()!.removeAllRanges()
      getSelection()!.addRange(range)
    })
  }

  /** Selects a quotation and cites it by key, once the actions stand beside it. */
  async cites(quote: string): Promise<void> {
    await this.selects(quote)
    await expect(this.action(/^Cite in summary/)).toBeVisible()
    await this.page.keyboard.press('q')
  }

  async highlights(quote: string, kind: string): Promise<void> {
    await this.selects(quote)
    await this.action(new RegExp(`^${kind}`)).click()
  }

  async commentsOn(quote: string, words: string): Promise<void> {
    await this.selects(quote)
    await this.action(/^Comment/).click()
    const field = this.comments.getByRole('textbox').first()
    await field.fill(words)
    await field.press('Control+Enter')
    await expect(this.card(words.replaceAll('*', ''))).toBeVisible()
  }

  async replies(to: string, words: string): Promise<void> {
    const card = this.card(to)
    await card.click()
    await card.getByRole('button', { name: /^Reply/ }).click()
    const field = card.getByRole('textbox')
    await field.fill(words)
    await field.press('Control+Enter')
  }

  async writes(words: string): Promise<void> {
    await this.summary.click()
    await this.page.keyboard.press('Control+End')
    await this.page.keyboard.type(words)
  }

  /** Posts JSON with the person's own cookie. @returns the statuses */
  async asks(requests: [path: string, body: unknown][]): Promise<number[]> {
    return this.page.evaluate(
      (all) =>
        Promise.all(
          all.map(async ([path, body]) => {
            const answer = await fetch(path, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify(body),
            })
            return answer.status
          }),
        ),
      requests,
    )
  }

  async leaves(): Promise<void> {
    await this.context.close()
  }
}
