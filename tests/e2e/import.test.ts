/** Bringing one’s own texts: from a file to an open session, looked at on the way. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { describe, test } from 'vitest'
import { expect } from '../support/expect.ts'
import { openStage } from '../support/stage.ts'

const stage = openStage()
const fixture = (name: string) =>
  fileURLToPath(new URL(`../../packages/formats/fixtures/${name}`, import.meta.url))
const fileOf = (name: string) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: readFileSync(fixture(name)),
})
const brings = (page: Page, ...names: string[]) =>
  page.getByLabel('Upload a file').setInputFiles(names.map(fixture))
/** What the browser does when a file is let go over the page. */
const drop = (page: Page, { name, buffer }: { name: string; buffer: Buffer }) =>
  page.evaluate(
    ({ name, base64 }) => {
      const data = new DataTransfer()
      data.items.add(new File([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))], name))
      for (const type of ['dragover', 'drop']) {
        document.body.dispatchEvent(
          new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }),
        )
      }
    },
    { name, base64: buffer.toString('base64') },
  )
const preview = (page: Page, name: string) => page.getByRole('dialog', { name: `Read: ${name}` })
const rows = (dialog: Locator) =>
  dialog.getByRole('listitem').filter({ has: dialog.page().getByRole('textbox') })
const add = (dialog: Locator) => dialog.getByRole('button', { name: 'Add to the library' })

describe('F6: a file is looked at before it is a text', () => {
  test('a Word document is put right by keyboard, added, and read together', async () => {
    const ana = await stage.arrives('Ana')
    const { page } = ana
    await page.goto(`${stage.server.url}/texts`)
    await brings(page, 'rivers.docx')
    const dialog = preview(page, 'rivers.docx')
    await expect(dialog).toBeVisible()
    expect((await new AxeBuilder({ page }).include('dialog').analyze()).violations).toEqual([])
    // Where the sentence about the ferrymen ends a new paragraph begins, and the one after it is joined.
    const count = await rows(dialog).count()
    const long = dialog.getByRole('textbox').filter({ hasText: 'Firstly, the ferrymen' })
    await long.focus()
    await page.keyboard.press('Control+Home')
    for (let n = 0; n < 'Firstly, the ferrymen. '.length; n++) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await expect(rows(dialog)).toHaveCount(count + 1)
    await expect(dialog.getByRole('textbox').filter({ hasText: /^They crossed when/ })).toBeFocused()
    await page.keyboard.press('Backspace')
    await expect(rows(dialog)).toHaveCount(count)
    await page.keyboard.press('Control+z')
    await expect(rows(dialog)).toHaveCount(count + 1)
    await rows(dialog).filter({ hasText: '3. Dust' }).getByRole('checkbox').uncheck()
    await rows(dialog)
      .filter({ hasText: /^Measured|Measured where/ })
      .getByRole('combobox')
      .selectOption('Note')
    await dialog.getByLabel('Title', { exact: true }).fill('Rivers, read together')
    await dialog.getByRole('button', { name: 'Who crosses them' }).press('Enter')
    await expect(dialog.getByRole('textbox').filter({ hasText: 'Who crosses them' })).toBeFocused()
    await add(dialog).press('Enter')
    await expect(dialog).toBeHidden()

    await page.getByRole('link', { name: 'Rivers, read together' }).click()
    await expect(page.getByText(/They crossed when nobody else could/)).toBeVisible()
    await page.getByRole('link', { name: 'Start a session on it' }).click()
    await page.getByLabel('Your name').fill('Ana')
    await page.getByRole('button', { name: 'Create the session' }).click()
    await expect(ana.text).toBeVisible()
    await expect(ana.text.getByText('Firstly, the ferrymen.')).toBeVisible()
  })

  test('what was changed is not lost without a question, and the same text is known again', async () => {
    const { page } = await stage.arrives('Ana')
    await page.goto(`${stage.server.url}/texts`)
    await brings(page, 'page.html')
    const dialog = preview(page, 'page.html')
    await expect(dialog.getByText('Menus and links of the site').first()).toBeVisible()
    await rows(dialog).filter({ hasText: 'News' }).first().getByRole('checkbox').check()
    await page.keyboard.press('Escape')
    const question = page.getByRole('dialog', { name: 'Leave this text out?' })
    await question.getByRole('button', { name: 'Cancel' }).click()
    await dialog.getByRole('button', { name: 'Undo' }).click()
    // The server has forgotten what it read: it is read again, and nothing is asked for.
    let asked = 0
    await page.route('**/api/texts', (route) => {
      const json = route.request().headers()['content-type'] === 'application/json'
      if (json && asked++ === 0) return route.continue({ postData: JSON.stringify({ draft: 'forgotten' }) })
      return route.fallback()
    })
    await add(dialog).click()
    await expect(dialog).toBeHidden()
    expect(asked).toBe(2)
    await page.unrouteAll()
    await brings(page, 'page.html')
    await expect(dialog.getByText('The same text is in the library already.')).toBeVisible()
    await dialog.getByRole('button', { name: 'Use the one in the library' }).click()
    await expect(dialog).toBeHidden()
  })

  test('several files at once, one locked, one that is none: each is asked about or explained', async () => {
    const { page } = await stage.arrives('Ana')
    await page.goto(`${stage.server.url}/texts`)
    await page
      .getByLabel('Upload a file')
      .setInputFiles([
        fileOf('chinese.docx'),
        fileOf('locked.pdf'),
        { name: 'broken.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('no words') },
      ])
    await expect(page.getByRole('alert')).toContainText('broken.docx')
    const locked = page.getByRole('dialog', { name: 'locked.pdf is locked' })
    await locked.getByLabel('Password').fill('wrong')
    await locked.getByRole('button', { name: 'Open' }).click()
    await expect(locked.getByText(/not the password/)).toBeVisible()
    await locked.getByLabel('Password').fill('bridge')
    await locked.getByRole('button', { name: 'Open' }).click()
    const chinese = preview(page, 'chinese.docx')
    await expect(chinese.getByRole('button', { name: 'Leave it out (1 more)' })).toBeVisible()
    await expect(chinese.getByLabel('Language', { exact: true })).toHaveValue('zh')
    await add(chinese).click()
    await expect(
      preview(page, 'locked.pdf').getByRole('textbox').filter({ hasText: 'wide and slow' }),
    ).toBeVisible()
    await add(preview(page, 'locked.pdf')).click()
    await expect(page.getByRole('link', { name: '河流' })).toBeVisible()
  })

  test('plain characters are read in another encoding, and rich words are pasted with their headings', async () => {
    const { page } = await stage.arrives('Ana')
    await page.goto(`${stage.server.url}/texts`)
    const gbk = Buffer.from('bcd3c7bfbbf9b4a1d1d0bebfa3accac7', 'hex')
    await page
      .getByLabel('Upload a file')
      .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: gbk })
    const dialog = preview(page, 'a.txt')
    await dialog.getByLabel('Encoding').selectOption('windows-1252')
    await expect(dialog.getByRole('textbox', { name: 'Block 1 of 1' })).not.toHaveValue(/加强/)
    await dialog.getByLabel('Encoding').selectOption('gb18030')
    await expect(dialog.getByRole('textbox', { name: 'Block 1 of 1' })).toHaveValue(/加强基础研究/)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()

    await page.getByRole('button', { name: 'Paste a text' }).click()
    await page.evaluate(() => {
      const html = new Blob(['<h2>On paper</h2><p>They <b>run</b> down.</p>'], { type: 'text/html' })
      const plain = new Blob(['On paper\nThey run down.'], { type: 'text/plain' })
      return navigator.clipboard.write([new ClipboardItem({ 'text/html': html, 'text/plain': plain })])
    })
    await page.getByRole('dialog').getByLabel('Text', { exact: true }).focus()
    await page.keyboard.press('Control+v')
    const pasted = page.getByRole('dialog', { name: /^Read:/ })
    await expect(rows(pasted).first().getByRole('combobox')).toHaveValue('heading 2')
    await expect(rows(pasted)).toHaveCount(2)
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'Paste a text' }).click()
    const paste = page.getByRole('dialog', { name: 'Paste a text' })
    await paste.getByLabel('Title').fill('On paper')
    await paste.getByLabel('Text', { exact: true }).fill('They run down.\n\nThey rest.')
    await paste.getByRole('button', { name: 'Look at it' }).click()
    await expect(rows(pasted)).toHaveCount(2)
    await expect(pasted.getByLabel('Title', { exact: true })).toHaveValue('On paper')
    await add(pasted).click()
    await expect(page.getByRole('link', { name: 'On paper' })).toBeVisible()
  })

  test('files are dropped anywhere, and on a phone nothing is wider than the screen', async () => {
    const { page } = await stage.arrives('Ana', { phone: true, theme: 'dark' })
    await page.goto(`${stage.server.url}/new`)
    await expect(page.getByText('Upload a file')).toBeVisible()
    await drop(page, { name: 'rivers.txt', buffer: Buffer.from('On Rivers\n\nThey run down to the sea.') })
    const dialog = preview(page, 'rivers.txt')
    await expect(rows(dialog)).toHaveCount(2)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await add(dialog).click()
    await expect(page.getByRole('checkbox', { name: /On Rivers/ })).toBeChecked()
  })
})

describe('F1: from a drop to an open session', () => {
  const RIVERS = ['On Rivers', 'Where they begin', 'Rivers begin in the mountains.'] as const
  test.each([
    ['rivers.md', ...RIVERS, 'Text ¶1'],
    ['rivers.html', ...RIVERS, 'Text ¶1'],
    ['page.html', 'Who crosses a river', 'By train', 'Thirdly, those who cross', 'Text ¶4'],
    ['notes.docx', 'Minutes', 'Minutes', 'Nobody swims in it.', 'Text ¶2'],
    ['rivers.epub', ...RIVERS, 'Text ¶1, “Where they begin”'],
    ['rivers.pdf', ...RIVERS, 'Text ¶2, p. 1'],
    ['columns.pdf', /./, 'What they carry, part 3', 'different: This is said in part 3.', 'Text ¶18, p. 2'],
    ['rivers.txt', ...RIVERS, 'Text ¶1'],
  ])(
    '%s is dropped, looked at, opened, and cited by its place',
    async (name, title, heading, words, place) => {
      const ana = await stage.arrives('Ana')
      const { page } = ana
      await page.goto(`${stage.server.url}/new`)
      await expect(page.getByText('Upload a file')).toBeVisible()
      const plain = Buffer.from(RIVERS.join('\n\n'))
      await drop(page, name === 'rivers.txt' ? { name, buffer: plain } : fileOf(name))
      const dialog = preview(page, name)
      await expect(dialog.getByLabel('Title', { exact: true })).toHaveValue(title)
      await dialog.getByRole('button', { name: /^(Add to|Use the one in) the library$/ }).click()
      await expect(dialog).toBeHidden()
      await page.getByLabel('Your name').fill('Ana')
      await page.getByRole('button', { name: 'Create the session' }).click()
      await expect(ana.text.getByRole('heading', { name: heading, exact: true })).toBeAttached()
      await ana.cites(words)
      await expect(ana.summary).toContainText(place)
    },
  )
})

describe('other languages', () => {
  test('Arabic and Japanese are read, selected, noted and found; a translation is a press away', async () => {
    const ana = await stage.arrives('Ana')
    const { page } = ana
    await page.goto(`${stage.server.url}/texts`)
    await brings(page, 'rivers.docx')
    await preview(page, 'rivers.docx').getByLabel('Title', { exact: true }).fill('Rivers in English')
    await add(preview(page, 'rivers.docx')).click()
    await expect(page.getByRole('link', { name: /Rivers in English|On Rivers/ }).first()).toBeVisible()
    await brings(page, 'arabic.docx')
    const arabic = preview(page, 'arabic.docx')
    await arabic.getByLabel('Translation of').selectOption({ label: 'Rivers in English' })
    await add(arabic).click()
    await expect(page.getByRole('link', { name: 'الأنهار' })).toBeVisible()
    const japanese = '川\n\n川は山から始まり、海へ流れる。東京で書かれた。'
    await page
      .getByLabel('Upload a file')
      .setInputFiles({ name: 'ja.txt', mimeType: 'text/plain', buffer: Buffer.from(japanese) })
    await add(preview(page, 'ja.txt')).click()
    await expect(page.getByRole('link', { name: '川' })).toBeVisible()

    const session = await page.evaluate(async () => {
      const texts = (await (await fetch('/api/texts')).json()) as {
        id: string
        title: string
        language: string
      }[]
      const titles = ['Rivers in English', 'الأنهار', '川']
      const textIds = titles.map((title) => texts.find((text) => text.title === title)!.id)
      const opened = await fetch('/api/sessions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ title: 'Three languages', name: 'Ana', textIds }),
      })
      return ((await opened.json()) as { session: { id: string } }).session.id
    })
    await page.goto(`${stage.server.url}/s/${session}`)
    await expect(ana.text).toBeVisible()
    await page.getByRole('button', { name: /^See this paragraph in Arabic/ }).click()
    await expect(ana.text.getByText('تبدأ الأنهار')).toBeVisible()
    expect(
      await ana.text.getByText('تبدأ الأنهار').evaluate((element) => getComputedStyle(element).direction),
    ).toBe('rtl')
    await ana.commentsOn('الأنهار في الجبال', 'Where from?')
    await expect(ana.card('Where from?')).toBeVisible()
    await page.getByRole('button', { name: /^川/ }).click()
    await ana.commentsOn('海へ流れる', 'And then?')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Search/ }).click()
    await page.getByRole('combobox').fill('東京')
    await expect(page.getByRole('option').first()).toContainText('東京')
    await page.getByRole('combobox').fill('الجبال')
    await expect(page.getByRole('option').first()).toContainText('الجبال')
  })
})
