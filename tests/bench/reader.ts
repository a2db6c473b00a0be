/**
 * Marks in a text, measured in one headless Chromium on the same generated texts: the reader's own painter, nested `<mark>` elements, and
 * @recogito/text-annotator, which is installed on first use into `.peers`. `node tests/bench/reader.ts [--repeat 5] [--only 100000]`.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Browser, CDPSession } from 'playwright'
import { launch } from '../support/chromium.ts'
import { machineBusy, sleep } from './measure.ts'
import type { Contestant, Made, Paragraphs, Passage } from './reader-page.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const PEER = here('.peers/reader')
const VERSION = '4.1.1'
const BUILDER = 'vite'
const NAMES = ['none', 'ours', 'marks', 'recogito'] as const
type Name = (typeof NAMES)[number]
const ADDED = 20
const HOVERS = 40
const FRAMES = 90

/** Of ours, per contestant: at most so many times theirs. */
const TARGETS: { what: keyof Figures; marks?: number; recogito?: number }[] = [
  { what: 'apply', marks: 0.1, recogito: 0.4 },
  { what: 'add', marks: 0.45, recogito: 0.4 },
  { what: 'heap', recogito: 0.4 },
]

function installPeer(): void {
  mkdirSync(PEER, { recursive: true })
  copyFileSync(here('peers/recogito.mjs'), join(PEER, 'recogito.mjs'))
  if (existsSync(join(PEER, 'node_modules/@recogito/text-annotator'))) return
  const dependencies = { '@recogito/text-annotator': VERSION }
  writeFileSync(join(PEER, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }))
  const flags = ['--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts']
  execFileSync('npm', ['install', ...flags], { cwd: PEER, stdio: 'inherit' })
}

/** One script for a page, from source, as the page's own build makes it. */
async function bundle(entry: string): Promise<string> {
  // The page's own builder, which is a dependency of the page and of nothing else.
  const builder = createRequire(here('../../apps/web/package.json')).resolve(BUILDER)
  const { build } = (await import(builder)) as {
    build(this: void, options: object): Promise<{ output: { code: string }[] }[]>
  }
  const built = await build({
    configFile: false,
    root: here('.'),
    logLevel: 'error',
    mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry, formats: ['iife'], name: 'bench' },
    },
  })
  return built[0]!.output[0]!.code
}

/** mulberry32 */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Paragraphs of 100 words, and passages of 15 to 215 characters anywhere in them, in order of place. */
function generated(words: number, count: number): { paragraphs: Paragraphs; passages: Passage[] } {
  const next = random(7)
  const paragraphs: Paragraphs = []
  let length = 0
  for (let done = 0; done < words; done += 100) {
    const line = Array.from({ length: 100 }, () =>
      Array.from({ length: 2 + Math.floor(next() * 8) }, () =>
        String.fromCharCode(97 + Math.floor(next() * 26)),
      ).join(''),
    ).join(' ')
    paragraphs.push({ start: length, words: line })
    length += line.length + 1
  }
  const passages = Array.from({ length: count }, (_, n) => {
    const size = 15 + Math.floor(next() * 200)
    const start = Math.floor(next() * (length - size - 1))
    return { id: `a${n}`, start, end: start + size, color: n }
  })
  return { paragraphs, passages: passages.sort((a, b) => a.start - b.start || a.end - b.end) }
}

type Figures = {
  script: number
  apply: number
  add: number
  addScript: number
  hover: number
  scroll: number
  p95: number
  long: number
  hit: number
  heap: number
  elements: number
}

type PageSide = {
  passages: Passage[]
  contestants: { [name: string]: Made }
  contestant: Contestant
  scroller: HTMLElement
}

/** Milliseconds the page's main thread has worked: script, style, layout, paint. */
async function worked(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000
}

async function measure(
  browser: Browser,
  name: Name,
  text: ReturnType<typeof generated>,
  scripts: { page: string; recogito: string },
): Promise<Figures> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 } })
  const cdp = await page.context().newCDPSession(page)
  await page.setContent('<!doctype html><meta charset=utf-8><div id=scroller><section></section></div>')
  const css = ['ui/tokens.css', 'reader/highlights.css'].map((file) =>
    readFileSync(here(`../../apps/web/src/${file}`), 'utf8'),
  )
  await page.addStyleTag({
    content: `${css.join('\n')}
      body { margin: 0; font: 17px/1.62 serif } #scroller { height: 100vh; overflow: auto }
      section { text-decoration-skip-ink: none; position: relative; width: 578px; margin: 0 auto } p { margin: 0 0 .85em }
      mark { color: inherit } .c0 { background: #f6d8799e } .c1 { background: #a9cdf59e } .c2 { background: #b5dfb99e }
      .c3 { background: #f4b8b49e } .c4 { background: #d5c1f09e } mark.over { background: #f6d879 }`,
  })
  await page.addScriptTag({ content: scripts.page })
  if (name === 'recogito') await page.addScriptTag({ content: scripts.recogito })
  await page.evaluate(
    ([wanted, paragraphs, passages]) => {
      const side = globalThis as unknown as PageSide
      side.passages = passages
      const scroller = (side.scroller = document.querySelector<HTMLElement>('#scroller')!)
      const root = document.querySelector('section')!
      root.append(
        ...paragraphs.map(({ start, words }) => {
          const paragraph = document.createElement('p')
          paragraph.dataset['start'] = String(start)
          paragraph.textContent = words
          return paragraph
        }),
      )
      root.getBoundingClientRect()
      side.contestant = side.contestants[wanted]!(scroller, root, paragraphs)
      side.contestant.hover?.()
    },
    [name, text.paragraphs, text.passages] as const,
  )
  const settled = () =>
    page.evaluate(
      () =>
        new Promise<void>((resolve) =>
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 30))),
        ),
    )
  await cdp.send('Performance.enable')
  // The text itself is laid out and painted, and the machine has nothing left to do for it.
  for (let rest = Infinity; rest > 8;) {
    const from = await worked(cdp)
    for (let n = 0; n < 4; n++) await settled()
    rest = (await worked(cdp)) - from
  }

  // Until nothing more comes: contestants paint some of it a moment later.
  let before = await worked(cdp)
  const script = await page.evaluate(() => {
    const { contestant, passages } = globalThis as unknown as PageSide
    const start = performance.now()
    contestant.apply(passages)
    return performance.now() - start
  })
  for (let n = 0; n < 6; n++) await settled()
  const apply = (await worked(cdp)) - before

  before = await worked(cdp)
  const addScript = await page.evaluate(
    async ([added, all]) => {
      const { contestant, scroller } = globalThis as unknown as PageSide
      let total = 0
      for (let n = 0; n < added; n++) {
        // In view, as one's own are.
        const near = all[(n * 7) % 60]!
        const passage = { id: `new${n}`, start: near.start + 3, end: near.start + 60, color: n }
        const start = performance.now()
        contestant.add(passage)
        total += performance.now() - start
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      }
      scroller.scrollTop = 0
      return total / added
    },
    [ADDED, text.passages.slice(0, 60)] as const,
  )
  const add = ((await worked(cdp)) - before) / ADDED

  const box = (await page.locator('section').boundingBox())!
  const next = random(11)
  const points = Array.from({ length: 200 }, () => [box.x + next() * box.width, 40 + next() * 800] as const)
  before = await worked(cdp)
  for (const [x, y] of points.slice(0, HOVERS)) {
    await page.mouse.move(x, y)
    await sleep(25)
  }
  await settled()
  const hover = ((await worked(cdp)) - before) / HOVERS
  const hit = await page.evaluate((all) => {
    const { contestant } = globalThis as unknown as PageSide
    const start = performance.now()
    for (const [x, y] of all) contestant.at(x, y)
    return ((performance.now() - start) * 1000) / all.length
  }, points)
  await page.mouse.move(1, 1)
  await settled()

  before = await worked(cdp)
  const gaps = await page.evaluate(async (frames) => {
    const { scroller } = globalThis as unknown as PageSide
    const found: number[] = []
    let last = await new Promise<number>(requestAnimationFrame)
    for (let n = 0; n < frames; n++) {
      scroller.scrollTop += 400
      const now = await new Promise<number>(requestAnimationFrame)
      found.push(now - last)
      last = now
    }
    return found
  }, FRAMES)
  const scroll = ((await worked(cdp)) - before) / FRAMES
  gaps.sort((a, b) => a - b)
  await cdp.send('HeapProfiler.enable')
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  const elements = await page.evaluate(() => document.querySelectorAll('*').length)
  await page.close()
  return {
    script,
    apply,
    add,
    addScript,
    hover,
    scroll,
    p95: gaps[Math.floor(gaps.length * 0.95)]!,
    long: gaps.filter((gap) => gap > 33.5).length,
    hit,
    heap: usedSize / 1e6,
    elements,
  }
}

const COLUMNS: [keyof Figures, string][] = [
  ['script', 'apply, script ms'],
  ['apply', 'apply + paint, main ms'],
  ['add', 'add one, main ms'],
  ['addScript', 'of it script'],
  ['hover', 'hover, main ms'],
  ['scroll', 'scroll, main ms a frame'],
  ['p95', 'frame p95 ms'],
  ['long', 'frames > 33 ms'],
  ['hit', 'hit test µs'],
  ['heap', 'JS heap MB'],
  ['elements', 'elements'],
]
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
const short = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(value < 10 ? 2 : 1))

/** Median and how far the runs lie apart. */
function cell(values: number[]): string {
  const spread = `${short(Math.min(...values))}–${short(Math.max(...values))}`
  return values.length === 1 ? short(values[0]!) : `${short(median(values))} (${spread})`
}

async function main(repeat: number, sizes: number[]): Promise<void> {
  installPeer()
  const scripts = {
    page: await bundle(here('reader-page.ts')),
    recogito: await bundle(join(PEER, 'recogito.mjs')),
  }
  for (const words of sizes) {
    const text = generated(words, 10_000)
    const runs = new Map<Name, Figures[]>(NAMES.map((name) => [name, []]))
    const busy = machineBusy()
    const from = performance.now()
    for (let round = 0; round < repeat; round++) {
      // Each is first once in a while, as what came before is felt.
      for (let n = 0; n < NAMES.length; n++) {
        const name = NAMES[(n + round) % NAMES.length]!
        const browser = await launch()
        runs.get(name)!.push(await measure(browser, name, text, scripts))
        await browser.close()
      }
    }
    const load = ((machineBusy() - busy) / ((performance.now() - from) / 1000)) * 100
    console.log(
      `\n${words} words, 10000 annotations, ${repeat} runs; the machine was ${load.toFixed(0)} % busy\n`,
    )
    console.log(`| | ${NAMES.join(' | ')} |\n|---|${NAMES.map(() => '---|').join('')}`)
    for (const [key, label] of COLUMNS)
      console.log(
        `| ${label} | ${NAMES.map((name) => cell(runs.get(name)!.map((run) => run[key]))).join(' | ')} |`,
      )
    console.log('')
    const of = (name: Name, what: keyof Figures) => runs.get(name)!.map((run) => run[what])
    for (const { what, ...targets } of TARGETS) {
      for (const [name, target] of Object.entries(targets) as ['marks' | 'recogito', number][]) {
        // Of neighbours in time.
        const ratios = of('ours', what).map((value, run) => value / of(name, what)[run]!)
        const held = median(ratios) <= target ? 'held' : 'MISSED'
        console.log(`${what}: ${cell(ratios)} × ${name}, wanted ≤ ${target}: ${held}`)
      }
    }
    const p95 = median(of('ours', 'p95'))
    console.log(
      `scrolling: p95 of a frame ${p95.toFixed(1)} ms, wanted one frame: ${p95 < 18 ? 'held' : 'MISSED'}`,
    )
  }
}

const { values } = parseArgs({
  options: { repeat: { type: 'string', default: '3' }, only: { type: 'string' } },
})
await main(Number(values.repeat), values.only ? [Number(values.only)] : [100_000, 20_000])
