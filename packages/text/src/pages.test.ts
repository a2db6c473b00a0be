/** Whole pages as they are copied from the web, from mail programs and from law books. T5–T16 together. */
import { expect, test } from 'vitest'
import { segment } from './index.ts'

/** One line a block: number or kind, reason of exclusion, words. */
function show(raw: string): string[] {
  const { canonical, blocks, exclusions } = segment(raw)
  return blocks.map((block) => {
    const reason = exclusions.find((span) => span.start < block.end && span.end > block.start)?.reason
    const name = block.number ?? block.kind + (block.level ?? '')
    return `${name}${reason ? ` {${reason}}` : ''} ${canonical.slice(block.start, block.end)}`
  })
}

const ARTICLE = `WEEKLY SEMINAR: HOW CITIES REMEMBER

By Maria Okafor
Published on 14 March 2021

Filed under: History

The first thing to say is that cities do not remember. People do, and
they do it in the company of walls, street names and habits. What we
call the memory of a city is the work of many hands.

  "A street," wrote one historian, "is a sentence that many
  people have spoken."

What is kept

There are three ways of keeping:

(a) by law, as when a building is listed;
(b) by use, as when a market stays where it was; and
(c) by chance.

Secondly, there is forgetting... It happens quietly - a shop closes, a
tree is felled.

What is lost

Nobody keeps a list of what is lost.

Share this article
Facebook | Twitter | Email

Related articles
How rivers were named
The map that was wrong
`

test('T5 T8 T9 T12 T13 T16 a hard-wrapped article with its page around it', () => {
  expect(show(ARTICLE)).toEqual([
    'heading1 WEEKLY SEMINAR: HOW CITIES REMEMBER',
    'metadata By Maria Okafor',
    'metadata {lifted-into-fields} Published on 14 March 2021',
    'metadata Filed under: History',
    '1 The first thing to say is that cities do not remember. People do, and they do it in the company of walls, street names and habits. What we call the memory of a city is the work of many hands.',
    '2 "A street," wrote one historian, "is a sentence that many people have spoken."',
    'heading2 What is kept',
    '3 There are three ways of keeping:',
    '4 (a) by law, as when a building is listed;',
    '5 (b) by use, as when a market stays where it was; and',
    '6 (c) by chance.',
    '7 Secondly, there is forgetting... It happens quietly - a shop closes, a tree is felled.',
    'heading2 What is lost',
    '8 Nobody keeps a list of what is lost.',
    'metadata {site-button} Share this article',
    'metadata {site-button} Facebook | Twitter | Email',
    'metadata {site-button} Related articles',
    'paragraph {unrelated-after-end} How rivers were named',
    'paragraph {unrelated-after-end} The map that was wrong',
  ])
  expect(segment(ARTICLE).fields).toEqual({
    title: 'WEEKLY SEMINAR: HOW CITIES REMEMBER',
    byline: 'Maria Okafor',
    published: '2021-03-14',
  })
})

const NEWS_ZH = `社区图书馆召开座谈会
2023-02-22 10:30:00　来源：社区简报　责任编辑：张三

本刊2月22日电（记者李四）会议指出，要加强图书馆建设。

会议强调，一是选好书；二是用好书；三是护好书。

图为会议现场。本报记者 王五 摄

要坚持读者至上和服务为本，把图书馆的日常工作同社区居民的学习需要和文化生活紧密结合起来，

统筹安排全年的读书活动。

上一篇：无
下一篇：关于某某的通知
【打印本页】 【关闭窗口】
`

test('T6 T12 T13 T14 a Chinese news page', () => {
  expect(show(NEWS_ZH)).toEqual([
    'heading1 社区图书馆召开座谈会',
    'metadata 2023-02-22 10:30:00　来源：社区简报　责任编辑：张三',
    '1 本刊2月22日电（记者李四）会议指出，要加强图书馆建设。',
    '2 会议强调，一是选好书；二是用好书；三是护好书。',
    'note {photo-credit} 图为会议现场。本报记者 王五 摄',
    '3 要坚持读者至上和服务为本，把图书馆的日常工作同社区居民的学习需要和文化生活紧密结合起来，统筹安排全年的读书活动。',
    'metadata {site-button} 上一篇：无',
    'metadata {site-button} 下一篇：关于某某的通知',
    'metadata {site-button} 【打印本页】 【关闭窗口】',
  ])
  expect(segment(NEWS_ZH).fields).toEqual({
    title: '社区图书馆召开座谈会',
    date: '2023-02-22',
    source: '社区简报',
  })
})

test('T6 T8 T12 a letter keeps its head, its salutation and its list', () => {
  const raw = `From: a@example.org
To: b@example.org
Subject: Meeting

Hi all,

we meet on Friday at 10.
Bring:
- the book
- a pen

Best,
Jo
`
  expect(show(raw)).toEqual([
    'metadata From: a@example.org',
    'metadata To: b@example.org',
    'metadata Subject: Meeting',
    '1 Hi all,',
    '2 we meet on Friday at 10.',
    '3 Bring:',
    '4 - the book',
    '5 - a pen',
    '6 Best,',
    '7 Jo',
  ])
})

test('T7 T9 a law without blank lines', () => {
  const raw = [
    'Regulation on Bees',
    'Article 1 Purpose',
    'This Regulation lays down rules on the keeping of bees.',
    'Article 2 Scope',
    '1. This Regulation applies to:',
    '(a) beekeepers;',
    '(b) bees.',
    '2. It does not apply to wasps.',
    'Article 3',
    'Definitions',
    'For the purposes of this Regulation, "bee" means an insect.',
  ]
  expect(show(raw.join('\n')).map((line) => line.replace(/ .*/, ''))).toEqual([
    'heading1',
    'heading2',
    '1',
    'heading2',
    '2',
    '3',
    '4',
    '5',
    'heading2',
    'heading2',
    '6',
  ])
})
