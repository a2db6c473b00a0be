/** PDFs by other people's programs become the blocks that one would have typed. */
import { describe, expect, test } from 'vitest'
import { readFile } from '../index.ts'
import { read, shown } from './testing/fixtures.ts'
import { taggedPages } from './testing/pdf-pages.ts'

describe('F1: blocks are those of the document', () => {
  test('rivers.pdf, made by LibreOffice: the same, by the size of letters', async () => {
    const { text } = await read('rivers.pdf')
    expect(shown(text)).toEqual(
      expect.arrayContaining([
        'heading1: On Rivers',
        'heading2: Where they begin',
        'heading3: What they carry',
        'list-item: 2. Leaves',
        'table-row: Danube\t2,850\tBlack Sea',
        'heading2: Where they end',
      ]),
    )
    expect(text.locators?.map(({ kind, label }) => `${kind} ${label}`)).toEqual(['page 1', 'page 2'])
  })

  test('tagged.pdf: the levels are those of the tags', async () => {
    const { text } = await read('tagged.pdf')
    expect(shown(text).filter((one) => one.startsWith('heading'))).toEqual([
      'heading1: On Rivers',
      'heading1: Where they begin',
      'heading2: What they carry',
      'heading2: Who crosses them',
      'heading1: Where they end',
    ])
  })

  test.each(['columns.pdf', 'columns-tagged.pdf'])(
    '%s: one column after the other, hyphens gone, what every page repeats set apart',
    async (name) => {
      const { text } = await read(name)
      const source = await read('writer.docx')
      const visible = shown(text).filter((one) => !one.includes('('))
      expect(visible).toEqual(shown(source.text))
      expect(text.exclusions.map(({ reason }) => reason)).toEqual(
        expect.arrayContaining(['page-header', 'page-number']),
      )
      expect(text.canonical).not.toMatch(/\p{L}-\s/u)
    },
  )

  test.each([
    // By the size of letters the title stands above the chapters; the tags say of it that it is a paragraph.
    ['chapters.pdf', 2],
    ['chapters-tagged.pdf', 1],
  ])(
    '%s: heads that name the chapter, and the list of contents, are set apart; no heading is',
    async (name, level) => {
      const { text } = await read(name)
      const folded = shown(text).filter((one) => one.startsWith('metadata ('))
      expect(folded).toEqual([
        'metadata (page-number): 1',
        'metadata (page-number): 2',
        'metadata (contents): Contents',
        ...Array.from({ length: 8 }, () => expect.stringMatching(/^metadata \(contents\): .*\.\.\d$/)),
        ...[
          'Where rivers begin 3',
          'Where rivers begin 4',
          'What rivers carry 5',
          'What rivers carry 6',
          'Who crosses rivers 7',
          'Who crosses rivers 8',
        ].map((head) => `metadata (page-header): ${head}`),
      ])
      expect(shown(text).filter((one) => one.startsWith('heading'))).toEqual([
        'heading1: A Book of Rivers',
        `heading${level}: Where rivers begin`,
        `heading${level + 1}: The springs`,
        `heading${level + 1}: The first mile`,
        `heading${level}: What rivers carry`,
        `heading${level + 1}: Soil and leaves`,
        `heading${level}: Who crosses rivers`,
        `heading${level + 1}: Ferrymen`,
        `heading${level + 1}: Builders`,
      ])
      // Every paragraph says where it stands; none is cut by the end of a page.
      const paragraphs = text.blocks.filter(({ kind }) => kind === 'paragraph').slice(1)
      expect(
        paragraphs.map(
          ({ start, end }) => /chapter (\d), at place (\d+)\.$/.exec(text.canonical.slice(start, end))?.[0],
        ),
      ).toEqual(
        [16, 14, 16].flatMap((count, chapter) =>
          Array.from({ length: count }, (_, place) => `chapter ${chapter + 1}, at place ${place + 1}.`),
        ),
      )
    },
  )

  test('browser.pdf: what a browser saved, by its tags: quotations, lists in lists, rows, and the same head of a table once', async () => {
    const { text } = await read('browser.pdf')
    expect(shown(text)).toEqual([
      expect.stringMatching(/^metadata \(page-header\): .*On Rivers$/),
      'heading1: On Rivers',
      'paragraph: Ada Example',
      'paragraph: 2024-03-05',
      'heading1: Where they begin',
      expect.stringMatching(/^paragraph: Rivers begin in the mounta … stand the rest\.$/),
      expect.stringMatching(/^quotation: A river is never in a hurr … /),
      expect.stringMatching(/^paragraph: The interdependence of nei … /),
      'heading2: What they carry',
      'list-item: 1. Soil, which becomes the plain',
      'list-item: 2. Leaves',
      'list-item: of oak',
      'list-item: of beech',
      'list-item: 3. Dust',
      expect.stringMatching(/^paragraph: Measured where they end, /),
      'table-row: River\tLength in km\tEnds in',
      'table-row: Nile\t6,650\tMediterranean',
      'table-row: Rhine\t1,230\tNorth Sea',
      'metadata (page-footer): about:blank 1/2',
      expect.stringMatching(/^metadata \(page-header\): .*On Rivers$/),
      'metadata (page-header): River\tLength in km\tEnds in',
      'table-row: Danube\t2,850\tBlack Sea',
      'heading2: Who crosses them',
      expect.stringMatching(/^paragraph: Firstly, the ferrymen\./),
      'heading1: Where they end',
      expect.stringMatching(/^paragraph: At the mouth of the river  … /),
      expect.stringMatching(/^list-item: 1\. So say the oldest maps/),
      'metadata (page-footer): about:blank 2/2',
    ])
    // The number of a note is raised, and stands where it is drawn.
    expect(text.canonical).toContain('the dust of the roads.[1] Nobody')
  })

  test('official-zh.pdf: headings of the size of the text are told by their numbers, paragraphs by their first lines', async () => {
    const { text } = await read('official-zh.pdf')
    const aspects = ['heading3: （一）第1个方面', 'heading3: （二）第2个方面']
    expect(shown(text).filter((one) => one.startsWith('heading'))).toEqual([
      'heading1: 论河流',
      'heading2: 一、河流从哪里来',
      ...aspects,
      'heading2: 二、河流带走什么',
      ...aspects,
      'heading2: 三、谁在过河',
      ...aspects,
    ])
    const rest = text.blocks
      .filter(({ kind }) => kind !== 'heading')
      .map(({ start, end }) => text.canonical.slice(start, end))
    expect(rest[0]).toBe('（2024年3月5日）')
    expect(rest.filter((words) => /^— \d —$/.test(words))).toHaveLength(6)
    // A space may have come to stand where a line was filled.
    expect(rest.flatMap((words) => /这是第(\d+) ?段。$/.exec(words)?.[1] ?? [])).toEqual(
      Array.from({ length: 18 }, (_, n) => String(n + 1)),
    )
    expect(rest).toHaveLength(1 + 6 + 18)
  })

  test('what a tag says is a line of a paragraph is no head of a page, however often it stands at its top', async () => {
    const ends = ['They rest.', 'The boats are gone by now.', 'Nobody came.', 'It rained all night.']
    const counted = [1, 2, 3, 4].map((day) => `and nobody has counted the boats of day ${day}.`)
    const bytes = taggedPages(
      ends.map((end, page) => [['The river is wide and slow here,', counted[page]!], [end]]),
    )
    const { text } = await readFile({ bytes, fileName: 'log.pdf' })
    expect(text.exclusions).toEqual([])
    expect(text.blocks.map(({ start, end }) => text.canonical.slice(start, end))).toEqual(
      ends.flatMap((end, page) => [`The river is wide and slow here, ${counted[page]!}`, end]),
    )
  })
})
