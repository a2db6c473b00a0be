/**
 * What others' writing costs a page: a real Chromium with a summary of 50 pages open on the real server, and 20 people in
 * Node who write into it with their carets. Prints script time per edit of others, one at a time and many in a frame, the
 * longest frames under load, and how often the page tells its own caret.
 *
 * node tests/bench/page.ts [seconds of load, 10]     (after a build)
 */
import { parseArgs } from 'node:util'
import { type Browser, type CDPSession, expect, type Page } from '@playwright/test'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { launch } from '../support/chromium.ts'
import { Person } from '../support/people.ts'
import { Server } from '../support/server.ts'

const PARAGRAPHS = 417
const PEOPLE = 20
/** Longest frame without a drop seen, ms: two of a 60 Hz screen. */
const TWO_FRAMES = 33
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const words =
  'basic research is at the beginning of the chain and what stands there carries all that follows from it '
const paragraphOf = (n: number) => words.repeat(5).slice(n % 40, 150 + ((n * 37) % 300))

/** Somebody who writes into a paragraph of their own, with a caret. */
class Writer {
  readonly #provider: WebsocketProvider
  readonly #text: () => Y.XmlText
  #written = 0

  private constructor(provider: WebsocketProvider, paragraph: number) {
    this.#provider = provider
    this.#text = () => {
      const element = provider.doc.getXmlFragment('summary').get(paragraph) as Y.XmlElement
      return element.get(0) as Y.XmlText
    }
  }

  static async joins(server: Server, session: string, token: string, n: number): Promise<Writer> {
    const answer = await fetch(`${server.url}/api/sessions/${session}/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ invite: token, name: `Writer ${n}` }),
    })
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    class Socket extends WebSocket {
      constructor(url: string, protocols?: string[]) {
        super(url, protocols, { headers: { cookie } })
      }
    }
    const provider = new WebsocketProvider(
      `${server.url.replace('http', 'ws')}/collab/${session}`,
      'summary',
      new Y.Doc(),
      { disableBc: true, WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket },
    )
    await new Promise<void>((resolve) => provider.on('sync', (synced) => synced && resolve()))
    return new Writer(provider, Math.floor((n * PARAGRAPHS) / PEOPLE))
  }

  get doc(): Y.Doc {
    return this.#provider.doc
  }
  get written(): number {
    return this.#written
  }
  write(): void {
    this.#text().insert(this.#written++, 'x')
  }
  point(): void {
    const text = this.#text()
    const anchor = Y.createRelativePositionFromTypeIndex(text, this.#written % text.length)
    this.#provider.awareness.setLocalStateField('cursor', { anchor, head: anchor })
  }
  leave(): void {
    this.#provider.destroy()
  }
}

/** Script and main-thread time of the page so far, ms. */
async function spent(cdp: CDPSession): Promise<{ script: number; task: number }> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  const of = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1000
  return { script: of('ScriptDuration'), task: of('TaskDuration') }
}

const shown = (page: Page) =>
  page.evaluate(() => document.querySelector('[role=textbox][aria-multiline]')?.textContent.length ?? 0)

type Cost = { edits: number; script: number; task: number }

/** Runs work that makes `edits` edits and waits until the page shows them all. */
async function cost(page: Page, cdp: CDPSession, edits: number, work: () => Promise<void>): Promise<Cost> {
  const length = await shown(page)
  const before = await spent(cdp)
  await work()
  await expect.poll(() => shown(page), { intervals: [50], timeout: 60_000 }).toBe(length + edits)
  const after = await spent(cdp)
  return { edits, script: after.script - before.script, task: after.task - before.task }
}

type Frames = { frames: number; longest: number; over: number; longestTask: number; busiest: number }

/**
 * Frames of the page for a while: gaps between them as the page sees them (a busy machine makes them longer), and the
 * longest piece of work of its main thread, by the clock and by its own processor time.
 */
async function frames(browser: Browser, page: Page, work: () => Promise<void>): Promise<Frames> {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] })
  await page.evaluate(() => {
    const gaps: number[] = []
    let last = performance.now()
    const look = (now: number) => {
      gaps.push(now - last)
      last = now
      if (!('done' in gaps)) requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
    Object.assign(globalThis, { gaps })
  })
  await work()
  const gaps = await page.evaluate(() => {
    const { gaps } = globalThis as unknown as { gaps: number[] }
    Object.assign(gaps, { done: true })
    return [...gaps]
  })
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: {
      name: string
      pid: number
      tid: number
      dur?: number
      tdur?: number
      args?: { name?: string }
    }[]
  }
  const main = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = trace.traceEvents.filter(
    ({ name, pid, tid }) => name.endsWith('RunTask') && main.has(`${pid} ${tid}`),
  )
  const longest = (of: (task: (typeof tasks)[number]) => number | undefined) =>
    Math.max(0, ...tasks.map((task) => (of(task) ?? 0) / 1000))
  return {
    frames: gaps.length,
    longest: Math.max(...gaps),
    over: gaps.filter((gap) => gap > TWO_FRAMES + 1).length,
    longestTask: longest(({ dur }) => dur),
    busiest: longest(({ tdur }) => tdur),
  }
}

const print = (name: string, value: string) => console.log(`${name.padEnd(52)} ${value}`)
const ms = (value: number) => `${value.toFixed(2)} ms`

async function main(seconds: number): Promise<void> {
  process.setMaxListeners(100)
  const [server, browser] = await Promise.all([Server.start(), launch()])
  const writers: Writer[] = []
  try {
    const ana = await Person.arrives(browser, 'Ana')
    const links = await ana.opensSession(server)
    const session = /\/s\/([^/#?]+)/.exec(links.session)![1]!
    const token = /invite=([^&]+)/.exec(links.participant)![1]!
    for (let n = 0; n < PEOPLE; n++) {
      const writer = await Writer.joins(server, session, token, n)
      writers.push(writer)
      if (n > 0) continue
      for (let at = 0; at < PARAGRAPHS; at++) {
        const element = new Y.XmlElement('paragraph')
        element.insert(0, [new Y.XmlText(paragraphOf(at))])
        writer.doc.getXmlFragment('summary').insert(at, [element])
        if (at % 40 === 39) await sleep(50)
      }
      await sleep(500)
    }
    const cdp = await ana.context.newCDPSession(ana.page)
    const summaries = new Set<string>()
    cdp.on('Network.webSocketCreated', ({ requestId, url }) => {
      if (url.includes('/summary')) summaries.add(requestId)
    })
    await cdp.send('Network.enable')
    await ana.page.reload()
    await expect.poll(() => shown(ana.page), { timeout: 60_000 }).toBeGreaterThan(PARAGRAPHS * 200)
    await sleep(2000)
    await cdp.send('Network.disable')
    await cdp.send('Performance.enable')
    const everyone = (act: (writer: Writer) => void) => writers.forEach(act)

    everyone((writer) => writer.point())
    await sleep(500)
    const ratios: number[] = []
    let [each, merged]: (Cost | undefined)[] = []
    for (let repeat = 0; repeat < 5; repeat++) {
      each = await cost(ana.page, cdp, 40, async () => {
        for (let n = 0; n < 40; n++) {
          writers[n % PEOPLE]!.write()
          await sleep(60)
        }
      })
      merged = await cost(ana.page, cdp, 200, async () => {
        for (let burst = 0; burst < 20; burst++) {
          for (let n = 0; n < 10; n++) writers[(burst * 10 + n) % PEOPLE]!.write()
          await sleep(60)
        }
      })
      ratios.push(merged.script / merged.edits / (each.script / each.edits))
    }
    ratios.sort((a, b) => a - b)
    print('an edit of others, alone: script, main thread', `${ms(each!.script / 40)}, ${ms(each!.task / 40)}`)
    print(
      'an edit of others, ten at once: script, main thread',
      `${ms(merged!.script / 200)}, ${ms(merged!.task / 200)}`,
    )
    print(
      'ratio of script, median of 5 (lowest–highest)',
      `${ratios[2]!.toFixed(2)} (${ratios[0]!.toFixed(2)}–${ratios[4]!.toFixed(2)}), wanted ≤ 0.25`,
    )

    const quiet = await frames(browser, ana.page, () => sleep(seconds * 500))
    const load = async () => {
      const start = performance.now()
      for (let n = 0; performance.now() < start + seconds * 1000; n++) {
        const writer = writers[n % PEOPLE]!
        writer.write()
        writer.point()
        await sleep(Math.max(0, start + (n + 1) * 10 - performance.now()))
      }
    }
    const spans: [string, Frames][] = [['nothing happens', quiet]]
    for (let repeat = 1; repeat <= 3; repeat++)
      spans.push([`${PEOPLE} carets, 100 edits/s (${repeat})`, await frames(browser, ana.page, load)])
    for (const [name, { frames: count, longest, over, longestTask, busiest }] of spans) {
      print(name, '')
      print('  frames, longest, over 33 ms (wanted 0)', `${count}, ${ms(longest)}, ${over}`)
      print('  longest task of the page, by clock and CPU', `${ms(longestTask)}, ${ms(busiest)}`)
    }

    const carets: number[] = []
    cdp.on('Network.webSocketFrameSent', ({ requestId, timestamp, response }) => {
      if (!summaries.has(requestId)) return
      if (Buffer.from(response.payloadData, 'base64')[0] === 1) carets.push(timestamp)
    })
    await cdp.send('Network.enable')
    await ana.summary.click()
    await ana.page.keyboard.press('Control+End')
    await sleep(1000)
    carets.length = 0
    const start = performance.now()
    await ana.page.keyboard.type('x'.repeat(seconds * 30), { delay: 33 })
    const took = (performance.now() - start) / 1000
    print('own keys per second', ((seconds * 30) / took).toFixed(1))
    print(
      'own caret messages per second (wanted ≤ 10)',
      ((carets.length - 1) / (carets.at(-1)! - carets[0]!)).toFixed(2),
    )
  } finally {
    for (const writer of writers) writer.leave()
    await browser.close()
    await server.dispose()
  }
}

const { positionals } = parseArgs({ allowPositionals: true })
await main(Number(positionals[0] ?? 10))
process.exit(0)
