/** Every word of a file, and no other: compared with what other people's programs read in it, where they are installed. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { pathOf, read } from './testing/fixtures.ts'

/** Pandoc writes the numbers of notes as ¹. Chinese is cut nowhere by spaces: each character counts. */
const wordsOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu) ?? []

/** Shares of words that both have, as bags: of theirs, of ours. */
function recall(theirs: string, ours: string): { found: number; made: number } {
  const count = new Map<string, number>()
  for (const word of wordsOf(theirs)) count.set(word, (count.get(word) ?? 0) + 1)
  let both = 0
  for (const word of wordsOf(ours)) {
    const left = count.get(word) ?? 0
    if (left > 0) both++
    count.set(word, left - 1)
  }
  return { found: both / wordsOf(theirs).length, made: 1 - both / wordsOf(ours).length }
}

/** Without the cuts of lines, which programs mend each in its way. */
const onOneLine = (text: string) =>
  text.replaceAll(/[-‐]\s+/g, '').replaceAll(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')

/** What a program reads in the same file independently; without it the test is skipped. */
function theirs(skip: (why: string) => never, program: string, ...args: string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return skip(`${program} is not installed here`)
  }
}

describe('F3: no words lost, none made, as other programs read the same files', () => {
  test.for(['rivers.docx', 'rivers.epub', 'notes.docx', 'chinese.docx', 'arabic.docx'])(
    '%s as pandoc reads it',
    async (name, { skip }) => {
      const plain = theirs(skip, 'pandoc', '-s', '-t', 'plain', '--wrap=none', pathOf(name))
      const { found, made } = recall(plain, (await read(name)).text.canonical)
      expect(found).toBeGreaterThanOrEqual(0.995)
      expect(made).toBeLessThanOrEqual(0.02)
    },
  )

  test.for(['rivers.html', 'rivers.md'])(
    '%s as pandoc reads it, with its head in fields',
    async (name, { skip }) => {
      const plain = theirs(skip, 'pandoc', '-s', '-t', 'plain', '--wrap=none', pathOf(name))
      const { title, attribution = '', date = '', canonical } = (await read(name)).text
      const { found, made } = recall(plain, [title, attribution, date, canonical].join(' '))
      expect(found).toBeGreaterThanOrEqual(0.995)
      expect(made).toBeLessThanOrEqual(0.02)
    },
  )

  test.for([
    'rivers.pdf',
    'columns.pdf',
    'columns-tagged.pdf',
    'chapters.pdf',
    'chapters-tagged.pdf',
    'browser.pdf',
    'chinese.pdf',
    'official-zh.pdf',
  ])('%s as pdftotext reads it', async (name, { skip }) => {
    const plain = theirs(skip, 'pdftotext', pathOf(name), '-')
    const { found } = recall(onOneLine(plain), onOneLine((await read(name)).text.canonical))
    expect(found).toBeGreaterThanOrEqual(0.99)
  })

  test.for(['columns.pdf', 'writer.docx'])('%s against the words it was made of', async (name) => {
    const { text } = await read(name)
    const source = readFileSync(pathOf('columns.fodt'), 'utf8')
      .replace(/^[\s\S]*<office:text>/, '')
      .replaceAll(/<[^>]+>/g, '\n')
    const { found, made } = recall(source, text.canonical)
    expect(found).toBeGreaterThanOrEqual(0.995)
    // The heads and numbers of pages are no words of the source.
    expect(made).toBeLessThanOrEqual(0.02)
  })
})
