/** Files of every encoding become texts; what is not text is refused with a sentence that says what to do. */
import { LIMITS, Problem, Text } from '@lectern/model'
import { expect, test } from 'vitest'
import { READERS, readFile, readText, reviseText, textFrom } from '../index.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string, big: boolean, mark: boolean) => {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le')
  return new Uint8Array(big ? bytes.swap16() : bytes)
}
const ENGLISH = 'On Rivers\n\nThey run down to the sea – “always”, says the café owner.\n'
const words = 'They run down to the sea – “always”, says the café owner.'
/** "加强基础研究，是实现科技自立自强的要求。图书馆是大家学习的地方。" in GBK. */
const GBK = Buffer.from(
  'bcd3c7bfbbf9b4a1d1d0bebfa3accac7cab5cfd6bfc6bcbcd7d4c1a2d7d4c7bfb5c4d2aac7f3a1a3cdbccae9b9ddcac7b4f3bcd2d1a7cfb0b5c4b5d8b7bda1a3',
  'hex',
)
/** "図書館はみんなが本を読む場所です。静かに学びましょう。" in Shift_JIS. */
const SHIFT_JIS = Buffer.from(
  '907d8f918ad982cd82dd82f182c882aa967b82f093c782de8fea8f8a82c582b781429cc382a982c98a7782d182dc82b582e582a48142',
  'hex',
)

async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const problem: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(problem instanceof Problem)) throw new Error('expected a Problem')
  return problem
}

test.each([
  ['UTF-8', utf8(ENGLISH)],
  ['UTF-8 with a mark', utf8(`\ufeff${ENGLISH}`)],
  ['UTF-16 LE with a mark', utf16(ENGLISH, false, true)],
  ['UTF-16 BE with a mark', utf16(ENGLISH, true, true)],
  ['UTF-16 LE without a mark', utf16(ENGLISH, false, false)],
  ['UTF-16 BE without a mark', utf16(ENGLISH, true, false)],
  [
    'Windows-1252',
    new Uint8Array(
      Buffer.from(ENGLISH.replace('–', '\u0096').replace('“', '\u0093').replace('”', '\u0094'), 'latin1'),
    ),
  ],
])('a file in %s is read', async (_, bytes) => {
  const text = await readText({ bytes, fileName: 'rivers.txt' })
  expect(text.canonical).toBe(`On Rivers\n\n${words}`)
  expect(text).toMatchObject({ title: 'On Rivers', kind: 'text', language: 'en' })
})

/** What no encoder here writes: characters by the bytes that decode to them. */
function bytesIn(label: string, text: string): Uint8Array {
  const decoder = new TextDecoder(label)
  const found = new Map<string, number[]>()
  const keep = (...bytes: number[]) => {
    const char = decoder.decode(Uint8Array.from(bytes))
    if (char.length === 1 && char !== '\ufffd' && !found.has(char)) found.set(char, bytes)
  }
  for (let first = 0; first < 256; first++) {
    keep(first)
    if (first > 0x80) for (let second = 0x40; second < 0xff; second++) keep(first, second)
  }
  return Uint8Array.from(text.split('').flatMap((char) => found.get(char)!))
}

test.each([
  ['big5', '河流從山裡開始，流向大海。圖書館是大家學習的地方，我們在這裡一起讀書。', 'zh'],
  ['euc-kr', '강은 산에서 시작하여 바다로 흐른다. 도서관은 모두가 함께 공부하는 곳이다.', 'ko'],
  ['windows-1251', 'Река начинается в горах и течёт к морю. Библиотека — место, где все учатся.', 'ru'],
  ['gb18030', '河流从山里开始，流向大海。图书馆是大家学习的地方，我们在这里一起读书。', 'zh'],
])('F2: a file in %s is read, and its encoding said', async (label, text, language) => {
  const read = await readFile({ bytes: bytesIn(label, text), fileName: 'a.txt' })
  expect([read.text.canonical, read.text.language, read.encoding]).toEqual([text, language, label])
})

test('Chinese in GBK and Japanese in Shift_JIS are read, and their languages known', async () => {
  const chinese = await readText({ bytes: GBK, fileName: '图书馆_讲话.txt' })
  expect(chinese.canonical).toBe('加强基础研究，是实现科技自立自强的要求。图书馆是大家学习的地方。')
  expect(chinese).toMatchObject({ language: 'zh', title: '图书馆 讲话' })
  const japanese = await readText({ bytes: SHIFT_JIS })
  expect(japanese.canonical).toMatch(/^図書館はみんなが本を読む場所です。/)
  expect(japanese.language).toBe('ja')
})

test.each([
  ['The sea is not far and the river runs to it.', 'en'],
  ['Der Fluss ist nicht weit von der Stadt und das Meer auch nicht.', 'de'],
  ['La rivière est dans la ville et les gens sont pour une fête.', 'fr'],
  ['강은 바다로 흐른다.', 'ko'],
  ['Река течёт к морю.', 'ru'],
  ['النهر يجري إلى البحر.', 'ar'],
  ['12 + 30', 'en'],
])('the language of "%s" is taken for %s', (text, language) => {
  expect(textFrom({ title: 'Rivers', text }).language).toBe(language)
})

test.each([
  ['sv-SE', 'Floden rinner genom staden och ut i havet.', 'sv'],
  ['pt_BR', 'Os rios correm para o mar e não voltam.', 'pt'],
  ['zh-TW', '河流從山上流到海裡。', 'zh-TW'],
  // Editors state their own language for whatever is written in them.
  ['en', 'Der Fluss ist nicht weit von der Stadt und das Meer auch nicht.', 'de'],
  ['en-US', '河流从山上流到海里。', 'zh'],
  ['no tag at all', 'The river runs to the sea.', 'en'],
  ['und', 'The river runs to the sea.', 'en'],
])('F2: a page that says "%s" of "%s" is in %s', async (stated, words, language) => {
  const page = `<!doctype html><html lang="${stated}"><body><p>${words}</p></body></html>`
  expect((await readText({ bytes: utf8(page), fileName: 'page.html' })).language).toBe(language)
})

test('what the sender says goes before what the text says, and that before the file name', async () => {
  const bytes = utf8('date 2023-08-02 Title: On Rivers\n\nAda Example\n\nThey run.')
  const text = await readText({ bytes, fileName: 'x.txt' })
  expect(text).toMatchObject({ title: 'On Rivers', date: '2023-08-02' })
  const given = await readText({
    bytes,
    fields: { title: 'Rivers', date: '2020-01-02', kind: 'essay', attribution: 'A. E.' },
  })
  expect(given).toMatchObject({ title: 'Rivers', date: '2020-01-02', kind: 'essay', attribution: 'A. E.' })
  expect((await readText({ bytes: utf8('They run.'), fileName: 'C:\\texts\\on_rivers.v2.txt' })).title).toBe(
    'on rivers.v2',
  )
  expect((await readText({ bytes: utf8('They run.') })).title).toBe('They run.')
  expect((await problemOf(readText({ bytes, fields: { language: 'not a tag' } }))).code).toBe('bad-request')
})

test('every text satisfies the schema, and its id comes from its content', async () => {
  const one = await readText({ bytes: utf8(ENGLISH), fileName: 'one.txt' })
  const same = await readText({ bytes: utf8(ENGLISH.replaceAll('\n', '\r\n')), fileName: 'other.text' })
  const other = await readText({ bytes: utf8(ENGLISH.replace('sea', 'lake')) })
  expect(Text.parse(one)).toEqual(one)
  expect(JSON.parse(JSON.stringify(one))).toEqual(one)
  expect(same.id).toBe(one.id)
  expect(other.id).not.toBe(one.id)
})

test('a file without words, or without characters, is refused', async () => {
  expect(await problemOf(readText({ bytes: new Uint8Array() }))).toMatchObject({
    code: 'unreadable',
    message: expect.stringMatching(/empty/),
  })
  expect(await problemOf(readText({ bytes: utf8(' \n\t\r\n') }))).toMatchObject({ code: 'unreadable' })
  const noise = Uint8Array.from(
    { length: 5000 },
    (_, index) => (index * index * 31 + (index >> 3) * 17) % 256,
  )
  expect((await problemOf(readText({ bytes: noise, fileName: 'noise.txt' }))).code).toBe('unreadable')
  expect((await problemOf(readText({ bytes: utf8('a\0b') }))).code).toBe('unreadable')
  expect(() => textFrom({ title: 'x', text: 'a\0b' })).toThrow('binary')
})

test.each([
  ['picture.png', '\u0089PNG …'],
  ['letter.rtf', '{\\rtf1 words}'],
  ['old.doc', '\u00d0\u00cf\u0011\u00e0 …'],
  ['table.xlsx', 'PK\u0003\u0004 xl/workbook.xml'],
  ['data.json', '{"words": 1}'],
  ['feed.xml', '<?xml version="1.0"?><rss></rss>'],
  ['pack.gz', '\u001f\u008b …'],
])('%s is a format that is not read, and the answer says which are', async (fileName, content) => {
  const bytes = new Uint8Array(Buffer.from(content, 'latin1'))
  const problem = await problemOf(readText({ bytes, fileName }))
  expect(problem.code).toBe('unsupported-format')
  expect(problem.message).toContain('.docx')
})

test.each(['report.pdf', 'report.docx', 'book.epub'])(
  '%s that is none is refused by name',
  async (fileName) => {
    const problem = await problemOf(readText({ bytes: utf8('They run.'), fileName }))
    expect(problem).toMatchObject({ code: 'unreadable', message: expect.stringContaining('is none') })
  },
)

test('what a file is tells its bytes, whatever it is called', async () => {
  const { canonical, title } = await readText({
    bytes: utf8('<!DOCTYPE html><title>Rivers</title><p>They <b>run</b>.</p>'),
    fileName: 'page.txt',
  })
  expect([canonical, title]).toEqual(['They run.', 'Rivers'])
})

test('limits answer with their number; just under them a text is read', async () => {
  const large = await problemOf(readText({ bytes: new Uint8Array(LIMITS.uploadBytes + 1).fill(97) }))
  expect(large).toMatchObject({ code: 'too-large', extra: { limit: LIMITS.uploadBytes } })
  const long = 'They run. '.repeat(LIMITS.textCharacters / 10)
  const over = await problemOf(readText({ bytes: utf8(`${long}On.`) }))
  expect(over).toMatchObject({ code: 'too-large', extra: { limit: LIMITS.textCharacters } })
  expect(() => textFrom({ title: 'x', text: `${long}On.` })).toThrow(String(LIMITS.textCharacters))
  expect(textFrom({ title: 'x', text: long }).canonical).toHaveLength(LIMITS.textCharacters - 1)
})

test('answers to suggestions make a new text on the same offsets, which knows where it came from', () => {
  const text = textFrom({
    title: 'On Rivers',
    text: 'They run down to the sea, which takes them in.New bridge could help the old town\n\nThe mayor spoke on Monday.\n\nUser Login',
  })
  const [split] = text.splits
  const revised = reviseText(text, { split: [split!.at], exclusions: [] })
  expect(revised).toMatchObject({
    canonical: text.canonical,
    revisionOf: text.id,
    title: text.title,
    splits: [],
  })
  expect(revised.id).not.toBe(text.id)
  expect(revised.words).toBeGreaterThan(text.words)
  expect(Text.parse(revised)).toEqual(revised)
  expect(reviseText(text, {})).toBe(text)
  expect(() => reviseText(text, { split: [0] })).toThrow(Problem)
})

test('readers describe themselves for the list of formats', () => {
  expect(READERS.map(({ name, label, extensions }) => [name, label, extensions[0]])).toEqual([
    ['plain', 'Plain text', '.txt'],
    ['markdown', 'Markdown', '.md'],
    ['html', 'Web page', '.html'],
    ['docx', 'Word document', '.docx'],
    ['epub', 'E-book', '.epub'],
    ['pdf', 'PDF', '.pdf'],
  ])
})
