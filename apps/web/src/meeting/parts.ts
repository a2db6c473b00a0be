/** What the session page shows of a meeting; loaded together, after the text shows. */
export { AgendaPanel } from './agenda-panel.tsx'
export { HandButton } from './hand-button.tsx'
export { MeetingNews } from './meeting-news.tsx'
export { Projector } from './projector.tsx'
export { SpeakingNext } from './speaking-next.tsx'
export { StagePill } from './stage-pill.tsx'
