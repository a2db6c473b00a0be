/** The parts of a meeting as the page places them: each comes with the others when the first is shown. */
import { lazy } from 'react'

const parts = () => import('../../meeting/parts.ts')

export const AgendaPanel = lazy(() => parts().then((part) => ({ default: part.AgendaPanel })))
export const HandButton = lazy(() => parts().then((part) => ({ default: part.HandButton })))
export const MeetingNews = lazy(() => parts().then((part) => ({ default: part.MeetingNews })))
export const Projector = lazy(() => parts().then((part) => ({ default: part.Projector })))
export const SpeakingNext = lazy(() => parts().then((part) => ({ default: part.SpeakingNext })))
export const StagePill = lazy(() => parts().then((part) => ({ default: part.StagePill })))
