/** Every word the minutes say by themselves, in each language; complete by type. */
import type { AttendanceStatus, StageKind } from '@lectern/model'
import type { Locale } from './writer.ts'

export type MinutesLabels = {
  minutes: string
  series: string
  ordinal: (number: number) => string
  time: string
  place: string
  convener: string
  presider: string
  keynotes: string
  statuses: Record<AttendanceStatus, string>
  run: string
  stages: Record<StageKind, string>
  contributions: string
  decisions: string
  actions: string
  owner: string
  due: string
  questions: string
  none: string
  unsaid: string
  to: string
}

export const MINUTES_LABELS: Record<Locale, MinutesLabels> = {
  en: {
    minutes: 'Minutes',
    series: 'Series',
    ordinal: (number) => `meeting ${number}`,
    time: 'Time',
    place: 'Place',
    convener: 'Convened by',
    presider: 'Presider',
    keynotes: 'Keynote',
    statuses: {
      present: 'Present',
      late: 'Came later',
      left: 'Left earlier',
      absent: 'Absent',
      excused: 'Excused',
    },
    run: 'How it was run',
    stages: {
      opening: 'Opening',
      framing: 'Framing',
      keynote: 'Keynote',
      report: 'Report',
      reading: 'Silent reading',
      reveal: 'Reveal',
      rounds: 'Rounds',
      discussion: 'Discussion',
      drafting: 'Drafting',
      checking: 'Checking',
      'sign-off': 'Sign-off',
      closing: 'Closing',
    },
    contributions: 'What was said',
    decisions: 'Decisions',
    actions: 'Actions',
    owner: 'by',
    due: 'due',
    questions: 'Open questions',
    none: 'None.',
    unsaid: 'Spoke; nothing was noted.',
    to: '–',
  },
  'zh-CN': {
    minutes: '会议记录',
    series: '系列',
    ordinal: (number) => `第${number}次`,
    time: '时间',
    place: '地点',
    convener: '召集单位',
    presider: '主持人',
    keynotes: '中心发言人',
    statuses: { present: '出席', late: '迟到', left: '早退', absent: '缺席', excused: '请假' },
    run: '学习方式与过程',
    stages: {
      opening: '开场',
      framing: '导入',
      keynote: '中心发言',
      report: '汇报',
      reading: '自学',
      reveal: '公开批注',
      rounds: '轮流发言',
      discussion: '讨论',
      drafting: '起草',
      checking: '核对',
      'sign-off': '定稿',
      closing: '总结',
    },
    contributions: '发言要点',
    decisions: '决定事项',
    actions: '待办事项',
    owner: '负责人',
    due: '期限',
    questions: '遗留问题',
    none: '无。',
    unsaid: '已发言，未记录要点。',
    to: '至',
  },
}
