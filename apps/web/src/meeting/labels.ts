/** Words for what happens in a meeting, in the reader's language. */
import type { AttendanceStatus, QuestionState, RoundForm, Stage, StageKind, TurnPart } from '@lectern/model'
import * as m from '../messages/messages.js'

const STAGES: { [kind in StageKind]: () => string } = {
  opening: m.meeting_stage_opening,
  framing: m.meeting_stage_framing,
  keynote: m.meeting_stage_keynote,
  report: m.meeting_stage_report,
  reading: m.meeting_stage_reading,
  reveal: m.meeting_stage_reveal,
  rounds: m.meeting_stage_rounds,
  discussion: m.meeting_stage_discussion,
  drafting: m.meeting_stage_drafting,
  checking: m.meeting_stage_checking,
  'sign-off': m.meeting_stage_sign_off,
  closing: m.meeting_stage_closing,
}
export const stageKindLabel = (kind: StageKind): string => STAGES[kind]()

/** The stage's own title, else what its kind is called. */
export const stageLabel = ({ title, kind }: Pick<Stage, 'title' | 'kind'>): string =>
  title ?? stageKindLabel(kind)

const FORMS: { [form in RoundForm]: () => string } = {
  each: m.meeting_round_each,
  'last-word': m.meeting_round_last_word,
  'final-word': m.meeting_round_final_word,
}
export const roundLabel = (form: RoundForm): string => FORMS[form]()

const PARTS: { [part in TurnPart]: () => string } = {
  speaks: m.meeting_part_speaks,
  reads: m.meeting_part_reads,
  answers: m.meeting_part_answers,
  concludes: m.meeting_part_concludes,
}
export const partLabel = (part: TurnPart): string => PARTS[part]()

const TURNS: { [part in TurnPart]: () => string } = {
  speaks: m.meeting_turn_speaks,
  reads: m.meeting_turn_reads,
  answers: m.meeting_turn_answers,
  concludes: m.meeting_turn_concludes,
}
/** Said to whoever has the floor. */
export const turnSentence = (part: TurnPart): string => TURNS[part]()

const QUESTION_STATES: { [state in QuestionState]: () => string } = {
  open: m.meeting_question_open,
  taken: m.meeting_question_taken,
  answered: m.meeting_question_answered,
  parked: m.meeting_question_parked,
}
export const questionStateLabel = (state: QuestionState): string => QUESTION_STATES[state]()

const STATUSES: { [status in AttendanceStatus]: () => string } = {
  present: m.meeting_present,
  late: m.meeting_late,
  left: m.meeting_left,
  absent: m.meeting_absent,
  excused: m.meeting_excused,
}
export const attendanceLabel = (status: AttendanceStatus): string => STATUSES[status]()
