/** Three people in three browsers on a real speech: they read, mark, comment, reply, draft, cite and take it away. */
import { expect } from '../support/expect.ts'
import { describe, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { Links, Person } from '../support/people.ts'
import { openStage } from '../support/stage.ts'

const QUOTE = 'Basic research is at the beginning of the scientific research chain'
const OTHER = 'explore freely on two legs'

const stage = openStage()

/** A WebSocket that carries a cookie, as a browser's does by itself. */
const withCookie = (cookie: string) =>
  class extends WebSocket {
    constructor(url: string, protocols?: string[]) {
      super(url, protocols, { headers: { cookie } })
    }
  } as unknown as typeof globalThis.WebSocket

/** The summary as a program reads it. */
// oxlint-disable-next-line typescript/no-base-to-string -- an XmlFragment has its own
const xml = (doc: Y.Doc) => doc.getXmlFragment('summary').toString()

/** How many x and z somebody sees in the summary. */
const letters = async (person: Person) => {
  const words = await person.summary.innerText()
  return [words.split('x').length - 1, words.split('z').length - 1]
}

/** Ana presides, Ben takes part, Cleo observes. */
async function circle(): Promise<{ ana: Person; ben: Person; cleo: Person; links: Links }> {
  const [ana, ben, cleo] = [
    await stage.arrives('Ana'),
    await stage.arrives('Ben'),
    await stage.arrives('Cleo'),
  ]
  const links = await ana.opensSession(stage.server, ['speech', 'readout'])
  await Promise.all([ben.joins(links.participant), cleo.joins(links.observer)])
  return { ana, ben, cleo, links }
}

describe('reading and commenting together', () => {
  test('a highlight, a comment and a reply are seen by all', async () => {
    const { ana, ben, cleo } = await circle()
    await Promise.all([ben.reads(QUOTE), cleo.reads(QUOTE)])
    await ana.highlights(QUOTE, 'Key idea')
    await expect(ben.comments.getByText('Key idea').first()).toBeVisible()

    await ben.commentsOn(OTHER, 'Which two legs does the speaker **mean**?')
    await expect(ana.card('Which two legs')).toBeVisible()
    await expect(ana.card('Which two legs').locator('strong')).toHaveText('mean')
    await expect(cleo.card('Which two legs')).toContainText('Ben')

    await ana.replies('Which two legs', 'Goals, and free exploration.')
    for (const person of [ben, cleo]) {
      await person.card('Which two legs').click()
      await expect(person.card('Goals, and free exploration.')).toBeVisible()
    }
  })

  test('cards stand level with their passages and never overlap', async () => {
    const { ana } = await circle()
    const quotes = [
      'foresight and strategic demand orientation',
      QUOTE,
      OTHER,
      'fully respect the opinions of scientists',
    ]
    for (const [at, quote] of quotes.entries())
      await ana.commentsOn(quote, `Comment ${at}: `.padEnd(120, 'words '))
    const boxes = await ana.comments.locator('[role=comment]').evaluateAll((cards) =>
      cards
        .filter((card) => !card.parentElement!.closest('[role=comment]'))
        .map((card) => card.getBoundingClientRect())
        .map(({ top, bottom }) => ({ top, bottom }))
        .sort((a, b) => a.top - b.top),
    )
    expect(boxes.length).toBe(quotes.length)
    for (let i = 1; i < boxes.length; i++) expect(boxes[i]!.top).toBeGreaterThanOrEqual(boxes[i - 1]!.bottom)
  })

  test('one edits and deletes only one’s own; a thread is resolved and reopened', async () => {
    const { ana, ben } = await circle()
    await ben.reads(QUOTE)
    await ana.commentsOn(QUOTE, 'First thought')
    await expect(ben.card('First thought')).toBeVisible()
    await ben.card('First thought').click()
    await expect(ben.card('First thought').getByRole('button', { name: /^(Edit|Delete)/ })).toHaveCount(0)

    await ben
      .card('First thought')
      .getByRole('button', { name: /^Resolve/ })
      .click()
    await expect(ben.card('First thought')).toContainText('Resolved')
    await ana.page.keyboard.press('Escape')
    await expect(ana.comments.locator('[role=comment]').filter({ hasText: 'First thought' })).toHaveCount(0)
  })
})

describe('drafting the summary together', () => {
  test('two typing in one paragraph at once lose nothing', async () => {
    const { ana, ben, cleo } = await circle()
    await ana.writes('Start. ')
    await expect(ben.summary).toContainText('Start.')
    await Promise.all([ana.writes('x'.repeat(20)), ben.writes('z'.repeat(20))])
    for (const person of [ana, ben, cleo]) await expect.poll(() => letters(person)).toEqual([20, 20])
  })

  test('a citation names text and paragraph, leads back, and marks the passage', async () => {
    const { ana, ben } = await circle()
    await ana.cites(QUOTE)
    await expect(ben.summary.getByText('Speech ¶4')).toBeVisible()
    await ben.text.evaluate((region) => (region.closest('[data-scroll]') ?? region).scrollTo(0, 1e6))
    await ben.summary.getByText('Speech ¶4').click()
    await expect(ben.text.getByText(QUOTE.slice(0, 30))).toBeInViewport()
  })

  test('undo takes back one’s own words only', async () => {
    const { ana, ben } = await circle()
    await ana.writes('from Ana. ')
    await expect(ben.summary).toContainText('from Ana.')
    await ben.writes('from Ben.')
    await expect(ana.summary).toContainText('from Ben.')
    await ben.page.keyboard.press('Control+z')
    await expect(ana.summary).not.toContainText('from Ben.')
    await expect(ben.summary).toContainText('from Ana.')
  })
})

describe('an observer', () => {
  test('reads everything and is refused on all three channels', async () => {
    const { ana, cleo } = await circle()
    await ana.writes('Only members write.')
    await expect(cleo.summary).toContainText('Only members write.')
    await expect(cleo.summary).toHaveAttribute('contenteditable', 'false')
    // What an observer notes is for nobody else.
    await cleo.commentsOn(QUOTE, 'Only for Cleo')
    await expect(cleo.card('Only for Cleo')).toContainText('Only you')
    await expect(cleo.comments.getByRole('radio', { name: 'Everyone' })).toHaveCount(0)

    const selector = [
      { type: 'TextPositionSelector', start: 0, end: 1 },
      { type: 'TextQuoteSelector', exact: 'x' },
    ]
    const id = cleo.page.url().split('/s/')[1]!.split('#')[0]!
    const refused = await cleo.asks([
      [`/api/sessions/${id}/annotations`, { target: { source: 'x', selector } }],
      [`/api/sessions/${id}/commands`, { id: 'c1', type: 'session.close' }],
    ])
    expect(refused).toEqual([403, 403])

    // On /collab with a stock provider: it is shown everything, and what it writes reaches nobody.
    const cookie = (await cleo.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const doc = new Y.Doc()
    const provider = new WebsocketProvider(
      `${stage.server.url.replace('http', 'ws')}/collab/${id}`,
      'summary',
      doc,
      {
        disableBc: true,
        WebSocketPolyfill: withCookie(cookie),
      },
    )
    await expect.poll(() => xml(doc)).toContain('Only members write.')
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('written by an observer')])
    doc.getXmlFragment('summary').insert(0, [paragraph])
    await ana.writes(' Still only members.')
    await expect.poll(() => xml(doc)).toContain('Still only members.')
    await expect(ana.summary).not.toContainText('written by an observer')
    await expect(ana.comments.getByText('Only for Cleo')).toHaveCount(0)
    provider.destroy()
  })
})
