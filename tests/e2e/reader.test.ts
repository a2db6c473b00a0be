/** Reading with many marks: what lies under each other, what is being selected, how the words look, and links to a passage. */
import type { Page } from '@playwright/test'
import { describe, test } from 'vitest'
import { expect } from '../support/expect.ts'
import type { Person } from '../support/people.ts'
import { openStage } from '../support/stage.ts'

const QUOTE = 'Basic research is at the beginning of the scientific research chain'
const OTHER = 'explore freely on two legs'

const stage = openStage()

/** The text on the reader, as the server has it. */
const canonicalOf = (page: Page) =>
  page.evaluate(async () => {
    type Source = { id: string; canonical: string; blocks: { start: number; number?: number }[] }
    const session = (await (await fetch(`/api/sessions/${location.pathname.split('/')[2]}`)).json()) as {
      texts: { id: string }[]
    }
    return (await (await fetch(`/api/texts/${session.texts[0]!.id}`)).json()) as Source
  })

type Wanted = { start: number; end: number; words?: string; kind?: string }
/** Posts notes as the person. */
async function notes(person: Person, wanted: readonly Wanted[]): Promise<void> {
  const { id: source, canonical } = await canonicalOf(person.page)
  const session = /\/s\/([\w-]+)/.exec(person.page.url())![1]!
  const statuses = await person.asks(
    wanted.map(({ start, end, words = '', kind }) => [
      `/api/sessions/${session}/annotations`,
      {
        target: {
          source,
          selector: [
            { type: 'TextPositionSelector', start, end },
            { type: 'TextQuoteSelector', exact: canonical.slice(start, end) },
          ],
        },
        ...(words ? { body: { type: 'TextualBody', value: words, format: 'text/markdown' } } : {}),
        ...(kind ? { kind } : {}),
      },
    ]),
  )
  expect(statuses.filter((status) => status !== 201)).toEqual([])
}

/** The middle of a quotation's first line, in the window. */
async function pointOn(person: Person, quote: string): Promise<[number, number]> {
  await person.reads(quote)
  return person.text.evaluate((region, quote) => {
    const walker = document.createTreeWalker(region, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent!.indexOf(quote)
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + quote.length)
      const [{ left, top, width, height }] = range.getClientRects() as unknown as [DOMRect]
      return [left + width / 2, top + height / 2]
    }
    throw new Error(`not in the text: ${quote}`)
  }, quote)
}

/** Which marks stand over a place of the text, by the names of their layers. */
const marksAt = (person: Person, quote: string) =>
  person.text.evaluate((region, quote) => {
    const walker = document.createTreeWalker(region, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent!.indexOf(quote)
      if (at < 0) continue
      const over = [...CSS.highlights].filter(([, highlight]) =>
        [...highlight].some(
          (range) => range.startContainer === node && range.startOffset <= at && range.endOffset > at,
        ),
      )
      return over.map(([name]) => name.replace('lectern-', '')).sort()
    }
    throw new Error(`not in the text: ${quote}`)
  }, quote)

describe('notes on the same words', () => {
  test('ten on one word are all reached by pressing it again, by key too, and the open card lists the rest', async () => {
    const ana = await stage.arrives('Ana')
    await ana.opensSession(stage.server)
    const { canonical } = await canonicalOf(ana.page)
    const word = canonical.indexOf('foresight and strategic demand')
    await notes(
      ana,
      Array.from({ length: 10 }, (_, n) => ({
        start: word - n * 4,
        end: word + 9 + n * 4,
        words: `Layer ${n}`,
      })),
    )
    const open = ana.comments.locator('[role=comment][data-active]')
    await expect(ana.comments.locator('[role=comment]').first()).toBeVisible()
    const [x, y] = await pointOn(ana, 'foresight')
    for (let n = 0; n < 10; n++) {
      await ana.page.mouse.click(x, y)
      await expect(open).toContainText(`Layer ${n}`)
      await expect(open.getByText('Also on these words:').locator('..').getByRole('button')).toHaveCount(9)
    }
    // After the longest comes the shortest again; the keyboard goes on in the same order.
    await ana.page.mouse.click(x, y)
    await expect(open).toContainText('Layer 0')
    await ana.text.locator('[data-start][tabindex="0"]').focus()
    for (let n = 1; n <= 10; n++) {
      await ana.page.keyboard.press('o')
      await expect(open).toContainText(`Layer ${n % 10}`)
    }
    // Where nothing is noted, a press closes the card.
    await ana.page.mouse.click(...(await pointOn(ana, 'basic theoretical support')))
    await expect(open).toHaveCount(0)
  })
})

describe('what one selects is left alone', () => {
  test('while fifty notes come, one goes and one changes its mark, under a drag and under the actions', async () => {
    const [ana, ben] = [await stage.arrives('Ana'), await stage.arrives('Ben')]
    const links = await ana.opensSession(stage.server)
    await ben.joins(links.participant)
    await ben.highlights('four orientations', 'Term')
    await ben.highlights('optimize resource allocation', 'Doubt')
    const { canonical } = await canonicalOf(ben.page)
    const from = canonical.indexOf('We must adhere to the')
    const commotion = async (seed: number, all: number) => {
      await notes(
        ben,
        Array.from({ length: 50 }, (_, n) => ({
          start: from - 100 + ((n * 37 + seed) % 300),
          end: from - 60 + ((n * 37 + seed) % 300),
          words: `Note ${seed} ${n}`,
          kind: n % 2 ? 'question' : 'agree',
        })),
      )
      await expect(ana.page.getByRole('navigation').getByText(`${all} notes`)).toBeVisible()
    }
    const selected = () =>
      ana.page.evaluate(() => {
        const selection = getSelection()!
        return { words: selection.toString(), backwards: selection.anchorOffset > selection.focusOffset }
      })

    // In the middle of a drag.
    const [x, y] = await pointOn(ana, 'We must')
    await ana.page.mouse.move(x, y)
    await ana.page.mouse.down()
    await ana.page.mouse.move(x + 90, y, { steps: 4 })
    const dragged = await selected()
    expect(dragged.words.length).toBeGreaterThan(5)
    await commotion(0, 52)
    expect(await selected()).toEqual(dragged)
    await ana.page.mouse.move(x + 140, y, { steps: 3 })
    const longer = await selected()
    expect(longer.words.startsWith(dragged.words)).toBe(true)
    await ana.page.mouse.up()

    // At rest, with the actions beside it.
    await expect(ana.action(/^Comment/)).toBeVisible()
    await commotion(1, 102)
    await ben.page.mouse.click(...(await pointOn(ben, 'four orientations')))
    const card = ben.comments.locator('[role=comment][data-active]')
    await card.getByRole('button', { name: 'Delete' }).click()
    await ben.page.mouse.click(...(await pointOn(ben, 'optimize resource allocation')))
    await card.getByRole('button', { name: 'Resolve' }).click()
    await expect.poll(() => marksAt(ana, 'optimize resource')).toEqual([])
    expect(await selected()).toEqual(longer)
    await expect(ana.action(/^Comment/)).toBeVisible()
    await ana.page.keyboard.press('c')
    await expect(ana.comments.getByRole('textbox', { name: 'Your comment' })).toBeFocused()
  })
})

const look = (person: Person) =>
  person.text.evaluate((text) => {
    const { fontSize, lineHeight, fontFamily } = getComputedStyle(text)
    return {
      size: parseFloat(fontSize),
      line: parseFloat(lineHeight),
      sans: /^"?Inter/.test(fontFamily),
      width: text.clientWidth,
    }
  })

describe('how the text looks', () => {
  test('is chosen by keyboard, kept on the device, and put back; marks and cards go along', async () => {
    const ana = await stage.arrives('Ana')
    await ana.opensSession(stage.server)
    await ana.commentsOn(OTHER, 'Two legs')
    const usual = await look(ana)
    await ana.page.getByRole('button', { name: 'How the text looks' }).press('Enter')
    for (let n = 0; n < 3; n++) await ana.page.getByRole('button', { name: 'Larger letters' }).press('Enter')
    await ana.page.getByRole('radio', { name: 'Sans serif' }).press('Space')
    await ana.page.getByRole('radio', { name: 'Very open' }).press('Space')
    await ana.page.getByRole('radio', { name: 'Short' }).press('Space')
    await ana.page.keyboard.press('Escape')
    await expect(ana.page.getByRole('radio', { name: 'Short' })).toHaveCount(0)
    const changed = await look(ana)
    expect(changed.size).toBeGreaterThan(usual.size * 1.2)
    expect(changed.line / changed.size).toBeGreaterThan(usual.line / usual.size)
    expect(changed.sans).toBe(true)
    // The card stands level with its passage again, and a press on the passage still finds it.
    const [x, y] = await pointOn(ana, OTHER)
    await expect
      .poll(async () =>
        Math.abs((await ana.card('Two legs').boundingBox())!.y - (await pointOn(ana, OTHER))[1]),
      )
      .toBeLessThan(40)
    await ana.page.mouse.click(x, y)
    await expect(ana.comments.locator('[role=comment][data-active]')).toContainText('Two legs')
    expect(await marksAt(ana, OTHER)).toContain('strong-grey')

    await ana.page.reload()
    await ana.seesText()
    expect(await look(ana)).toEqual(changed)
    await ana.page.getByRole('button', { name: 'How the text looks' }).click()
    await ana.page.getByRole('button', { name: 'As usual' }).click()
    expect(await look(ana)).toEqual(usual)
  })

  test('larger letters leave the place one reads where it is', async () => {
    const ana = await stage.arrives('Ana')
    await ana.opensSession(stage.server)
    await ana.reads('Thirdly, build')
    const first = () =>
      ana.text.evaluate((text) => {
        const line = text.closest('[data-reader]')!.getBoundingClientRect().top + 220
        return [...text.querySelectorAll<HTMLElement>('[data-start]')].find(
          (piece) => piece.getBoundingClientRect().bottom > line,
        )!.dataset['start']
      })
    const before = await first()
    await ana.page.getByRole('button', { name: 'How the text looks' }).click()
    for (let n = 0; n < 5; n++) await ana.page.getByRole('button', { name: 'Larger letters' }).click()
    expect(await first()).toBe(before)
  })

  test('at 320 px, with the largest letters and at twice the zoom nothing is wider than the window', async () => {
    const ana = await stage.arrives('Ana')
    await ana.opensSession(stage.server)
    await ana.page.getByRole('button', { name: 'How the text looks' }).click()
    for (let n = 0; n < 6; n++) await ana.page.getByRole('button', { name: 'Larger letters' }).click()
    await ana.page.keyboard.press('Escape')
    for (const [width, height] of [
      [720, 450],
      [320, 640],
    ] as const) {
      await ana.page.setViewportSize({ width, height })
      await expect(ana.text).toBeVisible()
      const over = await ana.page.evaluate(() =>
        [document.documentElement, document.querySelector('[data-reader]')!].map(
          (element) => element.scrollWidth - element.clientWidth,
        ),
      )
      expect(over, `${width} px`).toEqual([0, 0])
    }
    // Only the letters, as large as somebody told their browser to make all of them.
    await ana.page.setViewportSize({ width: 720, height: 900 })
    const { size } = await look(ana)
    await ana.page.evaluate(() => (document.documentElement.style.fontSize = '187.5%'))
    expect((await look(ana)).size).toBeCloseTo(size * 2, 0)
    expect(await ana.page.evaluate(() => document.documentElement.scrollWidth)).toBe(720)
  })
})

test('marks, counts and cards can be put away, and there is plain text', async () => {
  const ana = await stage.arrives('Ana')
  await ana.opensSession(stage.server)
  await ana.commentsOn(OTHER, 'Two legs')
  await ana.highlights('four orientations', 'Term')
  await ana.cites(QUOTE)
  await expect.poll(() => marksAt(ana, QUOTE)).toEqual(['cited'])
  const hide = ana.page.getByRole('button', { name: 'Hide all marks' })
  await hide.click()
  await expect(hide).toHaveAttribute('aria-pressed', 'true')
  for (const quote of [QUOTE, OTHER, 'four orientations']) expect(await marksAt(ana, quote)).toEqual([])
  await expect(ana.page.locator('[role=comment]')).toHaveCount(0)
  await expect(ana.text.getByRole('button', { name: /notes? here/ })).toHaveCount(0)
  await expect(ana.page.getByRole('slider', { name: 'Where the notes are' })).toHaveCount(0)
  // Nothing lies under a press either.
  await ana.page.mouse.click(...(await pointOn(ana, OTHER)))
  await expect(ana.page.locator('[role=comment]')).toHaveCount(0)
  await ana.page.keyboard.press('m')
  await expect(ana.card('Two legs')).toBeVisible()
  expect(await marksAt(ana, 'four orientations')).toEqual(['purple'])
})

describe('a link to a passage', () => {
  test('is copied from the selection, and shows the passage to members and, once they joined, to others', async () => {
    const [ana, ben] = [await stage.arrives('Ana'), await stage.arrives('Ben')]
    const links = await ana.opensSession(stage.server)
    await ana.selects('play the "first move" well')
    await ana.action(/^Copy link/).click()
    await expect(ana.page.getByText('The link to this passage is copied.').first()).toBeAttached()
    const copied = await ana.page.evaluate(() => navigator.clipboard.readText())
    const { id, canonical } = await canonicalOf(ana.page)
    const start = canonical.indexOf('play the "first move" well')
    expect(copied).toBe(`${links.session}#t=${id}&p=${start}-${start + 'play the "first move" well'.length}`)
    // What was selected is still there, to go on with.
    await expect(ana.action(/^Comment/)).toBeVisible()

    await ana.page.goto('about:blank')
    await ana.page.goto(copied)
    await expect(ana.text.getByText('play the "first move" well')).toBeInViewport()
    // It flashes for a moment, and is said.
    await expect(ana.page.getByTestId('announcer')).toContainText('play the "first move" well')

    // Somebody who has to join first.
    await ben.joins(`${links.participant}&${copied.split('#')[1]}`)
    await expect(ben.text.getByText('play the "first move" well')).toBeInViewport()
    await expect(ben.page.getByTestId('announcer')).toContainText('play the "first move" well')
  })
})

test('the strip beside the text tells where notes are, and goes there by keyboard', async () => {
  const ana = await stage.arrives('Ana')
  await ana.opensSession(stage.server)
  const { canonical, blocks } = await canonicalOf(ana.page)
  const [first, last] = [canonical.indexOf(QUOTE), blocks.find(({ number }) => number === 15)!.start]
  await notes(ana, [
    { start: first, end: first + 20, kind: 'question', words: 'Why?' },
    { start: last, end: last + 12 },
  ])
  const strip = ana.page.getByRole('slider', { name: 'Where the notes are' })
  // All of them, while it is asked for none: they come over the socket, later than the answer to who wrote them.
  await expect(strip).toHaveAttribute('aria-valuetext', '2 notes in ¶4–¶15 · open questions: 1')
  await strip.focus()
  await ana.page.keyboard.press('Home')
  await expect(strip).toHaveAttribute('aria-valuetext', '1 note in ¶4 · open questions: 1')
  await ana.page.keyboard.press('ArrowDown')
  await expect(strip).toHaveAttribute('aria-valuetext', '1 note in ¶15')
  await expect(ana.text.getByText(canonical.slice(last, last + 40)).last()).toBeInViewport()
  // And the outline: how many in a part, and to the first of them.
  await ana.page
    .getByRole('button', { name: /^1 note here\. First/ })
    .first()
    .click()
  await expect(ana.card('Why?')).toBeVisible()
})

test('on paper there are the marks and the numbered notes, and nothing of the page around the text', async () => {
  const ana = await stage.arrives('Ana', { theme: 'dark' })
  await ana.opensSession(stage.server)
  await ana.commentsOn(OTHER, 'Two legs')
  await ana.reads('Thirdly, build')
  // Printing runs the page's own listeners; what they made is looked at while it stands.
  await ana.page.emulateMedia({ media: 'print' })
  await ana.page.evaluate(() => void dispatchEvent(new Event('beforeprint')))
  await expect(ana.page.getByRole('region', { name: 'Notes' })).toContainText('Two legs')
  await expect(ana.page.getByRole('region', { name: 'Notes' })).toContainText(OTHER)
  await expect(ana.page.getByRole('banner')).toBeHidden()
  await expect(ana.summary).toBeHidden()
  await expect(ana.page.getByRole('button', { name: 'How the text looks' })).toBeHidden()
  // The mark is far out of view, and painted all the same; the screen's dark is not on paper.
  expect(await marksAt(ana, OTHER)).toContain('grey')
  expect(await ana.text.evaluate((text) => getComputedStyle(text).color)).toBe('rgb(31, 29, 26)')
  await ana.page.evaluate(() => void dispatchEvent(new Event('afterprint')))
  await ana.page.emulateMedia({ media: 'screen' })
  await expect(ana.page.getByRole('region', { name: 'Notes' })).toHaveCount(0)
})
