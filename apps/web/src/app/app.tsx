/** The pages and their addresses. Each page is loaded when it is first shown. */
import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { Announcer } from '../ui/announce.tsx'
import { ErrorBoundary } from './error-page.tsx'
import { useLocale } from './locale.ts'
import { Waiting } from './waiting.tsx'

const HomePage = lazy(() =>
  import('../pages/home/home-page.tsx').then((page) => ({ default: page.HomePage })),
)
const NewSessionPage = lazy(() =>
  import('../pages/new-session/new-session-page.tsx').then((page) => ({ default: page.NewSessionPage })),
)
const LibraryPage = lazy(() =>
  import('../pages/library/library-page.tsx').then((page) => ({ default: page.LibraryPage })),
)
const TextPage = lazy(() =>
  import('../pages/library/text-page.tsx').then((page) => ({ default: page.TextPage })),
)
const SessionPage = lazy(() =>
  import('../pages/session/session-page.tsx').then((page) => ({ default: page.SessionPage })),
)

const NotFoundPage = lazy(() =>
  import('./not-found-page.tsx').then((page) => ({ default: page.NotFoundPage })),
)

export function App() {
  // A change of language renders everything below again.
  useLocale()
  return (
    <>
      <ErrorBoundary>
        <Suspense fallback={<Waiting />}>
          <Switch>
            <Route path="/">
              <HomePage />
            </Route>
            <Route path="/new">
              <NewSessionPage />
            </Route>
            <Route path="/texts">
              <LibraryPage />
            </Route>
            <Route path="/texts/:id">{({ id }) => <TextPage key={id} id={id} />}</Route>
            <Route path="/s/:id/projector">{({ id }) => <SessionPage key={id} id={id} projected />}</Route>
            <Route path="/s/:id">{({ id }) => <SessionPage key={id} id={id} />}</Route>
            <Route>
              <NotFoundPage />
            </Route>
          </Switch>
        </Suspense>
      </ErrorBoundary>
      <Announcer />
    </>
  )
}
