/** The session page: the door, then the workspace with everything in it. */
import { lazy, Suspense } from 'react'
import { ErrorPage } from '../../app/error-page.tsx'
import { Waiting } from '../../app/waiting.tsx'
import { WorkspaceProvider } from '../../session/provider.tsx'
import { useWorkspace } from '../../session/workspace.ts'
import { isClosedTo, useEntry } from './entry.ts'
import { Projector } from './meeting-parts.ts'
import { Frame } from './frame.tsx'

// Most who come are members: their page does not wait for these.
const JoinPage = lazy(() => import('./join-page.tsx').then((page) => ({ default: page.JoinPage })))
const ClosedPage = lazy(() => import('./closed-page.tsx').then((page) => ({ default: page.ClosedPage })))

/** @param projected the view for a room, to look at only */
export function SessionPage({ id, projected = false }: { id: string; projected?: boolean }) {
  const { entry, enter } = useEntry(id)
  if (entry.at === 'door') return <Waiting />
  if (entry.at === 'invited') return <JoinPage sessionId={id} invite={entry.invite} onJoined={enter} />
  if (entry.at === 'outside')
    return isClosedTo(entry.error) ? (
      <ClosedPage why="not-invited" />
    ) : (
      <ErrorPage error={entry.error} again={() => void enter()} />
    )
  return (
    <WorkspaceProvider sessionId={id} view={entry.view}>
      <Inside projected={projected} />
    </WorkspaceProvider>
  )
}

function Inside({ projected }: { projected: boolean }) {
  const { removed } = useWorkspace()
  if (removed) return <ClosedPage why="removed" />
  return projected ? (
    <Suspense fallback={<Waiting />}>
      <Projector />
    </Suspense>
  ) : (
    <Frame />
  )
}
