/**
 * Every word an export says by itself, in each of its languages; complete by type.
 * A label stands in front of a name or value and is never woven into it, so that names need no grammar.
 */
import type { BuiltInKind, Motivation, Role, SessionStatus } from '@lectern/model'
import type { Kind } from './discussion.ts'
import type { Placed, Standing } from './places.ts'
import type { Locale, WriteOptions } from './writer.ts'

export type Labels = {
  record: string
  theme: string
  purpose: string
  held: string
  changed: string
  taken: string
  address: string
  status: string
  statuses: Record<SessionStatus, string>
  texts: string
  members: string
  roles: Record<Role, string>
  removed: string
  /** Of a comment that came with a file. */
  imported: string
  kindOfText: string
  /** Kinds of texts in the box; others keep their own name. */
  textKinds: { readonly [kind: string]: string }
  language: string
  originalLanguage: string
  date: string
  eventDate: string
  published: string
  attribution: string
  description: string
  note: string
  summary: string
  emptySummary: string
  done: string
  open: string
  notes: string
  noteNumber: string
  backToText: string
  /** Said behind a quotation that does not stand as it was made. */
  standings: Record<Exclude<Standing, 'stands'>, string>
  comments: string
  noComments: string
  outside: string
  outsideWhy: string
  textId: string
  kinds: Record<BuiltInKind, string>
  motivations: Record<Motivation, string>
  paragraph: (number: number) => string
  page: (label: string) => string
  chapter: (title: string) => string
  opening: string
  edited: string
  reply: string
  replies: string
  tags: string
  reactions: string
  /** These three end as they must in front of a name. */
  resolvedBy: string
  reopenedBy: string
  hiddenBy: string
  unknownPerson: string
  /** Between a label and its value. */
  colon: string
  /** Between the members of a list. */
  comma: string
}

const en: Labels = {
  record: 'Session record',
  theme: 'Theme',
  purpose: 'Purpose',
  held: 'Opened',
  changed: 'Last changed',
  taken: 'Record taken',
  address: 'On the web',
  status: 'Status',
  statuses: { open: 'Open', closed: 'Closed' },
  texts: 'Texts',
  members: 'Members',
  roles: { host: 'Host', participant: 'Participant', observer: 'Observer' },
  removed: 'removed',
  imported: 'imported',
  kindOfText: 'Kind',
  textKinds: {
    speech: 'Speech',
    article: 'Article',
    'seminar report': 'Seminar report',
    digest: 'Digest',
    readout: 'Readout',
    text: 'Text',
  },
  language: 'Language',
  originalLanguage: 'Original language',
  date: 'Date',
  eventDate: 'Date of the event',
  published: 'Published',
  attribution: 'Attribution',
  description: 'Description',
  note: 'Note',
  summary: 'Summary',
  emptySummary: 'Nothing was written in the summary.',
  done: 'Done',
  open: 'To do',
  notes: 'Notes',
  noteNumber: 'Note',
  backToText: 'Back to the summary',
  standings: {
    corrected: 'quoted from an earlier version of the text; these words were corrected since',
    uncertain: 'the text was corrected since, and the passage could stand at several places',
    lost: 'the text was corrected since, and the passage is not found in it',
    moved: 'these words do not stand at this place of the text',
    'text-absent': 'the text is not part of this record',
  },
  comments: 'Comments',
  noComments: 'No comments.',
  outside: 'Comments on texts that are no longer in the session',
  outsideWhy: 'These were written while the text was part of the session.',
  textId: 'Text with the id',
  kinds: { 'key-idea': 'Key idea', question: 'Question', agree: 'Agree', doubt: 'Doubt', term: 'Term' },
  motivations: {
    highlighting: 'Highlight',
    commenting: 'Comment',
    questioning: 'Question',
    assessing: 'Assessment',
    classifying: 'Classification',
    tagging: 'Tag',
  },
  paragraph: (number) => `¶${number}`,
  page: (label) => `p. ${label}`,
  chapter: (title) => `chapter “${title}”`,
  opening: 'before ¶1',
  edited: 'edited',
  reply: 'Reply',
  replies: 'Replies',
  tags: 'Tags',
  reactions: 'Reactions',
  resolvedBy: 'Resolved by ',
  reopenedBy: 'Reopened by ',
  hiddenBy: 'Hidden by ',
  unknownPerson: 'Unknown person',
  colon: ': ',
  comma: ', ',
}

const zhCN: Labels = {
  record: '学习记录',
  theme: '主题',
  purpose: '目的',
  held: '开始',
  changed: '最近修改',
  taken: '记录时间',
  address: '网址',
  status: '状态',
  statuses: { open: '进行中', closed: '已结束' },
  texts: '文本',
  members: '成员',
  roles: { host: '主持人', participant: '参与者', observer: '旁听者' },
  removed: '已移出',
  imported: '导入',
  kindOfText: '类型',
  textKinds: {
    speech: '讲话',
    article: '文章',
    'seminar report': '研讨会报道',
    digest: '摘编',
    readout: '会议通报',
    text: '文本',
  },
  language: '语言',
  originalLanguage: '原文语言',
  date: '日期',
  eventDate: '活动日期',
  published: '发布日期',
  attribution: '出处',
  description: '说明',
  note: '备注',
  summary: '总结',
  emptySummary: '总结尚无内容。',
  done: '已完成',
  open: '待办',
  notes: '注释',
  noteNumber: '注',
  backToText: '返回总结',
  standings: {
    corrected: '引自文本的较早版本,这些文字后来有修订',
    uncertain: '文本后来有修订,该段落可能对应多处',
    lost: '文本后来有修订,其中未找到该段落',
    moved: '文本此处并非这些文字',
    'text-absent': '本记录不含该文本',
  },
  comments: '评论',
  noComments: '暂无评论。',
  outside: '已不在本次学习中的文本的评论',
  outsideWhy: '这些评论写于该文本仍在本次学习中之时。',
  textId: '文本编号',
  kinds: { 'key-idea': '要点', question: '问题', agree: '赞同', doubt: '存疑', term: '术语' },
  motivations: {
    highlighting: '标记',
    commenting: '评论',
    questioning: '问题',
    assessing: '评价',
    classifying: '归类',
    tagging: '标签',
  },
  paragraph: (number) => `第${number}段`,
  page: (label) => `第${label}页`,
  chapter: (title) => `“${title}”一章`,
  opening: '第1段之前',
  edited: '修改于',
  reply: '回复',
  replies: '回复',
  tags: '标签',
  reactions: '回应',
  resolvedBy: '已解决：',
  reopenedBy: '重新打开：',
  hiddenBy: '已隐藏：',
  unknownPerson: '未知人员',
  colon: '：',
  comma: '、',
}

export const LABELS: Record<Locale, Labels> = { en, 'zh-CN': zhCN }

/** Kind of an annotation: its own name where the box has none; the motivation where it has no kind. */
export function kindLabel(labels: Labels, kind: Kind | undefined, motivation: Motivation): string {
  if (kind === undefined) return labels.motivations[motivation]
  if (kind.name !== undefined) return kind.name
  return Object.hasOwn(labels.kinds, kind.id) ? labels.kinds[kind.id as BuiltInKind] : kind.id
}

/** Where in a text; empty where a quote does not stand. @param contain makes of what a file calls its pages what may stand in the export */
export function placeLabel(
  labels: Labels,
  { place, locator }: Pick<Placed, 'place' | 'locator'>,
  contain: (words: string) => string,
): string {
  if (place === undefined) return ''
  const words = place === 'before' ? labels.opening : labels.paragraph(place)
  return locator ? `${words}${labels.comma}${labels[locator.kind](contain(locator.label))}` : words
}

/** How an export speaks: its words, and how it gives a time. */
export type Speech = WriteOptions & { labels: Labels }

export const speechOf = (options: WriteOptions): Speech => ({ ...options, labels: LABELS[options.locale] })
