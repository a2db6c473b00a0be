import { launch } from './support/chromium.ts'
import { Person } from './support/people.ts'
import { Server } from './support/server.ts'
const server = await Server.start()
const browser = await launch()
const out = '/tmp/reader-shots'
import { mkdirSync } from 'node:fs'
mkdirSync(out, { recursive: true })
try {
  const ana = await Person.arrives(browser, 'Ana')
  const links = await ana.opensSession(server)
  await ana.commentsOn(
    'Basic research is at the beginning of the scientific research chain',
    'The whole argument hangs on this: a chain with research at its head.',
  )
  await ana.highlights('explore freely on two legs', 'Question')
  await ana.highlights('strategic, and', 'Agree')
  await ana.highlights('optimize resource allocation', 'Doubt')
  await ana.highlights('four orientations', 'Term')
  await ana.highlights('the forefront of world science', 'Key idea')
  await ana.cites('explore freely on two legs')
  await ana.page.waitForTimeout(800)
  await ana.page.keyboard.press('Escape')
  await ana.page.screenshot({ path: out + '/desktop.png' })
  await ana.page.mouse.move(1440 - 0, 300)
  await ana.page.getByRole('button', { name: 'How the text looks' }).click()
  await ana.page.waitForTimeout(400)
  await ana.page.screenshot({ path: out + '/settings.png' })
  for (let i = 0; i < 3; i++) await ana.page.getByRole('button', { name: 'Larger letters' }).click()
  await ana.page.getByRole('radio', { name: 'Sans serif' }).click()
  await ana.page.waitForTimeout(500)
  await ana.page.screenshot({ path: out + '/large.png' })
  await ana.page.getByRole('button', { name: 'As usual' }).click()
  await ana.page.keyboard.press('Escape')
  await ana.page.pdf({ path: out + '/print.pdf', format: 'A4' })
  await ana.selects('feasibility study')
  await ana.page.waitForTimeout(700)
  await ana.page.screenshot({ path: out + '/popover.png' })
  await ana.page.keyboard.press('Escape')
  await ana.page.getByRole('slider', { name: 'Where the notes are' }).hover({ position: { x: 6, y: 140 } })
  await ana.page.waitForTimeout(300)
  await ana.page.screenshot({ path: out + '/density.png' })
  await ana.page.getByRole('button', { name: 'Hide all marks' }).click()
  await ana.page.waitForTimeout(300)
  await ana.page.screenshot({ path: out + '/plain.png' })
  const ben = await Person.arrives(browser, 'Ben', { theme: 'dark' })
  await ben.joins(links.participant)
  await ben.page.waitForTimeout(800)
  await ben.page.screenshot({ path: out + '/dark.png' })
  const cleo = await Person.arrives(browser, 'Cleo', { phone: true })
  await cleo.joins(links.observer)
  await cleo.page.waitForTimeout(800)
  await cleo.page.screenshot({ path: out + '/phone.png' })
  await cleo.page.setViewportSize({ width: 320, height: 700 })
  await cleo.page.waitForTimeout(500)
  console.log(
    '320 px:',
    await cleo.page.evaluate(() => {
      const s = document.querySelector('[data-reader]')
      return [document.documentElement.scrollWidth, s.scrollWidth, s.clientWidth]
    }),
  )
  await cleo.page.screenshot({ path: out + '/phone320.png' })
  console.log(ana.complaints, ben.complaints, cleo.complaints)
} finally {
  await browser.close()
  await server.dispose()
}
process.exit(0)
