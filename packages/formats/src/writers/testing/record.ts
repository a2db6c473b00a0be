/** A session in which everything happened that an export must cope with, for tests. Words marked [1]…[9] are counted in them. */
import type { Annotation, Member, Reply, SessionRecord, SummaryNode, Text } from '@lectern/model'

export const at = (minute: number) => `2026-11-22T10:${String(minute).padStart(2, '0')}:00.000Z`

export const SPEECH = [
  'Opening words of the speech.',
  'Firstly, basic research is at the head of the chain.',
  'We must adhere to the “four orientations” and explore freely on two legs.',
  `Long ${'passage '.repeat(700)}end.`,
]
export const READOUT = ['会议强调，加强基础研究。', '要坚持“四个面向”，坚持目标导向和自由探索“两条腿走路”。']

export function text(
  id: string,
  title: string,
  language: string,
  paragraphs: readonly string[],
  more: Partial<Text> = {},
): Text {
  const canonical = [title, ...paragraphs].join('\n\n')
  let from = 0
  const blocks = [title, ...paragraphs].map((words, i) => {
    const start = canonical.indexOf(words, from)
    from = start + words.length
    return i === 0
      ? { kind: 'heading' as const, level: 1, start, end: from }
      : { kind: 'paragraph' as const, start, end: from, number: i }
  })
  return {
    id,
    title,
    kind: 'speech',
    language,
    canonical,
    blocks,
    outline: [],
    exclusions: [],
    splits: [],
    words: 9,
    minutes: 1,
    ...more,
  }
}

export const TEXTS = {
  speech: text('speech', 'Strengthen basic research *now*', 'en', SPEECH, {
    date: '2023-02-21',
    attribution: 'Author <unknown> & translated [by machine](javascript:alert(1))',
    dateNote: 'date of the speech',
  }),
  readout: text('readout', '会议通报：加强基础研究', 'zh-CN', READOUT, {
    kind: 'readout',
    description: '# 一级 | 说明',
  }),
  gone: text('gone', 'A text taken out', 'en', ['It was here once.'], { kind: 'pamphlet' }),
}

const member = (personId: string, name: string, role: Member['role'], removed = false): Member => ({
  personId,
  name,
  color: '#1f5f5b',
  role,
  joinedAt: at(0),
  muted: false,
  removed,
})
export const MEMBERS = [
  member('host', '王小明', 'host'),
  member('ann', 'Ann *Star* [link](javascript:alert(2))', 'participant'),
  member('ben', 'Ben \u202enimda', 'participant', true),
  member('obs', '<b>Olga</b>', 'observer'),
]

const body = (value: string) => ({ type: 'TextualBody' as const, value, format: 'text/markdown' as const })
export const annotation = (
  key: string,
  on: Text,
  exact: string,
  value: string,
  more: Partial<Annotation> = {},
): Annotation => {
  const start = Math.max(0, on.canonical.indexOf(exact))
  return {
    key,
    personId: key.split('/')[0]!,
    target: {
      source: on.id,
      selector: [
        { type: 'TextPositionSelector', start, end: start + exact.length },
        { type: 'TextQuoteSelector', exact },
      ],
    },
    motivation: 'commenting',
    body: body(value),
    created: at(1),
    modified: at(1),
    replies: [],
    reactions: [],
    ...more,
  }
}
const reply = (key: string, value: string, minute: number, more: Partial<Reply> = {}): Reply => ({
  key,
  personId: key.split('/')[0]!,
  body: body(value),
  created: at(minute),
  modified: at(minute),
  ...more,
})

export const LONG_QUOTE = SPEECH[3]!.slice(0, 5000)

export const ANNOTATIONS: Annotation[] = [
  annotation(
    'ann/late',
    TEXTS.speech,
    'explore freely on two legs',
    '- [ ] task-one\n- [x] task-two\n\n  nested:\n  1. deep-item',
    {
      kind: 'question',
      created: at(8),
      modified: at(9),
      tags: ['two legs', '`tag` | <i>'],
    },
  ),
  annotation(
    'ben/early',
    TEXTS.speech,
    'basic research is at the head of the chain',
    'The **whole argument** hangs on this.',
    {
      kind: 'key-idea',
      replies: [
        reply('ben/ben/early/r2', 'said-by-the-removed', 6),
        reply('ann/ben/early/r1', 'sooner\n\n```\nnever closed fence', 3),
        reply('obs/ben/early/r3', 'rude-secret', 7, {
          moderation: { hidden: true, by: 'host', at: at(8), reason: 'off topic <b>' },
        }),
      ],
      reactions: [
        { personId: 'host', emoji: '👍' },
        { personId: 'ann', emoji: '👍' },
        { personId: 'ann', emoji: '<x>' },
      ],
      status: { resolved: true, by: 'ann', at: at(12) },
    },
  ),
  annotation('ann/bare', TEXTS.speech, 'Opening words', '', { motivation: 'highlighting' }),
  annotation('ann/hidden', TEXTS.speech, 'four orientations', 'abusive-secret', {
    tags: ['secret-tag'],
    moderation: { hidden: true, by: 'host', at: at(9), reason: '' },
    replies: [reply('host/ann/hidden/r1', 'still-to-be-read', 10)],
  }),
  annotation('ann/long', TEXTS.speech, LONG_QUOTE, 'long-one', { kind: 'made-up-kind' }),
  annotation('host/zh', TEXTS.readout, '四个面向', '**要点：**内容 `代码`\n\n# 大标题\n\n底线标题\n===', {
    kind: 'term',
    status: { resolved: false, by: 'host', at: at(20) },
  }),
  annotation('stranger/moved', TEXTS.readout, 'words that are not there', 'moved-comment', { kind: 'doubt' }),
  annotation('ann/gone', TEXTS.gone, 'here once', 'comment-on-the-gone'),
  annotation('ann/unknown', text('never-seen', 'x', 'en', ['y']), 'lost words', 'comment-on-the-unknown'),
]

const cite = (on: string, start: number, exact: string, label: string): SummaryNode => ({
  type: 'citation',
  attrs: { textId: on, start, end: start + exact.length, exact, prefix: '', suffix: '', label },
})
const word = (text: string, ...marks: { type: string; attrs?: Record<string, unknown> }[]): SummaryNode => ({
  type: 'text',
  text,
  ...(marks.length > 0 && { marks }),
})
const p = (...content: SummaryNode[]): SummaryNode => ({ type: 'paragraph', content })
const head = 'basic research is at the head of the chain'
const headAt = TEXTS.speech.canonical.indexOf(head)

export const SUMMARY: SummaryNode = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 1 }, content: [word('What we take')] },
    p(
      word('Research stands first '),
      cite('speech', headAt, head, 'Speech ¶2'),
      word('(as said), '),
      word('要点：', { type: 'bold' }),
      word('内容'),
    ),
    {
      type: 'bulletList',
      content: [
        {
          type: 'listItem',
          content: [
            p(word('again '), cite('speech', headAt, head, 'Speech ¶2')),
            {
              type: 'bulletList',
              content: [
                {
                  type: 'listItem',
                  content: [p(word('deep'), cite('readout', 0, 'not what stands there', 'Readout ¶1'))],
                },
              ],
            },
          ],
        },
      ],
    },
    {
      type: 'taskList',
      content: [
        { type: 'taskItem', attrs: { checked: true }, content: [p(word('compare'))] },
        { type: 'taskItem', attrs: { checked: false }, content: [p(word('decide'))] },
      ],
    },
    {
      type: 'blockquote',
      content: [p(word('quoted '), cite('lost', 3, 'words of a lost text', 'Digest ¶7'))],
    },
    p(word('# not a heading'), { type: 'hardBreak' }, word('[^1]: not a note')),
    p(
      word('good', { type: 'link', attrs: { href: 'https://example.org/?a=1&copy=2' } }),
      word(' bad', { type: 'link', attrs: { href: 'javascript:alert(3)' } }),
      word(' <script>alert(4)</script> '),
    ),
  ],
}

export const RECORD: SessionRecord = {
  version: 1,
  takenAt: '2026-11-23T08:30:00.000Z',
  url: 'https://lectern.example.org/s/abc_1',
  session: {
    id: 'abc_1',
    title: 'Third study: <script>alert(0)</script> 基础研究 / "legs" | `x`',
    theme: '# Two legs\nsecond line of the theme',
    purpose: '',
    status: 'closed',
    textIds: ['speech', 'readout'],
    locked: [],
    revisions: [],
    agenda: [],
    createdAt: at(0),
    updatedAt: at(30),
  },
  members: MEMBERS,
  texts: [TEXTS.speech, TEXTS.readout, TEXTS.gone],
  annotations: ANNOTATIONS,
  summary: SUMMARY,
  agenda: [],
  board: [],
  events: [],
}
