/** Every command of the session page that has a key. Knows what they are called and what their keys usually are, not what they do. */
import * as m from '../messages/messages.js'
import type { Combo } from './combos.ts'

export const GROUPS = { moving: m.keys_moving, passage: m.keys_passage, page: m.keys_page } as const
export type Group = keyof typeof GROUPS

type Row = { group: Group; keys: readonly Combo[]; name: () => string }

/** Adding one is one line here and one where it is carried out. */
export const COMMANDS = {
  'reader.paragraph': { group: 'moving', keys: ['S'], name: m.keys_select_paragraph },
  'reader.next': { group: 'moving', keys: ['N', 'J'], name: m.keys_next_note },
  'reader.previous': { group: 'moving', keys: ['P', 'K'], name: m.keys_previous_note },
  'reader.under': { group: 'moving', keys: ['O'], name: m.keys_under },
  'reader.answer': { group: 'moving', keys: ['R'], name: m.keys_answer },
  'reader.plain': { group: 'moving', keys: ['M'], name: m.reader_hide_marks },
  'passage.highlight': { group: 'passage', keys: ['H', 'A'], name: m.reader_highlight },
  'passage.comment': { group: 'passage', keys: ['C', 'Mod+Alt+M'], name: m.reader_comment },
  'passage.cite': { group: 'passage', keys: ['Q'], name: m.reader_cite },
  'passage.quote': { group: 'passage', keys: ['Shift+Q'], name: m.reader_quote },
  'passage.link': { group: 'passage', keys: ['L'], name: m.reader_copy_link },
  'page.search': { group: 'page', keys: ['/'], name: m.search_open },
  'page.text': { group: 'page', keys: ['T'], name: m.keys_to_text },
  'page.card': { group: 'page', keys: ['D'], name: m.keys_to_card },
  'page.summary': { group: 'page', keys: ['E'], name: m.keys_to_summary },
  'page.list': { group: 'page', keys: ['G'], name: m.keys_to_list },
  'page.follow': { group: 'page', keys: ['F'], name: m.keys_follow },
  'page.keys': { group: 'page', keys: ['?'], name: m.keys_title },
} as const satisfies { [id: string]: Row }

export type CommandId = keyof typeof COMMANDS
export const COMMAND_IDS = Object.keys(COMMANDS) as CommandId[]

type Fixed = { group: Group; keys: readonly string[]; name: () => string }

/** What never changes: it is the same in every program, or depends on where one is. Named as `labelOf` takes it. */
export const FIXED: readonly Fixed[] = [
  { group: 'moving', keys: ['ArrowDown', 'ArrowUp'], name: m.keys_by_paragraph },
  { group: 'moving', keys: ['Enter', 'ArrowRight', 'ArrowLeft'], name: m.keys_by_sentence },
  { group: 'moving', keys: ['Word+ArrowRight', 'Word+ArrowLeft'], name: m.keys_by_word },
  { group: 'moving', keys: ['Shift+ArrowRight', 'Shift+ArrowLeft'], name: m.keys_extend_word },
  { group: 'moving', keys: ['Shift+ArrowDown', 'Shift+ArrowUp'], name: m.keys_extend_sentence },
  { group: 'passage', keys: ['1', '9'], name: m.keys_kinds },
  { group: 'passage', keys: ['Tab'], name: m.keys_toolbar },
  { group: 'page', keys: ['Mod+Enter'], name: m.keys_send },
  { group: 'page', keys: ['Escape'], name: m.keys_escape },
]
