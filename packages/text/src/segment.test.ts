/** T1–T18 on texts made up for the purpose; the five seeds are read in `@lectern/formats`. */
import { expect, test } from 'vitest'
import { applyAnswers, segment } from './index.ts'

/** One line a block: number, kind, reason of exclusion, words. */
function show(raw: string): string[] {
  const { canonical, blocks, exclusions } = segment(raw)
  return blocks.map((block) => {
    const reason = exclusions.find((span) => span.start < block.end && span.end > block.start)?.reason
    const name = block.number ?? block.kind + (block.level ?? '')
    return `${name}${reason ? ` {${reason}}` : ''} ${canonical.slice(block.start, block.end)}`
  })
}
const titles = (raw: string) =>
  segment(raw).outline.map((entry) => `${'  '.repeat(entry.level - 1)}${entry.title}`)

const RFC = `Network Working Group                                        A. Example
Request for Comments: 9999                                   March 2024


                     The Paper Aeroplane Protocol

Abstract

   This document describes a protocol for sending small messages by
   paper aeroplane.  It is meant for rooms without other means, such as
   lecture halls, and gives advice on folding, throwing and receiving.
   Readers are expected to own paper.

1.  Introduction

   Paper has been used to carry messages for about two thousand years.
   Wings are a more recent addition.  The working group has found that
   the cost of a message falls with the distance it has to travel, and
   that weather is the chief cause of loss.

1.1.  Terms

   In this document a "thrower" is the person who sends, and a "catcher"
   is the person who receives - whether or not the aeroplane was meant
   for them.

   o  A thrower MUST fold the sheet before writing the address on the
      wing.

   o  A catcher SHOULD acknowledge.

2.  Folding

   There are well-
   known ways to fold a sheet:

   1.  The dart, which is fast and which does not turn in the air unless
       it is bent.
   2.  The glider.
`

test('T5 T8 T9 a hard-wrapped memo becomes paragraphs, list items and numbered headings', () => {
  expect(show(RFC)).toEqual([
    'metadata Network Working Group A. Example',
    'metadata Request for Comments: 9999 March 2024',
    'heading1 The Paper Aeroplane Protocol',
    'heading2 Abstract',
    '1 This document describes a protocol for sending small messages by paper aeroplane. It is meant for rooms without other means, such as lecture halls, and gives advice on folding, throwing and receiving. Readers are expected to own paper.',
    'heading2 1. Introduction',
    '2 Paper has been used to carry messages for about two thousand years. Wings are a more recent addition. The working group has found that the cost of a message falls with the distance it has to travel, and that weather is the chief cause of loss.',
    'heading3 1.1. Terms',
    '3 In this document a "thrower" is the person who sends, and a "catcher" is the person who receives - whether or not the aeroplane was meant for them.',
    '4 o A thrower MUST fold the sheet before writing the address on the wing.',
    '5 o A catcher SHOULD acknowledge.',
    'heading2 2. Folding',
    '6 There are well-known ways to fold a sheet:',
    '7 1. The dart, which is fast and which does not turn in the air unless it is bent.',
    '8 2. The glider.',
  ])
  expect(titles(RFC)).toEqual(['Abstract', '1. Introduction', '  1.1. Terms', '2. Folding'])
})

const SPEECH_ZH = `首页 > 新闻 > 本馆动态
关于建设社区图书馆的讲话

发布时间：2023年5月6日 09:30　来源：社区简报
王小明

　　同志们、朋友们：
　　今天我们在这里讨论社区图书馆的建设。图书馆不仅是藏书的地方，
　　也是大家读书、交流、学习的地方。
　　第一，加强书籍的选择和整理。好的书籍是图书馆的根本。
　　我们要建立读者推荐制度。
　　第二，改善阅读的环境。要做到安静、明亮、整洁。
　　第三，组织丰富的读书活动。每个月至少举办一次。
　　一、具体安排
　　（一）成立工作小组。
　　（二）制定年度计划。
　　希望大家共同努力。
　　（完）
责任编辑：李华
相关阅读
另一条新闻的标题与本文没有关系
`

test('T5 T8 T10 T12 T13 T16 a Chinese speech from a web page', () => {
  expect(show(SPEECH_ZH)).toEqual([
    'metadata {site-button} 首页 > 新闻 > 本馆动态',
    'heading1 关于建设社区图书馆的讲话',
    'metadata 发布时间：2023年5月6日 09:30　来源：社区简报',
    'metadata 王小明',
    '1 同志们、朋友们：',
    '2 今天我们在这里讨论社区图书馆的建设。图书馆不仅是藏书的地方，也是大家读书、交流、学习的地方。',
    '3 第一，加强书籍的选择和整理。好的书籍是图书馆的根本。',
    '4 我们要建立读者推荐制度。',
    '5 第二，改善阅读的环境。要做到安静、明亮、整洁。',
    '6 第三，组织丰富的读书活动。每个月至少举办一次。',
    'heading2 一、具体安排',
    '7 （一）成立工作小组。',
    '8 （二）制定年度计划。',
    '9 希望大家共同努力。',
    'metadata （完）',
    'metadata 责任编辑：李华',
    'metadata {site-button} 相关阅读',
    'paragraph {unrelated-after-end} 另一条新闻的标题与本文没有关系',
  ])
  expect(titles(SPEECH_ZH)).toEqual([
    'Opening',
    '1 加强书籍的选择和整理',
    '2 改善阅读的环境',
    '3 组织丰富的读书活动',
    '一、具体安排',
  ])
  expect(segment(SPEECH_ZH).fields).toEqual({
    title: '关于建设社区图书馆的讲话',
    published: '2023-05-06',
    source: '社区简报',
    byline: '王小明',
  })
})

test('T5 Chinese wrapped at the margin is joined without spaces', () => {
  const raw = `春天的河边

河水慢慢地流过村庄，两岸的柳树已经发芽，孩子们在岸边奔跑，老人们
坐在石头上晒太阳，谈论着去年的收成和今年的打算。远处的山还留着一
点白雪，像是舍不得离开的冬天。

傍晚的时候，炊烟从屋顶升起来，混着饭菜的香味，在Lectern
河谷里飘散。`
  expect(show(raw)).toEqual([
    'heading1 春天的河边',
    '1 河水慢慢地流过村庄，两岸的柳树已经发芽，孩子们在岸边奔跑，老人们坐在石头上晒太阳，谈论着去年的收成和今年的打算。远处的山还留着一点白雪，像是舍不得离开的冬天。',
    '2 傍晚的时候，炊烟从屋顶升起来，混着饭菜的香味，在Lectern河谷里飘散。',
  ])
})

test('T6 a sentence cut at a comma goes on over a blank line; a salutation does not', () => {
  expect(
    show('It was late in the year when the council met, and the members,\n\nwho had come far, were tired.'),
  ).toEqual([
    '1 It was late in the year when the council met, and the members, who had come far, were tired.',
  ])
  expect(show('Dear Ms Smith,\n\nThank you for the letter.\n\nYours faithfully,\n\nJohn Brown')).toEqual([
    '1 Dear Ms Smith,',
    '2 Thank you for the letter.',
    '3 Yours faithfully,',
    '4 John Brown',
  ])
})

test('T7 one line a paragraph, verse and first-line indentation stay apart', () => {
  const verse = [
    'Thou art more lovely and more temperate:',
    'Rough winds do shake the darling buds of May,',
    "And summer's lease hath all too short a date;",
  ]
  expect(show(verse.join('\n'))).toEqual(verse.map((line, index) => `${index + 1} ${line}`))
  const paragraphs = [
    'The first paragraph of this text is here.',
    'The second paragraph follows it now.',
    'The third one ends it all.',
  ]
  expect(show(paragraphs.join('\n'))).toEqual(paragraphs.map((line, index) => `${index + 1} ${line}`))
  const indented = `   She walked down to the harbour before the sun was up, as she
had done every morning of that long and windy summer, and looked for
the boat.
   There was none. The water lay grey and without a sail as far as the
eye could see, and she turned back to the village.`
  expect(show(indented)).toEqual([
    '1 She walked down to the harbour before the sun was up, as she had done every morning of that long and windy summer, and looked for the boat.',
    '2 There was none. The water lay grey and without a sail as far as the eye could see, and she turned back to the village.',
  ])
})

test('T8 T9 a Markdown list keeps its items and their continuations, and CRLF is a line end', () => {
  const raw = [
    '# Reading group notes',
    '',
    'The following points came up:',
    '',
    '- apples are mentioned twice,',
    '  once with a meaning',
    '- pears at -5 °C',
    '',
    '1. First we read',
    '2. then we talk',
    '',
    '## What next',
    '',
    'Nobody knew.',
    '',
    '---',
  ]
  const expected = [
    'heading1 # Reading group notes',
    '1 The following points came up:',
    '2 - apples are mentioned twice, once with a meaning',
    '3 - pears at -5 °C',
    '4 1. First we read',
    '5 2. then we talk',
    'heading2 ## What next',
    '6 Nobody knew.',
    'metadata ---',
  ]
  expect(show(raw.join('\n'))).toEqual(expected)
  expect(segment(raw.join('\r\n'))).toEqual(segment(raw.join('\n')))
  expect(segment(raw.join('\r'))).toEqual(segment(raw.join('\n')))
  expect(segment('a\r\n\r\nb').canonical).toBe('a\n\nb')
  expect(titles(raw.join('\n'))).toEqual(['Opening', 'What next'])
})

test('T10 points are counted only in order, and a single "First, …" makes no outline', () => {
  expect(titles('First, wash the rice.\n\nThen wait.\n\nSecond, boil it.\n\nFinally, eat.')).toEqual([
    '1 Wash the rice',
    '2 Boil it',
    '3 Eat',
  ])
  expect(titles('First, a word of thanks.\n\nThe rest is silence.')).toEqual([])
  expect(titles('Second, wait.\n\nFourth, go.')).toEqual([])
  expect(titles('一是读书。\n\n二是讨论。\n\n第三季度再见。')).toEqual(['1 读书', '2 讨论'])
  const long = `Firstly, ${'we must look at the river and the sea and '.repeat(4)}at the sky.\n\nSecondly, rest.`
  const [first] = titles(long)
  expect(first).toMatch(/…$/)
  expect(first!.length).toBeLessThanOrEqual(82)
})

test('T12 labels are lifted; a second, different date stays in sight', () => {
  const raw =
    'date 2023-08-02 Title: On Rivers\n\nDate: February 22, 2023\n\nThe editorial board\n\nRivers run down to the sea.'
  expect(show(raw)).toEqual([
    'metadata {lifted-into-fields} date 2023-08-02 Title: On Rivers',
    'metadata Date: February 22, 2023',
    'metadata The editorial board',
    '1 Rivers run down to the sea.',
  ])
  expect(segment(raw).fields).toEqual({
    date: '2023-08-02',
    title: 'On Rivers',
    byline: 'The editorial board',
  })
  expect(segment('On Rivers\n\nDate: 31 February 2023\n\nRivers run.').fields).toEqual({ title: 'On Rivers' })
  expect(segment('On Rivers\n\nPublished: 03/04/2023\n\nRivers run.').fields).toEqual({ title: 'On Rivers' })
})

test('T9 T12 a line under the title is a heading when it names a part, a byline when it names a person', () => {
  expect(show('On Rivers\n\nIntroduction\n\nRivers run.')[1]).toBe('heading2 Introduction')
  expect(show('On Rivers\n\nAda Example\n\nRivers run.')[1]).toBe('metadata Ada Example')
})

test('T13 buttons are furniture; a word that may be a heading only beside others', () => {
  expect(show('User Login\nRegister Account\nShare\nPrint')).toEqual([
    'metadata {site-button} User Login',
    'metadata {site-button} Register Account',
    'metadata {site-button} Share',
    'metadata {site-button} Print',
  ])
  expect(show('A letter\n\nThere is no place like it.\n\nHome\n\nI sit at home and read.')).toContain(
    'heading2 Home',
  )
})

test('T14 a caption goes with its credit, a long paragraph loses only the credit', () => {
  expect(show('On Rivers\n\nThey run.\n\nThe river in May.Photo by Ada Example\n\nThey end.')).toContain(
    'note {photo-credit} The river in May.Photo by Ada Example',
  )
  expect(show('河流\n\n河水流淌。\n\n新华社记者 王小明 摄\n\n河水入海。')).toContain(
    'note {photo-credit} 新华社记者 王小明 摄',
  )
  const long = `${'The river runs and runs. '.repeat(30)}Photo by Ada Example`
  const { canonical, blocks, exclusions } = segment(`On Rivers\n\n${long}`)
  expect(exclusions.map((span) => canonical.slice(span.start, span.end))).toEqual(['Photo by Ada Example'])
  expect(blocks.at(-1)!.number).toBe(1)
})

test('T15 a title that comes back is furniture, unless it heads a section among others', () => {
  const page = 'On Rivers\n\nThey run.\n\nOn Rivers\n\nThey run on.\n\nOn rivers\n\nThey end.'
  expect(show(page).filter((line) => line.includes('repeated-title'))).toHaveLength(2)
  const article = 'On Rivers\n\nThey run.\n\nSprings and wells\n\nThey begin.\n\nOn Rivers\n\nThey run on.'
  expect(show(article).filter((line) => line.includes('repeated-title'))).toEqual([])
  expect(titles(article)).toEqual(['Opening', 'Springs and wells', 'On Rivers'])
})

test('T16 what follows the end is folded, but never more than the text', () => {
  const body =
    'On Rivers ※\n\nThey run down to the sea, and the sea takes them in as it always has.\n\n※ A talk given in May.'
  expect(show(`${body}\n\nUnrelated headline here\n\nWords.`).slice(-2)).toEqual([
    'heading2 {unrelated-after-end} Unrelated headline here',
    'paragraph {unrelated-after-end} Words.',
  ])
  // A note on the first page, with the whole text after it, is not the end.
  const { exclusions } = segment(`${body}\n\n${'And so it goes on. '.repeat(40)}`)
  expect(exclusions).toEqual([])
})

test('T17 T18 a glued headline is offered; answered, it makes two blocks on the same offsets', () => {
  const raw =
    'On Rivers\n\nThey run down to the sea, which takes them in as it always has.\n\nThey end in the wide bay behind the town, in peace.New bridge could help the old town\n\nThe mayor said on Monday that work begins soon.\n\nUser Login'
  const text = segment(raw)
  const at = text.canonical.indexOf('New bridge')
  expect(text.splits).toEqual([{ at, reason: 'glued-headline' }])
  expect(text.exclusions[0]).toMatchObject({ start: at, reason: 'unrelated-after-end' })
  expect(text.blocks.map((block) => block.number)).toEqual([undefined, 1, 2, undefined, undefined])

  const kept = applyAnswers(text, { split: [at], exclusions: [] })
  expect(kept.splits).toEqual([])
  expect(
    kept.blocks.map((block) => [block.kind, block.number, text.canonical.slice(block.start, block.end)]),
  ).toEqual([
    ['heading', undefined, 'On Rivers'],
    ['paragraph', 1, 'They run down to the sea, which takes them in as it always has.'],
    ['paragraph', 2, 'They end in the wide bay behind the town, in peace.'],
    ['heading', undefined, 'New bridge could help the old town'],
    ['paragraph', 3, 'The mayor said on Monday that work begins soon.'],
    ['metadata', undefined, 'User Login'],
  ])
  expect(kept.outline.map((entry) => entry.title)).toEqual(['Opening', 'New bridge could help the old town'])
})

const span = (start: number, end: number) => ({ start, end, reason: 'by-hand' as const })

test('T18 answers that fit nowhere are refused', () => {
  const text = segment('One paragraph 😀 here.\n\nAnother.')
  const smile = text.canonical.indexOf('😀')
  expect(() => applyAnswers(text, { split: [0] })).toThrow('cannot be split at 0')
  expect(() => applyAnswers(text, { split: [9999] })).toThrow('9999')
  expect(() => applyAnswers(text, { split: [smile + 1] })).toThrow('cannot be split')
  expect(() => applyAnswers(text, { exclusions: [span(0, 9), span(5, 12)] })).toThrow('overlaps')
  expect(() => applyAnswers(text, { exclusions: [span(0, 999)] })).toThrow('outside')
  expect(applyAnswers(text, { exclusions: [span(0, smile)] }).blocks.map((block) => block.number)).toEqual([
    undefined,
    1,
  ])
})

test('T1 empty and one-line inputs', () => {
  for (const nothing of ['', '\n \t\r\n', '\ufeff']) {
    expect(segment(nothing)).toEqual({
      canonical: '',
      blocks: [],
      outline: [],
      exclusions: [],
      splits: [],
      fields: {},
    })
  }
  expect(show('just one line')).toEqual(['1 just one line'])
})
