/** What all writers promise: a proper file under a proper name, and complete words in every language. */
import { type Annotation, Problem } from '@lectern/model'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LOCALES, writeRecord, WRITERS } from './index.ts'
import { LABELS } from './labels.ts'
import { ANNOTATIONS, RECORD, text } from './testing/record.ts'
import { readBack, written } from './testing/written.ts'

test('the list says for each format what a menu, a route and a header need', async () => {
  expect(WRITERS.map(({ name, mediaType, extension }) => [name, mediaType, extension])).toEqual([
    ['markdown', 'text/markdown; charset=utf-8', 'md'],
    ['html', 'text/html; charset=utf-8', 'html'],
    ['minutes', 'text/html; charset=utf-8', 'minutes.html'],
    [
      'minutes-docx',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'minutes.docx',
    ],
  ])
  const file = await writeRecord(RECORD, 'html', { locale: 'en' })
  expect(file.mediaType).toBe('text/html; charset=utf-8')
  expect(file.fileName).toBe('Third-study-script-alert-0-script-基础研究-legs-x-2026-11-23.html')
})

test('an unknown format is refused with the names of the known ones', async () => {
  await expect(writeRecord(RECORD, 'docm', { locale: 'en' })).rejects.toThrow(Problem)
  await expect(writeRecord(RECORD, '__proto__', { locale: 'en' })).rejects.toThrow(/markdown, html/)
})

test.each([
  ['CON', 'CON-2026-11-23.md'],
  ['../../etc/passwd', 'etc-passwd-2026-11-23.md'],
  ['.hidden\u202egpj.exe', 'hidden-gpj-exe-2026-11-23.md'],
  ['学习：基础研究？', '学习-基础研究-2026-11-23.md'],
  ['🎉', 'session-2026-11-23.md'],
  ['\ud800', 'session-2026-11-23.md'],
])('the title %j gives the file name %s', async (title, name) => {
  const { fileName } = await writeRecord({ ...RECORD, session: { ...RECORD.session, title } }, 'markdown', {
    locale: 'en',
  })
  expect(fileName).toBe(name)
})

test('a file name fits every file system, whatever the title', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.constant('学'.repeat(200))),
      async (title) => {
        const { fileName } = await writeRecord(
          { ...RECORD, annotations: [], session: { ...RECORD.session, title } },
          'markdown',
          { locale: 'en' },
        )
        expect(new TextEncoder().encode(fileName).length).toBeLessThan(200)
        expect(fileName).toMatch(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*-2026-11-23\.md$/u)
      },
    ),
    { numRuns: 60 },
  )
})

test('every language has its own word for everything', () => {
  const phrases = (value: object): string[] =>
    Object.values(value).flatMap((one) =>
      typeof one === 'object'
        ? phrases(one as object)
        : typeof one === 'function'
          ? (one as (n: number) => string)(3)
          : String(one),
    )
  const [first, ...others] = LOCALES.map((locale) => phrases(LABELS[locale]))
  for (const other of others) {
    expect(other).toHaveLength(first!.length)
    for (const [i, phrase] of other.entries()) expect(phrase).not.toBe(first![i])
    for (const phrase of other) expect(phrase.trim()).not.toBe('')
  }
})

test.each(['en', 'zh-CN'] as const)(
  'the kinds a session named are called so, and one it gave up is a comment (%s)',
  (locale) => {
    const kinds = [{ id: 'question', name: 'To be asked <b>', color: 'teal', icon: 'question' } as const]
    const record = { ...RECORD, session: { ...RECORD.session, kinds } }
    // Minutes say what was said, not of which kind it was.
    for (const writer of WRITERS.filter(({ name }) => !name.startsWith('minutes'))) {
      const file = written(record, writer.name, { locale })
      expect(file).toMatch(/To be asked (\\<|&lt;)b/)
      expect(file).not.toMatch(locale === 'en' ? /(· |"kind">)Key idea/ : /(· |"kind">)要点/)
    }
  },
)

test('a mention is @ and the name they have now, and no link', async () => {
  const [ada] = RECORD.members
  const body = {
    ...ANNOTATIONS[0]!.body,
    value: `See [@Old \\*name](#person=${ada!.personId}) and [@Gone\\_by](#person=nobody-here), not [@x](#other)`,
  }
  const record = {
    ...RECORD,
    members: RECORD.members.with(0, { ...ada!, name: 'Ada *new*' }),
    annotations: [{ ...ANNOTATIONS[0]!, moderation: undefined, body }],
  }
  for (const { name } of WRITERS) {
    const words = await readBack(record, name, { locale: 'en' })
    expect(words, name).not.toContain('#person')
    expect(words.replaceAll('\\', ''), name).toContain('See @Ada *new* and @Gone_by, not')
  }
})

describe('a corrected text', () => {
  const OLD = [
    'It was a long way to the river, and nobody spoke on it.',
    'The old bridge was built of oak and stood for a hundred years.',
    'Go on, said the guide, and we went on until the evening came.',
    'In the village they asked for our names and wrote them down.',
    'The last house had no door, and the wind went through it.',
  ]
  const NEW = [
    OLD[0]!,
    'The old bridge was built of elm and stood for a hundred years.',
    'A child ran before us. Go on, said the guide. It laughed.',
    'An old man sat by the way. Go on, said the guide. He shook his head.',
    OLD[3]!,
  ]
  const [was, is] = [text('was', 'The way', 'en', OLD), text('is', 'The way, corrected', 'en', NEW)]
  const on = (key: string, exact: string): Annotation => {
    const start = was.canonical.indexOf(exact)
    const end = start + exact.length
    return {
      ...ANNOTATIONS[0]!,
      key,
      moderation: undefined,
      target: {
        source: 'was',
        selector: [
          { type: 'TextPositionSelector', start, end },
          {
            type: 'TextQuoteSelector',
            exact,
            prefix: was.canonical.slice(Math.max(0, start - 64), start),
            suffix: was.canonical.slice(end, end + 64),
          },
        ],
      },
    }
  }
  const record = {
    ...RECORD,
    session: {
      ...RECORD.session,
      textIds: ['is'],
      revisions: [{ from: 'was', to: 'is', at: RECORD.takenAt, by: 'ada', choices: {} }],
    },
    texts: [was, is],
    annotations: [
      on('ada/same', 'long way to the river'),
      on('ada/mended', 'bridge was built of oak'),
      on('ada/twice', 'Go on, said the guide'),
      on('ada/gone', 'had no door'),
    ],
  }
  const words = (format: 'markdown' | 'html') => written(record, format, { locale: 'en' })

  test.each(['markdown', 'html'] as const)(
    '%s says of each note where it stands now, or why nowhere',
    (format) => {
      const file = words(format)
      expect(file).toContain('The way, corrected')
      expect(file).not.toContain('no longer in the session')
      expect(file).toMatch(/¶1[^¶]*long way to the river/)
      expect(file).toMatch(/¶2[^¶]*bridge was built of oak[^¶]*quoted from an earlier version/)
      expect(file).toMatch(/Go on, said the guide[^¶]*could stand at several places/)
      expect(file).toMatch(/had no door[^¶]*is not found in it/)
    },
  )
})
