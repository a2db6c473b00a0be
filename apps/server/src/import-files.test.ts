/** `lectern import`: what a terminal brings is in the library as what is uploaded is. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openSqlite } from '@lectern/storage'
import { afterEach, expect, test } from 'vitest'
import { importFiles } from './import-files.ts'

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../../packages/formats/fixtures/${name}`, import.meta.url))
let dir: string | undefined
afterEach(async () => {
  if (dir) await rm(dir, { recursive: true })
  dir = undefined
})

test('F8: files come into the library once, what cannot be read is named, the rest is there all the same', async () => {
  dir = await mkdtemp(join(tmpdir(), 'lectern-import-'))
  const lines: string[] = []
  const bring = (...names: string[]) =>
    importFiles(dir!, { files: names.map(fixture), json: false }, (line) => lines.push(line))
  await expect(bring('rivers.docx', 'locked.pdf', 'nothing.txt')).rejects.toThrow(
    /locked\.pdf: The file is locked.*\n.*nothing\.txt: there is no such file/,
  )
  expect(await bring('rivers.docx')).toContain('1 in')
  expect(lines).toEqual([
    expect.stringMatching(/ {2}On Rivers$/),
    expect.stringMatching(/ {2}On Rivers \(was there already\)$/),
  ])
  const storage = await openSqlite(join(dir, 'lectern.sqlite'))
  expect((await storage.listTexts()).map(({ title }) => title)).toEqual(['On Rivers'])
  await storage.close()
})

test('F8: or to standard output as JSON, with a password and an encoding of one’s own', async () => {
  const lines: string[] = []
  const wanted = { files: [fixture('locked.pdf')], json: true, password: 'bridge' }
  expect(await importFiles('/nowhere', wanted, (line) => lines.push(line))).toBe('')
  const [text] = JSON.parse(lines.join('\n')) as { canonical: string }[]
  expect(text!.canonical).toContain('wide and slow')
})
