/** What other people's programs have made becomes the blocks that one would have typed, and not a word is lost or made. */
import { Problem, Text } from '@lectern/model'
import { describe, expect, test } from 'vitest'
import { editText, readFile } from '../index.ts'
import { book, smallPdf, wordFile, wordParagraph } from './testing/hostile.ts'
import { read, shown } from './testing/fixtures.ts'

const bold = (words: string) => `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>${words}</w:t></w:r></w:p>`

const refused = (password?: string) => read('locked.pdf', { password }).catch((error: unknown) => error)

describe('F1: blocks are those of the document', () => {
  test.each(['rivers.docx', 'rivers.epub', 'rivers.html', 'rivers.md'])(
    '%s, made by pandoc',
    async (name) => {
      const { text } = await read(name)
      const blocks = shown(text).filter((one) => !/^note|: (?:On Rivers|Ada Example|2024-03-05)$/.test(one))
      expect(blocks).toEqual([
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
        'table-row: Danube\t2,850\tBlack Sea',
        'heading2: Who crosses them',
        expect.stringMatching(/^paragraph: Firstly, the ferrymen\. /),
        'heading1: Where they end',
        expect.stringMatching(/^paragraph: At the mouth of the river /),
      ])
      expect(shown(text).find((one) => one.startsWith('note'))).toMatch(
        /So say the oldest maps that we have\.$/,
      )
      expect(text).toMatchObject({ title: 'On Rivers', language: 'en' })
      expect(Text.parse(text)).toEqual(text)
    },
  )

  const PLAIN = [
    '论河流',
    '一、河流从哪里来',
    '（一）山里',
    '河流从山里开始。它们流向大海，大家都知道，它们带走的是田野的泥土。',
    '没有人能一次看到整条河，也没有人需要看到。',
    '二、谁在过河',
    '摆渡的人说，河从不着急，也从不迟到。',
  ]
  const HEADED = [
    'heading1: 论河流',
    'heading2: 一、河流从哪里来',
    'heading3: （一）山里',
    expect.stringMatching(/^paragraph: /),
    expect.stringMatching(/^paragraph: /),
    'heading2: 二、谁在过河',
    expect.stringMatching(/^paragraph: /),
  ]
  test('F1a a Word document whose headings have no style, and a page that has only a title, have those that their words show', async () => {
    const word = wordFile(PLAIN.map((words) => wordParagraph(words)).join(''))
    expect(shown((await readFile({ bytes: word, fileName: 'plain.docx' })).text)).toEqual(HEADED)
    const [title, ...rest] = PLAIN
    const listing = '<pre><b>boats = 3</b></pre>'
    const page = `<html lang="zh"><body><article><h1>${title}</h1>${rest.map((words) => `<p>${words}</p>`).join('')}${listing}<p>完。</p></article></body></html>`
    const bytes = new TextEncoder().encode(page)
    expect(shown((await readFile({ bytes, fileName: 'page.html' })).text)).toEqual([
      ...HEADED,
      'paragraph: boats = 3',
      'paragraph: 完。',
    ])
  })

  test('F1a what is bold as a whole is a heading where none is stated; what only looks like one is none', async () => {
    const word = wordFile(
      [
        bold('On Rivers'),
        wordParagraph('Ada Example, 5 March 2024'),
        bold('Where they begin'),
        wordParagraph('Rivers begin in the mountains. They run down to the sea, as everybody knows.'),
        bold('Who crosses them?'),
        wordParagraph('Firstly, the ferrymen. They crossed when nobody else could.'),
        bold('They were paid in bread.'),
      ].join(''),
    )
    expect(shown((await readFile({ bytes: word, fileName: 'bold.docx' })).text)).toEqual([
      'heading1: On Rivers',
      'paragraph: Ada Example, 5 March 2024',
      'heading2: Where they begin',
      expect.stringMatching(/^paragraph: Rivers begin/),
      'heading2: Who crosses them?',
      expect.stringMatching(/^paragraph: Firstly/),
      'paragraph: They were paid in bread.',
    ])
  })

  test('page.html: the article, and around it what is offered for folding', async () => {
    const { text } = await read('page.html')
    expect(shown(text).filter((one) => !one.includes('(navigation)'))).toEqual([
      'heading1: Who crosses a river',
      'paragraph: By Ada Example, 5 March 2024',
      expect.stringMatching(/^paragraph: Firstly/),
      expect.stringMatching(/^paragraph: Secondly/),
      'heading2: By train',
      expect.stringMatching(/^paragraph: Thirdly/),
      'quotation: A river is never in a hurry and never late.',
      expect.stringMatching(/^paragraph: Nobody/),
    ])
    expect(text).toMatchObject({
      title: 'Who crosses a river',
      published: '2024-03-05',
      attribution: 'Ada Example · The Daily Stream',
    })
    expect(text.canonical).toContain('Weather')
    expect(text.canonical).not.toMatch(/javascript|alert|picture|not see|Nor this|color|Agree/)
  })

  test('Chinese and Arabic, in Word and in PDF', async () => {
    for (const name of ['chinese.docx', 'chinese.pdf']) {
      const { text } = await read(name)
      expect(shown(text).slice(0, 1)).toEqual(['heading1: 河流'])
      expect(text.canonical).toContain('它们带走的是田野的泥土、树林的叶子和道路的尘土。')
      expect(text.language).toBe('zh')
    }
    for (const name of ['arabic.docx', 'arabic.pdf']) {
      const { text } = await read(name)
      expect(text.canonical).toBe('الأنهار\n\nتبدأ الأنهار في الجبال. وهي تجري إلى البحر كما يعلم الجميع.')
      expect(text.language).toBe('ar')
    }
  })
})

describe('F2: what else a file has', () => {
  test('comments of Word stand on their words, with who wrote them and when', async () => {
    const { text } = await read('notes.docx')
    expect(
      text.comments?.map(({ author, at, words, start, end }) => [
        text.canonical.slice(start, end),
        author,
        at,
        words,
      ]),
    ).toEqual([
      ['wide and slow', 'Ben Muster', '2024-01-02T10:00:00.000Z', 'Why only here?'],
      ['deep', 'Cy Doe', '2024-01-03T11:30:00.000Z', 'Since when?'],
    ])
  })

  test('pages of Word begin where Word broke them', async () => {
    const bytes = wordFile(
      '<w:p><w:r><w:t>They run </w:t><w:lastRenderedPageBreak/><w:t>down.</w:t></w:r></w:p>',
    )
    const { text } = await readFile({ bytes, fileName: 'pages.docx' })
    expect(text.canonical).toBe('They run down.')
    expect(text.locators).toEqual([
      { kind: 'page', label: '1', at: 0 },
      { kind: 'page', label: '2', at: 9 },
    ])
  })

  test('a book is read chapter by chapter, and only those that are chosen', async () => {
    const bytes = book({
      'one.xhtml': '<html><body><h1>Springs</h1><p>They begin.</p></body></html>',
      'two.xhtml':
        '<html><body><h1>Mouths</h1><p><span epub:type="pagebreak" title="12"></span>They end.</p></body></html>',
    })
    const whole = await readFile({ bytes, fileName: 'book.epub' })
    expect(whole.parts).toEqual([
      { title: 'Springs', words: 3 },
      { title: 'Mouths', words: 3 },
    ])
    expect(whole.text.locators).toEqual([
      { kind: 'page', label: '12', at: whole.text.canonical.indexOf('They end') },
    ])
    const second = await readFile({ bytes, fileName: 'book.epub', parts: [1] })
    expect(second.text.canonical).toBe('Mouths\n\nThey end.')
  })

  test('a locked PDF asks for its password, and opens with it', async () => {
    expect(await refused()).toMatchObject({
      code: 'locked',
      message: expect.stringContaining('Type its password'),
    })
    expect(await refused('wrong')).toMatchObject({
      code: 'locked',
      message: expect.stringContaining('not the password'),
    })
    expect((await read('locked.pdf', { password: 'bridge' })).text.canonical).toContain('wide and slow')
  })

  test('the encoding is found, said, and can be said otherwise', async () => {
    const bytes = new Uint8Array(Buffer.from([0xcd, 0xbc, 0xca, 0xe9]))
    const chinese = await readFile({ bytes, fileName: 'a.txt', encoding: 'gb18030' })
    expect([chinese.text.canonical, chinese.encoding]).toEqual(['图书', 'gb18030'])
    const western = await readFile({ bytes, fileName: 'a.txt', encoding: 'windows-1252' })
    expect([western.text.canonical, western.encoding]).toEqual(['Í¼Êé', 'windows-1252'])
  })

  test('edits make the text that comes into the library, with fields of one’s own', async () => {
    const { text } = await readFile({
      bytes: wordFile(wordParagraph('They run') + wordParagraph('down.')),
      fileName: 'a.docx',
    })
    const edited = editText(
      text,
      { join: [text.blocks[1]!.start] },
      { title: 'On Rivers', date: '2024-03-05', language: 'en' },
    )
    expect(edited).toMatchObject({ canonical: 'They run down.', title: 'On Rivers', date: '2024-03-05' })
    expect(edited.id).not.toBe(text.id)
  })

  test('nothing of a page’s code and addresses survives', async () => {
    const { text } = await readFile({
      bytes: new TextEncoder().encode(
        '<p onclick="x()">a <a href="javascript:x()">b</a><img src="http://127.0.0.1/c"><svg><text>d</text></svg><script>e</script></p><template>f</template>\ufdd0p9\ufdd1',
      ),
      fileName: 'a.html',
    })
    expect(text.canonical).toMatch(/^a b(?:\n\np9)?$/)
    expect(text.locators).toBeUndefined()
    expect(smallPdf().length).toBeGreaterThan(0)
    expect(() => editText(text, { join: [1] })).toThrow(Problem)
  })
})
