/**
 * What ten thousand notes cost the session page as it is served: opening it, scrolling, a note of somebody else's, the pointer, and
 * typing a reply. A real Chromium on the real server. `node tests/bench/reader-session.ts [notes, 10000] [words, 100000]` after a build.
 */
import { parseArgs } from 'node:util'
import { type CDPSession, expect } from '@playwright/test'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { launch } from '../support/chromium.ts'
import { Person } from '../support/people.ts'
import { Server } from '../support/server.ts'
import { random } from '../support/writers.ts'
import { sleep } from './measure.ts'

const print = (name: string, value: string) => console.log(`${name.padEnd(44)} ${value}`)
const ms = (value: number) => `${value.toFixed(1)} ms`

const KINDS = ['key-idea', 'question', 'agree', 'doubt', 'term']

/** Script, and all work of the main thread so far, ms. */
async function spent(cdp: CDPSession): Promise<{ script: number; task: number }> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  const of = (name: string) => metrics.find((metric) => metric.name === name)!.value * 1000
  return { script: of('ScriptDuration'), task: of('TaskDuration') }
}

/** Paragraphs of 100 words. */
function textOf(words: number, next: () => number): string {
  const word = () =>
    Array.from({ length: 2 + Math.floor(next() * 8) }, () =>
      String.fromCharCode(97 + Math.floor(next() * 26)),
    ).join('')
  return Array.from({ length: words / 100 }, () => `${Array.from({ length: 100 }, word).join(' ')}.`).join(
    '\n\n',
  )
}

async function main(count: number, words: number): Promise<void> {
  const next = random(7)
  const [server, browser] = await Promise.all([Server.start(), launch()])
  try {
    const ana = await Person.arrives(browser, 'Ana')
    await ana.page.goto(server.url)
    const { sessionId, textId, canonical } = await ana.page.evaluate(
      async (words) => {
        // oxlint-disable-next-line unicorn/consistent-function-scoping -- it runs in the page
        const post = async (path: string, body: unknown) => {
          const response = await fetch(path, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          })
          if (!response.ok) throw new Error(await response.text())
          return response.json()
        }
        const { id } = (await post('/api/texts', { title: 'Generated', text: words })) as { id: string }
        const { session } = (await post('/api/sessions', {
          title: 'Many notes',
          name: 'Ana',
          textIds: [id],
        })) as {
          session: { id: string }
        }
        const text = (await (await fetch(`/api/texts/${id}`)).json()) as { canonical: string }
        return { sessionId: session.id, textId: id, canonical: text.canonical }
      },
      textOf(words, next),
    )
    const cookies = await ana.context.cookies()
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const me = await ana.page.evaluate(
      async (id) =>
        ((await (await fetch(`/api/sessions/${id}`)).json()) as { me: { personId: string } }).me.personId,
      sessionId,
    )
    class Socket extends WebSocket {
      constructor(url: string, protocols?: string[]) {
        super(url, protocols, { headers: { cookie } })
      }
    }
    const provider = new WebsocketProvider(
      `${server.url.replace('http', 'ws')}/collab/${sessionId}`,
      'annotations',
      new Y.Doc(),
      { disableBc: true, WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket },
    )
    await new Promise<void>((resolve) => provider.on('sync', (synced) => synced && resolve()))
    const notes = provider.doc.getMap('annotations')
    let made = 0
    const add = (start: number, end: number) => {
      const at = new Date(Date.UTC(2026, 0, 1) + made * 1000).toISOString()
      const exact = canonical.slice(start, end)
      notes.set(`${me}/n${made}`, {
        target: {
          source: textId,
          selector: [
            { type: 'TextPositionSelector', start, end },
            { type: 'TextQuoteSelector', exact },
          ],
        },
        motivation: 'commenting',
        body: { type: 'TextualBody', value: made % 3 ? '' : `Note ${made}`, format: 'text/markdown' },
        created: at,
        modified: at,
        kind: KINDS[made++ % KINDS.length]!,
      })
    }
    for (let n = 0; n < count; n += 200) {
      provider.doc.transact(() => {
        for (let i = 0; i < Math.min(200, count - n); i++) {
          const length = 15 + Math.floor(next() * 200)
          const start = Math.floor(next() * (canonical.length - length - 1))
          add(start, start + length)
        }
      })
      await sleep(120)
    }
    await sleep(2000)

    const cdp = await ana.context.newCDPSession(ana.page)
    await cdp.send('Performance.enable')
    const idle = async () => {
      for (let rest = Infinity; rest > 12;) {
        const { task } = await spent(cdp)
        await sleep(400)
        rest = (await spent(cdp)).task - task
      }
    }
    const step = async (name: string, times: number, work: () => Promise<unknown>) => {
      await idle()
      const before = await spent(cdp)
      await work()
      await idle()
      const after = await spent(cdp)
      print(
        name,
        `script ${ms((after.script - before.script) / times)}, main ${ms((after.task - before.task) / times)}`,
      )
    }
    const clock = Date.now()
    await ana.page.goto(`${server.url}/s/${sessionId}`)
    await expect(ana.text).toBeVisible()
    print('open: the text shows after', `${Date.now() - clock} ms`)
    await expect(ana.comments.locator('[role=comment]').first()).toBeVisible({ timeout: 60_000 })
    print('open: cards show after', `${Date.now() - clock} ms`)
    await idle()
    const opened = await spent(cdp)
    print('open: all', `script ${ms(opened.script)}, main ${ms(opened.task)}`)
    print('elements', String(await ana.page.evaluate(() => document.querySelectorAll('*').length)))

    await step('nothing for two seconds', 1, () => sleep(2000))
    await step('a note of somebody else, in view', 20, async () => {
      for (let n = 0; n < 20; n++) {
        const start = 200 + n * 31
        add(start, start + 40)
        await sleep(150)
      }
    })
    await step('a note of somebody else, far away', 20, async () => {
      for (let n = 0; n < 20; n++) {
        const start = Math.floor(canonical.length * 0.8) + n * 31
        add(start, start + 40)
        await sleep(150)
      }
    })
    const box = (await ana.text.boundingBox())!
    await step('the pointer moves', 40, async () => {
      for (let n = 0; n < 40; n++) {
        await ana.page.mouse.move(box.x + next() * box.width, 200 + next() * 500)
        await sleep(40)
      }
    })
    await ana.page.mouse.move(720, 20)
    let gaps: number[] = []
    const scroll = async (by: number) => {
      gaps = await ana.page.evaluate(async (by) => {
        const scroller = document.querySelector('[data-reader]')!
        const found: number[] = []
        let last = await new Promise<number>(requestAnimationFrame)
        for (let n = 0; n < 90; n++) {
          scroller.scrollTop += by
          const now = await new Promise<number>(requestAnimationFrame)
          found.push(now - last)
          last = now
        }
        return found.sort((a, b) => a - b)
      }, by)
    }
    for (const by of [60, 400]) {
      await step(`scrolling, ${by} px a frame`, 90, () => scroll(by))
      print(
        '  p95 of a frame, frames > 33 ms',
        `${ms(gaps[85]!)}, ${gaps.filter((gap) => gap > 33.5).length}`,
      )
    }
    await ana.comments.locator('[role=comment]').nth(5).click()
    const reply = ana.comments.getByRole('button', { name: /^Reply/ }).first()
    await reply.click()
    await ana.comments.getByRole('textbox').first().focus()
    await step('a key in a reply', 60, () => ana.page.keyboard.type('a word and a'.repeat(5), { delay: 40 }))
    await cdp.send('HeapProfiler.enable')
    await cdp.send('HeapProfiler.collectGarbage')
    const { usedSize } = await cdp.send('Runtime.getHeapUsage')
    print('JS heap', `${(usedSize / 1e6).toFixed(1)} MB`)
    if (ana.complaints.length > 0) print('complaints', ana.complaints.slice(0, 3).join('\n'))
    provider.destroy()
  } finally {
    await browser.close()
    await server.dispose()
  }
}

const { positionals } = parseArgs({ allowPositionals: true })
await main(Number(positionals[0] ?? 10_000), Number(positionals[1] ?? 100_000))
process.exit(0)
