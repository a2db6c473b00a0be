/**
 * A Chromium for tests: the one `CHROMIUM_PATH` names, else the one in the registry package, unpacked once into
 * node_modules/.cache with the libraries and fonts it brings, so that nothing of the system's is needed.
 */
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright'

const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url))

/** Unpacks into a folder of its own and renames it, as two processes may come at once. @returns the folder */
async function unpack(): Promise<string> {
  const { default: pack, inflate } = await import('@sparticuz/chromium')
  const archives = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', 'bin')
  const home = join(cache, 'chromium')
  if (existsSync(join(home, 'chromium'))) return home
  await mkdir(cache, { recursive: true })
  const fresh = await mkdtemp(join(cache, 'chromium-'))
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = fresh // the package unpacks into os.tmpdir() and nowhere else
  try {
    await pack.executablePath(archives)
    await inflate(join(archives, 'al2023.tar.br'))
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
  // The package's own fonts.conf names folders of another machine.
  await writeFile(
    join(fresh, 'fonts', 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><dir>${home}/fonts</dir><cachedir>${home}/fonts-cache</cachedir></fontconfig>`,
  )
  await rename(fresh, home).catch(() => rm(fresh, { recursive: true, force: true })) // somebody was faster
  return home
}

/** Starts a headless browser of its own. The caller closes it. */
export async function launch(): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--disable-component-update',
  ]
  const own = process.env['CHROMIUM_PATH']
  if (own) return chromium.launch({ executablePath: own, args })
  const home = await unpack()
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    args,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(home, 'fonts'),
    },
  })
}

/** Vitest's global set-up: unpacks once, before any test file needs it. */
export async function setup(): Promise<void> {
  if (!process.env['CHROMIUM_PATH']) await unpack()
  const leftovers = existsSync(cache)
    ? (await readdir(cache)).filter((name) => name.startsWith('chromium-'))
    : []
  await Promise.all(leftovers.map((name) => rm(join(cache, name), { recursive: true, force: true })))
}
